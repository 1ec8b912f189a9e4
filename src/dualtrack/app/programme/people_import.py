"""People from a spreadsheet and back: staff whom registers name, none of whom gets to sign in by it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import cast

from dualtrack.app.accounts import queries
from dualtrack.app.accounts.models import PersonDetailsRow, PersonRow, User
from dualtrack.app.accounts.rights import require
from dualtrack.app.accounts.services import enter_people, name_of, put_people, take_back_people
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.ledger.services import exclusive
from dualtrack.app.programme.import_places import Writing
from dualtrack.app.programme.people_naming import naming
from dualtrack.app.programme.people_steps import people_steps, told
from dualtrack.app.programme.registering import FaultyRecordsError
from dualtrack.domain.ledger.person import Person, Viewer
from dualtrack.domain.registers.fault import Fault
from dualtrack.domain.registers.faults import faults
from dualtrack.domain.registers.imported import RegisterImport
from dualtrack.domain.registers.people_sheet import (
    PEOPLE_SHEET,
    PersonLine,
    address,
    line_of,
    person_faults,
    person_of,
)
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.register import Register
from dualtrack.sheets.undo import Undo
from dualtrack.sheets.values import Records


def lines(viewer: Viewer, until: datetime | None = None) -> tuple[PersonLine, ...]:
    """Everybody whose name is on record as a line, by id, for those who see the whole programme."""
    told = queries.details(viewer, until)
    found = queries.people(viewer, until)
    return tuple(line_of(one, told[one.id]) for one in sorted(found, key=lambda p: p.id) if one.id in told)


def enter(viewer: Viewer, line: PersonLine, *, now: datetime, today: date, reason: str = "") -> Person:
    """Put one person on record who does not sign in, for who keeps the registers; every fault is told."""
    require(viewer, "registers.add")
    with exclusive():
        if PersonRow.objects.filter(pk=line.id).exists():
            raise RefusedError(
                "id_is_taken", object=line.id, register=PEOPLE_SHEET.title, name=name_of(line.id) or line.id
            )
        found = PeoplePlace().check([line], today)
        if found:
            raise FaultyRecordsError(found)
        (person,) = enter_people(actor=viewer.actor, now=now, people=[person_of(line, None)], reason=reason)
    return person


class PeoplePlace:
    """The people; nobody of an import stays behind, since a person who stays can only leave."""

    whole = True

    @property
    def register(self) -> Register:
        """The sheet of people."""
        return PEOPLE_SHEET

    def held(self, viewer: Viewer) -> Mapping[str, Record]:
        """Everybody whose name is on record."""
        return {one.id: one for one in lines(viewer)}

    def steps(self, made: RegisterImport) -> Undo:
        """A person a row, with the name that was written before them."""
        return people_steps(made)

    def standing(self, held: Mapping[str, Record]) -> Records:
        """The lines with the roles that people have by now."""
        people = {row.pk: row.to_value() for row in PersonRow.objects.all()}
        details = {row.pk: row.to_value() for row in PersonDetailsRow.objects.all()}
        return {key: told(people[key], details[key]) for key in held if key in people and key in details}

    def check(self, records: Sequence[Record], today: date, going: Collection[str] = ()) -> Sequence[Fault]:
        """The rules of each line, and that no address is that of two people."""
        found = [cast("PersonLine", one) for one in records]
        people = {row.pk: row.to_value() for row in PersonRow.objects.all()}
        details = {row.pk: row.to_value() for row in PersonDetailsRow.objects.all()}
        before = {key: line_of(people[key], said) for key, said in details.items() if key in people}
        mine = {one.id for one in found} | set(going)
        taken = {address(one.email): one.id for one in found}
        taken |= {said.email: key for key, said in details.items() if key not in mine}
        taken |= {one.email: one.pk for one in User.objects.all() if one.pk not in mine}
        wrong: list[Fault] = []
        for one in found:
            stood: Person | None = people.get(one.id)
            signs_in = stood is not None and bool(stood.roles)
            wrong += faults(PEOPLE_SHEET, one, {}, today=today)
            wrong += person_faults(one, before.get(one.id), taken, today, signs_in=signs_in)
        return wrong

    def write(self, records: Sequence[Record], made: RegisterImport, by: Writing) -> None:
        """Names, then people, then the import itself."""
        people = {row.pk: row.to_value() for row in PersonRow.objects.all()}
        pairs = [person_of(cast("PersonLine", one), people.get(one.id)) for one in records]
        put_people(actor=by.actor, now=by.now, people=pairs, made=made, reason=by.reason)

    def take_back(
        self, remove: Sequence[str], restore: Sequence[Record], made: RegisterImport, by: Writing
    ) -> None:
        """Who came by it goes, name and all; others get back what they had, with the roles they have."""
        people = {row.pk: row.to_value() for row in PersonRow.objects.filter(pk__in=[r.id for r in restore])}
        pairs = [person_of(cast("PersonLine", one), people[one.id]) for one in restore]
        take_back_people(
            actor=by.actor, now=by.now, remove=remove, restore=pairs, made=made, reason=by.reason
        )

    def naming(self, going: set[str]) -> dict[str, str]:
        """Anything on record that names them, what they did, and sign-ins."""
        return naming(going)
