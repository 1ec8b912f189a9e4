"""Bringing a home up to the program, with entries for what was taken away or not yet on record meanwhile."""

from datetime import datetime

from django.apps import apps
from django.db import connection
from django.utils.module_loading import import_string

from dualtrack.app.ledger import entropy, lifecycle, startup, tables, triggers
from dualtrack.app.ledger.guards import TABLES
from dualtrack.app.ledger.home_error import HomeError
from dualtrack.app.ledger.services import record
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.guarding import GuardRepair

KEEPER = Actor("system:guards", "job")


def bring_up(now: datetime) -> tuple[str, ...]:
    """Migrate, which puts the guards in place; the names of those that were absent or altered before.

    That somebody took one away would else leave no trace. A newer program that makes one otherwise finds the
    old one altered too, and records the same. Raises `HomeError` where the record, or a table, is not there.
    """
    for refusal in startup.of_record():
        raise HomeError(refusal.code, refusal.message)
    _require_whole()
    lost = _lost()
    lifecycle.migrate()
    _require_whole()  # and of what an older program had made
    if lost:
        repair = GuardRepair(id=entropy.new_id("guard"), names=lost)
        record(repair, actor=KEEPER, now=now, action="guards.put_back")
    for config in apps.get_app_configs():  # what a program before did not put on record; they name it
        for name in getattr(config, "takes_over", ()):
            import_string(name)(now)
    return lost


def _require_whole() -> None:
    taken = tables.absent()
    if taken:
        text = f"taken out of the database: {', '.join(taken)}; run dualtrack verify, restore a backup"
        raise HomeError("damaged", text)


def _lost() -> tuple[str, ...]:
    """Guards that should be there; none in a database that holds no ledger yet."""
    return triggers.check() if set(TABLES) <= set(connection.introspection.table_names()) else ()
