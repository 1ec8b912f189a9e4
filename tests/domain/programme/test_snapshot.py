"""The snapshot: its frameworks, requirements, days, and which period a framework is judged over."""

from datetime import UTC, date, datetime

from tests import factories as make
from tests.each import each

from dualtrack.domain.audits.engagement import EngagementKind
from dualtrack.domain.ledger.codec import decode, encode
from dualtrack.domain.programme.organisation import Profile
from dualtrack.domain.programme.snapshot import Programme, period_for

FIRST = make.period("soc2", id="first")
SECOND = make.period("soc2", date(2026, 7, 1), date(2026, 12, 31), id="second")
ISO = make.period("iso27001")
MARCH, AUGUST = date(2026, 3, 1), date(2026, 8, 1)


@each("profile", Profile)
def test_a_profile_runs_both_frameworks_unless_it_says_only(profile: Profile) -> None:
    expected = {"soc2-only": ("soc2",), "iso27001-only": ("iso27001",)}
    assert profile.frameworks == expected.get(profile.value, ("soc2", "iso27001"))
    held = make.organisation(profile=profile)
    assert decode("organisation", 1, encode(held)) == held
    assert make.programme(organisation=held).frameworks == profile.frameworks


def test_criteria_of_a_category_are_asked_for_when_it_is_chosen() -> None:
    def asked(*categories: str) -> list[str]:
        held = make.programme(organisation=make.organisation(categories=categories))
        return [r.id for r in held.requirements]

    assert make.CAPACITY not in asked()
    assert make.CAPACITY in asked("availability")
    assert {make.ACCESS, make.MONITORING, make.RISK, make.CRYPTO} <= set(asked())
    assert asked("security") == asked()


def test_a_programme_of_one_framework_asks_for_nothing_of_the_other() -> None:
    held = make.programme(organisation=make.organisation(profile=Profile.SOC2_ONLY))
    assert {r.framework for r in held.requirements} == {"soc2"}


def test_days_are_counted_in_the_organisation_s_zone() -> None:
    held = make.programme(organisation=make.organisation(timezone="Pacific/Auckland"))
    assert held.local_day(datetime(2026, 3, 1, 12, tzinfo=UTC)) == date(2026, 3, 2)
    assert make.programme().local_day(datetime(2026, 3, 1, 12, tzinfo=UTC)) == MARCH


def judged_over(as_of: date, *engagements: object, wanted: str | None = None) -> str | None:
    """The id of the period that SOC 2 is judged over."""
    held: Programme = make.programme(periods=(SECOND, ISO, FIRST), engagements=engagements)
    found = period_for(held, "soc2", as_of, wanted)
    return found.id if found else None


def test_without_an_engagement_the_latest_period_that_has_begun_counts() -> None:
    assert judged_over(date(2025, 1, 1)) == "first"  # the first one still to come
    assert judged_over(MARCH) == "first"
    assert judged_over(date(2026, 6, 30)) == "first"
    assert judged_over(date(2026, 7, 1)) == "second"


def test_without_a_period_there_is_none() -> None:
    assert period_for(make.programme(periods=(ISO,)), "soc2", MARCH) is None


def test_an_open_engagement_brings_its_period() -> None:
    held = make.engagement(period="first", closed_on=date(2026, 9, 1))
    assert judged_over(AUGUST, held) == "first"
    assert judged_over(date(2026, 9, 1), held) == "second"  # closed: the latest begun again


def test_of_several_open_engagements_the_last_opened_counts_unless_one_is_named() -> None:
    older = make.engagement(id="older", period="first")
    newer = make.engagement(id="newer", period="second", opened_on=MARCH)
    assert judged_over(AUGUST, older, newer) == judged_over(AUGUST, newer, older) == "second"
    assert judged_over(AUGUST, older, newer, wanted="older") == "first"
    assert judged_over(AUGUST, older, newer, wanted="unheard of") == "second"


def test_an_engagement_of_the_other_framework_or_without_its_period_changes_nothing() -> None:
    assert judged_over(AUGUST, make.engagement(EngagementKind.ISO_STAGE1, period="first")) == "second"
    assert judged_over(AUGUST, make.engagement(period="lost")) == "second"
