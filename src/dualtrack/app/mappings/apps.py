"""Mappings as a Django app."""

from django.apps import AppConfig


class MappingsConfig(AppConfig):
    """Registers the app under its short name."""

    name = "dualtrack.app.mappings"
    label = "mappings"
