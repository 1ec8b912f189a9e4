"""Public holidays: of a country, of a part of it, of the years that a plan may reach, and of nobody."""

from datetime import date

import pytest
from tests.each import each

from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.programme.public_holidays import public_holidays
from dualtrack.domain.programme.plan.workdays import YEARS

EPIPHANY, GOOD_FRIDAY = date(2027, 1, 6), date(2027, 3, 26)


def test_without_a_country_every_weekday_is_worked() -> None:
    assert public_holidays("", "", 2027) == {}


def test_a_country_has_its_days() -> None:
    found = public_holidays("DE", "", 2027)
    assert found[GOOD_FRIDAY]  # its name, in the language of the place
    assert EPIPHANY not in found


def test_a_part_has_days_of_its_own_beside_the_country_s() -> None:
    assert set(public_holidays("DE", "", 2027)) < set(public_holidays("DE", "BY", 2027))
    assert EPIPHANY in public_holidays("DE", "BY", 2027)


def test_days_reach_as_far_as_a_plan_and_no_further() -> None:
    years = {day.year for day in public_holidays("GB", "", 2027)}
    assert years == set(range(2027, 2027 + YEARS))


@each(("country", "part", "code"), [("XX", "", "unknown_country"), ("DE", "QQ", "unknown_subdivision")])
def test_a_place_that_nobody_knows_is_refused(country: str, part: str, code: str) -> None:
    with pytest.raises(RefusedError) as refused:
        public_holidays(country, part, 2027)
    assert refused.value.code == code


def test_what_was_asked_once_is_the_same_object() -> None:
    assert public_holidays("DE", "BE", 2027) is public_holidays("DE", "BE", 2027)
