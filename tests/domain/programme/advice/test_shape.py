"""Profile, duration, observation period and categories."""

from datetime import date

from attrs import evolve
from tests.domain.programme.advice.asked import COSTS, ISO, PLANS, SOC2, TODAY, answers, codes, demand, given
from tests.each import each

from dualtrack.domain.frameworks.catalogue import Category
from dualtrack.domain.programme.advice.advise import advise
from dualtrack.domain.programme.advice.answers import Existing
from dualtrack.domain.programme.advice.length import Lengths
from dualtrack.domain.programme.advice.statement import Topic
from dualtrack.domain.programme.organisation import Profile, Sequencing
from dualtrack.domain.registers.customers import Asked

LENGTHS = Lengths(plans=PLANS, start=TODAY)
READY = (Existing.POLICIES, Existing.CONTROLS)
SOON = demand(1, Asked.SOC2_TYPE_2, needed_by=date(2028, 1, 15))


@each(
    ("exists", "profile"),
    [
        ((), Profile.FROM_SCRATCH),
        ((Existing.POLICIES,), Profile.FIRST_COMBINED),
        ((Existing.ISMS,), Profile.FIRST_COMBINED),
        (READY, Profile.FIRST_COMBINED),
        ((Existing.SOC2_TYPE_2,), Profile.ADD_ISO27001),
        ((Existing.CERTIFICATE,), Profile.ADD_SOC2),
        ((Existing.SOC2_TYPE_2, Existing.CERTIFICATE), None),
    ],
)
def test_the_profile_of_both(exists: tuple[Existing, ...], profile: Profile | None) -> None:
    found = given(SOC2, ISO, exists=exists)
    assert found.profile is profile
    soc2_first = evolve(LENGTHS, sequencing=found.first or Sequencing.ISO_FIRST)
    assert found.months == (None if profile is None else soc2_first.of(profile).months)


def test_the_profile_of_one() -> None:
    assert given(SOC2).profile is Profile.SOC2_ONLY
    assert given(ISO).profile is Profile.ISO27001_ONLY


def test_52_weeks_only_for_who_is_ready_and_has_a_day() -> None:
    assert given(SOON, ISO, exists=READY).profile is Profile.DUAL_TRACK_52W
    assert given(SOON, ISO).profile is Profile.FIRST_COMBINED
    later = demand(1, Asked.SOC2_TYPE_2, needed_by=date(2028, 2, 10))  # the day of the report in that plan
    assert given(later, ISO, exists=READY).profile is Profile.FIRST_COMBINED


def test_durations_say_whose_they_are() -> None:
    assert "duration_article" in codes(given(SOC2, ISO).about(Topic.DURATION)[0].because)
    assert "duration_ours" in codes(given(SOC2).about(Topic.DURATION)[0].because)


def test_a_day_that_is_not_reached_is_named_with_the_end() -> None:
    (_, late) = given(SOON, ISO).about(Topic.DURATION)
    assert dict(late.params) == {
        "id": "DEM-1",
        "name": "Customer 1",
        "day": "2028-01-15",
        "report": "soc2",
        "ends": "2028-02-10",
    }


def test_six_months_and_three_as_an_option_where_the_day_presses() -> None:
    assert codes(given(SOC2).about(Topic.PERIOD)) == ["period_usual"]
    usual, short = given(SOON, ISO).about(Topic.PERIOD)
    assert "buyers_distrust" in codes(usual.because)
    assert dict(short.params) == {"months": "3", "ends": "2027-11-10", "next": "12"}


@each(("months", "code"), [(3, "period_wished_short"), (6, "period_wished"), (12, "period_wished")])
def test_a_wished_period_is_kept_with_what_the_market_thinks(months: int, code: str) -> None:
    found = given(SOC2, period_months=months)
    assert (found.period_months, codes(found.about(Topic.PERIOD))) == (months, [code])


def test_a_running_soc2_goes_on_with_twelve_months() -> None:
    assert given(SOC2, exists=(Existing.SOC2_TYPE_2,)).period_months == 12


def test_categories_by_customer_and_by_promise() -> None:
    asks = demand(1, Asked.SOC2_TYPE_2, categories=(Category.AVAILABILITY,))
    found = given(asks, commits_to=(Category.CONFIDENTIALITY,))
    assert found.categories == (Category.SECURITY, Category.AVAILABILITY, Category.CONFIDENTIALITY)
    by_category = {
        dict(one.params).get("category"): codes(one.because) for one in found.about(Topic.CATEGORIES)
    }
    assert by_category["availability"] == ["demand"]
    assert by_category["confidentiality"] == ["committed"]
    assert dict(found.about(Topic.CATEGORIES)[-1].params) == {"categories": "processing_integrity privacy"}


def test_the_months_of_a_programme_that_runs_are_counted_from_its_start() -> None:
    begun = advise(answers(), [SOON, ISO], COSTS, PLANS, as_of=date(2027, 6, 1), start=TODAY)
    assert [dict(one.params).get("ends") for one in begun.about(Topic.DURATION)] == [
        "2028-04-03",
        "2028-02-10",
    ]
    assert begun.price.type_1 is not None
    assert begun.price.type_1.day == date(2027, 8, 10)


def test_a_type_1_that_would_be_over_is_no_option() -> None:
    found = advise(answers(), [SOON, ISO], COSTS, PLANS, as_of=date(2027, 8, 11), start=TODAY)
    assert found.price.type_1 is None
    assert found.about(Topic.TYPE_1) == ()


def test_a_programme_that_began_long_ago_begins_anew() -> None:
    old = advise(answers(), [SOC2, ISO], COSTS, PLANS, as_of=TODAY, start=date(2025, 7, 4))
    assert old == given(SOC2, ISO)
