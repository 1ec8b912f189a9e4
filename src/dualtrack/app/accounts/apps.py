"""People and sign-in as a Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Registers the app under its short name."""

    name = "dualtrack.app.accounts"
    label = "accounts"
    erases = ("dualtrack.app.accounts.forgetting.forget",)
    takes_over = ("dualtrack.app.accounts.taking_over.take_over",)
    verifies = (
        "dualtrack.app.accounts.verifying_sign_ins.check_sign_ins",
        "dualtrack.app.accounts.verifying.check_access_log",
    )
