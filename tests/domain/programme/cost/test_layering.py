"""What ISO/IEC 42001 adds to the costs: its lines and the hours of its tasks, in the home's currency."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from tests.domain.programme.cost.models import STARTER, amount, basis, line

from dualtrack.domain.programme.cost.estimate import Hours
from dualtrack.domain.programme.cost.forecast import Forecast
from dualtrack.domain.programme.cost.layering import AddedCost, layer_lines
from dualtrack.domain.programme.cost.line import CostLine, Kind, Mark, Tag
from dualtrack.domain.programme.cost.range import Range

AI = ("iso42001",)
TEN: Hours = (Decimal(5), Decimal(10), Decimal(20))


def test_its_own_lines_and_the_hours_of_its_tasks_at_the_rate_of_their_role() -> None:
    found = {one.id: one for one in layer_lines(STARTER, basis(frameworks=AI), {"compliance_lead": TEN})}
    assert set(found) == {"ai_cb_days", "ai_consulting", "hours.compliance_lead.iso42001"}
    assert {one.tag for one in found.values()} == {Tag.ISO42001}
    lead = found["hours.compliance_lead.iso42001"]
    assert (lead.amount, lead.hours, lead.mark) == (amount(400, 800, 1600), Range(*TEN), Mark.PLAN)
    assert found["ai_consulting"].amount == amount(0, 8000, 20000)


def test_no_task_of_it_means_no_hours() -> None:
    none = (Decimal(0),) * 3
    for hours in ({}, {"compliance_lead": none}):
        found = layer_lines(STARTER, basis(frameworks=AI), hours)  # type: ignore[arg-type]  # three of them
        assert [one for one in found if one.kind is Kind.INTERNAL_HOURS] == []


def test_a_small_organisation_needs_as_much_less_as_the_table_says() -> None:
    (small,) = _hours({"compliance_lead": TEN}, persons=10)
    assert small.hours == Range(*(Decimal(n) for n in ("3", "7", "13")))  # 80 of 120 hours


def test_a_role_that_the_table_does_not_name_costs_the_rate_for_others() -> None:
    (found,) = _hours({"counsel": TEN})
    assert found.amount.likely == 10 * STARTER.other_rate


def _hours(hours: dict[str, Hours], **changed: object) -> list[CostLine]:
    found = layer_lines(STARTER, basis(frameworks=AI, **changed), hours)
    return [one for one in found if one.kind is Kind.INTERNAL_HOURS]


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
    given_hours = {"control_owner": tuple(Decimal(n) for n in hours)}
    dollars, theirs = (
        layer_lines(STARTER, basis(frameworks=AI, persons=persons, per_dollar=rate), given_hours)  # type: ignore[arg-type]  # three of them
        for rate in (Decimal(1), per_dollar)
    )
    assert [one.id for one in dollars] == [one.id for one in theirs]
    for mine, converted in zip(dollars, theirs, strict=True):
        assert abs(converted.amount.likely - mine.amount.likely * per_dollar) <= per_dollar + 1
