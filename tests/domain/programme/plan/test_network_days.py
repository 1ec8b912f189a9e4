"""Months become days: phases that follow the period, and the day before which a task is not planned."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from tests.domain.programme.plan.making import START, choices, months, profile, task
from tests.each import each

from dualtrack.domain.programme.plan.network import month_day, phases_of, place_of
from dualtrack.domain.programme.plan.shape import Phase


@each(
    ("period", "observing", "audits"),
    [
        (3, months("6", "9"), months("9", "11")),
        (6, months("6", "12"), months("12", "14")),
        (12, months("6", "18"), months("18", "20")),
    ],
)
def test_a_shorter_or_longer_period_moves_the_audits_and_nothing_before(
    period: int, observing: object, audits: object
) -> None:
    held = phases_of(profile(), choices(period_months=period))
    assert held[Phase.OBSERVE] == observing
    assert held[Phase.AUDIT] == audits
    before = dict(profile().phases)
    for phase in (Phase.SCOPE, Phase.RISK, Phase.IMPLEMENT):
        assert held[phase] == before[phase]


def test_an_observation_that_begins_inside_its_phase_counts_from_its_own_month() -> None:
    held = phases_of(profile(observation=Decimal("7.5")), choices(period_months=6))
    assert held[Phase.OBSERVE] == months("6", "13.5")
    assert held[Phase.AUDIT] == months("13.5", "15.5")


def test_without_an_observation_or_its_phase_the_months_of_the_profile_stand() -> None:
    none = profile(observation=None)
    assert phases_of(none, choices(period_months=12)) == dict(none.phases)
    short = profile(phases=((Phase.SCOPE, months("0", "2")), (Phase.AUDIT, months("2", "3"))))
    assert phases_of(short, choices(period_months=12)) == dict(short.phases)


def test_a_profile_without_audits_has_a_longer_period_alone() -> None:
    held = phases_of(profile(phases=((Phase.OBSERVE, months("6", "12")),)), choices(period_months=12))
    assert held == {Phase.OBSERVE: months("6", "18")}


@given(st.integers(3, 12))
def test_the_audits_keep_their_length_whatever_the_period(period: int) -> None:
    held = phases_of(profile(), choices(period_months=period))
    assert held[Phase.AUDIT].end - held[Phase.AUDIT].start == 2
    assert held[Phase.OBSERVE].end - Decimal(6) == period
    assert held[Phase.AUDIT].start == held[Phase.OBSERVE].end


# days


@each(
    ("start", "count", "day"),
    [
        (date(2026, 3, 2), "0", date(2026, 3, 2)),
        (date(2026, 3, 2), "6", date(2026, 9, 2)),
        (date(2026, 3, 2), "0.5", date(2026, 3, 17)),
        (date(2026, 3, 2), "13.25", date(2027, 4, 9)),
        (date(2026, 1, 31), "1", date(2026, 2, 28)),
        (date(2027, 12, 15), "2.5", date(2028, 3, 1)),
    ],
)
def test_months_are_counted_from_the_day_on_which_the_programme_began(
    start: date, count: str, day: date
) -> None:
    assert month_day(start, Decimal(count)) == day


def test_a_task_is_placed_at_its_share_of_its_phase() -> None:
    assert place_of(task("a", Phase.OBSERVE), profile(), choices()) == date(2026, 9, 2)
    assert place_of(task("a", Phase.OBSERVE, at=Decimal(1)), profile(), choices()) == date(2027, 3, 2)
    half = task("a", Phase.OBSERVE, at=Decimal("0.5"))
    assert place_of(half, profile(), choices()) == date(2026, 12, 2)
    assert place_of(half, profile(), choices(period_months=12)) == date(2027, 3, 2)


def test_the_period_is_placed_at_its_month_and_not_at_its_phase() -> None:
    period = task("observation", Phase.OBSERVE, at=Decimal("0.5"))
    assert place_of(period, profile(observation=Decimal(4)), choices()) == date(2026, 7, 2)
    assert place_of(period, profile(observation=None), choices()) == date(2026, 12, 2)


def test_a_phase_that_the_profile_lacks_begins_with_the_programme() -> None:
    short = profile(phases=((Phase.SCOPE, months("0", "2")),))
    assert place_of(task("a", Phase.RISK, at=Decimal(1)), short, choices()) == START
