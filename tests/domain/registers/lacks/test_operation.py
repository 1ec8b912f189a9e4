"""Operation: incidents closed and learnt from, exercises of each kind every year, their findings closed."""

from datetime import date
from typing import Any

from tests.domain.registers.lacks.asked import ask, params, short
from tests.domain.registers.records import TODAY, before, least
from tests.each import each

from dualtrack.domain.registers.finding import Code, Settings
from dualtrack.domain.registers.lacks.operation import TESTED, operation
from dualtrack.domain.registers.operation import Exercise, ExerciseFinding, ExerciseKind, Incident
from dualtrack.domain.registers.record import Record

CALM: list[Record] = [least(Exercise, f"E-{kind}", kind=kind, on=before(30)) for kind in ExerciseKind]


@each(
    ("given", "code", "since"),
    [
        ({}, None, None),
        ({"due": TODAY}, None, None),
        ({"due": before(1)}, Code.INCIDENT_OVERDUE, TODAY),
        ({"due": before(9)}, Code.INCIDENT_OVERDUE, before(8)),
        ({"due": before(9), "closed_on": before(2), "lesson": "Rehearse."}, None, None),
        (
            {"due": before(9), "closed_on": date(2026, 7, 1), "lesson": "Rehearse."},
            Code.INCIDENT_OVERDUE,
            before(8),
        ),
        ({"closed_on": before(2)}, Code.INCIDENT_NO_LESSON, before(2)),
        ({"closed_on": before(2), "lesson": " "}, Code.INCIDENT_NO_LESSON, before(2)),
        ({"closed_on": before(2), "lesson": "Nothing has to change, because it was foreseen."}, None, None),
        ({"closed_on": before(2), "retired_on": before(1)}, None, None),
    ],
)
def test_an_incident_is_closed_in_time_and_learnt_from(
    given: dict[str, Any], code: Code | None, since: date | None
) -> None:
    expected = [("I-1", code, since)] if code else []
    assert short(operation, *CALM, least(Incident, "I-1", **given)) == expected


def test_incidents_touch_response_and_learning() -> None:
    (late,) = ask(operation, *CALM, least(Incident, "I-1", due=before(9), name="Phishing"))
    assert late.requirements == ("iso27001:A.5.26", "soc2:CC7.4")
    assert params(late) == {"name": "Phishing", "due": str(before(9))}
    (mute,) = ask(operation, *CALM, least(Incident, "I-1", closed_on=before(9)))
    assert mute.requirements == ("iso27001:A.5.27", "soc2:CC7.5")


@each("kind", ExerciseKind)
def test_each_kind_is_exercised_every_year(kind: ExerciseKind) -> None:
    others = [one for one in CALM if one.id != f"E-{kind}"]
    for last, since in ((before(365), "none"), (before(366), TODAY), (before(500), before(134))):
        found = ask(operation, *others, least(Exercise, "X", kind=kind, on=last))
        assert [(one.code, one.since) for one in found] == (
            [] if since == "none" else [(Code.EXERCISE_MISSING, since)]
        )
    (never,) = ask(operation, *others)
    assert (never.register, never.record, never.since) == ("exercises", "", None)
    assert params(never) == {"kind": kind, "last": ""}
    assert never.requirements == TESTED[kind]


def test_nothing_on_record_lacks_each_kind() -> None:
    assert [params(one)["kind"] for one in ask(operation)] == list(ExerciseKind)


def test_an_exercise_that_is_planned_does_not_count() -> None:
    planned = [least(Exercise, "X", kind=ExerciseKind.RESTORE, on=date(2026, 7, 1))]
    assert len(ask(operation, *planned)) == 4


def test_the_year_is_a_setting() -> None:
    assert short(operation, *CALM, settings=Settings(exercise=30)) == []
    assert len(short(operation, *CALM, settings=Settings(exercise=29))) == 4


def test_what_the_kinds_go_towards() -> None:
    assert set(TESTED) == set(ExerciseKind)
    assert "iso27001:A.8.13" in TESTED[ExerciseKind.RESTORE]
    assert {"iso27001:A.5.29", "iso27001:A.5.30", "soc2:A1.3"} <= set(TESTED[ExerciseKind.CONTINUITY])
    assert "soc2:CC7.5" in TESTED[ExerciseKind.INCIDENT]
    assert "soc2:CC4.1" in TESTED[ExerciseKind.PENETRATION_TEST]


@each(
    ("given", "since"),
    [
        ({}, None),
        ({"due": TODAY}, None),
        ({"due": before(1)}, TODAY),
        ({"due": before(60)}, before(59)),
        ({"due": before(60), "closed_on": before(61)}, None),
        ({"due": before(60), "closed_on": before(1)}, None),
        ({"due": before(60), "closed_on": date(2026, 7, 1)}, before(59)),
        ({"due": before(60), "retired_on": before(1)}, None),
    ],
)
def test_what_an_exercise_found_is_closed_in_time(given: dict[str, Any], since: date | None) -> None:
    finding = least(ExerciseFinding, "F-1", exercise="E-1", **given)
    expected = [("F-1", Code.EXERCISE_FINDING_OVERDUE, since)] if since else []
    assert short(operation, *CALM, finding) == expected
