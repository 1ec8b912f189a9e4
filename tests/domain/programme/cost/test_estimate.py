"""An estimate from the defaults: sizes, audit days, categories, sites, currency, hours of the plan."""

from decimal import Decimal

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.programme.cost.models import LENGTHS, STARTER, amount, basis
from tests.each import each

from dualtrack.domain.programme.cost.audit_days import Grade, StepCode, audit_days
from dualtrack.domain.programme.cost.audit_days import Profile as DaysProfile
from dualtrack.domain.programme.cost.estimate import Basis, days_how, estimate, half_up
from dualtrack.domain.programme.cost.line import CostLine, Kind, Mark, Tag
from dualtrack.domain.programme.cost.range import sum_of
from dualtrack.domain.programme.cost.starter import Size
from dualtrack.domain.programme.cost.totals import Standing, totals
from dualtrack.domain.programme.organisation import Profile


def by_id(given: Basis) -> dict[str, CostLine]:
    return {one.id: one for one in estimate(STARTER, given)}


@each(
    ("persons", "size"),
    [(1, Size.SMALL), (25, Size.SMALL), (26, Size.MID), (175, Size.MID), (176, Size.LARGE)],
)
def test_the_size_of_an_organisation(persons: int, size: Size) -> None:
    assert STARTER.size(persons) is size


def test_audit_days_times_the_day_rate() -> None:
    found = by_id(basis(audit_days=Decimal("8.5")))["cb_days"]
    assert found.amount == amount(12750, 17000, 21250)
    assert dict(found.how[0].params) == {"days": "8.5", "rate": "2000", "persons": "90"}


def test_several_sites_raise_what_the_certification_body_asks() -> None:
    one, three, abroad = (
        by_id(basis(sites=sites, countries=countries))["cb_days"].amount.likely
        for sites, countries in ((1, 1), (3, 1), (3, 2))
    )
    assert (one, three, abroad) == (24000, 28320, 34800)


def test_the_largest_multiplier_that_fits_counts() -> None:
    assert [STARTER.site_factor(*one) for one in ((1, 1), (2, 1), (5, 1), (5, 3), (9, 1))] == [
        Decimal(text) for text in ("1", "1.18", "1.32", "1.45", "1.75")
    ]


def test_further_categories_raise_the_fee_by_half_of_their_criteria() -> None:
    plain = by_id(basis())["cpa_type2"].amount.likely
    privacy = by_id(basis(categories=("security", "privacy")))["cpa_type2"].amount.likely
    assert plain == 30000
    assert privacy == 38182  # 30,000 x (1 + 0.5 x 18 / 33)


def test_the_common_criteria_are_in_every_fee() -> None:
    assert by_id(basis(categories=("security",))) == by_id(basis())


def test_only_what_the_frameworks_ask_for() -> None:
    soc2 = estimate(STARTER, basis(frameworks=("soc2",)))
    assert {one.tag for one in soc2} == {Tag.SHARED, Tag.SOC2}
    everything = estimate(STARTER, basis(frameworks=("soc2", "iso27001", "iso42001")))
    assert {one.tag for one in everything} == set(Tag)


def test_42001_adds_days_in_halves() -> None:
    found = by_id(basis(frameworks=("iso27001", "iso42001"), audit_days=Decimal(12)))["ai_cb_days"]
    assert dict(found.how[0].params)["days"] == "5.0"  # 0.4 x 12 = 4.8
    assert half_up(Decimal("4.5")) == Decimal("4.5")


def test_another_currency_takes_the_stated_rate_and_says_so() -> None:
    found = by_id(basis(currency="EUR", per_dollar=Decimal("0.9")))["tooling"]
    assert found.amount == amount(5400, 10800, 22500)
    assert found.how[-1].code == "converted"
    assert dict(found.how[-1].params) == {"currency": "EUR", "per_dollar": "0.9"}


def test_tooling_is_paid_by_the_month_until_the_programme_ends() -> None:
    found = by_id(basis(months=15))
    assert found["tooling"].amount == amount(7500, 15000, 31250)
    assert (found["tooling"].months, found["pen_test"].months) == (15, None)
    assert dict(found["tooling"].how[-1].params) == {"months": "15", "year": "12"}
    year = by_id(basis())["tooling"]
    assert (year.amount, year.months, [step.code for step in year.how]) == (
        amount(6000, 12000, 25000),
        12,
        ["by_size"],
    )


def test_every_line_says_where_its_figure_is_from() -> None:
    for one in estimate(STARTER, basis(frameworks=("soc2", "iso27001", "iso42001"))):
        assert one.source, one.id
        assert one.how, one.id
        assert one.mark in (Mark.SEEN, Mark.KNOWLEDGE, Mark.PLAN), one.id


def test_hours_are_those_of_the_plan_by_role_and_what_they_serve() -> None:
    hours = {
        ("engineer", "soc2"): (Decimal(10), Decimal(20), Decimal(40)),
        ("engineer", "shared"): (Decimal(1), Decimal(2), Decimal(3)),
        ("lawyer", "iso27001"): (Decimal(1), Decimal(2), Decimal(3)),
        ("hr", "shared"): (Decimal(0), Decimal(0), Decimal(0)),
    }
    found = [one for one in estimate(STARTER, basis(hours=hours)) if one.kind is Kind.INTERNAL_HOURS]
    assert [(one.id, one.tag, one.amount) for one in found] == [
        ("hours.engineer.shared", Tag.SHARED, amount(90, 180, 270)),
        ("hours.engineer.soc2", Tag.SOC2, amount(900, 1800, 3600)),
        ("hours.lawyer.iso27001", Tag.ISO27001, amount(75, 150, 225)),  # of no role of the file
    ]
    assert {one.mark for one in found} == {Mark.PLAN}
    assert found[1].source.startswith("ours, field knowledge: a software or infrastructure engineer")
    assert [(one.code, dict(one.params)) for one in found[1].how] == [
        ("hours_from_plan", {"hours": "20", "rate": "90"})
    ]


def test_hours_of_the_plan_are_a_mid_sized_ones() -> None:
    hours = {("engineer", "soc2"): (Decimal(10), Decimal(20), Decimal(40))}
    small, mid, large = (
        by_id(basis(hours=hours, persons=persons))["hours.engineer.soc2"] for persons in (20, 90, 400)
    )
    assert [one.hours for one in (small, mid, large)] == [
        amount(6, 13, 25),
        amount(10, 20, 40),
        amount(25, 50, 100),
    ]
    assert [one.code for one in large.how] == ["hours_from_plan", "hours_by_size"]


def test_privacy_raises_what_is_of_soc2_alone() -> None:
    lengths = evolve(LENGTHS, categories=("security", "privacy"))
    privacy = basis(
        hours=lengths.of(Profile.FIRST_COMBINED).hours, categories=("security", "privacy"), persons=90
    )
    plain, more = (totals(estimate(STARTER, one), Decimal("0.25")).by_tag for one in (basis(), privacy))
    assert plain[Tag.ISO27001] == more[Tag.ISO27001]
    assert plain[Tag.SHARED] == more[Tag.SHARED]
    assert plain[Tag.SOC2].likely < more[Tag.SOC2].likely


@each(
    ("profile", "ratio"),
    [
        (Profile.FIRST_COMBINED, "0.737"),
        (Profile.DUAL_TRACK_52W, "0.737"),
        (Profile.FROM_SCRATCH, "0.737"),
        (Profile.ADD_ISO27001, "0.735"),
        (Profile.ADD_SOC2, "0.733"),
    ],
)
def test_together_stays_within_the_article(profile: Profile, ratio: str) -> None:
    hours = LENGTHS.of(profile).hours
    found = totals(estimate(STARTER, basis(hours=hours)), STARTER.carry_over)
    assert (found.standing, found.ratio) == (Standing.WITHIN, Decimal(ratio))
    for persons in (10, 20, 50, 120, 250, 600):
        days = audit_days(persons).initial
        lines = estimate(STARTER, basis(hours=hours, persons=persons, audit_days=days))
        assert totals(lines, STARTER.carry_over).standing is Standing.WITHIN, persons


def test_a_type_1_is_priced_and_optional() -> None:
    assert by_id(basis())["cpa_type1"].optional


@given(st.integers(1, 5000), st.integers(1, 5000))
def test_a_larger_organisation_never_pays_less(one: int, other: int) -> None:
    fewer, more = sorted((one, other))
    small, large = (
        sum_of(line.amount for line in estimate(STARTER, basis(persons=n))) for n in (fewer, more)
    )
    assert small.likely <= large.likely


def test_what_changed_the_days_stands_at_the_line_that_they_price() -> None:
    days = audit_days(100, DaysProfile(business=Grade.LOW, why_complexity="one process", sites=(20,)))
    found = by_id(basis(sites=2, audit_days=days.initial, days_how=days_how(days)))["cb_days"]
    codes = [one.code for one in found.how]
    assert codes == ["days_times_rate", StepCode.COMPLEXITY, StepCode.SITES]
    assert found.amount.likely == days.initial * 2000  # sites are in the days, and raise no price once more
