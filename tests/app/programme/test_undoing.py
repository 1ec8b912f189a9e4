"""Undoing an import: what it made goes, what it changed returns, what was touched since stays."""

from datetime import timedelta

import pytest
from attrs import evolve
from tests.app.conftest import TODAY, viewer
from tests.app.programme.sheets import imported, record, register
from tests.conftest import NOW

from dualtrack.app.accounts.rights import NotAllowedError
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.queries import history
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.programme import undoing
from dualtrack.app.programme.registering import Revised, enter
from dualtrack.app.programme.undoing import Undoing, kept_text
from dualtrack.app.programme.words import refusal_text
from dualtrack.app.registers.models import TABLES, RegisterImportRow
from dualtrack.app.registers.queries import revision_of
from dualtrack.app.scope import services as scope
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.things import Asset, AssetKind
from dualtrack.domain.scope.scope import Membership

LATER = NOW + timedelta(hours=1)
ASSETS = "Id,Name,Kind\nA-1,Mail,application\nA-2,Files,application\n"


def undo(key: str) -> Undoing:
    return undoing.undo(viewer("alice"), key, now=LATER, today=TODAY, reason="the wrong file")


def change(key: str, value: Record) -> None:
    revised = Revised(value=value, seen=revision_of(register(key), value.id))
    enter(actor=viewer("alice").actor, now=NOW, today=TODAY, register=register(key), revised=[revised])


def ids(key: str) -> list[str]:
    return list(TABLES[key].objects.order_by("pk").values_list("pk", flat=True))


def test_what_it_made_goes_and_what_it_changed_returns(programme: Home) -> None:
    imported("assets", ASSETS)
    second = imported(
        "assets", "Id,Name,Kind,Location\nA-2,Files of all,application,Vienna\nA-3,Chat,application,\n"
    )
    found = undo(second.id)
    assert (found.remove, [one.id for one in found.restore], found.kept) == (("A-3",), ["A-2"], ())
    assert ids("assets") == ["A-1", "A-2"]
    assert (record("assets", "A-2").name, record("assets", "A-2").location) == ("Files", "")  # type: ignore[attr-defined]  # an asset


def test_the_ledger_keeps_what_went(programme: Home) -> None:
    made = imported("assets", ASSETS)
    undo(made.id)
    entries = list(history("asset/A-1"))
    assert [(one.action, one.value is None) for one in entries] == [
        ("asset.set", False),
        ("asset.undo", True),
    ]
    assert entries[1].reason == "the wrong file"
    row = RegisterImportRow.objects.get().to_value()
    assert (row.undone_by, row.undone_on) == ("person:alice", TODAY)


def test_what_changed_since_stays_and_is_named(programme: Home) -> None:
    made = imported("assets", ASSETS)
    change("assets", evolve(record("assets", "A-1"), name="Mail of ours"))
    found = undo(made.id)
    assert [kept_text(one) for one in found.kept] == [
        "A-1 was changed since the import (name); it stays as it is"
    ]
    assert ids("assets") == ["A-1"]


def test_what_something_names_by_now_stays(programme: Home) -> None:
    made = imported("assets", ASSETS)
    imported("incidents", "Id,Name,Assets\nI-1,Mail was down,A-1\n")
    found = undo(made.id)
    assert [kept_text(one) for one in found.kept] == ["A-1 stays: Incidents, I-1 names it by now."]
    assert ids("assets") == ["A-1"]


def test_what_a_scope_holds_stays(programme: Home) -> None:
    made = imported("assets", ASSETS)
    scope.draft(
        actor=viewer("alice").actor,
        now=NOW,
        framework="soc2",
        name="The service",
        statement="What we run.",
        members=[Membership(thing="asset/A-2")],
        effective_from=TODAY,
    )
    assert [kept_text(one) for one in undo(made.id).kept] == ["A-2 stays: soc2-v1 names it by now."]


def test_records_of_one_import_that_name_each_other_all_go(programme: Home) -> None:
    made = imported("assets", "Id,Name,Kind,Part of\nA-1,Mail,application,A-2\nA-2,Server,infrastructure,\n")
    assert undo(made.id).remove == ("A-1", "A-2")


def test_what_returns_is_held_against_the_rules_again(programme: Home) -> None:
    imported("assets", "Id,Name,Kind,Part of\nA-1,Mail,application,\nA-2,Server,infrastructure,A-1\n")
    second = imported(
        "assets", "Id,Name,Kind,Part of\nA-2,Server,infrastructure,A-9\nA-9,Rack,infrastructure,\n"
    )
    change("assets", evolve(record("assets", "A-1"), part_of="A-9"))  # type: ignore[call-arg]  # an asset
    change("assets", evolve(record("assets", "A-9"), notes="a new rack"))
    found = undo(second.id)
    assert [one.id for one in found.restore] == ["A-2"]
    assert record("assets", "A-2").part_of == "A-1"  # type: ignore[attr-defined]  # as above


def test_an_import_is_undone_once(programme: Home) -> None:
    made = imported("assets", ASSETS)
    undo(made.id)
    with pytest.raises(RefusedError) as refused:
        undo(made.id)
    assert refusal_text(refused.value.code, refused.value.params) == (
        f"sheet.csv: its import was undone on {TODAY} already."
    )


def test_nothing_left_as_it_was_written_is_refused(programme: Home) -> None:
    made = imported("assets", "Id,Name,Kind\nA-1,Mail,application\n")
    change("assets", evolve(record("assets", "A-1"), name="Post"))
    with pytest.raises(RefusedError) as refused:
        undo(made.id)
    assert refusal_text(refused.value.code, refused.value.params) == (
        "sheet.csv: nothing of this import is left as it was written (1 stay, each with its reason);"
        " nothing was undone."
    )
    assert RegisterImportRow.objects.get().undone_on is None


def test_an_import_that_is_not_there_is_named(programme: Home) -> None:
    with pytest.raises(RefusedError) as refused:
        undo("imp_none")
    assert refusal_text(refused.value.code, refused.value.params) == (
        "imp_none: no import of this id is on record; they stand on the register's page."
    )


@pytest.mark.parametrize("person", ["bob", "charlie", "ivy"])
def test_only_who_imports_undoes(programme: Home, person: str) -> None:
    made = imported("assets", ASSETS)
    with pytest.raises(NotAllowedError):
        undoing.undo(viewer(person), made.id, now=LATER, today=TODAY)
    assert ids("assets") == ["A-1", "A-2"]


def test_others_writing_between_two_imports_are_left_alone(programme: Home) -> None:
    first = imported("assets", ASSETS)
    mine = Asset(id="M-1", kind=AssetKind.DATA, name="Mine")
    enter(
        actor=viewer("alice").actor,
        now=NOW,
        today=TODAY,
        register=register("assets"),
        revised=[Revised(value=mine)],
    )
    imported("assets", "Id,Name,Kind\nA-3,Chat,application\n")
    undo(first.id)
    assert ids("assets") == ["A-3", "M-1"]
