"""The web app: no tables, only pages."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The pages."""

    name = "dualtrack.app.web"
    label = "web"
