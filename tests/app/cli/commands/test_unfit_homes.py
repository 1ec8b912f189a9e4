"""A home that cannot start is verified all the same: what is wrong around the record is named beside it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connections
from tests.app.conftest import Ran, Run
from tests.databases import copied
from tests.hands import dropped, stranger
from tests.hands import run as statement

from dualtrack.app.cli.commands import up
from dualtrack.app.ledger import queries, triggers
from dualtrack.app.ledger.home import Home

GUARD = "ledger_body_update_guard"
UNGUARDED = (f"trigger {GUARD}", "missing", "the record is not guarded against being altered")
FIRST = ", after dualtrack verify told what else is wrong"
GONE = "is missing; restore it from a backup"


@pytest.fixture
def here(programme_template: Path, tmp_path: Path, connect: Callable[[Path], Home]) -> Home:
    """A begun programme, on its own clock."""
    return connect(copied(programme_template, tmp_path / "home"))


@pytest.fixture
def call(run: Run, here: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """The command line over it."""
    monkeypatch.setenv("DUALTRACK_HOME", str(here.path))
    yield run
    connections["default"].close()


def told(done: Ran) -> tuple[int, list[tuple[str, str, str]]]:
    """Exit and problems of a call of verify."""
    return done.code, [(p["item"], p["kind"], p["detail"]) for p in done.json["problems"]]


def test_a_record_whose_guard_was_dropped_is_verified(call: Run, here: Home, tmp_path: Path) -> None:
    """The line that was changed is named beside the guard; a backup says to verify first."""
    statement(dropped(GUARD))
    statement("UPDATE ledger_body SET line = replace(line, 'Acme', 'Acne') WHERE seq = 0")
    code, problems = told(call("verify", "--json"))
    assert code == 1
    assert ("entry 0", "changed", "its line does not hash to its leaf") in problems
    assert UNGUARDED in problems
    done = call("backup", tmp_path / "b.zip", "--json")
    assert (done.code, done.error["code"]) == (3, "start_refused")
    assert done.error["message"] == (
        f"refusing to start: the trigger {GUARD} is absent or altered; run: dualtrack verify, then dualtrack"
        " up, which puts it back and records that"
    )


def missing(name: str) -> Callable[[Home], None]:
    return lambda here: (here.path / name).unlink()


def open_to_others(here: Home) -> None:
    (here.keys_folder / "ledger.key").chmod(0o644)


def damaged(here: Home) -> None:
    here.clock_file.write_text("{")


@pytest.mark.sqlite  # a backup of PostgreSQL is refused before any of this
@pytest.mark.parametrize(
    ("harm", "item", "kind", "detail"),
    [
        (missing("keys/ledger.key"), "keys/ledger.key", "missing", GONE),
        (missing("keys/django.key"), "keys/django.key", "missing", GONE),
        (missing("clock.json"), "clock.json", "missing", GONE),
        (
            damaged,
            "clock.json",
            "changed",
            "holds no time; restore it from a backup",
        ),
        (
            open_to_others,
            "keys/ledger.key",
            "changed",
            "others may read it (mode 644); run: chmod 600 {path}/keys/ledger.key",
        ),
    ],
    ids=["no key", "no key of sessions", "no clock", "a damaged clock", "a key that others read"],
)
def test_what_a_home_cannot_start_without_is_named(
    call: Run, here: Home, tmp_path: Path, harm: Callable[[Home], None], item: str, kind: str, detail: str
) -> None:
    """Alone, the rest being whole; every other command gives the same words in one message."""
    detail, first = detail.format(path=here.path), "" if harm is open_to_others else FIRST
    harm(here)
    assert told(call("verify", "--json")) == (1, [(item, kind, detail)])
    shown = call("verify")
    assert (shown.code, "NOT intact" in shown.out, "Traceback" in shown.err) == (1, True, False)
    for other in (("status",), ("up",)):
        done = call(*other, "--json")
        assert (done.code, done.error["message"]) == (3, f"{here.path / item}: {detail}{first}"), other
    done = call("backup", tmp_path / "b.zip", "--json")
    if item == "clock.json":
        assert told(done) == (1, [(item, kind, detail)])
    else:
        assert (done.code, done.error["message"]) == (3, f"{here.path / item}: {detail}{first}")


def test_a_trigger_that_is_not_ours_is_named(call: Run, here: Home) -> None:
    stranger("evil", "evidence_evidencerow")
    found = ("trigger evil", "extra", "stands on evidence_evidencerow, and is none of this program's")
    assert told(call("verify", "--json")) == (1, [found])


def test_up_says_that_it_put_a_guard_back_and_records_it(
    call: Run, here: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once: the next start finds nothing, and says and records nothing."""
    monkeypatch.setattr(up, "serve", lambda *_: None)
    before = len(list(queries.entries()))
    assert call("up").code == 0
    assert len(list(queries.entries())) == before
    statement(dropped(GUARD))
    done = call("up")
    said = f"the trigger {GUARD} was absent or altered: put back, and put on record; run dualtrack verify"
    assert (done.code, done.err.splitlines()) == (0, [said])
    assert triggers.check() == ()
    entry = list(queries.entries())[-1]
    assert (entry.seq, entry.actor, entry.action) == (before, "system:guards", "guards.put_back")
    assert entry.value is not None
    assert entry.value["names"] == [GUARD]
    assert told(call("verify", "--json")) == (0, [])
    assert call("up").err == ""
    assert len(list(queries.entries())) == before + 1


def test_a_home_whose_guard_comes_back_by_hand_is_whole(call: Run, here: Home) -> None:
    """The control: what `verify` names goes with its cause."""
    statement(dropped(GUARD))
    assert told(call("verify", "--json")) == (1, [UNGUARDED])
    triggers.install()
    assert told(call("verify", "--json")) == (0, [])
