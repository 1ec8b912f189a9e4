"""What was damaged in the record is told in one line by whatever reads it, and named by `verify`."""

import json

import pytest
from django.db import connection
from tests.app.conftest import SETUP, Run
from tests.conftest import NOW
from tests.hands import unguarded

from dualtrack.app.controls import services
from dualtrack.app.ledger import queries
from dualtrack.app.ledger.home import Home

LEFT = "run dualtrack verify, which names it, and restore a backup"
READERS = (
    ("history", "control/AC-02"),
    ("status", "--as-of", "2026-03-01"),
    ("package", "soc2", "--out", "x.zip"),
)


@pytest.fixture
def changed(programme: Home) -> Home:
    """Something was recorded since yesterday, so that the day before is read from the record."""
    services.change(actor=SETUP, now=NOW, control="AU-08", title="Changed today")
    return programme


def damage(home: Home, line: bytes) -> int:
    """Put another line in the place of the newest entry about AC-02; its place."""
    last = list(queries.history("control/AC-02"))[-1].seq
    connection.close()
    with unguarded(home) as hand:
        hand("UPDATE ledger_body SET line = :new WHERE seq = :at", {"new": line, "at": last})
    return last


@pytest.mark.parametrize("call", READERS, ids=" ".join)
def test_a_line_that_is_none_is_told_without_a_traceback(
    cli: Run, changed: Home, call: tuple[str, ...]
) -> None:
    at = damage(changed, b"\0")
    done = cli(*call, "--json")
    why = "not JSON in UTF-8: Expecting value: line 1 column 1 (char 0)"
    assert (done.code, done.error["code"]) == (3, "unreadable_entry")
    assert done.error["message"] == f"something that was recorded cannot be read ({why}): {LEFT}"
    assert [one["item"] for one in cli("verify", "--json").json["problems"]] == [f"entry {at}"]


@pytest.mark.parametrize("call", READERS[1:2], ids=" ".join)
def test_a_value_that_is_none_of_its_type_is_told_without_a_traceback(
    cli: Run, changed: Home, call: tuple[str, ...]
) -> None:
    entry = json.loads(list(queries.lines())[[e.seq for e in queries.history("control/AC-02")][-1]][1])
    entry["value"]["cadence"] = "now and then"
    line = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    at = damage(changed, line)
    done = cli(*call, "--json")
    assert (done.code, done.error["code"]) == (3, "unreadable_entry")
    assert done.error["message"].startswith("something that was recorded cannot be read (control.cadence: ")
    assert done.error["message"].endswith(LEFT)
    assert [one["item"] for one in cli("verify", "--json").json["problems"]] == [f"entry {at}"]
