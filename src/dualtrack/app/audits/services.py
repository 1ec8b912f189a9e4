"""Verbs on audits: open an engagement, note a deviation, raise and close a nonconformity."""

from datetime import date, datetime

from attrs import evolve

from dualtrack.app.audits.models import DeviationRow, NonconformityRow
from dualtrack.app.controls.services import held
from dualtrack.app.ledger import entropy
from dualtrack.app.ledger.refusals import RefusedError, require_day
from dualtrack.app.ledger.services import exclusive, record
from dualtrack.domain.audits.engagement import Engagement
from dualtrack.domain.audits.findings import Deviation, Grade, Nonconformity
from dualtrack.domain.frameworks.catalogue import Catalogue
from dualtrack.domain.ledger.actor import Actor


def open_engagement(*, actor: Actor, now: datetime, engagement: Engagement) -> None:
    """Record one commissioned audit."""
    record(engagement, actor=actor, now=now, action="engagement.open")


def note_deviation(
    *,
    actor: Actor,
    now: datetime,
    today: date,
    control: str,
    occurred_on: date,
    description: str,
    cause: str = "",
    response: str = "",
) -> Deviation:
    """Record one item that did not operate as described; it stays, whatever is done about it."""
    held(control)
    require_day(today, now, control)
    if occurred_on > today:
        raise RefusedError("deviation_in_the_future", control=control, occurred_on=occurred_on)
    if not description.strip():
        raise RefusedError("deviation_needs_a_description", control=control)
    value = Deviation(
        id=entropy.new_id("dev"),
        control=control,
        occurred_on=occurred_on,
        description=description.strip(),
        noted_at=now,
        noted_by=actor.id,
        cause=cause,
        response=response,
    )
    record(value, actor=actor, now=now, action="deviation.note")
    return value


def respond(*, actor: Actor, now: datetime, deviation: str, cause: str, response: str) -> Deviation:
    """Write management's response to a deviation."""
    with exclusive():
        row = DeviationRow.objects.filter(pk=deviation).first()
        if row is None:
            raise RefusedError("unknown_deviation", deviation=deviation)
        value: Deviation = evolve(row.to_value(), cause=cause, response=response)
        record(value, actor=actor, now=now, action="deviation.respond")
    return value


def raise_nonconformity(
    *,
    actor: Actor,
    now: datetime,
    today: date,
    requirement: str,
    grade: Grade,
    description: str,
    catalogue: Catalogue,
) -> Nonconformity:
    """Record that a requirement of the catalogue is not fulfilled."""
    if not catalogue.known(requirement):
        raise RefusedError("unknown_requirement", requirement=requirement)
    require_day(today, now, requirement)
    value = Nonconformity(
        id=entropy.new_id("ncf"),
        requirement=requirement,
        grade=grade,
        description=description,
        raised_on=today,
        raised_by=actor.id,
    )
    record(value, actor=actor, now=now, action="nonconformity.raise")
    return value


def close_nonconformity(*, actor: Actor, now: datetime, today: date, nonconformity: str) -> Nonconformity:
    """Close a nonconformity once its corrective action was reviewed."""
    require_day(today, now, nonconformity)
    with exclusive():
        row = NonconformityRow.objects.filter(pk=nonconformity, closed_on=None).first()
        if row is None:
            raise RefusedError("not_open", object=nonconformity)
        value: Nonconformity = evolve(row.to_value(), closed_on=today)
        record(value, actor=actor, now=now, action="nonconformity.close")
    return value
