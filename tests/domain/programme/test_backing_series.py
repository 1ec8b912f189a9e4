"""How controls back risks over days: the same as judging each day alone."""

from datetime import date, timedelta

from attrs import evolve
from tests import factories as make
from tests.domain.programme.test_series import PROGRAMME, YEAR

from dualtrack.domain.programme.backing_series import backing_series
from dualtrack.domain.programme.organisation import FrameworkAdded, Profile
from dualtrack.domain.programme.readiness import assess
from dualtrack.domain.programme.risk_controls import backings
from dualtrack.domain.programme.snapshot import Programme
from dualtrack.domain.risks.current import Backing


def followed(held: Programme, days: list[date]) -> list[dict[str, Backing]]:
    """Every control's backing on each day, of what the series says of changes."""
    now: dict[str, Backing] = {}
    found = []
    for changed in backing_series(held, days).values():
        now = now | changed
        found.append(now)
    return found


def test_every_day_equals_that_day_alone() -> None:
    expected = [backings(PROGRAMME, assess(PROGRAMME, on)) for on in YEAR]
    assert followed(PROGRAMME, YEAR) == expected
    assert len({one for day in expected for one in day.values()}) >= 4  # it is no straight line
    assert Backing.RETIRED in expected[-1].values()


def test_only_what_changes_is_told() -> None:
    found = backing_series(PROGRAMME, YEAR)
    assert len(next(iter(found.values()))) == len(PROGRAMME.controls)
    assert sum(bool(changed) for changed in found.values()) < 12


def test_a_framework_that_is_added_counts_from_its_first_day() -> None:
    since = date(2026, 4, 15)
    alone = evolve(
        PROGRAMME,
        organisation=make.organisation(profile=Profile.SOC2_ONLY),
        added=(FrameworkAdded(id="iso27001", framework="iso27001", since=since, added_by=make.ALICE),),
    )
    days = [since - timedelta(days=1), since, since + timedelta(days=80)]
    assert followed(alone, days) == [backings(alone, assess(alone, on)) for on in days]


def test_without_days_there_is_nothing() -> None:
    assert backing_series(PROGRAMME, []) == {}
