"""Rewording: the last day on which what a procedure describes was changed."""

from datetime import date

from attrs import evolve
from tests import factories as make

from dualtrack.domain.controls.control import Cadence
from dualtrack.domain.programme.patterns.rewording import reworded

FIRST, SECOND, THIRD = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)
PLAIN = make.control("AC-02")


def test_only_what_a_procedure_describes_is_a_rewording() -> None:
    dressed = evolve(PLAIN, owner="dana", title="Better title", requirements=("soc2:CC6.2",))
    assert reworded([(PLAIN, FIRST), (dressed, SECOND)]) == {}
    assert reworded([(PLAIN, FIRST), (evolve(PLAIN, activity="Another"), SECOND)]) == {"AC-02": SECOND}
    assert reworded([(PLAIN, FIRST), (evolve(PLAIN, cadence=Cadence.DAILY), SECOND)]) == {"AC-02": SECOND}


def test_the_last_rewording_counts_by_control() -> None:
    again = evolve(PLAIN, activity="Another")
    other = make.control("AC-03")
    told = reworded([(PLAIN, FIRST), (other, FIRST), (again, SECOND), (other, SECOND), (PLAIN, THIRD)])
    assert told == {"AC-02": THIRD}
