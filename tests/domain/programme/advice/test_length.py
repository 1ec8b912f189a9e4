"""Days and months of the advice are those of the plans, profile by profile."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.programme.advice.asked import ISO, PLANS, SOC2, SOME, TODAY
from tests.domain.programme.advice.asked import given as advice_on
from tests.each import each

from dualtrack.domain.controls.period import add_months
from dualtrack.domain.programme.advice.advise import Advice
from dualtrack.domain.programme.advice.answers import Existing
from dualtrack.domain.programme.advice.length import Length, Lengths, Plans, own_period
from dualtrack.domain.programme.advice.statement import Topic
from dualtrack.domain.programme.organisation import Profile, Sequencing
from dualtrack.domain.programme.plan.choices import Choices
from dualtrack.domain.programme.plan.comparison import finishes
from dualtrack.domain.programme.plan.schedule import Plan, plan

STARTS = st.dates(date(2026, 1, 1), date(2029, 12, 31))
OWN = {one: own_period(PLANS.profile(one)) for one in Profile}
BUILT: dict[Profile, tuple[Existing, ...]] = {
    Profile.FROM_SCRATCH: (),
    Profile.FIRST_COMBINED: (Existing.POLICIES,),
    Profile.ADD_ISO27001: (Existing.SOC2_TYPE_2,),
    Profile.ADD_SOC2: (Existing.CERTIFICATE,),
}


def drawn(profile: Profile, start: date, order: Sequencing = Sequencing.ISO_FIRST, period: int = 0) -> Plan:
    """The plan as the programme itself draws it up: without a Type 1."""
    held = PLANS.profile(profile)
    said = Choices(profile=held.key, start=start, sequencing=order, period_months=period or own_period(held))
    return plan(held, PLANS.tasks, said)


@each("profile", Profile)
@each("order", Sequencing)
@each("period", [3, 6, 12])
def test_the_days_are_those_of_the_plan(profile: Profile, order: Sequencing, period: int) -> None:
    found = Lengths(plans=PLANS, start=TODAY, sequencing=order).of(profile, period)
    ends = finishes(drawn(profile, TODAY, order, period))
    assert found.last_audit_day == ends["last_audit_day"]
    assert (found.soc2_report, found.certificate) == (ends.get("soc2_report"), ends.get("certificate"))
    assert found.end == max(ends.values())


@given(st.sampled_from(Profile), STARTS)
@SOME
def test_the_months_hold_their_days_and_keep_what_the_profile_says(profile: Profile, start: date) -> None:
    found = Lengths(plans=PLANS, start=start).of(profile)
    for month, day in zip(found.months, (found.last_audit_day, found.end), strict=True):
        assert add_months(start, month - 1) <= day < add_months(start, month)
    least, most = PLANS.profile(profile).months
    assert least <= found.months[0] <= most + 1


def test_every_profile_is_one_of_the_plans() -> None:
    assert {one.value for one in Profile} <= {one.key for one in PLANS.profiles}
    assert dict.fromkeys(Profile, 6) | {Profile.ISO27001_ONLY: 0} == OWN
    with pytest.raises(KeyError):
        Lengths(plans=Plans(profiles=(), tasks=()), start=TODAY).plans.profile(Profile.SOC2_ONLY)


@each(("profile", "exists"), BUILT.items())
def test_the_advice_on_both_names_the_days_of_its_profile(
    profile: Profile, exists: tuple[Existing, ...]
) -> None:
    _agrees(profile, advice_on(SOC2, ISO, exists=exists))


def test_the_advice_on_one_names_the_days_of_its_profile() -> None:
    _agrees(Profile.SOC2_ONLY, advice_on(SOC2))
    _agrees(Profile.ISO27001_ONLY, advice_on(ISO))


def _agrees(profile: Profile, advice: Advice) -> None:
    assert advice.profile is profile
    order = advice.first or Sequencing.ISO_FIRST
    ends = finishes(drawn(profile, TODAY, order))
    told = dict(advice.about(Topic.DURATION)[0].params)
    assert told["start"] == str(TODAY)
    assert told["audit"] == str(ends["last_audit_day"])
    assert told["ends"] == str(max(ends.values()))
    months = advice.months
    assert months is not None
    assert (told["low"], told["high"]) == tuple(map(str, months))
    assert add_months(TODAY, months[1] - 1) <= max(ends.values()) < add_months(TODAY, months[1])


def test_a_wished_period_makes_the_plan_longer() -> None:
    three, six, twelve = (advice_on(SOC2, period_months=months).months for months in (3, 6, 12))
    assert three is not None
    assert six is not None
    assert twelve is not None
    assert three[0] < six[0] < twelve[0]


def test_a_report_that_the_plan_does_not_end_in_is_there_at_the_end() -> None:
    held = Length(
        start=TODAY, last_audit_day=date(2027, 6, 1), soc2_report=None, certificate=None, type_1=None
    )
    assert held.of("soc2") == held.of("iso27001") == held.end == date(2027, 6, 1)
    assert held.months == (5, 5)
