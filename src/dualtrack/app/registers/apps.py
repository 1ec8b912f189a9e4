"""Registers as a Django app."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """Registers the app under its short name."""

    name = "dualtrack.app.registers"
    label = "registers"
