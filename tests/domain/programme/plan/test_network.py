"""The network of a plan: who belongs, who waits for whom, how long each takes, what is set or done."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.programme.plan.making import NONE, START, TASKS, after, choices, profile, task
from tests.each import each

from dualtrack.domain.controls.period import Period
from dualtrack.domain.programme.organisation import Sequencing
from dualtrack.domain.programme.plan.holding import conditions
from dualtrack.domain.programme.plan.network import (
    CircularPlanError,
    Node,
    network,
    paced,
    waits,
)
from dualtrack.domain.programme.plan.shape import (
    After,
    Condition,
    Phase,
    PlanProfile,
    PlanTask,
    Span,
    Spread,
)


def nodes(*tasks: PlanTask, of: PlanProfile | None = None, **changed: object) -> dict[str, Node]:
    """The nodes of a network by task."""
    net = network(of or profile(), tasks, choices(**changed))
    return {node.task.id: node for node in net.nodes}


def waiting(*tasks: PlanTask, one: str, of: PlanProfile | None = None, **changed: object) -> dict[str, int]:
    """What a task waits for in the network, with the days between."""
    net = network(of or profile(), tasks, choices(**changed))
    node = next(node for node in net.nodes if node.task.id == one)
    return {net.nodes[place].task.id: lag for place, lag in node.after}


# what is so in a programme


def test_both_holds_where_both_audits_are_wanted_and_in_no_other_programme() -> None:
    assert Condition.BOTH in conditions(profile(), choices())
    for alone in (Condition.SOC2, Condition.ISO27001):
        assert conditions(profile(holds=frozenset({alone})), choices()) == {alone}


def test_categories_and_a_type_1_report_count_where_there_is_a_soc_2_report() -> None:
    said = {"categories": ("security", "privacy", "availability"), "type_1": True}
    soc2, iso = profile(holds=frozenset({Condition.SOC2})), profile(holds=frozenset({Condition.ISO27001}))
    assert conditions(soc2, choices(**said)) == {
        Condition.SOC2,
        Condition.PRIVACY,
        Condition.AVAILABILITY,
        Condition.TYPE_1,
    }
    assert conditions(iso, choices(**said)) == {Condition.ISO27001}


def test_each_category_brings_its_own_condition() -> None:
    every = ("privacy", "availability", "confidentiality", "processing_integrity")
    held = conditions(profile(holds=frozenset({Condition.SOC2})), choices(categories=every))
    assert {one.value for one in held} == {"soc2", *every}


def test_iso_42001_is_layered_on_whatever_the_profile_is() -> None:
    iso = profile(holds=frozenset({Condition.ISO27001}))
    assert Condition.ISO42001 in conditions(iso, choices(frameworks=("iso42001",)))
    assert Condition.ISO42001 not in conditions(iso, choices(frameworks=("iso27001",)))


def test_a_task_belongs_when_all_its_conditions_hold_and_none_of_its_exceptions() -> None:
    wanted = task("notice", when=frozenset({Condition.SOC2, Condition.PRIVACY}))
    spared = task("isms", unless=frozenset({Condition.RUNNING_ISMS}))
    assert set(nodes(wanted, spared)) == {"isms"}
    assert set(nodes(wanted, spared, categories=("privacy",))) == {"notice", "isms"}
    running = profile(holds=frozenset({Condition.RUNNING_ISMS}))
    assert set(nodes(wanted, spared, of=running)) == set()


# who waits for whom


def test_each_sequencing_has_its_own_waits_beside_the_common_ones() -> None:
    one = task(
        "stage1",
        after=after("review"),
        after_iso_first=after("method"),
        after_soc2_first=after("fieldwork"),
    )
    assert [w.task for w in waits(one, Sequencing.ISO_FIRST)] == ["review", "method"]
    assert [w.task for w in waits(one, Sequencing.SOC2_FIRST)] == ["review", "fieldwork"]


def test_a_task_stands_behind_all_that_it_waits_for() -> None:
    net = network(profile(), tuple(reversed(TASKS)), choices())
    for place, node in enumerate(net.nodes):
        assert all(before < place for before, _ in node.after), node.task.id


def test_a_place_is_found_by_the_task_and_none_for_one_that_is_left_out() -> None:
    net = network(profile(), TASKS, choices())
    assert net.place("privacy_notice") is None
    place = net.place("stage2")
    assert place is not None
    assert net.nodes[place].task.id == "stage2"


def test_a_chain_of_tasks_that_are_left_out_is_walked_to_what_came_before() -> None:
    private = frozenset({Condition.PRIVACY})
    chain = (
        task("first"),
        task("second", when=private, after=after("first")),
        task("third", when=private, after=after("second")),
        task("last", after=after("third")),
    )
    assert waiting(*chain, one="last") == {"first": 0}
    assert waiting(*chain, one="last", categories=("privacy",)) == {"third": 0}


def test_what_a_left_out_task_waited_for_keeps_its_days_between() -> None:
    chain = (
        task("first"),
        task("second", when=frozenset({Condition.PRIVACY}), after=(After("first", 9),)),
        task("last", after=(After("second", 4),)),
    )
    assert waiting(*chain, one="last") == {"first": 9}


def test_left_out_tasks_are_resolved_in_the_order_that_was_chosen() -> None:
    out = task(
        "out",
        when=frozenset({Condition.PRIVACY}),
        after_iso_first=after("iso"),
        after_soc2_first=after("soc2"),
    )
    tasks = (task("iso"), task("soc2"), out, task("last", after=after("out")))
    assert waiting(*tasks, one="last") == {"iso": 0}
    assert waiting(*tasks, one="last", sequencing=Sequencing.SOC2_FIRST) == {"soc2": 0}


def test_left_out_tasks_that_wait_for_each_other_end_the_walk() -> None:
    private = frozenset({Condition.PRIVACY})
    ring = (
        task("one", when=private, after=after("two")),
        task("two", when=private, after=after("one", "start")),
        task("start"),
        task("last", after=after("one")),
    )
    assert waiting(*ring, one="last") == {"start": 0}


def test_of_two_ways_to_the_same_task_the_longer_wait_stands() -> None:
    direct = (task("first"), task("last", after=(After("first", 3), After("first", 8), After("first", 5))))
    assert waiting(*direct, one="last") == {"first": 8}


def test_a_wait_for_a_task_that_no_file_holds_is_none() -> None:
    assert waiting(task("last", after=after("nothing")), one="last") == {}


def test_the_days_between_the_stages_are_the_profiles_unless_they_were_chosen() -> None:
    stages = (task("stage1"), task("stage2", after=(After("stage1", 2, gap=True),)))
    assert waiting(*stages, one="stage2") == {"stage1": 28}
    assert waiting(*stages, one="stage2", of=profile(stage_gap_days=14)) == {"stage1": 14}
    assert waiting(*stages, one="stage2", stage_gap_days=60) == {"stage1": 60}
    assert waiting(*stages, one="stage2", stage_gap_days=0) == {"stage1": 0}


def test_a_circle_is_told_as_a_walk_that_ends_where_it_began() -> None:
    ring = (task("a", after=after("c")), task("b", after=after("a")), task("c", after=after("b")))
    with pytest.raises(CircularPlanError) as told:
        network(profile(), ring, choices())
    held = told.value.tasks
    assert held[0] == held[-1]
    assert set(held) == {"a", "b", "c"}
    assert str(told.value) == " > ".join(held)
    by_id = {one.id: one for one in ring}
    for one, before in pairwise(held):
        assert before in {w.task for w in by_id[one].after} or one in {w.task for w in by_id[before].after}


def test_a_period_that_runs_already_waits_for_nothing() -> None:
    tasks = (task("gate"), task("observation", Phase.OBSERVE, NONE, span=Span.PERIOD, after=after("gate")))
    assert waiting(*tasks, one="observation") == {"gate": 0}
    assert waiting(*tasks, one="observation", of=profile(observation=Decimal(0))) == {}


def test_a_period_of_no_programme_is_not_made_up() -> None:
    assert set(nodes(task("gate"), of=profile(observation=Decimal(0)))) == {"gate"}


# places and lengths


def test_an_event_that_waits_has_no_place_of_its_own() -> None:
    first, event = task("first"), task("event", Phase.AUDIT, NONE, after=after("first"))
    held = nodes(first, event)
    assert held["event"].earliest == 0
    alone = nodes(task("event", Phase.AUDIT, NONE))
    assert alone["event"].earliest == (date(2027, 3, 2) - START).days
    placed = nodes(first, task("event", Phase.AUDIT, NONE, at=Decimal("0.5"), after=after("first")))
    assert placed["event"].earliest == (date(2027, 4, 2) - START).days


@each(
    ("days", "pace", "paced_days"),
    [
        (0, "0.5", 0),
        (1, "0.5", 1),
        (1, "0.1", 1),
        (10, "0.5", 5),
        (10, "1", 10),
        (10, "1.5", 15),
        (3, "0.5", 2),
        (7, "0.75", 5),
    ],
)
def test_work_follows_the_pace_and_takes_at_least_a_day(days: int, pace: str, paced_days: int) -> None:
    assert paced(days, Decimal(pace)) == paced_days


@given(st.integers(0, 400), st.integers(0, 400), st.integers(10, 300))
def test_a_longer_task_is_never_the_shorter_one_at_any_pace(one: int, other: int, percent: int) -> None:
    pace = Decimal(percent) / 100
    low, high = sorted((one, other))
    assert paced(low, pace) <= paced(high, pace)
    assert (paced(one, pace) == 0) == (one == 0)


def test_the_pace_is_that_of_our_own_work_and_not_of_auditors_or_of_calendars() -> None:
    half, spread = profile(pace=Decimal("0.5")), Spread(4, 10, 20)
    held = nodes(
        task("ours", days=spread),
        task("audit", Phase.AUDIT, spread),
        task("cpa", days=spread, role="cpa_firm"),
        task("body", days=spread, role="certification_body"),
        task("records", days=spread, span=Span.CALENDAR_DAYS),
        of=half,
    )
    assert held["ours"].length == Spread(2, 5, 10)
    for name in ("audit", "cpa", "body", "records"):
        assert held[name].length == spread, name


def test_calendar_days_are_told_apart_from_working_days() -> None:
    held = nodes(
        task("work"),
        task("records", span=Span.CALENDAR_DAYS),
        task("observation", Phase.OBSERVE, NONE, span=Span.PERIOD),
    )
    assert {name: node.calendar for name, node in held.items()} == {
        "work": False,
        "records": True,
        "observation": True,
    }


@each(("count", "days"), [(3, 91), (6, 181), (12, 365)])
def test_a_period_is_as_long_as_its_months_from_its_first_day(count: int, days: int) -> None:
    period = task("observation", Phase.OBSERVE, NONE, span=Span.PERIOD)
    assert nodes(period, period_months=count)["observation"].length == Spread(days, days, days)


# what was set, given or done


def test_an_open_period_has_the_days_that_were_recorded_and_no_other_task_has_them() -> None:
    held = nodes(
        task("other", Phase.OBSERVE),
        task("observation", Phase.OBSERVE, NONE, span=Span.PERIOD),
        period=Period(date(2026, 9, 1), date(2026, 11, 30)),
    )
    first = (date(2026, 9, 1) - START).days
    assert held["observation"].fixed == (first, first + 91)
    assert held["other"].fixed is None


def test_a_day_that_somebody_set_is_kept_as_a_number() -> None:
    held = nodes(task("a"), task("b"), moves={"a": date(2026, 3, 12)})
    assert (held["a"].moved, held["b"].moved) == (10, None)


def test_what_was_done_ended_on_its_day_and_began_as_long_before_as_it_likely_takes() -> None:
    held = nodes(task("work", days=Spread(1, 5, 9)), task("event", days=NONE), task("open"), done=DONE)
    assert held["work"].happened == (7, 12)  # Monday to Friday of the second week
    assert held["event"].happened == (11, 11)
    assert held["open"].happened is None


DONE = {"work": date(2026, 3, 13), "event": date(2026, 3, 13)}


def test_what_was_done_before_the_programme_began_is_not_turned_round() -> None:
    began, ended = nodes(task("work", days=20), done={"work": date(2026, 2, 20)})["work"].happened or (0, 1)
    assert began <= ended == -9


def test_today_is_a_number_of_the_same_calendar_and_none_for_a_plan_as_drawn_up() -> None:
    assert network(profile(), TASKS, choices()).today is None
    assert network(profile(), TASKS, choices(today=date(2026, 3, 9))).today == 7


def test_holidays_and_pauses_are_no_working_days_of_the_network() -> None:
    pause = Period(date(2026, 3, 9), date(2026, 3, 13))
    net = network(profile(), (), choices(holidays=frozenset({date(2026, 3, 3)}), pauses=(pause,)))
    assert net.nodes == ()
    assert [net.workdays.works(date(2026, 3, day)) for day in (2, 3, 9, 13, 14, 16)] == [
        True,
        False,
        False,
        False,
        False,
        True,
    ]
