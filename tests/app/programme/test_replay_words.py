"""A week in words: its risks and findings, those of today for a week ahead, and what falls due until then."""

from datetime import date
from typing import Any

from tests.each import each

from dualtrack.app.programme.replay_words import (
    assumption,
    deviations_text,
    findings_text,
    late_text,
    risks_text,
)
from dualtrack.domain.programme.plan.replay import Due, WeekState
from dualtrack.domain.risks.over_time import RegisterDay

DAY = date(2026, 3, 2)


def week(**said: Any) -> WeekState:
    plain: dict[str, Any] = {
        "week": 3,
        "day": DAY,
        "ahead": False,
        "levels": {},
        "combined": None,
        "if_held": None,
        "phases": (),
        "done": 0,
        "tasks": 0,
        "running": (),
        "gates": (),
        "deviations": 2,
        "scopes": (),
        "risks": None,
        "nonconformities": 0,
        "major": 0,
        "due": None,
        "baseline": None,
    }
    return WeekState(**(plain | said))


def register(risks: int, above: int = 3, accepted: int = 11) -> RegisterDay:
    return RegisterDay(on=DAY, method=None, risks=risks, levels=(), above=above, accepted=accepted, unowned=0)


def due(reviews: int = 0, actions: int = 0, answers: int = 0) -> Due:
    return Due(reviews=reviews, actions=actions, answers=answers)


STOOD = "14 open, 3 above the acceptance line, 11 accepted"


@each(
    "risks, falls, words",
    [
        (None, None, "none on record"),
        (register(0), None, "none on record"),
        (register(14), None, STOOD),
        (register(14), due(), f"as today: {STOOD}"),
        (
            register(14),
            due(1, 1),
            f"as today: {STOOD}; 1 review falls due by then; 1 action falls due by then",
        ),
        (
            register(14),
            due(5, 2, 9),
            f"as today: {STOOD}; 5 reviews fall due by then; 2 actions fall due by then",
        ),
        (None, due(actions=2), "as today: none on record; 2 actions fall due by then"),
    ],
)
def test_risks(risks: RegisterDay | None, falls: Due | None, words: str) -> None:
    assert risks_text(week(risks=risks, due=falls)) == words


@each(
    "open_, major, falls, words",
    [
        (0, 0, None, "no nonconformity open"),
        (1, 0, None, "1 nonconformity open; major: 0"),
        (3, 1, None, "3 nonconformities open; major: 1"),
        (0, 0, due(5, 5), "as today: no nonconformity open"),
        (3, 1, due(), "as today: 3 nonconformities open; major: 1"),
        (0, 0, due(answers=1), "as today: no nonconformity open; 1 answer to a finding ends by then"),
        (0, 0, due(answers=2), "as today: no nonconformity open; 2 answers to findings end by then"),
    ],
)
def test_findings(open_: int, major: int, falls: Due | None, words: str) -> None:
    assert findings_text(week(nonconformities=open_, major=major, due=falls)) == words


def test_deviations_of_a_week_ahead_are_those_of_today() -> None:
    assert deviations_text(week()) == "2"
    assert deviations_text(week(ahead=True)) == "as today: 2"


@each(
    "days, words",
    [
        (0, "as planned"),
        (1, "1 day later"),
        (34, "34 days later"),
        (-1, "1 day earlier"),
        (-5, "5 days earlier"),
    ],
)
def test_days_from_the_planned_one(days: int, words: str) -> None:
    assert late_text(days) == words


def test_what_readiness_ahead_rests_on_says_that_it_is_no_judgement() -> None:
    assert "if the plan holds" in assumption()
    assert assumption().endswith("no judgement of facts.")
