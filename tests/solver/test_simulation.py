"""The simulation: the same every time, around the plan itself, and quicker than anybody waits."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.programme.plan.making import START, TASKS, choices, profile, put, task
from tests.each import each

from dualtrack.domain.controls.period import Period
from dualtrack.domain.programme.plan.network import Network, network
from dualtrack.domain.programme.plan.schedule import forward, plan
from dualtrack.domain.programme.plan.shape import PlanTask, Spread
from dualtrack.solver.draws import MOST_RUNS, Draws
from dualtrack.solver.simulation import simulate, spread_of


def net(tasks: tuple[PlanTask, ...] = TASKS, **changed: object) -> Network:
    return network(profile(), tasks, choices(**changed))


def fixed(tasks: tuple[PlanTask, ...]) -> tuple[PlanTask, ...]:
    """The same with lengths that nobody doubts."""
    from attrs import evolve  # noqa: PLC0415 - used here alone

    return tuple(evolve(t, days=Spread(t.days.likely, t.days.likely, t.days.likely)) for t in tasks)


def test_the_same_seed_gives_the_same_days_and_another_seed_others() -> None:
    one, again, other = (simulate(net(), runs=500, seed=seed) for seed in (1, 1, 2))
    assert one == again
    assert one.finishes != other.finishes


def test_ten_fifty_and_ninety_of_a_hundred_stand_in_order() -> None:
    told = simulate(net(), runs=2000, seed=1)
    for end in ("last_audit_day", "soc2_report", "certificate"):
        assert told.day(end, 10) <= told.day(end, 50) <= told.day(end, 90)
    assert told.day("soc2_report", 10) < told.day("soc2_report", 90)


def test_what_is_certain_ends_in_every_run_on_the_day_of_the_plan() -> None:
    tasks = fixed(TASKS)
    told = simulate(net(tasks), runs=50, seed=3)
    drawn = plan(profile(), tasks, choices())
    for end in told.finishes:
        assert told.day(end, 1) == told.day(end, 100) == drawn.finish(end)
    assert told.drivers == dict.fromkeys(told.finishes, ())


MOVES = st.dictionaries(st.sampled_from([t.id for t in TASKS[:-1]]), st.integers(0, 500), max_size=4)


@given(MOVES, st.integers(0, 500), st.booleans())
def test_one_run_of_certain_lengths_is_the_schedule(moves: dict[str, int], today: int, paused: bool) -> None:
    tasks = fixed(TASKS)
    changed = {
        "moves": {name: START + timedelta(days=n) for name, n in moves.items()},
        "today": START + timedelta(days=today),
        "pauses": (Period(date(2026, 7, 1), date(2026, 8, 31)),) if paused else (),
        "done": {"scope_decision": date(2026, 3, 20)},
    }
    made = net(tasks, **changed)
    told = simulate(made, runs=1, seed=1)
    spans = dict(zip((node.task.id for node in made.nodes), forward(made), strict=True))
    assert told.finishes["certificate"] == (spans["certificate"][1] - 1,)
    assert told.finishes["soc2_report"] == (spans["soc2_report"][1] - 1,)


def test_the_chance_grows_from_nought_to_one() -> None:
    told = simulate(net(), runs=1000, seed=1)
    first, last = told.day("soc2_report", 1), told.day("soc2_report", 100)
    assert told.chance("soc2_report", first - timedelta(days=30)) == 0
    assert 0 < told.chance("soc2_report", told.day("soc2_report", 50)) < 1
    assert told.chance("soc2_report", last) == 1
    assert told.chance("nothing_of_the_kind", last) == 0


def test_what_spreads_most_drives_most() -> None:
    tasks = put("soc2_report", days=Spread(5, 20, 90))
    told = simulate(net(tasks), runs=2000, seed=1)
    assert told.drivers["soc2_report"][0].task == "soc2_report"
    assert told.drivers["soc2_report"][0].share > 0.8


def test_a_fact_takes_its_doubt_away() -> None:
    held = {"stage2": date(2027, 4, 6), "stage1": date(2027, 3, 3), "fieldwork": date(2027, 4, 20)}
    told = simulate(net(done=held), runs=500, seed=1)
    assert told.day("last_audit_day", 1) == told.day("last_audit_day", 100) == date(2027, 4, 20)


@each("runs", [0, -1, MOST_RUNS + 1])
def test_a_number_of_runs_that_makes_no_sense_is_refused(runs: int) -> None:
    with pytest.raises(ValueError, match="runs; expected 1 to 200,000"):
        simulate(net(), runs=runs, seed=1)


def test_a_sum_spreads_around_its_likely_values_and_not_at_all_where_nothing_does() -> None:
    told = spread_of("hours", [(f"task {n}", Spread(5, 10, 15)) for n in range(20)], runs=2000, seed=1)
    assert 190 < told.p50 < 210
    assert told.p10 < told.p50 < told.p90
    certain = spread_of("hours", [("a", Spread(7, 7, 7)), ("b", Spread(0, 0, 0))], runs=10, seed=1)
    assert (certain.p10, certain.p90) == (7, 7)
    nothing = spread_of("hours", [], runs=10, seed=1)
    assert (nothing.p10, nothing.p90) == (0, 0)


def test_who_takes_long_for_a_task_has_many_hours_of_it() -> None:
    tasks = put("stage2", days=Spread(10, 40, 90), hours=Spread(10, 40, 90))
    ends = simulate(net(tasks, done={"stage1": date(2027, 3, 3)}), runs=500, seed=4)
    told = spread_of("hours", [("stage2", Spread(10, 40, 90))], runs=500, seed=4)
    assert ends.drivers["certificate"][0].task == "stage2"
    middle = np.median(ends.ends["certificate"])
    slow = Draws(500, 4).triangle("stage2", 10, 40, 90)[ends.ends["certificate"] > middle]
    assert slow.mean() > told.p50 + 5


def test_the_days_run_by_run_are_those_that_are_told() -> None:
    told = simulate(net(), runs=200, seed=1)
    assert told.ends.keys() == told.finishes.keys()
    for name, days in told.ends.items():
        assert tuple(sorted(days.tolist())) == told.finishes[name]


def test_another_task_changes_no_draw_of_the_rest() -> None:
    alone = simulate(net(), runs=200, seed=1)
    more = simulate(net((*TASKS, task("errand", days=Spread(1, 2, 9)))), runs=200, seed=1)
    assert alone == more
