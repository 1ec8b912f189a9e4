"""Reasons: each with its code, its parameters as text, and the facts behind it, in a fixed order."""

from typing import Any

from tests import factories as make
from tests.each import each

from dualtrack.domain.controls.control import Cadence
from dualtrack.domain.programme.readiness import assess
from dualtrack.domain.programme.reasons import Code, Reason, because
from dualtrack.domain.programme.statuses import ByFramework


def standing(on: str, control: Any = None, **facts: Any) -> ByFramework:
    """The access review in SOC 2 on a day."""
    held = control or make.control()
    approved = {"approvals": (make.approval(held),)} | facts
    judged = assess(make.programme(controls=(held,), **approved), make.day(on))
    found = judged.controls[0].of("soc2")
    assert found is not None
    return found


def reason(found: ByFramework, code: Code) -> Reason:
    """The one reason of a code."""
    (only,) = (r for r in found.because if r.code is code)
    return only


def test_a_reason_holds_its_parameters_as_text_by_name() -> None:
    made = because(Code.MISSED, "ev-1", due=make.END, count=2)
    assert made == Reason(Code.MISSED, (("count", "2"), ("due", "2026-06-30")), ("ev-1",))


def test_codes_are_told_apart() -> None:
    assert len({c.value for c in Code}) == len(Code) == 21


@each(
    ("change", "codes"),
    [
        ({"owner": None}, [Code.NO_OWNER]),
        ({"activity": " "}, [Code.NOT_WORDED]),
        ({"owner": None, "activity": ""}, [Code.NO_OWNER, Code.NOT_WORDED]),
        ({"operating_since": None}, [Code.NO_START]),
        ({}, []),
    ],
)
def test_what_is_wrong_with_the_control_itself_comes_first(change: dict[str, Any], codes: list[Code]) -> None:
    found = standing("2026-02-01", make.control(**change))
    assert [r.code for r in found.because] == [*codes, Code.NOTHING_DUE]
    assert all(r.facts == ("AC-02",) for r in found.because[:-1])


def test_an_unapproved_design_is_named() -> None:
    assert reason(standing("2026-02-01", approvals=()), Code.NOT_APPROVED) == because(
        Code.NOT_APPROVED, "AC-02"
    )


def test_a_control_that_started_after_the_period_says_since_when() -> None:
    found = standing("2026-05-01", make.control(operating_since=make.day("2026-04-01")))
    assert reason(found, Code.STARTED_LATE) == because(
        Code.STARTED_LATE, "AC-02", since="2026-04-01", start="2026-01-01"
    )


def test_without_a_period_that_is_the_only_reason_about_operation() -> None:
    assert standing("2026-05-01", periods=()).because == (because(Code.NO_PERIOD),)


def test_a_period_that_is_still_to_come_is_named_with_its_start() -> None:
    found = standing("2025-12-01")
    assert found.because == (
        because(Code.NOT_APPROVED, "AC-02"),
        because(Code.PERIOD_AHEAD, "soc2", start="2026-01-01"),
        because(Code.NOTHING_DUE),
    )


def test_what_was_performed_names_each_fact_once_in_order() -> None:
    held = (make.evidence("2026-03-30", id="b"), make.evidence("2026-03-01", id="a"))
    found = standing("2026-04-01", evidence=held)
    assert found.because == (because(Code.PERFORMED, "a", "b", due=1, met=1),)


def test_a_fact_that_is_not_known_yet_is_not_named() -> None:
    held = (make.evidence("2026-03-01", id="a"), make.evidence("2026-03-30", id="b"))
    assert reason(standing("2026-03-29", evidence=held), Code.PERFORMED).facts == ("a",)


@each(("on", "code"), [("2026-04-16", Code.MISSED), ("2026-07-15", Code.LOST)])
def test_an_occurrence_with_nothing_to_show_is_named_by_its_days(on: str, code: Code) -> None:
    found = standing(on)
    expected = because(code, count=1, start="2026-01-01", end="2026-03-31", due="2026-04-15")
    assert found.because == (because(Code.PERFORMED, due=1, met=0), expected)


def test_several_lapsed_occurrences_are_one_reason_over_all_their_days() -> None:
    found = standing("2026-04-12", make.control(cadence=Cadence.WEEKLY))
    missed, lost = reason(found, Code.MISSED), reason(found, Code.LOST)
    assert dict(missed.params) == {
        "count": "1",
        "start": "2026-04-02",
        "end": "2026-04-08",
        "due": "2026-04-11",
    }
    assert dict(lost.params) == {
        "count": "13",
        "start": "2026-01-01",
        "end": "2026-04-01",
        "due": "2026-04-04",
    }


def test_a_late_performance_names_the_evidence_that_was_late() -> None:
    late = make.evidence("2026-01-01", "2026-03-31", id="late", performed_on=make.day("2026-05-01"))
    found = standing("2026-05-02", evidence=(late,))
    assert reason(found, Code.LATE) == because(
        Code.LATE, "late", count=1, start="2026-01-01", end="2026-03-31", due="2026-04-15"
    )
    assert dict(reason(found, Code.PERFORMED).params) == {"due": "1", "met": "1"}


def test_failed_checks_name_the_days_of_checks_and_no_evidence() -> None:
    failed = make.checks("2026-02-01", failed=3)
    found = standing("2026-03-01", check_days=(failed,), evidence=(make.evidence("2026-02-02"),))
    assert reason(found, Code.CHECKS_FAILED) == because(
        Code.CHECKS_FAILED, failed.id, count=1, start="2026-01-01", end="2026-03-31", due="2026-04-15"
    )


def test_each_known_deviation_inside_the_period_is_a_reason() -> None:
    held = (
        make.deviation("2026-02-01", id="d1"),
        make.deviation("2026-02-02", id="d2", noted_at=make.at("2026-03-02")),
        make.deviation("2025-12-31", id="d0"),
        make.deviation("2026-02-01", "other", id="d3"),
    )
    found = standing("2026-03-01", deviations=held)
    assert [r for r in found.because if r.code is Code.DEVIATION] == [because(Code.DEVIATION, "d1")]
    assert found.tally.deviations == 1
    later = standing("2026-03-02", deviations=held)
    assert [r.facts for r in later.because if r.code is Code.DEVIATION] == [("d1",), ("d2",)]


def requirement_reasons(of: str, **facts: Any) -> tuple[Reason, ...]:
    """Why a requirement stands as it does on 1 February."""
    judged = assess(make.programme(**facts), make.day("2026-02-01"))
    return next(r.because for r in judged.requirements if r.id == of)


def test_a_requirement_names_each_control_with_its_two_statuses() -> None:
    assert requirement_reasons(make.ACCESS, controls=(make.control(),)) == (
        because(Code.CONTROL, "AC-02", control="AC-02", design="designed", operation="too_early"),
    )
    assert requirement_reasons(make.ACCESS) == (because(Code.NO_CONTROL),)


def test_an_excluded_requirement_gives_its_justification_and_nothing_else() -> None:
    out = make.decision(make.CRYPTO, included=False, exclusion="No keys of ours")
    found = requirement_reasons(make.CRYPTO, applicability=(out,))
    assert found == (because(Code.EXCLUDED, make.CRYPTO, reason="No keys of ours"),)
    aside = make.decision(make.MONITORING, included=False, exclusion="No such service")
    found = requirement_reasons(make.MONITORING, applicability=(aside,))
    assert found == (because(Code.NOT_RELEVANT, make.MONITORING, reason="No such service"),)


def test_an_undecided_annex_control_and_a_missing_document_are_told() -> None:
    assert requirement_reasons(make.CRYPTO) == (because(Code.UNDECIDED), because(Code.NO_CONTROL))
    decided = requirement_reasons(make.CRYPTO, applicability=(make.decision(make.CRYPTO),))
    assert decided == (because(Code.NO_CONTROL),)
    assert requirement_reasons(make.RISK) == (because(Code.DOCUMENT_MISSING), because(Code.NO_CONTROL))
