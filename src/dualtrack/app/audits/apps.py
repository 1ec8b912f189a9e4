"""Audits as a Django app."""

from django.apps import AppConfig


class AuditsConfig(AppConfig):
    """Registers the app under its short name."""

    name = "dualtrack.app.audits"
    label = "audits"
