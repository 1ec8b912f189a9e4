"""What the registers lack on a day, for a viewer: computed once for a state of the record."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache

from attrs import frozen

from dualtrack.app.accounts.models import PersonRow
from dualtrack.app.ledger import head
from dualtrack.app.ledger.queries import last_values
from dualtrack.app.programme import auditing
from dualtrack.app.programme.catalogue import catalogue
from dualtrack.app.programme.queries import When, categories, frameworks, past
from dualtrack.app.registers import queries
from dualtrack.domain.ledger.person import Person, Viewer, program
from dualtrack.domain.registers.finding import Finding
from dualtrack.domain.registers.findings import findings
from dualtrack.domain.registers.held import Held
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.references import owners
from dualtrack.domain.registers.register import Register
from dualtrack.domain.registers.registry import by_key, registers_for

_WHOLE = program("registers")
Place = tuple[str, str]  # register and record


def offered(day: date | None = None) -> tuple[Register, ...]:
    """The registers of this programme on a day, else now: those of Privacy only where it is chosen."""
    return registers_for(categories(day))


def found(viewer: Viewer, when: When) -> tuple[Finding, ...]:
    """Everything lacking on the day; for who does not see the whole, at the records that they answer for."""
    read = _read(when)
    if viewer.sees_all:
        return read.findings
    mine = viewer.person_id
    return tuple(f for f in read.findings if mine in read.answering.get((f.register, f.record), ()))


def counts(viewer: Viewer, registers: Sequence[Register], when: When) -> Mapping[str, int]:
    """How many records of each register are there on the day, of what the viewer sees.

    Of the whole they were counted when its findings were computed; somebody's own are asked for.
    """
    if viewer.sees_all:
        read = _read(when)
        return {one.key: read.counts.get(one.key, 0) for one in registers if queries.visible(viewer, one)}
    return queries.counts(viewer, registers, when.as_of, past(when))


@frozen(kw_only=True)
class _Read:
    """What all registers tell on a day: the findings, who answers for each record, how many are there."""

    findings: tuple[Finding, ...]
    answering: Mapping[Place, tuple[str, ...]]
    counts: Mapping[str, int]


def _read(when: When) -> _Read:
    now = head.read()
    return _found(now.origin, now.size, now.frontier.root(), when.as_of, past(when))


def in_scope(requirements: Iterable[str], day: date) -> tuple[str, ...]:
    """Those of some requirements that the programme's frameworks and categories hold on a day."""
    asked = {one.id for one in catalogue().asked(frameworks(day), categories(day))}
    return tuple(one for one in requirements if one in asked)


@lru_cache(maxsize=4)
def _found(*state: object) -> _Read:
    """Everything of one state, which ends with the day and the instant."""
    *_record, day, until = state
    assert isinstance(day, date)  # noqa: S101 - as `found` gives it
    assert until is None or isinstance(until, datetime)  # noqa: S101 - as above
    chosen = categories(day)
    records = {one.key: queries.every(_WHOLE, one, until) for one in registers_for(chosen)}
    made = (
        *findings(Held(records=records, day=day, accounts_left=_left(until)), chosen),
        *auditing.found(day, until, records),
    )
    made = tuple(sorted(made, key=lambda one: (one.register, one.record, one.code, one.params)))
    return _Read(
        findings=made,
        answering=_answering(made, records),
        counts={key: sum(one.there(day) for one in held) for key, held in records.items()},
    )


def _answering(
    made: Iterable[Finding], records: Mapping[str, Sequence[Record]]
) -> Mapping[Place, tuple[str, ...]]:
    wanted = {(one.register, one.record) for one in made}
    answering: dict[Place, tuple[str, ...]] = {}
    for key in {register for register, _ in wanted}:
        register = by_key(key)
        for record in records.get(key, ()) if register else ():
            if register and (key, record.id) in wanted:
                answering[key, record.id] = owners(register, record)
    return answering


def _left(until: datetime | None) -> dict[str, date]:
    """The last day of each person who left, as accounts know it."""
    if until is None:
        gone = PersonRow.objects.exclude(left_on=None).values_list("id", "left_on")
        return {key: on for key, on in gone if on is not None}
    people: tuple[Person, ...] = last_values("person", until)
    return {one.id: one.left_on for one in people if one.left_on is not None}
