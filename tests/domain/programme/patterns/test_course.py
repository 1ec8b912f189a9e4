"""The course: the article's phases as days, scaled to the profile, begun anew by a framework that joins."""

from datetime import date
from fractions import Fraction

from tests import factories as make
from tests.each import each

from dualtrack.domain.programme.organisation import FrameworkAdded, Profile
from dualtrack.domain.programme.patterns.course import LENGTHS, Course, course_of

FULL = Course(start=date(2026, 1, 1), months=14)


def test_phases_are_half_open_months() -> None:
    assert [(FULL.begins(n), FULL.ends(n)) for n in range(1, 6)] == [
        (date(2026, 1, 1), date(2026, 3, 1)),
        (date(2026, 3, 1), date(2026, 5, 1)),
        (date(2026, 4, 1), date(2026, 11, 1)),
        (date(2026, 7, 1), date(2027, 1, 1)),
        (date(2027, 1, 1), date(2027, 3, 1)),
    ]


@each(
    ("day", "phases"),
    [
        (date(2025, 12, 31), ()),
        (date(2026, 1, 1), (1,)),
        (date(2026, 3, 1), (2,)),
        (date(2026, 4, 30), (2, 3)),
        (date(2026, 7, 1), (3, 4)),
        (date(2026, 11, 1), (4,)),
        (date(2027, 2, 28), (5,)),
        (date(2027, 3, 1), ()),
    ],
)
def test_the_phases_of_a_day(day: date, phases: tuple[int, ...]) -> None:
    assert FULL.phases_on(day) == phases


def test_a_part_of_a_month_is_a_part_of_its_days() -> None:
    assert FULL.at(Fraction(13, 2)) == FULL.middle_of_implementation == date(2026, 7, 17)
    assert FULL.at(Fraction(3, 2)) == date(2026, 2, 15)


def test_a_shorter_profile_scales_every_phase() -> None:
    half = Course(start=date(2026, 1, 1), months=7)
    assert half.begins(4) == date(2026, 4, 1)
    assert half.ends(5) == date(2026, 8, 1)


def test_every_profile_has_a_length_of_the_article() -> None:
    assert set(LENGTHS) == set(Profile)
    assert (LENGTHS[Profile.DUAL_TRACK_52W], LENGTHS[Profile.FROM_SCRATCH]) == (12, 17)
    assert 8 <= LENGTHS[Profile.ADD_ISO27001] <= 10


def test_a_framework_that_joins_begins_a_course_of_its_own() -> None:
    joined = FrameworkAdded(id="iso27001", framework="iso27001", since=date(2026, 5, 1), added_by=make.ALICE)
    held = make.programme(organisation=make.organisation(profile=Profile.SOC2_ONLY), added=(joined,))
    assert course_of(held, date(2026, 4, 30)) == FULL
    assert course_of(held, date(2026, 5, 1)) == Course(start=date(2026, 5, 1), months=9)
