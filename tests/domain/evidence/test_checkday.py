"""Counts of one day: named by control, framework, day and run, and all outcomes together."""

import pytest
from tests import factories as make

from dualtrack.domain.evidence.checkday import CheckDay
from dualtrack.domain.ledger.codec import CodecError, encode


def test_a_day_of_results_is_named_by_all_that_tells_it_apart() -> None:
    plain = make.checks("2026-03-09", passed=1)
    assert plain.id == "checks:AC-02:soc2:2026-03-09:run-1"
    others = (
        make.checks("2026-03-10", passed=1),
        make.checks("2026-03-09", "iso27001", passed=1),
        make.checks("2026-03-09", control="AC-03", passed=1),
        make.checks("2026-03-09", passed=1, run="run-2"),
    )
    assert len({plain.id, *(o.id for o in others)}) == 5


def test_the_total_counts_every_outcome_once() -> None:
    held = make.checks("2026-03-09", passed=1, failed=20, unknown=300, excepted=4000, not_applicable=50000)
    assert held.total == 54321
    assert make.checks("2026-03-09").total == 0


def test_counts_are_derived_and_never_recorded() -> None:
    with pytest.raises(CodecError, match="CheckDay is not a recorded type"):
        encode(CheckDay(control="AC-02", framework="soc2", day=make.START, received_at=make.at(make.START)))
