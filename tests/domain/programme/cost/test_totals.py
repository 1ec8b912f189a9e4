"""Together against apart: the sums, the ratio and where it stands beside the article's."""

from decimal import Decimal

import pytest
from hypothesis import given
from tests.domain.programme.cost.models import LINES, SHARES, STARTER, amount, basis, line
from tests.each import each

from dualtrack.domain.programme.cost.estimate import estimate
from dualtrack.domain.programme.cost.line import CostLine, Tag
from dualtrack.domain.programme.cost.range import sum_of
from dualtrack.domain.programme.cost.totals import ARTICLE, Standing, standing, totals

QUARTER = Decimal("0.25")


def three(shared: int, soc2: int, iso: int) -> list[CostLine]:
    return [
        line("s", Tag.SHARED, amount(shared)),
        line("c", Tag.SOC2, amount(soc2)),
        line("i", Tag.ISO27001, amount(iso)),
    ]


def test_combined_is_the_sum_and_separate_pays_shared_work_again_as_far_as_it_is_not_carried_over() -> None:
    found = totals(three(80, 40, 40), QUARTER)
    assert found.combined == amount(160)
    assert found.separate.likely == 80 + 80 * Decimal("1.75")
    assert found.saved == 60
    assert found.ratio == Decimal("0.727")
    assert found.standing is Standing.WITHIN


def test_one_report_alone_and_one_that_is_added_later() -> None:
    found = totals(three(80, 40, 50), QUARTER)
    assert found.alone(Tag.SOC2) == amount(120)
    least, most = found.later(Tag.ISO27001)
    assert (least, most.likely) == (amount(50), 50 + 60)


def test_what_42001_adds_stands_beside_the_two_reports() -> None:
    found = totals([*three(80, 40, 40), line("ai", Tag.ISO42001, amount(30))], QUARTER)
    assert found.combined == amount(160)
    assert found.total == amount(190)


def test_an_optional_line_is_counted_nowhere() -> None:
    with_it = totals([*three(80, 40, 40), line("one", Tag.SOC2, amount(9), optional=True)], QUARTER)
    assert with_it == totals(three(80, 40, 40), QUARTER)


def test_one_report_alone_has_no_ratio() -> None:
    found = totals([line("s"), line("c", Tag.SOC2)], QUARTER)
    assert found.ratio is None
    assert found.standing is Standing.NONE


@each(
    ("ratio", "where"),
    [
        ("0.650", Standing.WITHIN),
        ("0.750", Standing.WITHIN),
        ("0.649", Standing.NEAR),
        ("0.600", Standing.NEAR),
        ("0.800", Standing.NEAR),
        ("0.599", Standing.FAR),
        ("0.801", Standing.FAR),
    ],
)
def test_where_a_ratio_stands(ratio: str, where: Standing) -> None:
    assert standing(Decimal(ratio)) is where


def test_a_share_beyond_the_whole_is_refused() -> None:
    with pytest.raises(ValueError, match=r"1\.1: the share that is carried over is between 0 and 1"):
        totals([], Decimal("1.1"))


def test_the_deciles_lie_within_the_sums() -> None:
    found = totals(estimate(STARTER, basis()), QUARTER)
    assert found.combined.low < found.p10 < found.expected < found.p90 < found.combined.high


@each(("persons", "days"), [(8, 5), (15, 6), (50, 10), (90, 12), (170, 13), (400, 15)])
def test_the_defaults_come_near_the_articles_ratio(persons: int, days: int) -> None:
    """A check on the figures that we ship, at the sizes that a programme is likely to have."""
    found = totals(estimate(STARTER, basis(persons=persons, audit_days=Decimal(days))), STARTER.carry_over)
    assert found.ratio is not None
    assert ARTICLE[0] <= found.ratio <= ARTICLE[1]


def test_the_defaults_of_a_mid_sized_company_come_near_the_articles_amounts() -> None:
    found = totals(estimate(STARTER, basis(persons=90)), STARTER.carry_over).combined.likely
    assert 75_000 <= found <= 200_000


@given(LINES, SHARES)
def test_together_never_costs_more_than_apart(lines: list[CostLine], share: Decimal) -> None:
    found = totals(lines, share)
    assert found.combined.low <= found.separate.low
    assert found.combined.likely <= found.separate.likely
    assert found.combined.high <= found.separate.high
    assert found.ratio is None or found.ratio <= 1


@given(LINES, SHARES)
def test_the_tags_partition_the_sum(lines: list[CostLine], share: Decimal) -> None:
    found = totals(lines, share)
    assert sum_of(found.by_tag.values()) == found.total
    assert found.total == sum_of(one.amount for one in lines if not one.optional)


@given(LINES, SHARES, SHARES)
def test_more_carried_over_means_less_saved(lines: list[CostLine], one: Decimal, other: Decimal) -> None:
    less, more = sorted((one, other))
    assert totals(lines, more).saved <= totals(lines, less).saved
