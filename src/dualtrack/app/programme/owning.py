"""What a person answers for: controls, risks, and records of any register; so that none is lost."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from functools import reduce
from operator import or_

from attrs import frozen
from django.db.models import Q

from dualtrack.app.ledger.queries import values
from dualtrack.app.programme.register_findings import offered
from dualtrack.app.programme.register_names import table_of
from dualtrack.app.registers.models import TABLES
from dualtrack.app.registers.queries import every
from dualtrack.domain.controls.control import Control
from dualtrack.domain.ledger.person import Viewer, program
from dualtrack.domain.registers.field import CONTROLS, RISKS
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.references import OWNING, owners
from dualtrack.domain.registers.register import Register
from dualtrack.domain.risks.risk import Risk

_WHOLE = program("owning")


@frozen(kw_only=True)
class Owned:
    """One thing that somebody answers for: in which register (or `controls`, `risks`), its id and name."""

    register: str
    title: str
    id: str
    name: str


def owned(viewer: Viewer, person: str, *, as_of: date, until: datetime | None = None) -> tuple[Owned, ...]:
    """What a person answers for on a day, for who sees the whole or for themselves: one query a register."""
    if not (viewer.sees_all or viewer.person_id == person):
        return ()
    found = [
        Owned(register=key, title=title, id=one.id, name=one.title)
        for key, title in ((CONTROLS, "Controls"), (RISKS, "Risks"))
        for one in _beside(key, until)
        if one.owner == person and (one.retired_on is None or one.retired_on > as_of)
    ]
    for register in offered():
        found += [
            Owned(register=register.key, title=register.title, id=one.id, name=one.name)
            for one in _records(register, person, until)
            if person in owners(register, one) and one.there(as_of)
        ]
    return tuple(found)


def _beside(key: str, until: datetime | None) -> Sequence[Control | Risk]:
    """Controls or risks, which no register holds."""
    return values(table_of(key)[0], until)


def _records(register: Register, person: str, until: datetime | None) -> tuple[Record, ...]:
    if until is not None:
        return every(_WHOLE, register, until)
    asking = [Q(**{one.name: person}) for one in register.references if one.name in OWNING]
    rows = TABLES[register.key].objects.filter(reduce(or_, asking)).order_by("pk") if asking else ()
    return tuple(row.to_value() for row in rows)


def counts(*, as_of: date, until: datetime | None = None) -> Counter[str]:
    """How many things each person answers for on a day."""
    beside = (one for key in (CONTROLS, RISKS) for one in _beside(key, until))
    standing = (one for one in beside if one.retired_on is None or one.retired_on > as_of)
    counted = Counter(one.owner for one in standing if one.owner)
    for register in offered():
        fields = [one.name for one in register.references if one.name in OWNING]
        if until is not None:
            held = (one for one in every(_WHOLE, register, until) if one.there(as_of))
            counted.update(person for one in held for person in owners(register, one))
        elif fields:
            there = TABLES[register.key].objects.filter(Q(retired_on=None) | Q(retired_on__gt=as_of))
            counted.update(who for row in there.values_list(*fields) for who in row if who)
    return counted
