"""The database itself refuses to alter the record."""

from datetime import datetime

import pytest
from django.core.management import call_command
from django.db import IntegrityError
from tests.app.ledger.sample.values import Widget
from tests.hands import cases, dropped, idle, run

from dualtrack.app.ledger import startup, triggers
from dualtrack.app.ledger.checkpoints import checkpoint
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.services import record
from dualtrack.domain.ledger.actor import Actor


@pytest.mark.parametrize(
    ("statement", "reason"),
    cases(
        [
            ("UPDATE ledger_leaf SET hash = x'00'", "ledger_leaf: the record is never altered"),
            ("DELETE FROM ledger_leaf", "ledger_leaf: the record is never altered"),
            (
                "REPLACE INTO ledger_leaf (seq, hash) VALUES (0, x'00')",
                "ledger_leaf: entries follow one another",
            ),
            (
                "INSERT INTO ledger_leaf (seq, hash) VALUES (9, x'00')",
                "ledger_leaf: entries follow one another",
            ),
            ("UPDATE ledger_body SET line = x'00'", "ledger_body: the record is never altered"),
            ("DELETE FROM ledger_body", "ledger_body: the record is never altered"),
            ("REPLACE INTO ledger_body VALUES (0, 'a', x'00')", "ledger_body: entries follow one another"),
            ("UPDATE ledger_head SET size = 0", "ledger_head: the head never goes back"),
            ("UPDATE ledger_head SET origin = 'x'", "ledger_head: the head never goes back"),
            ("DELETE FROM ledger_head", "ledger_head: the record is never altered"),
            (
                "UPDATE ledger_checkpointrow SET note = x'00'",
                "ledger_checkpointrow: the record is never altered",
            ),
            ("DELETE FROM ledger_checkpointrow", "ledger_checkpointrow: the record is never altered"),
        ]
    ),
)
def test_altering_the_record_is_refused(now: datetime, alice: Actor, statement: str, reason: str) -> None:
    record(Widget(id="w", title="t"), actor=alice, now=now, action="add")
    checkpoint()
    with pytest.raises(IntegrityError, match=reason):
        run(statement)


def test_a_lost_trigger_is_found_and_put_back_by_migrating(home: Home) -> None:
    assert startup.refusals() == ()
    run(dropped("ledger_body_delete_guard"))
    assert triggers.check() == ("ledger_body_delete_guard",)
    assert [(found.code, found.message) for found in startup.refusals()] == [
        (
            "trigger_missing",
            "the trigger ledger_body_delete_guard is absent or altered; run: dualtrack verify,"
            " then dualtrack up, which puts it back and records that",
        )
    ]
    call_command("migrate", verbosity=0)
    assert triggers.check() == ()


def test_an_altered_trigger_is_found(home: Home) -> None:
    idle("ledger_leaf_update_guard")
    assert triggers.check() == ("ledger_leaf_update_guard",)


@pytest.mark.sqlite  # its own settings; those of PostgreSQL are in test_postgresql.py
@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("PRAGMA synchronous=NORMAL", "SQLite: synchronous is not FULL; remove what overrides it"),
        ("PRAGMA foreign_keys=OFF", "SQLite: foreign keys are not checked; remove what overrides it"),
        ("PRAGMA journal_mode=DELETE", "SQLite: journal_mode is not WAL; put the home on a local disk"),
    ],
)
def test_a_database_that_could_lose_something_is_refused(home: Home, statement: str, message: str) -> None:
    run(statement)
    assert [found.message for found in startup.refusals()] == [message]
