"""Risks as a Django app."""

from django.apps import AppConfig


class RisksConfig(AppConfig):
    """Registers the app under its short name."""

    name = "dualtrack.app.risks"
    label = "risks"
