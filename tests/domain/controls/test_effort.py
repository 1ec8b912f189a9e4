"""Hours a year of a control, by its rhythm."""

from decimal import Decimal

from tests import factories as make
from tests.each import each

from dualtrack.catalogues.loader import load_controls
from dualtrack.domain.controls.control import Cadence
from dualtrack.domain.controls.effort import TIMES_A_YEAR, hours_a_year
from dualtrack.domain.frameworks.catalogue import Category


@each(
    ("cadence", "hours", "expected"),
    [
        (Cadence.ANNUAL, "16", "16"),
        (Cadence.SEMIANNUAL, "2.5", "5"),
        (Cadence.QUARTERLY, "4", "16"),
        (Cadence.MONTHLY, "0.25", "3"),
        (Cadence.WEEKLY, "0.5", "26"),
        (Cadence.DAILY, "0.1", "26"),
        (Cadence.CONTINUOUS, "2", "24"),  # hours of a month
        (Cadence.PER_EVENT, "3", "36"),
    ],
)
def test_hours_a_year(cadence: Cadence, hours: str, expected: str) -> None:
    assert hours_a_year(make.control("AC-01", cadence=cadence, effort_hours=hours)) == Decimal(expected)


def test_every_rhythm_has_its_number() -> None:
    assert set(TIMES_A_YEAR) == set(Cadence)


def test_every_starter_control_takes_some_hours() -> None:
    controls, _ = load_controls(tuple(Category))
    assert all(0 < hours_a_year(control) < 1_000 for control in controls)
