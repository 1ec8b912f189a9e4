"""Levelling as JSON: each key holds what its name says, also where nothing moves."""

import json

from tests.domain.programme.plan.crowding import FIELDWORK, STAGE2, levelling

from dualtrack.app.cli.level_shape import whole
from dualtrack.domain.programme.plan.levelled import levelled
from dualtrack.domain.programme.plan.replanning import Solved, standing

MOVES = Solved(weeks={"second": 1, "behind": 1}, missing=2, audit_weeks=0, least_weeks=2)


def test_the_whole_answer() -> None:
    problem = levelling()
    told = whole(levelled(problem, MOVES), applied=False)
    assert {name: value for name, value in told.items() if not isinstance(value, list)} == {
        "profile": "first-combined",
        "ends_may_move": False,
        "price_hours": None,
        "proved": False,
        "missing_hours": {"before": 7, "after": 2},
        "weeks_moved": {"sum": 2, "least": 2},
        "finish": {
            "before": {"last_audit_day": "2026-05-08", "soc2_report": None, "certificate": None},
            "after": {"last_audit_day": "2026-05-08", "soc2_report": None, "certificate": None},
        },
        "seen": problem.fingerprint,
        "applied": False,
        "text": (
            "2 moves take the missing hours from 7 to 2."
            " Whether other moves would leave fewer was not searched to the end."
            " Needed beyond them: engineering, week of 2026-03-02: 2 hours more, or 1 more person."
        ),
    }
    assert json.loads(json.dumps(told)) == told


def test_a_move_says_what_it_relieves_or_what_it_follows() -> None:
    told = whole(levelled(levelling(), MOVES), applied=True)
    assert told["applied"]
    assert told["moves"] == [
        {
            "task": "second",
            "title": "Second",
            "role": "engineer",
            "from": "2026-03-02",
            "to": "2026-03-09",
            "weeks": 1,
            "relieves": ["2026-03-02"],
            "hours": 5,
            "behind": [],
            "text": "relieves engineering of 5 hours in the week of 2026-03-02",
        },
        {
            "task": "behind",
            "title": "Behind",
            "role": "engineer",
            "from": "2026-03-09",
            "to": "2026-03-16",
            "weeks": 1,
            "relieves": [],
            "hours": 0,
            "behind": ["second"],
            "text": "follows Second",
        },
    ]


def test_conflicts_before_and_after_stand_apart_with_what_is_needed() -> None:
    told = whole(levelled(levelling(), MOVES), applied=False)
    assert [one["missing_hours"] for one in told["conflicts"]] == [7]
    assert told["left"] == [
        {
            "role": "engineer",
            "weeks": [{"monday": "2026-03-02", "asked": 10, "had": 8, "missing": 2}],
            "missing_hours": 2,
            "persons_needed": 1,
            "tasks": ["first", "third"],
            "audits": [],
            "two_audits": False,
            "text": "engineering, week of 2026-03-02: 10 hours asked for, 8 hours there (First; Third).",
            "needed": "engineering, week of 2026-03-02: 2 hours more, or 1 more person",
        }
    ]


def test_figures_of_ours_and_of_the_settings_are_told_apart() -> None:
    problem = levelling(people={"engineer": 2})
    told = whole(levelled(problem, standing(problem)), applied=False)
    assert told["capacities"][0] == {
        "role": "engineer",
        "persons": 2,
        "persons_by": "settings",
        "hours_a_week": 8,
        "hours_by": "ours",
        "text": "engineering: 2 persons (as settled), 8 hours a week each (a figure of ours)",
    }


def test_two_audits_and_a_price() -> None:
    problem = levelling(STAGE2, FIELDWORK, ends=True, price=5)
    told = whole(levelled(problem, standing(problem)), applied=False)
    assert (told["ends_may_move"], told["price_hours"]) == (True, 5)
    assert (told["conflicts"][0]["two_audits"], told["conflicts"][0]["audits"]) == (
        True,
        ["fieldwork", "stage2"],
    )
