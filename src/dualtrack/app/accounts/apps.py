"""People and sign-in as a Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Registers the app under its short name."""

    name = "dualtrack.app.accounts"
    label = "accounts"
    erases = ("dualtrack.app.accounts.forgetting.forget",)
    verifies = (
        "dualtrack.app.accounts.verifying.check_sign_ins",
        "dualtrack.app.accounts.verifying.check_access_log",
    )
