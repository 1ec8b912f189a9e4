"""Scope as a Django app."""

from django.apps import AppConfig


class ScopeConfig(AppConfig):
    """Registers the app under its short name."""

    name = "dualtrack.app.scope"
    label = "scope"
