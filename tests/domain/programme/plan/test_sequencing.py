"""Which audit comes first: the newest approved decision, and a finding that grows while there is none."""

from datetime import date, timedelta

from tests.each import each

from dualtrack.domain.programme.organisation import Sequencing
from dualtrack.domain.programme.plan.sequencing import (
    SequencingDecision,
    Undecided,
    decision_on,
    sequencing_on,
    undecided,
)

END = date(2026, 5, 2)  # of phase 1


def decision(version: int, option: Sequencing, approved: date | None) -> SequencingDecision:
    return SequencingDecision(
        id=f"sequencing-v{version}",
        version=version,
        option=option,
        reason="Two thirds of the pipeline are European.",
        prepared_by="person:alice",
        prepared_on=date(2026, 3, 9),
        approved_by=None if approved is None else "person:charlie",
        approved_on=approved,
    )


FIRST = decision(1, Sequencing.ISO_FIRST, date(2026, 3, 20))
LATER = decision(2, Sequencing.SOC2_FIRST, date(2026, 9, 1))
WAITING = decision(3, Sequencing.ISO_FIRST, None)


@each(
    ("day", "order"),
    [
        (date(2026, 3, 19), Sequencing.SOC2_FIRST),  # the default of the programme
        (date(2026, 3, 20), Sequencing.ISO_FIRST),
        (date(2026, 8, 31), Sequencing.ISO_FIRST),
        (date(2026, 9, 1), Sequencing.SOC2_FIRST),
    ],
)
def test_the_newest_approved_decision_of_the_day_counts(day: date, order: Sequencing) -> None:
    assert sequencing_on((LATER, WAITING, FIRST), Sequencing.SOC2_FIRST, day) is order


def test_one_that_waits_for_approval_is_no_decision() -> None:
    assert decision_on((WAITING,), date(2027, 1, 1)) is None
    assert undecided((WAITING,), END, date(2026, 6, 1)) is not None


@each(("days", "weeks"), [(0, 1), (6, 1), (7, 2), (70, 11)])
def test_it_grows_with_each_week_from_the_end_of_phase_1(days: int, weeks: int) -> None:
    assert undecided((), END, END + timedelta(days=days)) == Undecided(END, weeks)


def test_in_phase_1_and_once_it_is_decided_there_is_nothing_to_find() -> None:
    assert undecided((), END, END - timedelta(days=1)) is None
    assert undecided((FIRST,), END, END) is None
    assert undecided((LATER,), END, END) is not None  # it was decided months later
