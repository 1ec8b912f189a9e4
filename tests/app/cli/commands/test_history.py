"""`dualtrack history`: what each entry changed, up to a time, and in which package it stands."""

from pathlib import Path

import pytest
from attrs import evolve
from tests.app.conftest import SETUP, Run
from tests.conftest import NOW

from dualtrack.app.controls import services
from dualtrack.app.ledger.home import Home
from dualtrack.app.registers import services as records
from dualtrack.domain.registers.things import Asset, AssetKind

LATER = "2026-03-02T10:00:00+00:00"


@pytest.fixture
def changed(programme: Home) -> Home:
    services.change(actor=SETUP, now=NOW, control="AC-02", reason="said anew", title="Access reviews")
    return programme


def test_each_entry_says_what_it_changed(cli: Run, changed: Home) -> None:
    told = cli("history", "control/AC-02", "--json").json
    assert told["object"] == "control/AC-02"
    newest = told["revisions"][-1]
    assert (newest["action"], newest["reason"], newest["removed"]) == ("control.set", "said anew", False)
    (change,) = newest["changes"]
    assert (change["field"], change["after"]) == ("title", "Access reviews")
    lines = cli("history", "control/AC-02").out.splitlines()
    assert lines[-1] == f"        title: {change['before']} -> Access reviews"
    assert lines[-2].endswith("control.set: said anew")


def test_a_package_that_holds_an_entry_is_named(cli: Run, changed: Home, tmp_path: Path) -> None:
    assert cli("package", "soc2", "--out", tmp_path / "p.zip").code == 0
    told = cli("history", "control/AC-02", "--json").json["revisions"]
    assert [len(r["frozen_in"]) for r in told] == [1] * len(told)
    assert "        stands as it is in p.zip" in cli("history", "control/AC-02").out.splitlines()
    services.change(actor=SETUP, now=NOW, control="AC-02", title="Later")
    assert cli("history", "control/AC-02", "--json").json["revisions"][-1]["frozen_in"] == []


def test_up_to_a_day_and_a_time(cli: Run, changed: Home) -> None:
    whole = cli("history", "control/AC-02", "--json").json["revisions"]
    day = cli("history", "control/AC-02", "--as-of", "2026-03-01", "--json").json["revisions"]
    assert len(day) == len(whole) - 1


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("AC-02", "usage", "Invalid value for KIND/ID: AC-02: expected KIND/ID, such as control/AC-02"),
        (
            "control/NO-99",
            "unknown_object",
            "control/NO-99: no entry is about it; ids stand in: dualtrack status --json",
        ),
        (
            "widget/x",
            "unknown_object",
            "widget/x: no entry is about it; ids stand in: dualtrack status --json",
        ),
    ],
)
def test_what_is_not_there_is_told(cli: Run, name: str, code: str, said: str) -> None:
    done = cli("history", name, "--json")
    assert (done.code, done.error["code"]) == (2, code)
    assert done.error["message"].startswith(said)


def test_an_owner_reads_the_history_of_what_they_own_and_of_nothing_else(cli: Run, changed: Home) -> None:
    services.change(actor=SETUP, now=NOW, control="AC-02", owner="bob")
    told = cli("history", "control/AC-02", "--as", "bob", "--json").json
    assert told["revisions"][-1]["changes"][0]["field"] == "owner"
    mine = Asset(id="A-1", kind=AssetKind.DATA, name="Lake", owner="bob")
    records.put(actor=SETUP, now=NOW, records=(mine, evolve(mine, id="A-2", owner="alice")))
    assert len(cli("history", "asset/A-1", "--as", "bob", "--json").json["revisions"]) == 1
    for name in ("asset/A-2", "control/AC-05"):
        assert cli("history", name, "--as", "bob", "--json").error["code"] == "unknown_object"
    assert cli("history", "asset/A-1", "--as", "sam", "--json").error["code"] == "not_allowed"
