"""Readiness ahead if the plan holds: it begins at the record, never falls, and is whole at the end alone."""

from datetime import date, timedelta

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.programme.plan.making import NONE, START, TASKS, after, planned, profile, task

from dualtrack.domain.programme.plan.if_held import IfHeld, if_held, left_of
from dualtrack.domain.programme.plan.schedule import Plan
from dualtrack.domain.programme.plan.shape import Condition, Phase, PlanTask, Spread

TODAY = START
NOW = {"soc2": 60, "iso27001": 20}


def hours(likely: int) -> Spread:
    return Spread(likely, likely, likely)


# Working days of one week each: Friday 6, 13, 20 March are the last days, Saturdays the exclusive finishes.
ROW = (
    task("both", days=5, hours=hours(30)),
    task("criteria", days=5, hours=hours(10), after=after("both"), serves="soc2"),
    task("report", days=5, hours=hours(10), after=after("criteria"), serves="soc2", milestone="soc2_report"),
    task("clauses", days=5, hours=hours(30), after=after("both"), serves="iso27001"),
    task(
        "certificate",
        days=10,
        hours=hours(20),
        after=after("clauses"),
        serves="iso27001",
        milestone="certificate",
    ),
)


def row(tasks: tuple[PlanTask, ...] = ROW, today: date = TODAY, done: dict[str, date] | None = None) -> Plan:
    return planned(tasks, today=today, done=done or {})


def levels(plan: Plan, *days: date, now: dict[str, int] | None = None) -> list[dict[str, int]]:
    return [dict(one.levels) for one in if_held(plan, now or NOW, TODAY, days)]


def finishes(plan: Plan) -> dict[str, date]:
    return {one.task.id: one.finish for one in plan.tasks}


def test_it_rises_with_the_hours_of_its_own_tasks_and_of_both() -> None:
    ends = finishes(row())
    found = levels(row(), TODAY, ends["both"], ends["criteria"], ends["report"], ends["certificate"])
    assert found == [
        {"soc2": 60, "iso27001": 20},
        {"soc2": 84, "iso27001": 50},  # 30 of 50 hours; 30 of 80
        {"soc2": 92, "iso27001": 80},  # 40 of 50; clauses end with criteria: 60 of 80
        {"soc2": 100, "iso27001": 80},
        {"soc2": 100, "iso27001": 100},
    ]


def test_what_is_under_way_counts_nothing_before_it_is_planned_to_be_done() -> None:
    ends = finishes(row())
    eve = ends["both"] - timedelta(days=1)
    assert levels(row(), eve) == [NOW]
    assert levels(row(), ends["certificate"] - timedelta(days=1))[0]["iso27001"] == 80


def test_what_is_done_already_counts_no_more() -> None:
    plan = row(done={"both": TODAY})
    ends = finishes(plan)
    assert levels(plan, ends["criteria"])[0]["soc2"] == 80  # 10 of 20 hours


def test_a_task_without_hours_holds_back_the_last_point() -> None:
    tasks = tuple(evolve(t, hours=NONE) if t.id == "report" else t for t in ROW)
    ends = finishes(row(tasks))
    assert [one["soc2"] for one in levels(row(tasks), ends["criteria"], ends["report"])] == [99, 100]


def test_tasks_without_any_hours_raise_it_with_the_last_of_them() -> None:
    tasks = tuple(evolve(t, hours=NONE) for t in ROW)
    ends = finishes(row(tasks))
    assert [one["soc2"] for one in levels(row(tasks), ends["criteria"], ends["report"])] == [60, 100]


def test_what_comes_after_the_last_milestone_counts_nothing() -> None:
    later = (*ROW, task("bridge_letter", hours=hours(500), after=after("report"), serves="soc2"))
    assert [one.task.id for one in left_of(row(later), "soc2")] == ["both", "criteria", "report"]
    ends = finishes(row())
    assert levels(row(later), ends["criteria"]) == levels(row(), ends["criteria"])


def test_a_framework_without_a_milestone_waits_for_all_of_its_work() -> None:
    wider = (*ROW, task("impact", hours=hours(10), after=after("certificate"), serves="iso42001"))
    plan = planned(wider, of=profile(holds=profile().holds | {Condition.ISO42001}), today=TODAY)
    assert {one.task.id for one in left_of(plan, "iso42001")} == {"both", "impact"}
    end = finishes(plan)["impact"]
    assert [one["iso42001"] for one in levels(plan, end - timedelta(days=1), end, now={"iso42001": 0})] == [
        75,
        100,
    ]


def test_a_framework_whose_work_is_all_done_stays_where_it_is() -> None:
    plan = row(done={one.id: TODAY for one in ROW})
    assert levels(plan, TODAY, TODAY + timedelta(days=900)) == [NOW, NOW]


def test_combined_is_the_lower_of_them_and_nothing_without_a_framework() -> None:
    assert IfHeld(day=TODAY, levels=(("soc2", 84), ("iso27001", 50))).combined == 50
    assert IfHeld(day=TODAY, levels=()).combined is None
    assert if_held(row(), {}, TODAY, [TODAY]) == (IfHeld(day=TODAY, levels=()),)


def test_days_come_in_their_order_each_once() -> None:
    later = TODAY + timedelta(days=7)
    assert [one.day for one in if_held(row(), NOW, TODAY, [later, TODAY, later])] == [TODAY, later]


SERVES = ("shared", "soc2", "iso27001")


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """The small programme with other owners and hours of its tasks, on any day, some of it done."""
    today = START + timedelta(days=draw(st.integers(0, 400)))
    tasks = tuple(
        evolve(one, serves=draw(st.sampled_from(SERVES)), hours=hours(draw(st.integers(0, 40))))
        for one in TASKS
    )
    done = draw(st.sets(st.sampled_from([one.id for one in tasks])))
    return planned(tasks, today=today, done=dict.fromkeys(done, today))


@given(plans(), st.integers(0, 100), st.integers(0, 100))
def test_it_begins_at_the_record_never_falls_and_is_whole_with_the_last_task_alone(
    plan: Plan, soc2: int, iso: int
) -> None:
    today = plan.choices.today or START
    days = [today + timedelta(days=n) for n in range(0, 700, 5)]
    found = if_held(plan, {"soc2": soc2, "iso27001": iso}, today, days)
    assert dict(found[0].levels) == {"soc2": soc2, "iso27001": iso}
    for framework, now in (("soc2", soc2), ("iso27001", iso)):
        left = left_of(plan, framework)
        told = [dict(one.levels)[framework] for one in found]
        assert told == sorted(told)
        for one in found[1:]:
            over = all(task.finish <= one.day for task in left)
            whole = dict(one.levels)[framework] == 100
            assert whole == ((bool(left) and over) or now == 100)
        assert told[-1] == (100 if left else now)
    assert all(one.combined == min(dict(one.levels).values()) for one in found)


@given(plans(), st.data())
def test_the_order_of_tasks_does_not_matter(plan: Plan, data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(plan.tasks))
    today = plan.choices.today or START
    days = [today + timedelta(weeks=n) for n in range(80)]
    other = evolve(plan, tasks=tuple(shuffled))
    assert if_held(other, NOW, today, days) == if_held(plan, NOW, today, days)


def test_a_phase_of_the_period_grows_its_hours_with_the_period() -> None:
    """Twelve months of observation weigh twice as much as six, as they do in the costs."""
    watched = tuple(
        evolve(one, hours=hours(60), serves="soc2") if one.id == "observation" else one for one in TASKS
    )
    said = []
    for months in (6, 12):
        plan = planned(watched, today=START, period_months=months)
        one = plan.of("scope_decision")
        assert one is not None
        assert one.task.phase is Phase.SCOPE
        said.append(levels(plan, one.finish, now={"soc2": 0})[0]["soc2"])
    assert said[0] > said[1] > 0
