"""People as rows of a spreadsheet: who is here and since when; what they may do is no part of it.

A sheet enters staff whom registers name and says when they joined and left (ISO/IEC 27001 A.6.1, A.6.5;
CC1.4). Nobody gets to sign in by it, and of those who do it changes neither address, jobs nor last day.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Annotated

from attrs import frozen

from dualtrack.domain.ledger.person import Person, PersonDetails
from dualtrack.domain.registers.fault import Code, Fault, fault
from dualtrack.domain.registers.field import PEOPLE, Field
from dualtrack.domain.registers.record import NAME, Record
from dualtrack.domain.registers.register import Group, Register
from dualtrack.domain.registers.says import Says

_HIDDEN = ("notes", "retired_on")


@frozen(kw_only=True)
class PersonLine(Record):
    """A person as a sheet holds them."""

    name: Annotated[
        str, Says("Name", synonyms=(*NAME, "Full Name", "Employee", "Person", "Mitarbeiter", "Nom complet"))
    ]
    email: Annotated[
        str,
        Says(
            "Address",
            help="The address of their mail.",
            synonyms=("Email", "E-Mail", "Mail", "Email Address", "E-Mail-Adresse", "Courriel", "Adresse"),
        ),
    ]
    jobs: Annotated[
        tuple[str, ...],
        Says(
            "Jobs",
            help="Job titles under which controls name an owner.",
            synonyms=("Job", "Job Title", "Position", "Function", "Funktion", "Stelle", "Fonction", "Poste"),
        ),
    ] = ()
    joined_on: Annotated[
        date | None,
        Says(
            "Joined on",
            synonyms=("Joined", "Start Date", "Hired", "Hire Date", "Eintritt", "Eintrittsdatum", "Entrée"),
        ),
    ] = None
    left_on: Annotated[
        date | None,
        Says(
            "Left on",
            help="Empty while they are here.",
            synonyms=("Left", "End Date", "Leaving Date", "Austritt", "Austrittsdatum", "Sortie"),
        ),
    ] = None


class PeopleSheet(Register):
    """The people as a sheet."""

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The fields of a line."""
        held = Register.fields.func(self)  # type: ignore[attr-defined]  # a cached property's own function
        return tuple(one for one in held if one.name not in _HIDDEN)


PEOPLE_SHEET = PeopleSheet(
    key=PEOPLE,
    cls=PersonLine,
    title="People",
    singular="Person",
    purpose="Who works here, since when and until when.",
    group=Group.PEOPLE,
    prefix="PPL",
    clauses=("iso27001:A.6.1", "iso27001:A.6.5", "soc2:CC1.4"),
)


def line_of(person: Person, details: PersonDetails) -> PersonLine:
    """The line of a person whose name is on record."""
    return PersonLine(
        id=person.id,
        name=details.name,
        email=details.email,
        jobs=person.jobs,
        joined_on=person.joined_on,
        left_on=person.left_on,
    )


def person_of(line: PersonLine, before: Person | None) -> tuple[Person, PersonDetails]:
    """The person that a line makes, with the roles that they have; a new one has none."""
    roles = () if before is None else before.roles
    person = Person(id=line.id, roles=roles, jobs=line.jobs, joined_on=line.joined_on, left_on=line.left_on)
    return person, PersonDetails(id=line.id, name=line.name.strip(), email=address(line.email))


def address(said: str) -> str:
    """An address as it is kept."""
    return said.strip().lower()


def person_faults(
    line: PersonLine, before: PersonLine | None, taken: Mapping[str, str], today: date, *, signs_in: bool
) -> Iterator[Fault]:
    """What keeps one line from being written; `taken` says of each address whose it is already."""

    def wrong(field: str, code: Code, **params: object) -> Fault:
        return fault(PEOPLE_SHEET, line, field, code, **params)

    local, at, domain = address(line.email).partition("@")
    if not (local and at and domain) or any(c.isspace() for c in address(line.email)):
        yield wrong("email", Code.ADDRESS_SHAPE, came=line.email)
    elif (other := taken.get(address(line.email), line.id)) != line.id:
        yield wrong("email", Code.ADDRESS_TAKEN, came=line.email, person=other)
    if line.left_on is not None and line.left_on > today:
        yield wrong("left_on", Code.AHEAD, came=line.left_on, today=today)
    if line.left_on and line.joined_on and line.left_on < line.joined_on:
        yield wrong("left_on", Code.ORDER, came=line.left_on, after=line.joined_on, earlier="Joined on")
    if signs_in and before is not None:
        for field in ("email", "jobs", "left_on"):
            if getattr(line, field) != getattr(before, field):
                yield wrong(field, Code.SIGNS_IN, came=_said(getattr(line, field)))


def _said(held: object) -> str:
    return "; ".join(held) if isinstance(held, tuple) else str(held or "nothing")
