"""Governance: objectives with measure, owner and measurements; bodies that are independent and meet."""

from datetime import date
from typing import Any

from tests.domain.registers.lacks.asked import ask, params, short
from tests.domain.registers.records import ANN, TODAY, before, least
from tests.each import each

from dualtrack.domain.registers.common import Interval
from dualtrack.domain.registers.finding import Code
from dualtrack.domain.registers.governance import Body, BodyKind, Meeting
from dualtrack.domain.registers.lacks.governance import governance
from dualtrack.domain.registers.objectives import Measurement, Objective


def objective(**given: Any) -> Objective:
    """An objective that lacks nothing but what is taken away."""
    made: Objective = least(Objective, "O-1", **{"measure": "% of accounts", "owner": ANN, **given})
    return made


def measured(*days: date, of: str = "O-1") -> list[Measurement]:
    """Measurements of an objective."""
    return [least(Measurement, f"M-{n}", objective=of, measured_on=day) for n, day in enumerate(days)]


@each(
    ("given", "codes"),
    [
        ({}, []),
        ({"measure": " "}, [Code.OBJECTIVE_UNMEASURED]),
        ({"owner": ""}, [Code.OBJECTIVE_UNOWNED]),
        ({"measure": "", "owner": ""}, [Code.OBJECTIVE_UNMEASURED, Code.OBJECTIVE_UNOWNED]),
        ({"measure": "", "owner": "", "retired_on": before(1)}, []),
    ],
)
def test_an_objective_has_measure_and_owner(given: dict[str, Any], codes: list[Code]) -> None:
    assert [one.code for one in ask(governance, objective(**given))] == codes


@each(
    ("every", "days"),
    [
        (Interval.WEEKLY, 7),
        (Interval.MONTHLY, 31),
        (Interval.QUARTERLY, 92),
        (Interval.HALF_YEARLY, 184),
        (Interval.YEARLY, 366),
    ],
)
def test_an_objective_is_measured_in_its_interval(every: Interval, days: int) -> None:
    one = objective(every=every)
    assert short(governance, one, *measured(before(days))) == []
    assert short(governance, one, *measured(before(days + 1))) == [("O-1", Code.MEASUREMENT_MISSING, TODAY)]
    assert short(governance, one, *measured(before(days + 9), before(days))) == []
    assert short(governance, one) == [("O-1", Code.MEASUREMENT_MISSING, None)]


@each(
    ("given", "days", "found"),
    [
        ({"every": Interval.MONTHLY, "set_on": before(31)}, (), False),
        ({"every": Interval.MONTHLY, "set_on": before(32)}, (), True),
        ({"every": Interval.MONTHLY, "set_on": before(90)}, (before(5),), False),
        ({"every": Interval.MONTHLY}, (date(2026, 7, 1),), True),
        ({"every": None}, (), False),
    ],
)
def test_the_first_interval_begins_when_it_was_set(
    given: dict[str, Any], days: tuple[date, ...], found: bool
) -> None:
    codes = [one.code for one in ask(governance, objective(**given), *measured(*days))]
    assert codes == ([Code.MEASUREMENT_MISSING] if found else [])


def test_a_measurement_of_another_objective_does_not_count() -> None:
    others = measured(TODAY, of="O-2")
    assert len(short(governance, objective(every=Interval.WEEKLY), *others)) == 1


def test_a_missing_measurement_names_the_last_one() -> None:
    (found,) = ask(
        governance, objective(every=Interval.WEEKLY, name="MFA"), *measured(before(40), before(20))
    )
    assert params(found) == {"name": "MFA", "every": "weekly", "last": str(before(20))}
    assert found.requirements == ("iso27001:9.1", "soc2:CC4.1")


def body(**given: Any) -> Body:
    """A board with an independent member."""
    made: Body = least(Body, "B-1", **{"kind": BodyKind.OVERSIGHT, "independent": 1, **given})
    return made


@each(
    ("given", "found"),
    [
        ({"independent": 1}, False),
        ({"independent": 3}, False),
        ({"independent": 0}, True),
        ({"independent": None}, True),
        ({"independent": 0, "kind": BodyKind.MANAGEMENT}, False),
        ({"independent": None, "kind": BodyKind.COMMITTEE}, False),
        ({"independent": 0, "retired_on": before(1)}, False),
    ],
)
def test_oversight_has_an_independent_member(given: dict[str, Any], found: bool) -> None:
    expected = [("B-1", Code.BODY_NOT_INDEPENDENT, None)] if found else []
    assert short(governance, body(**given)) == expected


def test_independence_is_of_the_second_criterion() -> None:
    (found,) = ask(governance, body(independent=0, name="Board"))
    assert found.requirements == ("iso27001:5.1", "soc2:CC1.2")
    assert params(found) == {"name": "Board"}


def met(*days: date, of: str = "B-1") -> list[Meeting]:
    """Meetings of a body."""
    return [least(Meeting, f"T-{n}", body=of, on=day) for n, day in enumerate(days)]


@each(
    ("given", "days", "since"),
    [
        ({"every": Interval.QUARTERLY}, (before(92),), None),
        ({"every": Interval.QUARTERLY}, (before(93),), TODAY),
        ({"every": Interval.QUARTERLY}, (before(200), before(10)), None),
        ({"every": Interval.QUARTERLY, "since": before(50)}, (), None),
        ({"every": Interval.QUARTERLY, "since": before(100)}, (), before(7)),
        ({"every": Interval.QUARTERLY, "since": before(100)}, (before(2),), None),
        ({"every": None}, (), None),
        ({"every": Interval.YEARLY, "kind": BodyKind.COMMITTEE}, (before(367),), TODAY),
    ],
)
def test_a_body_meets_in_its_interval(
    given: dict[str, Any], days: tuple[date, ...], since: date | None
) -> None:
    expected = [("B-1", Code.BODY_NOT_MEETING, since)] if since else []
    assert short(governance, body(**given), *met(*days)) == expected


def test_a_body_that_never_met_is_found_without_a_day() -> None:
    (found,) = ask(governance, body(every=Interval.MONTHLY), *met(TODAY, of="B-2"), *met(date(2026, 7, 1)))
    assert (found.code, found.since, params(found)["last"]) == (Code.BODY_NOT_MEETING, None, "")
