"""Risk register unused for SOC 2: empty, tied to nothing, not cited, not reassessed, no fraud, no change."""

from datetime import date, timedelta

from attrs import evolve
from tests import factories as make
from tests.domain.programme.patterns.healthy import (
    CLOSED,
    CONTROLS,
    LATE,
    NAMES,
    OPENED,
    RISKS,
    RUNS,
    but,
    found,
    healthy,
    named,
    one,
    papers,
    records,
    serving,
)
from tests.domain.risks import making
from tests.each import each

from dualtrack.domain.programme.patterns.finding import Code, Severity

ASSESSED, MIDDLE = date(2026, 5, 1), date(2026, 10, 1)


def test_a_register_is_there_by_the_end_of_phase_2() -> None:
    empty = making.register()
    assert found(healthy(ASSESSED - timedelta(days=1), risks=empty)) == {}
    told = one(healthy(ASSESSED, risks=empty), Code.EMPTY)
    assert (told.since, told.severity, told.owner) == (ASSESSED, Severity.MEDIUM, "dana")
    assert one(healthy(OPENED, risks=empty), Code.EMPTY).severity is Severity.HIGH
    gone = making.register(*(evolve(r, retired_on=date(2026, 8, 3)) for r in RISKS), assessments=RUNS)
    assert one(healthy(risks=gone), Code.EMPTY).since == date(2026, 8, 3)


@each(("code", "number", "criterion"), [(Code.NO_FRAUD, 1, "fraud"), (Code.NO_CHANGE, 2, "change")])
def test_a_risk_of_fraud_and_one_of_change_are_asked_for(code: Code, number: int, criterion: str) -> None:
    bare = tuple(evolve(r, **{criterion: False}) for r in RISKS)
    told = one(healthy(risks=making.register(*bare, assessments=RUNS)), code)
    assert (told.since, told.severity) == (ASSESSED, Severity.MEDIUM)
    left = tuple(evolve(r, retired_on=OPENED) if n == number else r for n, r in enumerate(RISKS))
    assert one(healthy(risks=making.register(*left, assessments=RUNS)), code).since == OPENED


@each(
    ("day", "severity"),
    [(ASSESSED, Severity.LOW), (CLOSED, Severity.MEDIUM), (CLOSED + timedelta(days=1), Severity.HIGH)],
)
def test_it_grows_as_the_period_ends(day: date, severity: Severity) -> None:
    bare = making.register(*(evolve(r, fraud=False) for r in RISKS), assessments=RUNS)
    assert one(healthy(day, risks=bare), Code.NO_FRAUD).severity is severity


def test_risks_above_the_line_speak_to_a_criterion_or_a_control_of_soc2() -> None:
    loose = making.risk(id="R-004", criteria=("iso27001:A.7.1",), controls=(making.link("CR-01"),))
    held = making.register(*RISKS, loose, assessments=RUNS)
    told = one(healthy(risks=held), Code.UNTIED)
    assert named(told, "risk") == {"R-004": ""}
    assert (told.since, told.severity) == (ASSESSED, Severity.LOW)
    newer = evolve(loose, identified_on=date(2026, 9, 9))
    assert one(healthy(risks=making.register(*RISKS, newer, assessments=RUNS)), Code.UNTIED).since == date(
        2026, 9, 9
    )
    below = evolve(loose, inherent=making.rating(2, availability=3))
    assert found(healthy(risks=making.register(*RISKS, below, assessments=RUNS))) == {}


def test_loose_risks_weigh_more_from_one_in_four_on() -> None:
    loose = tuple(making.risk(id=f"R-10{n}", criteria=(), controls=()) for n in range(2))
    told = one(healthy(risks=making.register(*RISKS, *loose, assessments=RUNS)), Code.UNTIED)
    assert told.severity is Severity.MEDIUM
    assert dict(told.counts) == {"risks": 2, "above": 5}


def test_the_register_is_cited_in_what_is_collected_for_cc3_and_cc9() -> None:
    """Another control serves CC3, and its records never speak of the register."""
    apart = make.control("GOV-09", requirements=("soc2:CC3.2",))
    held = {"controls": (*but(serving("RSK-01", make.RISK)), apart), "documents": papers(*NAMES)}
    mute = (*records(*NAMES), *records("GOV-09", title="Yearly talk"))
    assert found(healthy(MIDDLE - timedelta(days=1), evidence=mute, **held)) == {}
    told = one(healthy(MIDDLE, evidence=mute, **held), Code.UNCITED)
    assert (told.since, told.severity) == (MIDDLE, Severity.LOW)
    assert named(told) == {"GOV-09": ""}
    assert list(named(told, "evidence")) == ["ev-GOV-09-2026-07-10"]
    for fields in ({"title": "Risk register of July"}, {"note": "discussed R-001"}):
        naming = (*records(*NAMES), *records("GOV-09", **fields))
        assert found(healthy(MIDDLE, evidence=naming, **held)) == {}


def test_records_long_before_the_period_cite_nothing() -> None:
    old = records(*(n for n in NAMES if n != "RSK-01")) + records("RSK-01", on=date(2025, 6, 1))
    assert Code.UNCITED in found(healthy(MIDDLE, evidence=old))


def test_a_criterion_that_nobody_serves_cites_nothing() -> None:
    held = healthy(MIDDLE, controls=but(serving("RSK-01", make.RISK)))
    told = one(held, Code.UNCITED)
    assert (told.facts, dict(told.counts)) == ((), {"controls": 0, "evidence": 0})


def test_a_run_lies_in_the_period() -> None:
    once = making.register(*RISKS, assessments=RUNS[:1])
    assert found(healthy(MIDDLE - timedelta(days=1), risks=once)) == {}
    told = one(healthy(MIDDLE, risks=once), Code.ONCE)
    assert (told.since, dict(told.counts)) == (MIDDLE, {"days": 264, "runs": 1})
    late = making.register(*RISKS, assessments=(RUNS[0], evolve(RUNS[1], assessed_on=CLOSED)))
    assert one(healthy(LATE, risks=late), Code.ONCE).since == MIDDLE
    assert found(healthy(CLOSED, risks=late)) == {}


def test_without_a_period_only_the_register_itself_is_looked_at() -> None:
    once = making.register(*RISKS, assessments=())
    assert found(healthy(MIDDLE, risks=once, periods=())) == {}


def test_who_leads_owns_the_work_where_nobody_assesses() -> None:
    nobody = tuple(c for c in CONTROLS if c.id != "RSK-01")
    told = found(healthy(ASSESSED, controls=nobody, risks=making.register()))
    assert told[Code.EMPTY].owner == "alice"
