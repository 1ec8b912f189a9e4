"""What a plan breaks: each constraint found where it is broken, with the nearest day, and nowhere else."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.programme.plan.making import START, TASKS, planned, profile, put
from tests.each import each

from dualtrack.domain.controls.period import Period
from dualtrack.domain.programme.organisation import Sequencing
from dualtrack.domain.programme.plan.breach import ASK_CERTIFICATION_BODY, HARD, Breach, BreachCode
from dualtrack.domain.programme.plan.breaches import breaches
from dualtrack.domain.programme.plan.schedule import Plan


def found(plan: Plan, code: BreachCode) -> Breach | None:
    return next((one for one in breaches(plan) if one.code is code), None)


@each("order", list(Sequencing))
def test_the_plan_as_drawn_breaks_nothing(order: Sequencing) -> None:
    assert breaches(planned(sequencing=order)) == ()


def test_stage_2_that_was_held_before_the_internal_audit_is_hard() -> None:
    plan = planned(done={"stage2": date(2026, 10, 1)})
    told = found(plan, BreachCode.INTERNAL_AUDIT_AFTER_STAGE2)
    audit = plan.of("internal_audit")
    assert told is not None
    assert audit is not None
    assert (told.hard, told.ask, told.tasks) == (True, False, ("stage2", "internal_audit"))
    assert told.nearest == audit.finish
    assert breaches(plan)[0].hard
    assert found(plan, BreachCode.REVIEW_AFTER_STAGE2) is not None


def test_final_tests_inside_the_period_are_hard() -> None:
    plan = planned(done={"fieldwork": date(2027, 1, 29)}, period=Period(date(2026, 9, 2), date(2027, 3, 1)))
    told = found(plan, BreachCode.FIELDWORK_IN_PERIOD)
    assert told is not None
    assert (told.hard, told.nearest) == (True, date(2027, 3, 2))


def test_a_next_period_that_begins_later_leaves_days_that_nobody_examines() -> None:
    told = found(planned(moves={"next_period": date(2027, 3, 16)}), BreachCode.GAP_BETWEEN_PERIODS)
    assert told is not None
    assert (told.days, told.nearest, told.hard) == (14, date(2027, 3, 2), True)


@given(
    st.integers(0, 700),
    st.dictionaries(st.sampled_from([t.id for t in TASKS[:-1]]), st.integers(-30, 600), max_size=5),
    st.integers(0, 300),
)
def test_no_nearest_day_lies_before_today(today: int, days: dict[str, int], gap: int) -> None:
    on = START + timedelta(days=today)
    done = {name: START + timedelta(days=n) for name, n in days.items() if n <= today}
    moves = {name: START + timedelta(days=n) for name, n in days.items() if n > today}
    plan = planned(today=on, done=done, moves=moves, stage_gap_days=gap)
    assert [one for one in breaches(plan) if one.nearest is not None and one.nearest < on] == []


def test_a_next_period_whose_day_has_passed_begins_today() -> None:
    given_ = Period(date(2026, 9, 2), date(2027, 3, 1))
    plan = planned(done={"observation": given_.end}, period=given_, today=date(2027, 3, 15))
    told = found(plan, BreachCode.GAP_BETWEEN_PERIODS)
    assert told is not None
    assert (told.nearest, dict(told.params)) == (date(2027, 3, 15), {"passed": "2027-03-02"})


def test_a_limit_that_has_passed_is_no_nearest_day() -> None:
    done = {"stage1": date(2026, 10, 1)}
    told = found(planned(done=done, today=date(2027, 5, 3)), BreachCode.STAGES_TOO_FAR)
    assert told is not None
    assert (told.nearest, dict(told.params)) == (None, {"limit": "2027-04-02"})


def test_a_period_in_which_nothing_operated_is_hard_and_the_next_one_lies_ahead() -> None:
    empty, today = Period(date(2026, 3, 2), date(2026, 8, 31)), date(2027, 1, 11)
    plan = planned(unused=(empty,), done={"window_gate": date(2026, 6, 1)}, today=today)
    told = found(plan, BreachCode.PERIOD_UNUSED)
    assert told is not None
    assert (told.hard, told.nearest, dict(told.params)) == (
        True,
        today,
        {"first": "2026-03-02", "last": "2026-08-31"},
    )


def test_a_day_that_cannot_be_kept_is_told_with_the_nearest_that_works() -> None:
    plan = planned(moves={"fieldwork": date(2027, 1, 4)})
    told = found(plan, BreachCode.BEFORE_PREDECESSOR)
    work = plan.of("fieldwork")
    assert told is not None
    assert work is not None
    assert told.tasks == ("fieldwork", "stage2")
    assert told.nearest == work.start
    assert dict(told.params) == {"wanted": "2027-01-04"}


FRIDAY, SATURDAY, MONDAY = date(2026, 6, 5), date(2026, 6, 6), date(2026, 6, 8)
UNWORKED: list[tuple[dict[str, Any], date, date, dict[str, str]]] = [
    ({}, SATURDAY, MONDAY, {"why": "saturday"}),
    ({}, date(2026, 6, 7), MONDAY, {"why": "sunday"}),
    (
        {"holidays": frozenset({FRIDAY}), "holiday_names": {FRIDAY: "Bridge Day"}},
        FRIDAY,
        MONDAY,
        {"why": "holiday", "name": "Bridge Day"},
    ),
    ({"holidays": frozenset({FRIDAY})}, FRIDAY, MONDAY, {"why": "holiday", "name": ""}),
    ({"pauses": (Period(FRIDAY, date(2026, 6, 9)),)}, FRIDAY, date(2026, 6, 10), {"why": "pause"}),
]


@each(("changed", "wanted", "nearest", "why"), UNWORKED)
def test_a_day_that_nobody_works_is_told_with_its_reason_and_the_nearest_working_day(
    changed: dict[str, Any], wanted: date, nearest: date, why: dict[str, str]
) -> None:
    plan = planned(moves={"scope_decision": wanted}, **changed)
    told = found(plan, BreachCode.NOT_A_WORKDAY)
    scope = plan.of("scope_decision")
    assert told is not None
    assert scope is not None
    assert (told.tasks, told.nearest, told.hard) == (("scope_decision",), nearest, False)
    assert scope.start == nearest
    assert dict(told.params) == {"wanted": wanted.isoformat(), **why}


def test_an_event_and_a_working_day_are_kept_and_nothing_is_told() -> None:
    for task, day in (("scope_decision", FRIDAY), ("next_period", date(2027, 6, 5))):
        assert found(planned(moves={task: day}), BreachCode.NOT_A_WORKDAY) is None


def test_the_days_between_two_tasks_are_waited_for_as_well() -> None:
    first = planned().of("stage1")
    assert first is not None
    plan = planned(moves={"stage2": first.finish + timedelta(days=7)})
    told, second = found(plan, BreachCode.BEFORE_PREDECESSOR), plan.of("stage2")
    assert told is not None
    assert second is not None
    assert (told.tasks, told.nearest) == (("stage2", "stage1"), second.start)


@given(st.dictionaries(st.sampled_from([t.id for t in TASKS[:-1]]), st.integers(0, 600), max_size=4))
def test_no_day_that_was_set_is_changed_in_silence(days: dict[str, int]) -> None:
    plan = planned(moves={name: START + timedelta(days=n) for name, n in days.items()})
    told = {one.tasks[0] for one in breaches(plan) if "wanted" in dict(one.params)}
    for name, n in days.items():
        placed = plan.of(name)
        assert placed is not None
        assert (placed.start != START + timedelta(days=n)) == (name in told), name


def test_a_review_before_the_internal_audit_asks_the_certification_body() -> None:
    plan = planned(put("management_review", after=(), at=Decimal("0.5")))
    told = found(plan, BreachCode.REVIEW_BEFORE_AUDIT)
    assert told is not None
    assert (told.hard, told.ask) == (False, True)


def test_stages_that_are_too_close_and_too_far() -> None:
    close = planned(stage_gap_days=7)
    told = found(close, BreachCode.STAGES_TOO_CLOSE)
    first = close.of("stage1")
    assert told is not None
    assert first is not None
    assert (told.days, told.nearest) == (7, first.finish + timedelta(days=14))
    assert found(planned(stage_gap_days=14), BreachCode.STAGES_TOO_CLOSE) is None
    assert found(planned(stage_gap_days=200), BreachCode.STAGES_TOO_FAR) is not None
    assert found(planned(stage_gap_days=180), BreachCode.STAGES_TOO_FAR) is None


def test_less_than_three_months_of_records_are_counted_in_days() -> None:
    plan = planned(put("records", days=evolve(TASKS[3].days, low=30, likely=30, high=30), at=Decimal(1)))
    told = found(plan, BreachCode.FEW_RECORDS)
    records, stage = plan.of("records"), plan.of("stage2")
    assert told is not None
    assert records is not None
    assert stage is not None
    assert told.nearest == date(2027, 6, 2)
    assert told.days == (date(2027, 6, 2) - stage.start).days


def test_a_stage_in_the_last_weeks_of_the_period_costs_person_days() -> None:
    told = found(planned(put("stage1", at=Decimal("-0.5"))), BreachCode.STAGE_IN_PERIOD_END)
    assert told is not None
    assert (told.tasks[0], told.days, told.nearest) == ("stage1", 6, date(2027, 3, 2))


def test_fieldwork_and_a_stage_at_once_cost_the_days_of_both() -> None:
    plan = planned(put("fieldwork", after_iso_first=()))
    told = found(plan, BreachCode.AUDITS_OVERLAP)
    assert told is not None
    assert (told.tasks, told.days) == (("stage1", "fieldwork"), 2 * 3 + 2 * 2)


def test_a_year_old_internal_audit_is_stale() -> None:
    assert found(planned(moves={"stage1": date(2028, 2, 1)}), BreachCode.AUDIT_STALE) is not None


def test_buyers_distrust_a_short_period() -> None:
    told = found(planned(period_months=3), BreachCode.PERIOD_SHORT)
    assert told is not None
    assert told.days == 3
    assert found(planned(period_months=6), BreachCode.PERIOD_SHORT) is None
    assert found(planned(period_months=15), BreachCode.PERIOD_LONG) is not None


def test_a_period_that_began_before_its_gate_says_so() -> None:
    late = {"window_gate": date(2026, 10, 5)}
    told = found(
        planned(moves=late, period=Period(date(2026, 9, 2), date(2027, 3, 1))), BreachCode.WINDOW_NOT_READY
    )
    assert told is not None
    assert (told.nearest, told.days) == (date(2026, 10, 10), 38)


def test_a_plan_that_ends_later_than_its_profile_promises_names_what_drives_it() -> None:
    plan = planned(period_months=12)
    told = found(plan, BreachCode.LATER_THAN_PROFILE)
    assert told is not None
    six = planned(period_months=6).finish("last_audit_day")
    assert six is not None
    assert dict(told.params) == {"promised": "2027-05-02", "shorter": "6", "then": six.isoformat()}
    assert told.nearest == plan.finish("last_audit_day")
    assert told.tasks[0] == "observation"


def test_a_period_that_runs_is_not_made_shorter() -> None:
    runs = Period(date(2026, 9, 2), date(2027, 9, 1))
    told = found(
        planned(period_months=12, period=runs, today=date(2026, 10, 1)), BreachCode.LATER_THAN_PROFILE
    )
    assert told is not None
    assert (told.tasks[0], dict(told.params)) == ("observation", {"promised": "2027-05-02"})


def test_what_takes_longest_is_another_task_where_the_period_does_not_drive_the_end() -> None:
    told = found(planned(stage_gap_days=300), BreachCode.LATER_THAN_PROFILE)
    assert told is not None
    assert "observation" not in told.tasks
    assert "shorter" not in dict(told.params)


def test_a_pause_within_the_period_does_not_stop_it() -> None:
    told = found(
        planned(pauses=(Period(date(2026, 10, 1), date(2026, 11, 30)),)), BreachCode.PAUSED_IN_PERIOD
    )
    assert told is not None
    assert told.days == 61


def test_work_for_a_role_that_nobody_holds_is_listed() -> None:
    told = found(planned(people={"internal_auditor": 0, "lead": 2}), BreachCode.NOBODY)
    assert told is not None
    assert told.tasks == ("internal_audit",)
    assert dict(told.params) == {
        "role": "internal_auditor",
        "hours": "8",
        "last_audit_day": "2027-04-20",
        "soc2_report": "2027-05-04",
        "certificate": "2027-05-11",
    }


def test_hard_constraints_are_no_question_to_the_certification_body() -> None:
    assert not HARD & ASK_CERTIFICATION_BODY


@given(
    st.dictionaries(st.sampled_from([t.id for t in TASKS[:-2]]), st.integers(0, 600), max_size=5),
    st.sampled_from(Sequencing),
    st.sampled_from((3, 6, 12)),
)
def test_whatever_is_moved_no_forecast_breaks_a_hard_constraint_but_a_day_that_was_set(
    moves: dict[str, int], order: Sequencing, months: int
) -> None:
    plan = planned(
        sequencing=order,
        period_months=months,
        moves={name: START + timedelta(days=n) for name, n in moves.items()},
    )
    hard = {one.code for one in breaches(plan) if one.hard}
    assert hard <= {BreachCode.BEFORE_PREDECESSOR, BreachCode.REVIEW_AFTER_STAGE2}


def test_without_a_soc2_period_nothing_is_said_of_one() -> None:
    only = profile(holds=frozenset(), observation=None)
    plan = planned([t for t in TASKS if t.id not in ("observation", "fieldwork", "next_period")], of=only)
    assert not [b for b in breaches(plan) if b.code in (BreachCode.PERIOD_SHORT, BreachCode.AUDITS_OVERLAP)]
