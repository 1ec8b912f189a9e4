"""What ISO/IEC 42001 adds to the costs: its lines and the hours of its tasks, in the home's currency."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from tests.domain.programme.cost.models import STARTER, amount, basis, line

from dualtrack.domain.programme.cost.forecast import Forecast
from dualtrack.domain.programme.cost.layering import AddedCost, layer_lines
from dualtrack.domain.programme.cost.line import Kind, Mark, Tag
from dualtrack.domain.programme.cost.range import Range
from dualtrack.domain.programme.plan.hours import Hours

AI = ("iso42001",)
TEN: Hours = (Decimal(5), Decimal(10), Decimal(20))
LEAD = {("compliance_lead", "iso42001"): TEN}


def test_its_own_lines_and_the_hours_of_its_tasks_at_the_rate_of_their_role() -> None:
    found = {one.id: one for one in layer_lines(STARTER, basis(frameworks=AI, hours=LEAD))}
    assert set(found) == {"ai_cb_days", "ai_consulting", "hours.compliance_lead.iso42001"}
    assert {one.tag for one in found.values()} == {Tag.ISO42001}
    lead = found["hours.compliance_lead.iso42001"]
    assert (lead.amount, lead.hours, lead.mark) == (amount(400, 800, 1600), Range(*TEN), Mark.PLAN)
    assert found["ai_consulting"].amount == amount(0, 8000, 20000)


def test_hours_of_other_audits_are_none_of_it() -> None:
    for hours in ({}, {("compliance_lead", "iso27001"): TEN, ("compliance_lead", "shared"): TEN}):
        found = layer_lines(STARTER, basis(frameworks=AI, hours=hours))
        assert [one for one in found if one.kind is Kind.INTERNAL_HOURS] == []


def test_an_option_is_priced_and_not_counted() -> None:
    rows = tuple(Forecast(line=one) for one in (line(of=amount(7)), line(of=amount(5), optional=True)))
    assert AddedCost(currency="EUR", rows=rows).total == amount(7)


@given(
    st.integers(1, 5000),
    st.decimals("0.1", "20", places=2),
    st.lists(st.integers(0, 500), min_size=3, max_size=3).map(sorted),
)
def test_every_amount_is_in_the_currency_of_the_basis(
    persons: int, per_dollar: Decimal, hours: list[int]
) -> None:
    held = {("control_owner", "iso42001"): tuple(Decimal(n) for n in hours)}
    dollars, theirs = (
        layer_lines(STARTER, basis(frameworks=AI, persons=persons, per_dollar=rate, hours=held))
        for rate in (Decimal(1), per_dollar)
    )
    assert [one.id for one in dollars] == [one.id for one in theirs]
    for mine, converted in zip(dollars, theirs, strict=True):
        assert abs(converted.amount.likely - mine.amount.likely * per_dollar) <= per_dollar + 1
