"""Undoing an import of people: all or none, told by name, and the ledger keeps who they were."""

from datetime import timedelta

import pytest
from attrs import evolve
from django.contrib.auth.hashers import make_password
from tests.app.conftest import TODAY, viewer
from tests.app.entries import last, refused, size
from tests.app.programme.sheets import imported, source_of
from tests.conftest import NOW

from dualtrack.app.accounts import sign_ins
from dualtrack.app.accounts.links import make_password_token
from dualtrack.app.accounts.models import PersonDetailsRow, PersonRow
from dualtrack.app.accounts.rights import NotAllowedError
from dualtrack.app.accounts.services import enter_people, leave
from dualtrack.app.controls import services as controls
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.queries import history, last_values
from dualtrack.app.ledger.services import record
from dualtrack.app.ledger.verify import verify_home
from dualtrack.app.programme import importing, undoing
from dualtrack.app.programme.erasing.services import Asked, ask, carry_out
from dualtrack.app.programme.undoing import Undoing
from dualtrack.app.registers.models import RegisterImportRow
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.erasure import Ground, Target
from dualtrack.domain.ledger.person import Person, PersonDetails, Role
from dualtrack.domain.ledger.revision import revision_digest
from dualtrack.domain.registers.imported import RegisterImport
from dualtrack.domain.registers.people_sheet import PEOPLE_SHEET

LATER = NOW + timedelta(hours=1)
LEAD = Actor("person:alice", "ui")
STAFF = (
    "Id,Name,Address,Jobs,Joined on\n"
    "E-1,Dara,dara@acme.example,engineer,2025-04-01\nE-2,نور,nour@acme.example\n"
)
TAIL = (
    " Settle these and undo it again, correct the file and import it again, or record that they left."
    " Nothing was undone."
)
Held = tuple[dict[str, Person], dict[str, PersonDetails]]


def staff(text: str) -> RegisterImport:
    """What importing these people did."""
    made, _ = importing.carry_out(viewer("alice"), source_of(PEOPLE_SHEET, text), now=NOW, today=TODAY)
    return made


def undo(made: RegisterImport) -> Undoing:
    return undoing.undo(viewer("alice"), made.id, now=LATER, today=TODAY, reason="the wrong file")


def held() -> Held:
    """Everybody by the tables, which is what the entries tell, with nothing wrong in either."""
    tables = tuple(
        {row.pk: row.to_value() for row in model.objects.all()} for model in (PersonRow, PersonDetailsRow)
    )
    folded = tuple({one.id: one for one in last_values(kind, LATER)} for kind in ("person", "person_details"))
    assert tables == folded
    assert verify_home()["problems"] == []
    return tables  # type: ignore[return-value]  # two of them


def barred(made: RegisterImport, why: str) -> None:
    """Nothing is undone, for this reason and no other."""
    before = held()
    words = f"sheet.csv: people are taken back all or none, and some of them cannot be. {why}{TAIL}"
    with refused("import_is_held", words):
        undo(made)
    assert held() == before
    assert RegisterImportRow.objects.get(pk=made.id).undone_on is None


def test_who_came_by_it_goes_and_the_ledger_keeps_them(programme: Home) -> None:
    before = held()
    made = staff(STAFF)
    found = undo(made)
    assert (found.remove, found.restore, found.kept) == (("E-1", "E-2"), (), ())
    assert held() == before
    for name in ("person/E-1", "person_details/E-1"):
        told = [(one.action, one.value is None, one.reason) for one in history(name)]
        assert told == [("person.add", False, "sheet.csv"), ("person.undo", True, "the wrong file")]
    row = RegisterImportRow.objects.get().to_value()
    assert (row.undone_by, row.undone_on) == ("person:alice", TODAY)


def test_whom_it_changed_gets_back_name_address_jobs_and_days(programme: Home) -> None:
    staff(STAFF)
    before = held()
    made = staff(
        "Id,Name,Address,Jobs,Joined on,Left on\n"
        "E-1,Dara Berg,berg@acme.example,analyst,2025-05-01,2026-01-31\nE-9,Gil,gil@acme.example\n"
    )
    found = undo(made)
    assert (found.remove, [one.id for one in found.restore]) == (("E-9",), ["E-1"])
    assert held() == before
    assert {one.action for one in last(4)} == {"person.undo", "register_import.undo"}


def test_a_name_that_changed_alone_returns_and_its_neighbours_stay(programme: Home) -> None:
    staff(STAFF)
    other = Person(id="O-1", roles=()), PersonDetails(id="O-1", name="Oda", email="oda@acme.example")
    enter_people(actor=LEAD, now=NOW, people=[other], reason="sheet.csv")
    before = held()
    made = staff("Id,Name\nE-1,Dara Berg\nE-2,Nour\n")
    undo(made)
    assert held() == before
    assert size() - 3 == last()[0].seq - 2, "two names and the import, and no person"


def test_an_address_goes_from_hand_to_hand_and_back(programme: Home) -> None:
    staff(STAFF)
    before = held()
    made = staff("Id,Name,Address\nE-1,Dara,new@acme.example\n")
    again = staff("Id,Name,Address\nE-9,Gil,dara@acme.example\nE-1,Dara,third@acme.example\n")
    undo(again)
    undo(made)
    assert held() == before


def test_nobody_goes_while_a_record_names_one_of_them(programme: Home) -> None:
    made = staff(STAFF)
    imported("assets", "Id,Name,Kind,Owner\nA-1,Mail,application,E-1\n")
    controls.change(actor=LEAD, now=NOW, control="AC-02", owner="E-2")
    barred(made, "E-1 stays: Assets, A-1 names it by now. E-2 stays: Control AC-02 names it by now.")
    imported("assets", "Id,Owner\nA-1,alice\n")
    controls.change(actor=LEAD, now=NOW, control="AC-02", owner="alice")
    assert undo(made).remove == ("E-1", "E-2")


def test_what_names_somebody_else_holds_nobody(programme: Home) -> None:
    made = staff(STAFF)
    imported("assets", "Id,Name,Kind\nE-1,Mail,application\nE-11,Files,application\n")
    controls.change(actor=LEAD, now=NOW, control="AC-02", title="As E-1 asked", owner="E-11")
    assert undo(made).remove == ("E-1", "E-2")


def test_who_did_something_stays(programme: Home) -> None:
    made = staff(STAFF)
    controls.change(actor=Actor("person:E-1", "ui"), now=NOW, control="AC-02", owner="alice")
    barred(made, "E-1 stays: Control AC-02 names it by now.")


def test_who_was_changed_since_stays(programme: Home) -> None:
    made = staff(STAFF)
    leave(actor=LEAD, now=NOW, today=TODAY, person="E-1", on=TODAY)
    staff("Id,Address\nE-2,n@acme.example\n")
    barred(
        made,
        "E-1 was changed since the import (left_on); it stays as it is."
        " E-2 was changed since the import (email); it stays as it is.",
    )


def test_who_was_given_roles_or_a_sign_in_since_stays(programme: Home) -> None:
    made = staff(STAFF)
    person = PersonRow.objects.get(pk="E-1").to_value()
    record(evolve(person, roles=(Role.OWNER,)), actor=LEAD, now=NOW, action="person.change")
    sign_ins.begin(actor=LEAD, now=NOW, person="E-2", email="nour@acme.example", kept=make_password("x"))
    barred(
        made,
        "E-1 was changed since the import (roles); it stays as it is. E-2 stays: a sign-in names it by now.",
    )
    sign_ins.forget(actor=LEAD, now=NOW, person="E-2")
    make_password_token(actor=LEAD, now=NOW, person="E-2")
    barred(
        made,
        "E-1 was changed since the import (roles); it stays as it is. E-2 stays: a sign-in names it by now.",
    )


def erase(person: str) -> None:
    """Their personal fields leave, by two persons."""
    asked = Asked(
        target=Target.PERSON,
        subject=person,
        ground=Ground.DATA_SUBJECT,
        legal_basis="GDPR Art. 17",
        reason="Asked for.",
    )
    made = ask(viewer("alice"), now=LATER, today=TODAY, asked=asked)
    carry_out(viewer("charlie"), now=LATER, today=TODAY, request=made.id, seen=revision_digest(made))


def test_who_was_erased_since_stays_an_id_alone(programme: Home) -> None:
    staff(STAFF)
    made = staff("Id,Name,Left on\nE-1,Dara Berg,2026-01-31\nE-2,Nour,\n")
    erase("E-1")
    with refused(
        "import_is_held",
        "sheet.csv: people are taken back all or none, and some of them cannot be."
        f" E-1 was erased; what was erased does not come back.{TAIL}",
    ):
        undo(made)
    assert not PersonDetailsRow.objects.filter(pk="E-1").exists()


def test_the_name_of_who_was_taken_back_can_be_erased(programme: Home) -> None:
    undo(staff(STAFF))
    places = [one.seq for one in history("person_details/E-1") if one.value is not None]
    erase("E-1")
    found = verify_home()
    assert (found["intact"], found["problems"]) == (True, [])
    assert [one.action for one in history("person_details/E-1")] == ["person.undo"]
    assert len(places) == 1
    told = f"erased on {TODAY} by entry {size() - 1}, legal basis: GDPR Art. 17"
    with refused("erased_already", f"person_details/E-1: {told}"):
        erase("E-1")
    with refused("unknown_person", "E-8: no such person; list them with: dualtrack people list"):
        erase("E-8")


def test_it_is_undone_once_and_by_who_imports(programme: Home) -> None:
    made = staff(STAFF)
    with pytest.raises(NotAllowedError):
        undoing.undo(viewer("charlie"), made.id, now=LATER, today=TODAY)
    undo(made)
    with refused("import_is_undone", f"sheet.csv: its import was undone on {TODAY} already."):
        undo(made)
    again = staff(STAFF)
    assert undo(again).remove == ("E-1", "E-2")
