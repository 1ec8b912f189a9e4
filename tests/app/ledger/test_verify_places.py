"""Rows of the record at places that no entry has, a second head, tables taken out: each is named."""

from datetime import datetime

import pytest
from tests import hands
from tests.app.ledger.conftest import Tamper
from tests.app.ledger.test_verify_stores import named, told

from dualtrack.app.ledger import tables
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.home_error import HomeError
from dualtrack.app.ledger.repairs import bring_up

PLANTED = [
    (
        "INSERT INTO ledger_body (seq, object, line) VALUES (99999, 'x', x'00')",
        ("entry 99999", "extra", "stands after the head"),
    ),
    (
        "INSERT INTO ledger_leaf (seq, hash) VALUES (99999, zeroblob(32))",
        ("entry 99999", "extra", "stands after the head"),
    ),
    (
        "INSERT INTO ledger_body (seq, object, line) SELECT -1, object, line FROM ledger_body WHERE seq = 1",
        ("entry -1", "extra", "stands before the first entry"),
    ),
    (
        "INSERT INTO ledger_body (seq, object, line) SELECT 99, object, line FROM ledger_body WHERE seq = 1",
        ("entry 99", "extra", "stands after the head"),
    ),
    (
        "INSERT INTO ledger_body (seq, object, line)"
        " SELECT -3, 'sample_gadget/z', line FROM ledger_body WHERE seq = 2",
        ("entry -3", "extra", "stands before the first entry"),
    ),
    (
        "INSERT INTO ledger_leaf (seq, hash) VALUES (-7, zeroblob(32))",
        ("entry -7", "extra", "stands before the first entry"),
    ),
    (
        "INSERT INTO ledger_head (id, size, frontier, last_recorded_at, origin)"
        " SELECT 2, size, frontier, last_recorded_at, origin FROM ledger_head",
        ("ledger_head/2", "extra", "a second head; the record has one"),
    ),
]


@pytest.mark.parametrize(("statement", "expected"), PLANTED)
def test_a_row_at_a_place_that_no_entry_has_is_told_in_these_words(
    six: Home, tamper: Tamper, statement: str, expected: tuple[str, str, str]
) -> None:
    tamper(statement)
    assert told() == [expected]


def test_a_row_at_a_place_that_no_entry_has_hides_nothing_else(six: Home, tamper: Tamper) -> None:
    tamper(
        "INSERT INTO ledger_body (seq, object, line) VALUES (-1, 'x', x'00')",
        "UPDATE ledger_head SET frontier = CAST(substr(frontier, 1, 8) || zeroblob(64) AS BLOB)",
    )
    assert named() == [("entry -1", "extra"), ("head", "changed")]


TAKEN = "was taken out of the database, so nothing else of the record was looked at; restore a backup"


@pytest.mark.parametrize(
    ("statement", "item"),
    [
        ("DROP TABLE evidence_evidencerow", "table evidence_evidencerow"),
        ("DROP TABLE ledger_body", "table ledger_body"),
        ("ALTER TABLE sample_gadgetrow DROP COLUMN note", "column note of table sample_gadgetrow"),
    ],
)
def test_a_table_or_column_that_was_taken_out_is_named(
    six: Home, now: datetime, statement: str, item: str
) -> None:
    hands.run(statement)
    assert told() == [(item, "missing", TAKEN)]
    with pytest.raises(HomeError, match=f"^taken out of the database: {item}; run dualtrack verify, restore"):
        bring_up(now)


def test_a_table_that_a_migration_has_yet_to_make_was_not_taken_out(six: Home) -> None:
    hands.run("DROP TABLE evidence_evidencerow")
    hands.run("DELETE FROM django_migrations WHERE app = 'evidence'")
    assert tables.absent() == ()
