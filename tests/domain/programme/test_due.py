"""What is owed, occurrence by occurrence: states agree with the tally; what two audits owe alike is one."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests import factories as make

from dualtrack.domain.controls.control import Cadence, Control
from dualtrack.domain.programme.due import Occurrence, due_next, lapsed, of_controls, owed, strip
from dualtrack.domain.programme.performance import State
from dualtrack.domain.programme.readiness import Prepared, assess
from dualtrack.domain.programme.snapshot import Programme

BOTH = (make.ACCESS, make.POLICIES)
DAYS = st.integers(0, 240).map(lambda n: make.START + timedelta(days=n))


def _control(name: str = "AC-02", **fields: Any) -> Control:
    return make.control(name, **({"requirements": BOTH, "cadence": Cadence.MONTHLY} | fields))


def _owed(programme: Programme, as_of: date) -> tuple[Occurrence, ...]:
    return owed(Prepared.of(programme, None), assess(programme, as_of))


def _strip(programme: Programme, as_of: date, framework: str = "soc2") -> tuple[Occurrence, ...]:
    prepared = Prepared.of(programme, None)
    return strip(prepared, assess(programme, as_of), programme.controls[0], framework)


def test_what_both_audits_owe_alike_stands_once() -> None:
    rows = _owed(make.programme(controls=(_control(),)), date(2026, 2, 1))
    assert len(rows) == 6
    assert {row.frameworks for row in rows} == {("soc2", "iso27001")}


def test_periods_that_differ_owe_apart() -> None:
    periods = (make.period("soc2"), make.period("iso27001", start=date(2026, 2, 1)))
    rows = _owed(make.programme(controls=(_control(),), periods=periods), date(2026, 3, 1))
    both = [row for row in rows if len(row.frameworks) == 2]
    assert {row.window.start.month for row in both} == {2, 3, 4, 5, 6}
    assert [row.frameworks for row in rows if row.window.start == make.START] == [("soc2",)]


def test_a_shown_occurrence_carries_its_facts_only_once_they_are_known() -> None:
    programme = make.programme(controls=(_control(),), evidence=(make.evidence("2026-01-20", "2026-01-30"),))
    assert _strip(programme, date(2026, 1, 29))[0].facts == ()
    first = _strip(programme, date(2026, 1, 30))[0]
    assert (first.state, first.facts) == (State.MET, ("ev-2026-01-20-2026-01-30",))


def test_failing_checks_are_marked_beside_support() -> None:
    programme = make.programme(
        controls=(_control(),), check_days=(make.checks("2026-01-05", passed=3, failed=1),)
    )
    first = _strip(programme, date(2026, 1, 31))[0]
    assert (first.state, first.failing) == (State.MET, True)


def test_no_period_owes_nothing() -> None:
    assert _strip(make.programme(controls=(_control(),), periods=()), date(2026, 2, 1)) == ()


def test_what_was_never_expected_is_left_out() -> None:
    programme = make.programme(controls=(_control(operating_since=date(2026, 3, 1)),))
    assert [o.window.start.month for o in _strip(programme, date(2026, 2, 1))] == [3, 4, 5, 6]


def test_something_done_before_it_was_expected_is_shown() -> None:
    programme = make.programme(
        controls=(_control(operating_since=date(2026, 3, 1)),), evidence=(make.evidence("2026-01-20"),)
    )
    assert [o.window.start.month for o in _strip(programme, date(2026, 2, 1))] == [1, 3, 4, 5, 6]


def test_lapsed_names_what_can_and_what_cannot_be_made_up_the_latest_first() -> None:
    rows = lapsed(_owed(make.programme(controls=(_control(),)), date(2026, 3, 20)))
    assert [(o.window.start.month, o.state) for o in rows] == [(2, State.MISSED), (1, State.IRRECOVERABLE)]
    assert all(o.lapsed for o in rows)


def test_due_next_begins_with_the_most_urgent() -> None:
    controls = (_control("AC-02"), _control("BC-01", cadence=Cadence.WEEKLY))
    rows = due_next(_owed(make.programme(controls=controls), date(2026, 1, 8)), date(2026, 1, 8))
    assert [o.control for o in rows] == ["BC-01", "BC-01", "AC-02"]
    assert [o.window.due for o in rows] == sorted(o.window.due for o in rows)


def test_what_is_shown_already_is_not_due() -> None:
    programme = make.programme(controls=(_control(),), evidence=(make.evidence("2026-01-05"),))
    assert due_next(_owed(programme, date(2026, 1, 10)), date(2026, 1, 10)) == ()


def test_only_the_controls_asked_for() -> None:
    controls = {c.id: c for c in (_control("AC-02"), _control("BC-01"))}
    rows = _owed(make.programme(controls=tuple(controls.values())), date(2026, 2, 1))
    assert {o.control for o in of_controls(rows, {"AC-02": controls["AC-02"]})} == {"AC-02"}


@given(DAYS, st.lists(DAYS, max_size=6, unique=True), st.sampled_from(Cadence))
def test_states_agree_with_the_tally_of_assess(as_of: date, performed: list[date], cadence: Cadence) -> None:
    programme = make.programme(
        controls=(_control(cadence=cadence),), evidence=tuple(make.evidence(day) for day in performed)
    )
    judged = assess(programme, as_of)
    for standing in judged.controls[0].by_framework:
        rows = _strip(programme, as_of, standing.framework)
        for state in State:
            if state is not State.NOT_YET_DUE:
                assert sum(o.state is state for o in rows) == standing.tally.states[state]
