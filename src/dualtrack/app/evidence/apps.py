"""Evidence as a Django app."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Registers the app under its short name."""

    name = "dualtrack.app.evidence"
    label = "evidence"
    rebuilds = ("dualtrack.app.evidence.restoring.rebuild_lake",)
    verifies = ("dualtrack.app.evidence.verifying.check_lake",)
