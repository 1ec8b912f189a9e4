"""What is lacking in operation: incidents past their day or without a lesson, exercises not done."""

from collections.abc import Iterator, Mapping

from dualtrack.domain.registers.finding import Code, Finding, Settings, lack, lack_of
from dualtrack.domain.registers.held import Held
from dualtrack.domain.registers.operation import (
    EXERCISES,
    Exercise,
    ExerciseFinding,
    ExerciseKind,
    Incident,
)

TESTED: Mapping[ExerciseKind, tuple[str, ...]] = {
    ExerciseKind.RESTORE: ("iso27001:A.8.13", "soc2:CC7.5", "soc2:A1.3"),
    ExerciseKind.CONTINUITY: ("iso27001:A.5.29", "iso27001:A.5.30", "soc2:CC7.5", "soc2:CC9.1", "soc2:A1.3"),
    ExerciseKind.INCIDENT: ("iso27001:A.5.24", "soc2:CC7.4", "soc2:CC7.5"),
    ExerciseKind.PENETRATION_TEST: ("iso27001:A.8.8", "soc2:CC4.1", "soc2:CC7.1"),
}
"""What an exercise of each kind goes towards."""


def operation(held: Held, settings: Settings) -> Iterator[Finding]:
    """Everything that is lacking in operation."""
    yield from _incidents(held)
    yield from _exercises(held, settings)
    for one in held.of(ExerciseFinding):
        since = held.past(one.due)
        if since is not None and not held.by(one.closed_on):
            yield lack(
                Code.EXERCISE_FINDING_OVERDUE,
                one,
                "iso27001:A.5.29",
                "iso27001:A.8.8",
                "soc2:CC4.2",
                since=since,
                name=one.name,
                exercise=one.exercise,
                due=one.due,
            )


def _incidents(held: Held) -> Iterator[Finding]:
    for one in held.of(Incident):
        closed = held.by(one.closed_on)
        since = held.past(one.due)
        if since is not None and not closed:
            yield lack(
                Code.INCIDENT_OVERDUE,
                one,
                "iso27001:A.5.26",
                "soc2:CC7.4",
                since=since,
                name=one.name,
                due=one.due,
            )
        if closed and not one.lesson.strip():
            yield lack(
                Code.INCIDENT_NO_LESSON,
                one,
                "iso27001:A.5.27",
                "soc2:CC7.5",
                since=one.closed_on,
                name=one.name,
            )


def _exercises(held: Held, settings: Settings) -> Iterator[Finding]:
    done = [one for one in held.of(Exercise) if one.on <= held.day]
    for kind, requirements in TESTED.items():
        last = max((one.on for one in done if one.kind is kind), default=None)
        since = held.past(last, settings.exercise)
        if last is None or since is not None:
            yield lack_of(
                Code.EXERCISE_MISSING,
                EXERCISES.key,
                *requirements,
                since=since,
                kind=kind,
                last=last or "",
            )
