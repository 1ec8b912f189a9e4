"""What is lacking in governance: measures and measurements, independence and meetings of bodies."""

from collections.abc import Iterator
from datetime import date

from dualtrack.domain.registers.finding import Code, Finding, Settings, lack
from dualtrack.domain.registers.governance import Body, BodyKind, Meeting
from dualtrack.domain.registers.held import Held
from dualtrack.domain.registers.objectives import Measurement, Objective

_SET, _MEASURED = ("iso27001:6.2", "soc2:CC3.1"), ("iso27001:9.1", "soc2:CC4.1")


def governance(held: Held, settings: Settings) -> Iterator[Finding]:  # noqa: ARG001 - one shape for all subjects
    """Everything that is lacking about objectives and bodies."""
    yield from _objectives(held)
    yield from _bodies(held)


def _objectives(held: Held) -> Iterator[Finding]:
    last: dict[str, date] = {}
    for one in held.of(Measurement):
        if one.measured_on <= held.day:
            last[one.objective] = max(one.measured_on, last.get(one.objective, one.measured_on))
    for objective in held.of(Objective):
        if not objective.measure.strip():
            yield lack(Code.OBJECTIVE_UNMEASURED, objective, *_SET, "iso27001:9.1", name=objective.name)
        if not objective.owner:
            yield lack(Code.OBJECTIVE_UNOWNED, objective, *_SET, name=objective.name)
        yield from _measurement(held, objective, last.get(objective.id))


def _measurement(held: Held, objective: Objective, last: date | None) -> Iterator[Finding]:
    """An interval counts from the last measurement, or from the day on which the objective was set."""
    if objective.every is None:
        return
    begun = last or objective.set_on
    since = held.past(begun, objective.every.days)
    if begun is None or since is not None:
        yield lack(
            Code.MEASUREMENT_MISSING,
            objective,
            *_MEASURED,
            since=since,
            name=objective.name,
            every=objective.every,
            last=last or "",
        )


def _bodies(held: Held) -> Iterator[Finding]:
    last: dict[str, date] = {}
    for one in held.of(Meeting):
        if one.on <= held.day:
            last[one.body] = max(one.on, last.get(one.body, one.on))
    for body in held.of(Body):
        if body.kind is BodyKind.OVERSIGHT and not body.independent:
            yield lack(Code.BODY_NOT_INDEPENDENT, body, "iso27001:5.1", "soc2:CC1.2", name=body.name)
        met = last.get(body.id)
        begun = met or body.since
        since = held.past(begun, body.every.days) if body.every else None
        if body.every and (begun is None or since is not None):
            yield lack(
                Code.BODY_NOT_MEETING,
                body,
                "iso27001:5.1",
                "soc2:CC1.2",
                since=since,
                name=body.name,
                every=body.every,
                last=met or "",
            )
