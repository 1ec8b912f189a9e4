"""What each control owed and owes: merged where both frameworks owe alike, the urgent first."""

from datetime import date
from typing import Any

from tests import factories as make

from dualtrack.domain.controls.control import Cadence
from dualtrack.domain.programme.due import Occurrence, due_next, lapsed, of_controls, owed, strip
from dualtrack.domain.programme.performance import State
from dualtrack.domain.programme.readiness import Prepared, assess

SHARED = make.control("AC-01", requirements=(make.ACCESS, make.CRYPTO))
MONTHLY = make.control("AC-02", cadence=Cadence.MONTHLY)
APRIL = date(2026, 4, 20)


def owing(on: date = APRIL, **facts: Any) -> tuple[Occurrence, ...]:
    """Every occurrence of a programme as it stands on a day."""
    held = make.programme(**facts)
    return owed(Prepared.of(held, None), assess(held, on))


def stripped(framework: str, on: date = APRIL, **facts: Any) -> tuple[Occurrence, ...]:
    """The occurrences of its first control in one framework."""
    held = make.programme(**facts)
    return strip(Prepared.of(held, None), assess(held, on), held.controls[0], framework)


def test_a_strip_holds_every_occurrence_of_one_framework_with_its_facts() -> None:
    done = make.evidence("2026-03-01", None, "AC-01", id="q1")
    failed = make.checks("2026-04-02", control="AC-01", failed=1)
    first, second = stripped("soc2", controls=(SHARED,), evidence=(done,), check_days=(failed,))
    assert (first.state, first.failing, first.facts) == (State.MET, False, ("q1",))
    assert (second.state, second.failing, second.facts) == (State.DEVIATED, True, (failed.id,))
    assert (first.window.start, second.window.end) == (make.START, make.END)
    assert first.frameworks == second.frameworks == ("soc2",)
    assert not first.lapsed


def test_a_fact_to_come_is_not_in_the_strip() -> None:
    done = make.evidence("2026-05-01", None, "AC-01")
    assert [o.facts for o in stripped("soc2", controls=(SHARED,), evidence=(done,))] == [(), ()]


def test_without_a_period_there_is_no_strip() -> None:
    assert stripped("soc2", controls=(SHARED,), periods=(make.period("iso27001"),)) == ()
    assert stripped("iso42001", controls=(SHARED,)) == ()


def test_what_was_never_expected_is_shown_only_where_something_was_done() -> None:
    started = make.control("AC-01", operating_since=date(2026, 4, 1))
    assert [o.window.end for o in stripped("soc2", controls=(started,))] == [make.END]
    early = make.evidence("2026-02-01", None, "AC-01")
    shown = stripped("soc2", controls=(started,), evidence=(early,))
    assert [o.state for o in shown] == [State.MET, State.NOT_YET_DUE]


def test_an_occurrence_that_both_frameworks_owe_alike_stands_once_with_all_its_facts() -> None:
    failed = tuple(make.checks("2026-02-01", f, "AC-01", failed=1) for f in ("soc2", "iso27001"))
    first, second = owing(controls=(SHARED,), check_days=failed)
    assert first.frameworks == second.frameworks == ("soc2", "iso27001")
    assert first.facts == tuple(sorted(c.id for c in failed))
    assert first.failing
    assert not second.failing


def test_what_stands_differently_in_the_two_frameworks_stands_twice() -> None:
    passed = make.checks("2026-02-01", "soc2", "AC-01", passed=1)
    found = owing(controls=(SHARED,), check_days=(passed,))
    assert [(o.frameworks, o.state) for o in found if o.window.start == make.START] == [
        (("soc2",), State.MET),
        (("iso27001",), State.MISSED),
    ]


def test_lapsed_ones_come_the_latest_first() -> None:
    found = lapsed(owing(controls=(MONTHLY, SHARED)))
    assert [(o.control, str(o.window.due), o.state) for o in found] == [
        ("AC-01", "2026-04-15", State.MISSED),
        ("AC-02", "2026-04-07", State.MISSED),
        ("AC-02", "2026-03-07", State.IRRECOVERABLE),
        ("AC-02", "2026-02-07", State.IRRECOVERABLE),
    ]
    assert all(o.lapsed for o in found)


def test_due_ones_have_begun_are_not_done_and_come_by_urgency() -> None:
    found = due_next(owing(controls=(SHARED, MONTHLY)), APRIL)
    assert [(o.control, str(o.window.due)) for o in found] == [
        ("AC-02", "2026-05-07"),
        ("AC-01", "2026-07-15"),
    ]
    done = make.evidence("2026-04-10", None, "AC-02")
    assert [o.control for o in due_next(owing(controls=(SHARED, MONTHLY), evidence=(done,)), APRIL)] == [
        "AC-01"
    ]


def test_an_occurrence_in_its_grace_is_still_due() -> None:
    held = owing(date(2026, 4, 7), controls=(MONTHLY,))
    assert [str(o.window.start) for o in due_next(held, date(2026, 4, 7))] == ["2026-03-01", "2026-04-01"]


def test_only_those_of_some_controls() -> None:
    held = owing(controls=(SHARED, MONTHLY))
    mine = of_controls(held, {"AC-02": MONTHLY})
    assert {o.control for o in mine} == {"AC-02"}
    assert len(mine) == 6
    assert of_controls(held, {}) == ()
