"""Decisions on applicability: all or none, the first that a rule refuses is named."""

from datetime import date, datetime
from typing import Any

import pytest
from tests.app.entries import last, refused, same

from dualtrack.app.ledger.home import Home
from dualtrack.app.programme.catalogue import catalogue
from dualtrack.app.risks import services
from dualtrack.app.risks.models import ApplicabilityRow
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.risks.applicability import Applicability, Ground, Justification

WHY = Justification(ground=Ground.CRITERION, reference="CC6.1")


def decision(requirement: str, **changed: Any) -> Applicability:
    """Included because of a criterion, unless a test says otherwise."""
    said = {
        "requirement": requirement,
        "included": True,
        "justifications": (WHY,),
        "decided_by": "person:alice",
        "decided_on": date(2026, 3, 2),
    }
    return Applicability(**(said | changed))


def excluded(requirement: str, why: str = "No development is outsourced.") -> Applicability:
    """Left out, for a reason."""
    return decision(requirement, included=False, justifications=(), exclusion=why)


def decide(actor: Actor, now: datetime, *decisions: Applicability) -> None:
    """Record them over the shipped catalogue."""
    services.decide(actor=actor, now=now, decisions=decisions, catalogue=catalogue())


def test_decisions_are_recorded_with_the_reason_of_an_exclusion(
    home: Home, now: datetime, alice: Actor
) -> None:
    decide(alice, now, decision("iso27001:A.8.24"), excluded("iso27001:A.8.30"))
    first, second = last(2)
    assert (first.action, first.object, first.reason) == (
        "applicability.decide",
        "applicability/iso27001:A.8.24~1",
        "",
    )
    assert second.reason == "No development is outsourced."
    assert same(ApplicabilityRow.objects.get(pk="iso27001:A.8.24~1"), first)
    assert same(ApplicabilityRow.objects.get(pk="iso27001:A.8.30~1"), second)


def test_a_decision_is_changed_and_both_stay_in_the_ledger(home: Home, now: datetime, alice: Actor) -> None:
    decide(alice, now, decision("iso27001:A.8.30"))
    decide(alice, now, excluded("iso27001:A.8.30"))
    assert [row.included for row in ApplicabilityRow.objects.order_by("number")] == [True, False]
    assert [e.value["included"] for e in last(2) if e.value] == [True, False]


@pytest.mark.parametrize(
    ("made", "code", "words"),
    [
        (
            decision("iso27001:A.99.1"),
            "unknown_requirement",
            "iso27001:A.99.1: no loaded framework holds it; ids look like soc2:CC6.1",
        ),
        (
            excluded("iso27001:6.1.2"),
            "clauses_cannot_be_excluded",
            "iso27001:6.1.2: clauses 4 to 10 cannot be excluded (ISO/IEC 27001 1)",
        ),
        (
            excluded("soc2:CC6.1"),
            "common_criteria_cannot_be_excluded",
            "soc2:CC6.1: common criteria are always in scope",
        ),
        (
            excluded("iso27001:A.8.30", "  "),
            "an_exclusion_needs_a_justification",
            "iso27001:A.8.30: say why it is excluded (ISO/IEC 27001 6.1.3 d)",
        ),
        (
            excluded("soc2:A1.3", "  "),
            "a_criterion_not_relevant_needs_its_reason",
            "soc2:A1.3: say why it is not relevant (DC 8)",
        ),
        (
            decision("iso27001:A.8.30", justifications=()),
            "an_inclusion_needs_a_ground",
            "iso27001:A.8.30: say why it is included (ISO/IEC 27001 6.1.3 d)",
        ),
    ],
)
def test_a_refused_decision_takes_the_others_with_it(
    home: Home, now: datetime, alice: Actor, made: Applicability, code: str, words: str
) -> None:
    with refused(code, words):
        decide(alice, now, decision("iso27001:A.8.24"), made)
    assert not ApplicabilityRow.objects.exists()


def test_a_criterion_of_a_category_may_be_not_relevant(home: Home, now: datetime, alice: Actor) -> None:
    decide(alice, now, excluded("soc2:A1.3", "Recovery is the hosting provider's."))
    assert ApplicabilityRow.objects.get().exclusion == "Recovery is the hosting provider's."


def test_a_decision_is_that_of_who_takes_it(home: Home, now: datetime, alice: Actor) -> None:
    decide(alice, now, decision("iso27001:A.8.24", decided_by="person:charlie"))
    assert ApplicabilityRow.objects.get().decided_by == "person:alice"
    (entry,) = last()
    assert (entry.actor, (entry.value or {})["decided_by"]) == ("person:alice", "person:alice")


@pytest.mark.parametrize("day", [date(2026, 2, 28), date(2026, 3, 4)])
def test_a_decision_of_another_day_takes_the_others_with_it(
    home: Home, now: datetime, alice: Actor, day: date
) -> None:
    words = f"iso27001:A.8.30: {day} is not today; decisions carry the day on which they are taken"
    with refused("day_is_not_of_this_time", words):
        decide(alice, now, decision("iso27001:A.8.24"), decision("iso27001:A.8.30", decided_on=day))
    assert not ApplicabilityRow.objects.exists()
