"""The costs of simulated runs: exact sums, hours with their tasks, months with the end, what drives them."""

from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domain.programme.cost.models import amount
from tests.domain.programme.plan.making import TASKS, choices, profile, put

from dualtrack.domain.programme.cost.exposure import Exposure, months_of
from dualtrack.domain.programme.cost.line import Tag
from dualtrack.domain.programme.plan.network import network
from dualtrack.domain.programme.plan.schedule import plan
from dualtrack.domain.programme.plan.shape import PlanTask, Spread
from dualtrack.solver.simulation import Outcome, simulate
from dualtrack.solver.spending import Spending, spend


def outcome(tasks: tuple[PlanTask, ...] = TASKS, runs: int = 400, **changed: Any) -> Outcome:
    return simulate(network(profile(), tasks, choices(**changed)), runs=runs, seed=1)


def certain() -> tuple[PlanTask, ...]:
    return tuple(evolve(t, days=Spread(t.days.likely, t.days.likely, t.days.likely)) for t in TASKS)


def line(name: str = "pen_test", low: int = 100, likely: int = 200, high: int = 600, **more: Any) -> Exposure:
    return Exposure(**({"line": name, "tag": Tag.SHARED, "amount": amount(low, likely, high)} | more))


def spent(*lines: Exposure, of: Outcome | None = None, digits: int = 2, **more: Any) -> Spending:
    return spend(lines, of or outcome(), digits=digits, **more)


def test_the_same_every_time_and_around_the_mean() -> None:
    one = spent(line(), line("training", tag=Tag.SOC2))
    assert one == spent(line(), line("training", tag=Tag.SOC2))
    assert one.total == spent(line("training", tag=Tag.SOC2), line()).total  # in whatever order they come
    assert sum(one.total) / len(one.total) == pytest.approx(2 * 30000, rel=0.05)
    assert one.at(10) < one.at(50) < one.at(90)


@given(st.lists(st.integers(0, 10**7), min_size=3, max_size=3).map(sorted), st.sampled_from((0, 2, 3)))
@settings(max_examples=25, deadline=None)
def test_certain_lines_add_up_to_the_last_minor_unit(three: list[int], digits: int) -> None:
    each = [Decimal(n) / 10**digits for n in three]
    lines = [
        Exposure(line=f"l{n}", tag=Tag.SOC2, amount=amount(0), spent=one, final=True)
        for n, one in enumerate(each)
    ]
    told = spent(*lines, of=outcome(runs=3), digits=digits)
    assert set(told.total) == {sum(three)}
    assert told.by_tag == {Tag.SOC2: (sum(three),) * 3}
    assert told.drivers == ()


def test_tags_are_summed_apart_and_what_was_spent_beside_all_lines_is_in_the_total() -> None:
    fixed = [line(tag.value, 10, 10, 10, tag=tag) for tag in (Tag.SHARED, Tag.SOC2, Tag.ISO27001)]
    told = spent(*fixed, further=Decimal("1.25"))
    assert set(told.by_tag) == {Tag.SHARED, Tag.SOC2, Tag.ISO27001}
    assert [told.at(50, tag) for tag in told.by_tag] == [1000, 1000, 1000]
    assert told.at(1) == told.at(100) == 3125
    with pytest.raises(KeyError):
        told.at(50, Tag.ISO42001)


def test_the_chance_grows_from_nought_to_one() -> None:
    told = spent(line())
    assert told.chance(told.total[0] - 1) == 0
    assert 0.45 < told.chance(told.at(50)) < 0.55
    assert told.chance(told.at(100)) == 1


def test_hours_cost_their_rate_and_follow_the_length_of_their_task() -> None:
    tasks = put("soc2_report", days=Spread(5, 20, 90), hours=Spread(5, 20, 90))
    held = outcome(tasks)
    hours = (("soc2_report", Spread(5, 20, 90)),)
    told = spent(line("hours", hours=hours, rate=Decimal(10)), of=held)
    assert 5 * 1000 <= told.total[0] < told.total[-1] <= 90 * 1000
    late = held.ends["soc2_report"] > np.median(held.ends["soc2_report"])
    half = sum(late)
    assert told.chance(told.total[-half] - 1) == pytest.approx(1 - half / 400, abs=0.01)
    certain_hours = spent(line("hours", hours=(("a", Spread(7, 7, 7)),), rate=Decimal("1.115")))
    assert certain_hours.at(50) == 780  # 7 x 1.115 = 7.805, to the even cent


def test_what_is_paid_by_the_month_is_paid_until_the_last_end() -> None:
    tasks = certain()
    months = months_of(plan(profile(), tasks, choices()))
    held = outcome(tasks, runs=20)
    told = spent(line("tooling", 1200, 1200, 1200, months=12), of=held)
    assert told.months == (months,) * 20
    assert set(told.total) == {months * 10_000}
    longer = outcome(tasks, runs=20, period_months=12)
    assert spent(line("tooling", 1200, 1200, 1200, months=12), of=longer).total[0] == (months + 6) * 10_000


def test_months_without_an_end_are_the_first_one() -> None:
    told = spent(line("tooling", 1200, 1200, 1200, months=12), of=outcome(TASKS[:1]))
    assert (set(told.months), set(told.total)) == ({1}, {10_000})


def test_a_line_costs_what_was_spent_at_the_least_and_no_more_once_that_is_final() -> None:
    over = spent(line(spent=Decimal(500)))
    assert over.total[0] == 50_000
    assert over.total[-1] > 50_000
    assert set(spent(line(spent=Decimal("99.99"), final=True)).total) == {9999}


def test_what_spreads_most_drives_most_and_all_shares_make_the_whole() -> None:
    told = spent(line("a", 0, 100, 1000), line("b", 90, 100, 110), line("c", 0, 100, 500), line("d", 5, 5, 5))
    assert [one.line for one in told.drivers] == ["a", "c"]  # b brings next to nothing, d nothing
    assert told.drivers[0].share > 0.7
    assert sum(one.share for one in told.drivers) == pytest.approx(1, abs=0.02)


def test_without_lines_there_is_nothing_to_pay() -> None:
    told = spent()
    assert (set(told.total), told.by_tag, told.drivers) == ({0}, {}, ())
