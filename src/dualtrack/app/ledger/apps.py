"""The ledger as a Django app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def prepare(**_: object) -> None:
    """After a migration: order and triggers in place (a remake drops them), a head where there is none."""
    from dualtrack.app.ledger import collation, head, home, triggers  # noqa: PLC0415 - models are loaded

    collation.install()
    triggers.install()
    here = home.current_or_none()
    if here is not None:
        head.begin(here.origin)


class LedgerConfig(AppConfig):
    """Installs the triggers that guard the record after each migration."""

    name = "dualtrack.app.ledger"
    label = "ledger"

    def ready(self) -> None:
        """Connect the installer."""
        post_migrate.connect(prepare, sender=self, dispatch_uid="dualtrack.ledger.prepare")
