"""Documentation neglected: by workstream and phase, since the gap opened, not where documents keep pace."""

from datetime import UTC, date, datetime, timedelta

from attrs import evolve
from tests import factories as make
from tests.domain.programme.patterns.healthy import (
    CONTROLS,
    LATE,
    NAMES,
    but,
    control,
    found,
    healthy,
    named,
    one,
    papers,
    records,
    without,
)
from tests.each import each

from dualtrack.domain.programme.organisation import Profile
from dualtrack.domain.programme.patterns.costs import Lag
from dualtrack.domain.programme.patterns.documentation import stream_of
from dualtrack.domain.programme.patterns.finding import Code, Severity

MIDDLE, IMPLEMENTED, AUDITING = date(2026, 7, 17), date(2026, 11, 1), date(2027, 1, 1)


@each(
    ("requirements", "stream"),
    [
        (("soc2:CC6.4", "iso27001:A.7.4"), Code.PHYSICAL),
        (("iso27001:A.8.24",), Code.CRYPTOGRAPHY),
        (("iso27001:A.8.25",), Code.DEVELOPMENT),
        (("iso27001:A.8.32", "soc2:CC8.1"), Code.DEVELOPMENT),
        (("iso27001:A.8.2",), Code.FORMAL),
        (("iso27001:A.8.9",), Code.FORMAL),
    ],
)
def test_the_workstream_of_a_control(requirements: tuple[str, ...], stream: Code) -> None:
    assert stream_of(control("X-1", *requirements)) is stream


@each(
    ("name", "code"),
    [("CR-01", Code.CRYPTOGRAPHY), ("PH-01", Code.PHYSICAL), ("SD-01", Code.DEVELOPMENT)],
)
def test_a_workstream_that_operates_undocumented_is_found(name: str, code: Code) -> None:
    told = one(healthy(MIDDLE, **without(name)), code)
    assert named(told) == {name: "absent"}
    assert (told.since, told.owner) == (MIDDLE, "alice")
    assert dict(told.counts) == {"operating": 1, "documented": 0, "behind": 1}


def test_nothing_is_said_before_the_middle_of_phase_3() -> None:
    assert found(healthy(MIDDLE - timedelta(days=1), **without(*NAMES))) == {}


def test_the_gap_opens_on_the_day_on_which_operation_is_shown() -> None:
    shown = date(2026, 8, 20)
    late = (*records(*(n for n in NAMES if n != "CR-01")), *records("CR-01", on=shown))
    assert found(healthy(shown - timedelta(days=1), evidence=late, **without("CR-01"))) == {}
    assert one(healthy(LATE, evidence=late, **without("CR-01")), Code.CRYPTOGRAPHY).since == shown


def test_what_was_received_late_opens_the_gap_late_unless_it_is_known_now() -> None:
    received = datetime(2026, 10, 5, 9, tzinfo=UTC)
    late = records(*(n for n in NAMES if n != "CR-01"))
    late += records("CR-01", on=date(2026, 8, 20), received_at=received)
    told = one(healthy(LATE, evidence=late, **without("CR-01")), Code.CRYPTOGRAPHY)
    assert told.since == date(2026, 10, 5)
    known = healthy(LATE, evidence=late, known_at=datetime(2027, 2, 1, tzinfo=UTC), **without("CR-01"))
    assert one(known, Code.CRYPTOGRAPHY).since == date(2026, 8, 20)
    before = healthy(LATE, evidence=late, known_at=datetime(2026, 10, 1, tzinfo=UTC), **without("CR-01"))
    assert found(before) == {}


def test_a_check_that_passed_shows_operation_too() -> None:
    counted = make.checks("2026-09-03", "iso27001", "CR-01", passed=3)
    bare = records(*(n for n in NAMES if n != "CR-01"))
    told = one(healthy(LATE, evidence=bare, check_days=(counted,), **without("CR-01")), Code.CRYPTOGRAPHY)
    assert told.since == date(2026, 9, 3)
    failed = make.checks("2026-09-03", "iso27001", "CR-01", failed=3)
    assert found(healthy(LATE, evidence=bare, check_days=(failed,), **without("CR-01"))) == {}


def test_a_document_that_waits_for_approval_is_none() -> None:
    waiting = (*papers(*(n for n in NAMES if n != "SD-01")), *papers("SD-01", on=None))
    assert named(one(healthy(documents=waiting), Code.DEVELOPMENT)) == {"SD-01": "unapproved"}


def test_a_document_older_than_the_wording_is_none() -> None:
    changed = date(2026, 9, 9)
    told = one(healthy(reworded={"CR-01": changed}), Code.CRYPTOGRAPHY)
    assert named(told) == {"CR-01": "older_than_the_wording"}
    assert told.since == changed
    again = (*papers(*NAMES), *papers("CR-01", on=changed, version=2))
    assert found(healthy(reworded={"CR-01": changed}, documents=again)) == {}


def test_the_gap_is_counted_anew_once_it_was_closed() -> None:
    """Documented in August, reworded in October: the gap before August is over."""
    held = (*papers(*(n for n in NAMES if n != "CR-01")), *papers("CR-01", on=date(2026, 8, 1)))
    told = one(healthy(documents=held, reworded={"CR-01": date(2026, 10, 2)}), Code.CRYPTOGRAPHY)
    assert told.since == date(2026, 10, 2)


def test_documents_may_lag_a_little_and_less_with_each_phase() -> None:
    """One of six controls of the formal documentation: let pass in phase 3, found after it."""
    more = tuple(control(f"OP-0{n}", make.MONITORING, make.POLICIES) for n in range(1, 2))
    names = (*NAMES, "OP-01")
    held = {
        "controls": (*CONTROLS, *more),
        "evidence": records(*names),
        "documents": papers(*NAMES),
    }
    assert found(healthy(IMPLEMENTED - timedelta(days=1), **held)) == {}
    told = one(healthy(IMPLEMENTED, **held), Code.FORMAL)
    assert (told.since, dict(told.counts)) == (IMPLEMENTED, {"operating": 6, "documented": 5, "behind": 1})
    assert found(healthy(IMPLEMENTED, lag=Lag(preparing=20), **held)) == {}
    strict = healthy(IMPLEMENTED - timedelta(days=1), lag=Lag(implementing=5), **held)
    assert one(strict, Code.FORMAL).since == MIDDLE


@each(
    ("day", "names", "severity"),
    [
        (MIDDLE, ("AC-02", "AC-03"), Severity.LOW),
        (MIDDLE, ("AC-02", "AC-03", "AU-02"), Severity.MEDIUM),
        (IMPLEMENTED, ("AC-02", "AC-03"), Severity.MEDIUM),
        (IMPLEMENTED, ("AC-02", "AC-03", "AU-02"), Severity.HIGH),
        (AUDITING, ("AC-02",), Severity.HIGH),
    ],
)
def test_severity_grows_with_the_phase_and_the_share(
    day: date, names: tuple[str, ...], severity: Severity
) -> None:
    assert found(healthy(day, **without(*names)))[Code.FORMAL].severity is severity


def test_what_iso_does_not_ask_for_is_not_missed() -> None:
    plain = control("AC-02", make.ACCESS, make.POLICIES, documented_basis=None)
    only_soc2 = control("AC-02", make.ACCESS)
    for changed in (plain, only_soc2):
        assert found(healthy(IMPLEMENTED, controls=but(changed), **without("AC-02"))) == {}
    excluded = (make.decision("iso27001:A.7.1", False),)
    assert found(healthy(applicability=excluded, **without("PH-01"))) == {}


def test_a_clause_asks_for_a_document_of_one_of_its_controls() -> None:
    bare = evolve(next(c for c in CONTROLS if c.id == "RSK-01"), documented_basis=None)
    held = healthy(AUDITING, controls=but(bare), **without("RSK-01"))
    assert named(found(held)[Code.FORMAL]) == {"RSK-01": "absent"}
    other = control("RSK-02", make.RISK, documented_basis=None)
    papered = (*papers("RSK-02"), *without("RSK-01")["documents"])
    beside = healthy(AUDITING, controls=(*but(bare), other), documents=papered)
    assert Code.FORMAL not in found(beside)


def test_a_control_out_of_use_owes_nothing() -> None:
    gone = evolve(next(c for c in CONTROLS if c.id == "CR-01"), retired_on=date(2026, 8, 1))
    assert found(healthy(controls=but(gone), **without("CR-01"))) == {}


def test_it_is_a_pattern_of_the_combination() -> None:
    alone = make.organisation(profile=Profile.ISO27001_ONLY)
    assert found(healthy(organisation=alone, **without(*NAMES))) == {}
