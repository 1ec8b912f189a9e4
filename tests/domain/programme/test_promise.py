"""The promise in figures: controls, evidence and hours that serve one audit or both."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests import factories as make
from tests.each import each

from dualtrack.domain.controls.control import Cadence
from dualtrack.domain.programme.promise import Promise, Shares, promise
from dualtrack.domain.programme.readiness import assess

BOTH = make.control("AC-01", requirements=(make.ACCESS, make.CRYPTO), effort_hours="1.5")
SOC2 = make.control("AC-02", requirements=(make.ACCESS,))
ISO = make.control("AC-03", requirements=(make.RISK, make.POLICIES), effort_hours="4")
AUGUST = date(2026, 8, 1)


def shares(soc2: str, iso: str, both: str) -> Shares:
    """Shares as decimals in text."""
    return Shares(soc2_only=Decimal(soc2), iso27001_only=Decimal(iso), both=Decimal(both))


def promised(on: date = AUGUST, known_at: str | None = None, **facts: Any) -> Promise:
    """The promise of a programme on a day."""
    held = make.programme(**({"controls": (BOTH, SOC2, ISO)} | facts))
    return promise(held, assess(held, on, known_at=make.at(known_at) if known_at else None))


def test_controls_are_counted_by_what_they_serve() -> None:
    assert promised().controls == shares("1", "1", "1")
    again = make.control("AC-09", requirements=BOTH.requirements)
    assert promised(controls=(BOTH, again)).controls == shares("0", "0", "2")
    assert promised(controls=()).controls.total == 0


def test_evidence_serves_both_when_its_controls_together_do() -> None:
    held = (
        make.evidence("2026-01-01", None, "AC-02", "AC-03", id="together"),
        make.evidence("2026-01-01", None, "AC-01", id="one for both"),
        make.evidence("2026-01-01", None, "AC-02", id="soc2"),
        make.evidence("2026-01-01", None, "nobody", id="for no control of ours"),
    )
    assert promised(evidence=held).evidence == shares("1", "0", "2")


def test_only_evidence_that_is_known_is_counted() -> None:
    held = (make.evidence("2026-03-01", received_at=make.at("2026-09-01")),)
    assert promised(evidence=held).evidence.total == 0
    assert promised(known_at="2026-08-31", evidence=held).evidence.total == 0
    assert promised(known_at="2026-09-01", evidence=held).evidence.total == 1
    assert [promised(on, evidence=held).evidence.total for on in (date(2026, 8, 31), date(2026, 9, 1))] == [
        0,
        1,
    ]
    assert promised(date(2026, 2, 28), known_at="2026-09-01", evidence=held).evidence.total == 0


def test_hours_are_those_of_performances_that_are_shown_and_are_spent_once() -> None:
    held = (
        make.evidence("2026-03-01", None, "AC-01", id="q1"),
        make.evidence("2026-05-01", None, "AC-01", "AC-03", id="q2"),
        make.evidence("2026-05-02", None, "AC-03", id="the same window again"),
    )
    assert promised(evidence=held).hours == shares("0", "4", "3.0")


def test_the_framework_with_more_to_show_gives_the_hours() -> None:
    apart = (make.period("soc2"), make.period("iso27001", date(2026, 4, 1), date(2026, 9, 30)))
    held = tuple(make.evidence(d, None, "AC-01") for d in ("2026-03-01", "2026-06-01"))
    assert promised(evidence=held, periods=apart).hours.both == 3


@each(
    ("cadence", "evidence", "hours"),
    [
        (Cadence.CONTINUOUS, ("2026-01-01", "2026-06-30"), "12"),  # six months of two hours
        (Cadence.CONTINUOUS, ("2026-01-10", "2026-02-10"), "4"),
        (Cadence.PER_EVENT, ("2026-01-01", "2026-06-30"), "12"),  # two windows of three months
        (Cadence.PER_EVENT, ("2026-01-01", "2026-01-31"), "6"),
        (Cadence.QUARTERLY, ("2026-01-01", "2026-03-31"), "2"),
        (Cadence.ANNUAL, ("2026-01-01", "2026-03-31"), "2"),
    ],
)
def test_what_runs_all_the_time_costs_hours_by_the_month(
    cadence: Cadence, evidence: tuple[str, str], hours: str
) -> None:
    held = make.control(cadence=cadence, effort_hours="2")
    found = promised(controls=(held,), evidence=(make.evidence(*evidence),))
    assert found.hours == shares(hours, "0", "0")


def test_without_a_period_nothing_is_shown_and_no_hours_are_spent() -> None:
    assert promised(periods=(), evidence=(make.evidence("2026-03-01"),)).hours.total == 0


def test_the_shared_part_is_a_whole_percent_rounded_down() -> None:
    assert shares("1", "0", "2").shared_percent == 66
    assert shares("0", "0", "0").shared_percent == 0
    assert shares("0", "0", "0.25").shared_percent == 100
    assert shares("1.5", "2", "3").total == Decimal("6.5")
