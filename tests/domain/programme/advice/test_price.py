"""What it costs together, apart, alone, later; and a Type 1 on the way."""

from decimal import Decimal

from attrs import evolve
from tests.domain.programme.advice.asked import COSTS, ISO, PLANS, SOC2, TODAY, answers, codes, demand, given
from tests.each import each

from dualtrack.domain.programme.advice.advise import advise
from dualtrack.domain.programme.advice.answers import Acceptance, Ai, Existing
from dualtrack.domain.programme.advice.statement import Topic
from dualtrack.domain.programme.cost.line import Tag
from dualtrack.domain.registers.customers import Asked


def test_together_and_apart_with_the_check() -> None:
    found = given(SOC2, ISO)
    assert codes(found.about(Topic.COST)) == ["together", "apart", "ratio_within"]
    together, apart = (dict(one.params) for one in found.about(Topic.COST)[:2])
    assert int(together["likely"]) < int(apart["likely"])
    assert int(apart["saved"]) == int(apart["likely"]) - int(together["likely"])


@each(("share", "code"), [("1", "ratio_far"), ("0.45", "ratio_near")])
def test_a_ratio_that_is_not_the_articles_is_said_to_be(share: str, code: str) -> None:
    costs = evolve(COSTS, carry_over=Decimal(share))
    found = advise(answers(), [SOC2, ISO], costs, PLANS, as_of=TODAY)
    assert codes(found.about(Topic.COST))[-1] == code


def test_one_alone_and_what_the_other_costs_later() -> None:
    found = given(SOC2)
    totals = found.price.totals
    (alone,) = found.about(Topic.COST)
    assert dict(alone.params)["likely"] == str(totals.alone(Tag.SOC2).likely)
    later = dict(found.about(Topic.LATER)[1].params)
    assert later["low"] == str(totals.by_tag[Tag.ISO27001].likely)
    assert int(later["low"]) < int(later["high"])


def test_42001_has_its_price() -> None:
    found = given(SOC2, ISO, ai_in_product=Ai.MATERIAL)
    assert codes(found.about(Topic.COST))[-1] == "iso42001_adds"
    assert found.price.ai.likely > 0


def test_prices_of_the_programme_replace_the_defaults() -> None:
    half = evolve(
        COSTS,
        finish=lambda lines: tuple(evolve(one, amount=one.amount.scaled(Decimal("0.5"))) for one in lines),
    )
    cheap = advise(answers(), [SOC2, ISO], half, PLANS, as_of=TODAY).price.totals.combined.likely
    assert cheap == given(SOC2, ISO).price.totals.combined.likely / 2


@each(
    ("said", "asks", "accepted"),
    [
        (Acceptance.YES, Asked.SOC2_TYPE_2, Acceptance.YES),
        (Acceptance.NO, Asked.SOC2_TYPE_2, Acceptance.NO),
        (Acceptance.NOT_ASKED, Asked.SOC2_TYPE_2, Acceptance.NOT_ASKED),
        (Acceptance.NOT_ASKED, Asked.SOC2_TYPE_1, Acceptance.YES),
    ],
)
def test_a_type_1_as_an_option(said: Acceptance, asks: Asked, accepted: Acceptance) -> None:
    found = given(demand(1, asks), accepts_type_1=said)
    one = found.price.type_1
    assert one is not None
    assert (one.accepted, one.month, str(one.day)) == (accepted, 6, "2027-06-10")
    assert codes(found.about(Topic.TYPE_1)) == [f"type_1_{accepted.value}"]


def test_no_type_1_where_a_report_is_there_or_none_is_wanted() -> None:
    assert given(SOC2, exists=(Existing.SOC2_TYPE_2,)).price.type_1 is None
    assert given(SOC2, exists=(Existing.SOC2_TYPE_1,)).price.type_1 is None
    assert given(ISO).price.type_1 is None
