"""A framework on top of a plan: its tasks come, from today on, and all else is as without it."""

from datetime import date, timedelta

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.programme.plan.making import START, TASKS, after, choices, profile, task

from dualtrack.catalogues.loader import load_plans
from dualtrack.domain.programme.organisation import Sequencing
from dualtrack.domain.programme.plan.choices import Choices
from dualtrack.domain.programme.plan.comparison import spans_of
from dualtrack.domain.programme.plan.layering import Adds, adds, with_layer
from dualtrack.domain.programme.plan.schedule import Plan, plan
from dualtrack.domain.programme.plan.shape import Condition, Phase, PlanTask, Spread

AI = "iso42001"
WHEN = frozenset({Condition.ISO42001})
POLICY = task("ai_policy", Phase.IMPLEMENT, 5, hours=Spread(3, 5, 9), when=WHEN, serves=AI)
CHECK = task(
    "ai_check",
    Phase.IMPLEMENT,
    4,
    hours=Spread(2, 4, 6),
    when=WHEN,
    serves=AI,
    after=after("ai_policy"),
    role="engineer",
)
AUDIT = task(
    "ai_audit",
    Phase.AUDIT,
    3,
    hours=Spread(1, 2, 3),
    when=WHEN,
    serves=AI,
    role="certification_body",
    people=3,
    after=after("stage2", "ai_check"),
)
LAYERED = (*TASKS, POLICY, CHECK, AUDIT)
LATE = date(2027, 2, 1)  # of fourteen months, eleven are over


def drawn(tasks: tuple[PlanTask, ...], said: Choices) -> Plan:
    return plan(profile(), tasks, said)


def added(tasks: tuple[PlanTask, ...] = LAYERED, **changed: object) -> Adds:
    said = choices(**changed)
    wide = with_layer(said, profile(), tasks, AI)
    return adds(AI, said.today or START, drawn(tasks, said), drawn(tasks, wide))


def test_its_tasks_come_with_their_hours_and_its_audit() -> None:
    found = added()
    assert [one.task.id for one in found.tasks] == ["ai_policy", "ai_check", "ai_audit"]
    assert found.total == Spread(6, 11, 18)
    assert dict(found.hours) == {t.id: t.hours for t in (POLICY, CHECK, AUDIT)}
    assert found.audited == found.tasks[-1].last
    assert found.joined.moved == found.joined.gone == ()
    assert found.joined.before == found.joined.after


def test_nothing_is_added_where_the_plan_knows_no_task_of_it() -> None:
    found = added(TASKS)
    assert (found.tasks, found.hours, found.conflicts, found.audited) == ((), {}, (), None)
    assert found.total == Spread(0, 0, 0)
    assert found.joined.came == found.joined.moved == ()


def test_tasks_whose_place_lies_behind_begin_today_and_follow_each_other() -> None:
    found = {one.task.id: one for one in added(today=LATE).tasks}
    assert found["ai_policy"].start == LATE
    assert found["ai_check"].start >= found["ai_policy"].finish
    early = {one.task.id: one for one in added(today=START).tasks}
    assert early["ai_policy"].start > START  # its place in the phases lies ahead


def test_what_is_done_or_moved_stays_where_it_is() -> None:
    done, moved_to = date(2026, 9, 1), date(2027, 3, 1)
    found = added(today=LATE, done={"ai_policy": done}, moves={"ai_check": moved_to})
    by = {one.task.id: one for one in found.tasks}
    assert (by["ai_policy"].done, by["ai_policy"].last) == (done, done)
    assert by["ai_check"].start == moved_to


def test_an_end_that_waits_for_it_moves_by_so_many_days() -> None:
    waiting = tuple(
        evolve(one, after=(*one.after, *after("ai_check"))) if one.id == "stage2" else one for one in LAYERED
    )
    found = added(waiting, today=LATE, moves={"ai_check": date(2027, 9, 1)}).joined
    days = {name: (found.after[name] - found.before[name]).days for name in found.before}
    assert days["certificate"] > 60
    assert "stage2" in {one.task for one in found.moved}


def test_a_conflict_is_named_where_a_task_of_it_takes_part_and_whether_it_stood_before() -> None:
    busy = task("busy", Phase.IMPLEMENT, 5, hours=Spread(16, 16, 16), role="hr")
    heavy = evolve(POLICY, hours=Spread(40, 40, 40), role="hr")
    (new,) = added((*TASKS, heavy), hours_a_week=8).conflicts
    assert (new.conflict.role, new.stood) == ("hr", False)
    (stood,) = added((*TASKS, busy, heavy), hours_a_week=8).conflicts
    assert (set(stood.conflict.tasks), stood.stood) == ({"busy", "ai_policy"}, True)
    assert added((*TASKS, busy), hours_a_week=8).conflicts == ()


SHIPPED = load_plans()
PROFILES = {one.key: one for one in SHIPPED.profiles}


@given(
    st.sampled_from(sorted(PROFILES)),
    st.sampled_from(tuple(Sequencing)),
    st.one_of(st.none(), st.integers(0, 500)),
)
def test_in_every_profile_all_else_is_as_without_it(key: str, order: Sequencing, day: int | None) -> None:
    today = None if day is None else START + timedelta(days=day)
    said = Choices(profile=key, start=START, sequencing=order, period_months=6, today=today)
    wide = with_layer(said, PROFILES[key], SHIPPED.tasks, AI)
    before, wider = (plan(PROFILES[key], SHIPPED.tasks, one) for one in (said, wide))
    found = adds(AI, today or START, before, wider)
    came = {one.task.id for one in found.tasks}
    assert came == {one.id for one in SHIPPED.tasks if one.serves == AI}
    assert spans_of(before) == {name: span for name, span in spans_of(wider).items() if name not in came}
    assert found.joined.before == found.joined.after
    assert found.audited is not None
    if today is not None:
        assert all(one.start >= today for one in found.tasks)
