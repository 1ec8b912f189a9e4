"""The web app: no tables, only pages."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The pages."""

    name = "dualtrack.app.web"
    label = "web"

    def ready(self) -> None:
        """Hear of sign-ins, for the access log."""
        from dualtrack.app.web.base import access  # noqa: PLC0415 - models are loaded by now

        access.listen()
