"""Controls as a Django app."""

from django.apps import AppConfig


class ControlsConfig(AppConfig):
    """Registers the app under its short name."""

    name = "dualtrack.app.controls"
    label = "controls"
