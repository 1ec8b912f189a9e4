"""What a person answers for: controls, risks, actions, differences, records of registers; none is lost."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import reduce
from operator import attrgetter, or_
from typing import Any

from attrs import frozen
from django.db.models import Q
from django.utils.translation import gettext_noop as mark

from dualtrack.app.controls.models import ControlRow
from dualtrack.app.ledger.queries import values
from dualtrack.app.ledger.recorded import Recorded
from dualtrack.app.programme.register_findings import offered
from dualtrack.app.registers.models import TABLES
from dualtrack.app.registers.queries import every
from dualtrack.app.risks.models import RiskRow, TreatmentActionRow
from dualtrack.app.scope.models import DifferenceReasonRow
from dualtrack.domain.controls.control import Control
from dualtrack.domain.ledger.person import Viewer, program
from dualtrack.domain.registers.field import CONTROLS, RISKS
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.references import OWNING, owners
from dualtrack.domain.registers.register import Register
from dualtrack.domain.risks.risk import Risk, TreatmentAction
from dualtrack.domain.scope.scope import DifferenceReason, reasons_by_thing

ACTIONS, DIFFERENCES = "treatment_actions", "scope_differences"
_WHOLE = program("owning")


@frozen(kw_only=True)
class Owned:
    """One thing that somebody answers for: in which register (or `controls`, `risks`), its id and name."""

    register: str
    title: str
    id: str
    name: str
    at: str = ""  # the record that it is shown with, where that is another


@frozen(kw_only=True)
class Beside:
    """A kind of record that no register holds and somebody answers for, by its field `owner`."""

    key: str
    title: str
    table: type[Recorded]
    stands: Callable[[Iterable[Any], date], Iterable[Any]]  # those that count on a day
    name_of: Callable[[Any], str]
    id_of: Callable[[Any], str] = attrgetter("id")
    at_of: Callable[[Any], str] = attrgetter("id")


def _in_use(held: Iterable[Control | Risk], as_of: date) -> Iterable[Any]:
    return (one for one in held if one.retired_on is None or one.retired_on > as_of)


def _to_do(held: Iterable[TreatmentAction], as_of: date) -> Iterable[Any]:
    return (one for one in held if one.done_on is None or one.done_on > as_of)


def _explaining(held: Iterable[DifferenceReason], as_of: date) -> Iterable[Any]:
    return reasons_by_thing(held, as_of).values()


BESIDE = (
    Beside(
        key=CONTROLS, title=mark("Controls"), table=ControlRow, stands=_in_use, name_of=attrgetter("title")
    ),
    Beside(key=RISKS, title=mark("Risks"), table=RiskRow, stands=_in_use, name_of=attrgetter("title")),
    Beside(
        key=ACTIONS,
        title=mark("Actions of treatment plans"),
        table=TreatmentActionRow,
        stands=_to_do,
        name_of=lambda action: f"{action.risk}: {action.what}",
        at_of=attrgetter("risk"),
    ),
    Beside(
        key=DIFFERENCES,
        title=mark("Differences of the scopes"),
        table=DifferenceReasonRow,
        stands=_explaining,
        name_of=attrgetter("reason"),
        id_of=attrgetter("thing"),
    ),
)
# Recorded kinds with an owner whom nobody replaces, each with its reason.
PERSONAL = {"token": "it opens nothing once its owner has left"}


def owned(viewer: Viewer, person: str, *, as_of: date, until: datetime | None = None) -> tuple[Owned, ...]:
    """What a person answers for on a day, for who sees the whole or for themselves: one query a register."""
    if not (viewer.sees_all or viewer.person_id == person):
        return ()
    found = [
        Owned(
            register=one.key,
            title=one.title,
            id=one.id_of(value),
            name=one.name_of(value),
            at=one.at_of(value),
        )
        for one in BESIDE
        for value in _beside(one, as_of, until)
        if value.owner == person
    ]
    for register in offered():
        found += [
            Owned(register=register.key, title=register.title, id=one.id, name=one.name)
            for one in _records(register, person, until)
            if person in owners(register, one) and one.there(as_of)
        ]
    return tuple(found)


def _beside(one: Beside, as_of: date, until: datetime | None) -> Iterable[Any]:
    """Records that no register holds, as far as somebody answers for them on a day."""
    return one.stands(values(one.table, until), as_of)


def _records(register: Register, person: str, until: datetime | None) -> tuple[Record, ...]:
    if until is not None:
        return every(_WHOLE, register, until)
    asking = [Q(**{one.name: person}) for one in register.references if one.name in OWNING]
    rows = TABLES[register.key].objects.filter(reduce(or_, asking)).order_by("pk") if asking else ()
    return tuple(row.to_value() for row in rows)


def counts(*, as_of: date, until: datetime | None = None) -> Counter[str]:
    """How many things each person answers for on a day."""
    standing = (value for one in BESIDE for value in _beside(one, as_of, until))
    counted: Counter[str] = Counter(value.owner for value in standing if value.owner)
    for register in offered():
        fields = [one.name for one in register.references if one.name in OWNING]
        if until is not None:
            held = (one for one in every(_WHOLE, register, until) if one.there(as_of))
            counted.update(person for one in held for person in owners(register, one))
        elif fields:
            there = TABLES[register.key].objects.filter(Q(retired_on=None) | Q(retired_on__gt=as_of))
            counted.update(who for row in there.values_list(*fields) for who in row if who)
    return counted
