"""Who sits at the command line is kept in each entry, and nothing is approved from there."""

import getpass
from pathlib import Path

import pytest
from tests.app.conftest import Run
from tests.app.entries import last, refused

from dualtrack.app.cli import call
from dualtrack.app.controls import services
from dualtrack.app.ledger import clock
from dualtrack.app.ledger.home import Home
from dualtrack.domain.ledger.actor import Actor


def add(cli: Run, folder: Path, *options: str) -> None:
    """Keep a file as evidence."""
    file = folder / "review.txt"
    file.write_text("All accounts were looked at.")
    done = cli(
        "evidence",
        "add",
        file,
        "--control",
        "AC-02",
        "--covers",
        "2026-02-02..2026-02-28",
        *options,
        "--json",
    )
    assert done.code == 0, done.err


def test_an_entry_keeps_who_sat_there_behind_the_person(cli: Run, programme: Home, tmp_path: Path) -> None:
    add(cli, tmp_path, "--as", "alice")
    (entry,) = last()
    assert (entry.actor, entry.via) == ("person:alice", f"cli:{call.seat()}")
    assert not Actor(entry.actor, entry.via).can_approve
    with refused(
        "approver_is_not_a_person",
        "AC-02: only a named person who signed in approves; sign in on the pages",
    ):
        now = clock.now()
        services.approve(actor=Actor("person:charlie", entry.via), now=now, today=now.date(), control="AC-02")


def test_the_operator_s_own_entry_says_it_in_the_actor(cli: Run, programme: Home, tmp_path: Path) -> None:
    add(cli, tmp_path)
    (entry,) = last()
    assert (entry.actor, entry.via) == (f"operator:{call.seat()}", "cli")


@pytest.mark.parametrize(
    ("user", "host", "seat"),
    [
        ("anna", "pc", "anna@pc"),
        ("ACME\\anna", "pc", "ACME\\anna@pc"),
        ("anna@corp.example", "pc", "anna_corp.example@pc"),
        ("Anna Berg", "pc:1", "Anna_Berg@pc_1"),
        ("anna", "", "anna@localhost"),
        ("a" * 200, "pc", f"{'a' * 100}@pc"),
    ],
)
def test_whatever_the_system_calls_them_makes_a_seat(
    monkeypatch: pytest.MonkeyPatch, user: str, host: str, seat: str
) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: user)
    monkeypatch.setattr("socket.gethostname", lambda: host)
    assert call.seat() == seat
    assert Actor("person:anna", f"cli:{call.seat()}").via == f"cli:{seat}"
    assert Actor(call.operator_id(), "cli").id == f"operator:{seat}"
