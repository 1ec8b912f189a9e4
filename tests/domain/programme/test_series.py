"""A series over days: sorted, each day once, following every kind of change as `assess` does."""

from datetime import date, timedelta
from itertools import pairwise

from tests import factories as make

from dualtrack.domain.programme.readiness import assess
from dualtrack.domain.programme.series import series
from dualtrack.domain.programme.snapshot import Programme
from dualtrack.domain.programme.statuses import Figure

HELD = make.control(requirements=(make.ACCESS, make.RISK, make.CRYPTO))
POLICY = make.control("POL-01", requirements=(make.POLICIES,), retired_on=date(2026, 6, 25))
YEAR = [date(2025, 12, 1) + timedelta(days=n) for n in range(427)]
PROGRAMME = make.programme(
    controls=(HELD, POLICY),
    approvals=(make.approval(HELD, approved_on=date(2026, 2, 1)), make.approval(POLICY)),
    documents=(make.document("AC-02", approved_on=date(2026, 4, 1)),),
    applicability=(
        make.decision(make.MONITORING, included=False, decided_on=date(2026, 6, 6)),
        make.decision(make.CRYPTO, decided_on=date(2026, 1, 5)),
        make.decision(make.POLICIES, decided_on=date(2026, 1, 5)),
    ),
    evidence=(make.evidence("2026-03-20"), make.evidence("2026-06-20", None, "AC-02", "POL-01")),
    deviations=(make.deviation("2026-05-20", noted_at=make.at("2026-07-07")),),
    check_days=(make.checks("2026-04-04", "iso27001", failed=1),),
    periods=(
        make.period("soc2"),
        make.period("iso27001"),
        make.period("soc2", date(2026, 7, 1), date(2026, 12, 31), id="next"),
    ),
)


def figure(held: Programme, on: date) -> Figure:
    """The figure that `assess` gives for a day."""
    judged = assess(held, on)
    rows = tuple((f.framework, f.readiness, f.counts) for f in judged.frameworks)
    return Figure(as_of=on, frameworks=rows)


def test_a_year_and_more_equals_day_after_day() -> None:
    found = series(PROGRAMME, YEAR)
    assert found == tuple(figure(PROGRAMME, on) for on in YEAR)
    assert len({f.frameworks for f in found}) >= 6  # it is no straight line


def test_figures_change_on_the_days_of_their_facts() -> None:
    found = series(PROGRAMME, YEAR)
    turned = {b.as_of for a, b in pairwise(found) if a.frameworks != b.frameworks}
    for on in ("03-20", "04-01", "04-04", "06-06", "06-20", "07-01"):
        assert make.day(f"2026-{on}") in turned, on
    assert date(2026, 6, 25) not in turned  # a retired control stays judged for its period


def test_days_come_back_sorted_and_once() -> None:
    asked = [date(2026, 5, 1), date(2026, 1, 1), date(2026, 5, 1), date(2026, 3, 1)]
    assert [f.as_of for f in series(PROGRAMME, asked)] == sorted(set(asked))
    assert series(PROGRAMME, []) == ()


def test_one_day_alone_equals_the_same_day_among_many() -> None:
    among = {f.as_of: f for f in series(PROGRAMME, YEAR)}
    for on in (date(2026, 1, 1), date(2026, 7, 7), date(2026, 12, 31)):
        assert series(PROGRAMME, [on]) == (among[on],)


def test_combined_is_the_lower_of_the_two_and_none_without_any() -> None:
    both = Figure(as_of=make.START, frameworks=(("soc2", 40, ()), ("iso27001", 30, ())))
    assert both.combined == 30
    assert Figure(as_of=make.START, frameworks=()).combined is None
