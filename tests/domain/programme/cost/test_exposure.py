"""What lines hang on: hours of the plan's tasks, months until its end, or their own spread."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.programme.cost.models import STARTER, amount, basis, line
from tests.domain.programme.plan.making import START, planned, put
from tests.each import each

from dualtrack.domain.controls.period import add_months, month_starts, months_begun
from dualtrack.domain.programme.cost.estimate import estimate
from dualtrack.domain.programme.cost.exposure import Exposure, exposures, months_of
from dualtrack.domain.programme.cost.forecast import Forecast, forecasts
from dualtrack.domain.programme.cost.line import CostLine, Mark, Tag
from dualtrack.domain.programme.plan.hours import cost_line, hours_by_line
from dualtrack.domain.programme.plan.schedule import Plan
from dualtrack.domain.programme.plan.shape import Spread


def of(*lines: CostLine, drawn: Plan | None = None, plan: Plan | None = None) -> dict[str, Exposure]:
    own = drawn or planned()
    rows = forecasts(lines, currency="USD", as_of=START)
    return {one.line: one for one in exposures(rows, own, plan or own)}


def test_hours_of_a_line_are_those_of_its_tasks_and_come_to_the_estimate() -> None:
    drawn = planned()
    lines = estimate(STARTER, basis(hours=hours_by_line(drawn)))
    found = of(*lines, drawn=drawn)
    leads = {name: one for name, one in found.items() if name.startswith("hours.compliance_lead.")}
    assert leads
    for name, one in leads.items():
        key = ("compliance_lead", name.rpartition(".")[2])
        assert dict(one.hours) == {t.task.id: t.task.hours for t in drawn.tasks if cost_line(t.task) == key}
        likely = sum(hours.likely for _, hours in one.hours) * one.rate
        assert likely == pytest.approx(one.amount.likely)


def test_another_plan_brings_its_own_hours_at_the_same_rate() -> None:
    drawn = planned()
    longer = planned(put("scope_decision", hours=Spread(50, 100, 150)))
    lines = estimate(STARTER, basis(hours=hours_by_line(drawn)))
    own, other = (of(*lines, drawn=drawn, plan=plan) for plan in (drawn, longer))
    name = "hours.compliance_lead.shared"
    assert own[name].rate == other[name].rate > 0
    assert dict(other[name].hours)["scope_decision"] == Spread(50, 100, 150)


@each("mark", [Mark.OWN, Mark.QUOTE, Mark.KNOWLEDGE])
def test_hours_that_are_not_of_the_plan_keep_their_amount(mark: Mark) -> None:
    (one,) = of(line("hours.management.shared", mark=mark, role="management", of=amount(1, 2, 3))).values()
    assert (one.hours, one.rate, one.amount) == ((), 0, amount(1, 2, 3))


def test_a_role_that_the_plan_has_no_hours_of_keeps_its_amount() -> None:
    (one,) = of(line("hours.lawyer.shared", mark=Mark.PLAN, role="lawyer", of=amount(1, 2, 3))).values()
    assert (one.hours, one.amount) == ((), amount(1, 2, 3))


def test_an_option_costs_what_was_spent_on_it_alone() -> None:
    row = Forecast(line=line(optional=True), spent=Decimal(40))
    (one,) = exposures([row], planned(), planned())
    assert (one.amount, one.spent, one.final) == (amount(0), 40, False)


def test_tag_months_and_what_is_spent_for_good_are_kept() -> None:
    row = Forecast(line=line(tag=Tag.SOC2, months=14), spent=Decimal(7), final=True)
    (one,) = exposures([row], planned(), planned())
    assert (one.tag, one.months, one.spent, one.final) == (Tag.SOC2, 14, 7, True)


def test_months_that_have_begun() -> None:
    assert months_begun(START, START) == 1
    assert months_begun(START, date(2026, 4, 1)) == 1
    assert months_begun(START, date(2026, 4, 2)) == 2
    assert months_of(planned()) == months_begun(START, max(map(planned().finish, ENDS)))  # type: ignore[type-var]  # each is there


ENDS = ("soc2_report", "certificate")


def test_a_plan_without_an_end_takes_its_first_month() -> None:
    assert months_of(planned(())) == 1


@given(st.integers(0, 2000), st.dates(date(2024, 1, 1), date(2028, 12, 31)))
def test_a_month_begins_on_the_day_of_the_start(days: int, start: date) -> None:
    until = date.fromordinal(start.toordinal() + days)
    found = list(month_starts(start, until))
    assert found == [add_months(start, n) for n in range(1, len(found) + 1)]
    assert add_months(start, len(found) + 1) > until
