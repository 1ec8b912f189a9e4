"""Programme as a Django app."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    """Registers the app under its short name."""

    name = "dualtrack.app.programme"
    label = "programme"
    verifies = ("dualtrack.app.programme.verifying.check_counts",)
