"""`dualtrack history`: what each entry changed, up to a time, and in which package it stands."""

from pathlib import Path

import pytest
from attrs import evolve
from tests.app.conftest import SETUP, Run
from tests.conftest import NOW

from dualtrack.app.controls import services
from dualtrack.app.ledger.home import Home
from dualtrack.app.programme.history_words import field_text, kind_text
from dualtrack.app.registers import services as records
from dualtrack.domain.ledger.codec import recorded_types
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
            "control/NO-99: no entry is about it; ids of this kind stand in: dualtrack history control",
        ),
        (
            "widget/x",
            "unknown_object",
            "widget/x: no entry is about it; widget is no kind of object, which are: ",
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


def test_a_package_is_not_named_before_it_was_made(cli: Run, changed: Home, tmp_path: Path) -> None:
    """The package is made on 2 March; by the end of the day before nobody had it."""
    assert cli("package", "soc2", "--out", tmp_path / "p.zip").code == 0
    for then in (("--as-of", "2026-03-01"), ("--known-at", "2026-03-02T00:00:00Z")):
        told = cli("history", "control/AC-02", *then, "--json").json["revisions"]
        assert [(r["frozen_in"], r["frozen"]) for r in told] == [([], [])] * len(told)
    now = cli("history", "control/AC-02", "--json").json["revisions"][-1]
    (kept,) = now["frozen"]
    assert (kept["kind"], kept["id"], kept["name"]) == ("package", now["frozen_in"][0], "p.zip")
    assert (kept["version"], kept["withdrawn"]) == (None, False)


def test_the_objects_of_a_kind_are_listed_with_when_each_was_last_written(cli: Run, changed: Home) -> None:
    told = cli("history", "control", "--json").json
    assert told["kind"] == "control"
    one = next(each for each in told["objects"] if each["object"] == "control/AC-02")
    last = cli("history", "control/AC-02", "--json").json["revisions"]
    assert (one["seq"], one["entries"], one["action"]) == (last[-1]["seq"], len(last), "control.set")
    assert [each["object"] for each in told["objects"]] == sorted(each["object"] for each in told["objects"])
    (line,) = [line for line in cli("history", "control").out.splitlines() if "control/AC-02 " in line]
    assert str(one["seq"]) in line.split()
    before = cli("history", "control", "--as-of", "2026-03-01", "--json").json["objects"]
    assert {each["entries"] for each in before} == {one["entries"] - 1}


def test_a_kind_of_which_nothing_is_on_record_says_so(cli: Run, changed: Home) -> None:
    assert cli("history", "restoration", "--json").json == {"kind": "restoration", "objects": []}
    assert cli("history", "restoration").out.strip() == "restoration: none on record that is yours to read"


def test_an_owner_is_listed_what_they_own_alone(cli: Run, changed: Home) -> None:
    services.change(actor=SETUP, now=NOW, control="AC-02", owner="bob")
    mine = Asset(id="A-1", kind=AssetKind.DATA, name="Lake", owner="bob")
    records.put(actor=SETUP, now=NOW, records=(mine, evolve(mine, id="A-2", owner="alice")))
    told = {
        kind: [one["object"] for one in cli("history", kind, "--as", "bob", "--json").json["objects"]]
        for kind in ("control", "asset", "sign_in", "organisation")
    }
    assert told == {"control": ["control/AC-02"], "asset": ["asset/A-1"], "sign_in": [], "organisation": []}


def test_the_object_of_an_entry_is_shown_with_that_entry_marked(cli: Run, changed: Home) -> None:
    (first, *_, last) = cli("history", "control/AC-02", "--json").json["revisions"]
    told = cli("history", "--entry", str(last["seq"]), "--json").json
    assert (told["object"], told["entry"]) == ("control/AC-02", last["seq"])
    lines = cli("history", "--entry", str(first["seq"])).out.splitlines()
    assert lines[0] == "control/AC-02"
    assert [line.split()[0] for line in lines if line.lstrip().startswith(">")] == [f">{first['seq']}"]


@pytest.mark.parametrize("more", [("--as-of", "2026-03-01"), ("--as", "bob")])
def test_an_entry_that_is_not_there_yet_or_not_theirs_is_refused(
    cli: Run, changed: Home, more: tuple[str, ...]
) -> None:
    last = cli("history", "control/AC-02", "--json").json["revisions"][-1]["seq"]
    for seq in (last, 99999):
        error = cli("history", "--entry", str(seq), *more, "--json").error
        assert (error["code"], error["field"], error["record"]) == ("unknown_entry", "entry", str(seq))
        assert error["message"].startswith(f"entry {seq}: is not on record by then, or not yours to read;")


def test_one_object_is_asked_about_at_a_time(cli: Run, changed: Home) -> None:
    for asked in ((), ("control/AC-02", "--entry", "3")):
        assert cli("history", *asked, "--json").error["code"] == "usage"


def test_a_field_is_called_by_what_it_is_in_its_kind(cli: Run, changed: Home) -> None:
    """`change` is a note in a release, and in a risk whether it is one of a change."""
    assert field_text("change", "risk") == "a risk of a change in the system"
    assert field_text("change", "release") == "what changed and why"
    assert field_text("origin", "document_entry") == "Origin"
    assert field_text("retired_on", "asset") == "Left the register on"
    assert field_text("retired_on", "control") == "retired on"


def test_every_kind_of_object_is_named_in_words(programme: Home) -> None:
    ours = [one.name for one in recorded_types() if one.cls.__module__.startswith("dualtrack.")]
    assert [name for name in ours if kind_text(name) == name.replace("_", " ")] == []
