"""The plan as JSON: each key holds what its name says, days as texts, and null where there is nothing."""

import json
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

from tests.domain.programme.plan.making import START, choices, planned, profile, put, task

from dualtrack.app.cli.plan_shape import breach, ends, moved, promised, simulated, variant, whole
from dualtrack.app.cli.plan_shape import task as task_shape
from dualtrack.app.programme.planning import Planned
from dualtrack.app.programme.queries import When
from dualtrack.app.programme.replay_words import assumption
from dualtrack.domain.programme.plan.bookings import BookingToMove
from dualtrack.domain.programme.plan.breach import Breach, BreachCode
from dualtrack.domain.programme.plan.breaches import breaches
from dualtrack.domain.programme.plan.comparison import Moved
from dualtrack.domain.programme.plan.if_held import IfHeld
from dualtrack.domain.programme.plan.schedule import Plan
from dualtrack.domain.programme.plan.sequencing import Undecided
from dualtrack.domain.programme.plan.shape import Phase
from dualtrack.solver.simulation import Driver, Outcome, Spreading

MOVING = BookingToMove(
    framework="soc2",
    firm="CPA",
    starts_on=date(2027, 8, 2),
    ends_on=date(2027, 8, 27),
    would_start=date(2027, 9, 6),
    would_end=date(2027, 10, 1),
)


def held(plan: Plan, when: When | None = None, undecided: Undecided | None = None) -> Planned:
    """What the command reads of a plan, without the database behind it."""
    read = SimpleNamespace(
        plan=plan,
        when=when or When(as_of=date(2026, 3, 2)),
        profile=plan.profile,
        choices=plan.choices,
        breaches=breaches(plan),
        undecided=undecided,
        joined=None,
        bookings_to_move=(MOVING,),
    )
    return cast("Planned", read)


def one_task(plan: Plan, name: str) -> dict[str, Any]:
    placed = plan.of(name)
    assert placed is not None
    return task_shape(placed)


def test_the_whole_plan_says_of_which_day_and_from_which_choices_it_is() -> None:
    told = whole(held(planned(period_months=12)))
    plain = {name: value for name, value in told.items() if not isinstance(value, list | dict)}
    assert plain == {
        "as_of": "2026-03-02",
        "known_at": None,
        "profile": "first-combined",
        "sequencing": "iso-first",
        "period_months": 12,
        "start": "2026-03-02",
        "added": None,
    }
    assert set(told) - set(plain) == {
        "finish",
        "phases",
        "milestones",
        "gates",
        "breaches",
        "findings",
        "tasks",
    }


def test_what_was_known_later_is_told_with_its_time() -> None:
    when = When(as_of=date(2026, 3, 2), known_at=datetime(2026, 5, 1, 12, tzinfo=UTC))
    assert whole(held(planned(), when))["known_at"] == "2026-05-01T12:00:00+00:00"


def test_readiness_ahead_is_counted_in_weeks_from_the_first_day() -> None:
    assert promised((), START) is None
    now = IfHeld(day=START + timedelta(days=10), levels=(("soc2", 40), ("iso27001", 30)))
    later = IfHeld(day=START + timedelta(days=14), levels=(("soc2", 55), ("iso27001", 30)))
    assert promised((now, later), START) == {
        "assumption": assumption(),
        "since": "2026-03-12",
        "recorded": {"frameworks": {"soc2": 40, "iso27001": 30}, "combined": 30},
        "weeks": [
            {
                "week": 2,
                "day": "2026-03-16",
                "frameworks": {"soc2": 55, "iso27001": 30},
                "combined": 30,
            }
        ],
    }


def test_it_is_json_as_it_stands() -> None:
    told = whole(held(planned(stage_gap_days=300), undecided=Undecided(date(2026, 5, 2), 1)))
    assert json.loads(json.dumps(told)) == told


def test_phases_follow_the_period_that_was_chosen() -> None:
    spans = {p["id"]: (p["start"], p["finish"]) for p in whole(held(planned(period_months=3)))["phases"]}
    assert spans["scope_and_planning"] == ("2026-03-02", "2026-05-02")
    assert spans["observation_and_iso_preparation"] == ("2026-09-02", "2026-12-02")
    assert spans["audit_sequencing"] == ("2026-12-02", "2027-02-02")


def test_the_three_ends_are_there_and_null_where_the_programme_does_not_want_one() -> None:
    plan = planned()
    days = {name: plan.finish(name) for name in ("last_audit_day", "soc2_report", "certificate")}
    assert ends(plan) == {name: day.isoformat() for name, day in days.items() if day is not None}
    assert list(ends(plan)) == ["last_audit_day", "soc2_report", "certificate"]
    assert ends(planned((task("scope_decision"),))) == {
        "last_audit_day": None,
        "soc2_report": None,
        "certificate": None,
    }


def test_milestones_and_gates_stand_on_their_last_day_and_say_whether_it_has_come() -> None:
    tasks = (
        task("stage2", days=2, milestone="last_audit_day"),
        task("gate", days=2, gate="Stage 1"),
        task("other"),
    )
    told = whole(held(planned(tasks)))
    assert told["milestones"] == [
        {"id": "stage2", "milestone": "last_audit_day", "day": "2026-03-03", "done": False}
    ]
    assert told["gates"] == [{"id": "gate", "gate": "Stage 1", "day": "2026-03-03", "passed": False}]
    done = whole(held(planned(tasks, done={"stage2": date(2026, 3, 5), "gate": date(2026, 3, 4)})))
    assert (done["milestones"][0]["day"], done["milestones"][0]["done"]) == ("2026-03-05", True)
    assert (done["gates"][0]["day"], done["gates"][0]["passed"]) == ("2026-03-04", True)


def test_a_task_is_told_whole_and_ends_the_day_before_its_finish() -> None:
    told = one_task(planned(put("window_gate", fact="controls_operating", serves="soc2")), "window_gate")
    assert (told["slack_days"] == 0) is told["critical"]
    assert told == {
        "id": "window_gate",
        "title": "Window gate",
        "phase": "control_implementation",
        "workstream": "governance",
        "start": "2026-06-02",
        "finish": "2026-06-09",
        "depends_on": ["scope_decision"],
        "critical": told["critical"],
        "slack_days": told["slack_days"],
        "role": "lead",
        "serves": "soc2",
        "fact": "controls_operating",
        "done": False,
        "done_on": None,
    }


def test_a_task_that_was_done_says_when_and_is_critical_no_more() -> None:
    told = one_task(planned(done={"soc2_report": date(2027, 6, 30)}), "soc2_report")
    assert (told["done"], told["done_on"], told["critical"]) == (True, "2027-06-30", False)
    assert told["fact"] is None


def test_a_breach_is_told_with_its_words_and_null_without_a_day() -> None:
    plan = planned()
    found = Breach(code=BreachCode.PERIOD_LONG, tasks=("observation",), days=15)
    assert breach(found, plan) == {
        "code": "period_longer_than_a_year",
        "hard": False,
        "tasks": ["observation"],
        "days": 15,
        "nearest": None,
        "text": "An observation period of 15 months is longer than reports are read for.",
    }
    hard = Breach(code=BreachCode.FIELDWORK_IN_PERIOD, tasks=("fieldwork",), nearest=date(2027, 3, 2))
    assert (breach(hard, plan)["hard"], breach(hard, plan)["nearest"]) == (True, "2027-03-02")


def test_an_order_that_is_not_decided_is_a_finding_and_one_that_is_decided_is_none() -> None:
    assert whole(held(planned()))["findings"] == []
    (found,) = whole(held(planned(), undecided=Undecided(date(2026, 5, 2), 3)))["findings"]
    assert (found["code"], found["since"], found["weeks"]) == ("sequencing_undecided", "2026-05-02", 3)
    assert "week 3 without a decision" in found["text"]


def test_a_variant_is_its_order_its_period_its_ends_and_what_it_breaks() -> None:
    plan = planned(period_months=3)
    told = variant(held(plan))
    assert (told["sequencing"], told["period_months"], told["finish"]) == ("iso-first", 3, ends(plan))
    assert [one["code"] for one in told["breaches"]] == [one.code.value for one in breaches(plan)] != []
    assert told["bookings_to_move"] == [
        {
            "framework": "soc2",
            "firm": "CPA",
            "booked": ["2027-08-02", "2027-08-27"],
            "would_be": ["2027-09-06", "2027-10-01"],
        }
    ]


def test_a_task_that_is_new_or_gone_has_null_for_the_dates_it_lacks() -> None:
    span = (date(2026, 3, 2), date(2026, 3, 7))
    new = Moved(task="a", before=None, after=span, days=0)
    assert moved(new) == {"task": "a", "before": None, "after": ["2026-03-02", "2026-03-07"], "days": 0}
    gone = Moved(task="a", before=span, after=None, days=-3)
    assert moved(gone) == {"task": "a", "before": ["2026-03-02", "2026-03-07"], "after": None, "days": -3}


OUTCOME = Outcome(
    seed=7,
    runs=10,
    start=date(2026, 3, 2),
    finishes={
        "certificate": tuple(range(100, 110)),
        "extra": (5,) * 10,
        "last_audit_day": tuple(range(10)),
    },
    drivers={
        "certificate": (Driver(task="stage2", share=0.123456), Driver(task="gone", share=0.5)),
        "extra": (),
        "last_audit_day": (),
    },
)
HOURS = Spreading(id="hours", p10=10.4, p50=20.6, p90=30.0)


def test_runs_are_told_with_the_three_ends_first_and_shares_in_four_digits() -> None:
    told = simulated(OUTCOME, HOURS, {"stage2": "Stage 2"}, None)
    assert (told["seed"], told["runs"], told["hours"]) == (7, 10, {"p10": 10, "p50": 21, "p90": 30})
    assert [one["id"] for one in told["milestones"]] == ["last_audit_day", "certificate", "extra"]
    assert told["drivers"]["certificate"] == [
        {"task": "stage2", "title": "Stage 2", "share": 0.1235},
        {"task": "gone", "title": "gone", "share": 0.5},
    ]
    assert not {"by", "chance"} & set(told)


def test_the_spread_of_an_end_is_in_days_that_come_in_order() -> None:
    for one in simulated(OUTCOME, HOURS, {}, None)["milestones"]:
        assert one["p10"] <= one["p50"] <= one["p90"]
        assert one["p50"] == OUTCOME.day(one["id"], 50).isoformat()


def test_the_chance_to_be_there_is_told_where_a_day_is_asked_for() -> None:
    told = simulated(OUTCOME, HOURS, {}, date(2026, 3, 6))
    assert told["by"] == "2026-03-06"
    assert told["chance"] == {"last_audit_day": 0.5, "certificate": 0.0, "extra": 0.0}


def test_phases_of_a_profile_without_observation_are_its_own() -> None:
    short = profile(phases=profile().phases[:1], observation=None)
    told = whole(held(planned((task("scope_decision"),), of=short)))
    assert [one["id"] for one in told["phases"]] == [Phase.SCOPE.value]
    assert choices().start.isoformat() == told["phases"][0]["start"]
