"""A mapping's life: what enters is a candidate, another person decides, a reviewer enters their own name."""

from datetime import date

from attrs import evolve
from tests.domain.frameworks.pairs import PAIR, pair
from tests.domain.frameworks.pairs import reviewed as as_reviewed
from tests.each import each

from dualtrack.domain.frameworks.crosswalk import MappingStatus
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.mappings.decision import (
    CATALOGUE,
    as_of_day,
    decided,
    decision_id,
    decision_refusal,
    entered,
    of_ours,
    review_refusal,
    reviewed,
)

ALICE, BOB = Actor("person:alice", "ui"), Actor("person:bob", "ui")
AT_THE_TERMINAL = Actor("person:bob", "cli:bob@host")
OPERATOR = Actor("operator:root@host", "cli")
DAY, NEXT, LATER = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 9)
ACCEPTED, CANDIDATE, REJECTED = MappingStatus.ACCEPTED, MappingStatus.CANDIDATE, MappingStatus.REJECTED
OWN = entered(PAIR, by=ALICE.id, on=DAY)
OURS = of_ours(PAIR, on=DAY)


def test_what_enters_is_a_candidate_reviewed_by_nobody_whatever_the_file_says() -> None:
    made = entered(as_reviewed(PAIR), by=ALICE.id, on=DAY)
    assert made.status is CANDIDATE
    assert (made.mapping.reviewed_by, made.mapping.reviewed_on, made.decided_by) == (None, None, None)
    assert (made.entered_by, made.entered_on, made.shipped) == (ALICE.id, DAY, False)


def test_an_id_is_of_the_pair_and_where_it_comes_from() -> None:
    assert decision_id(PAIR) == decision_id(PAIR.inverted())
    assert decision_id(PAIR) != decision_id(pair(origin="a file"))
    assert decision_id(PAIR) != decision_id(pair(target="iso27001:A.5.1"))
    assert len(decision_id(PAIR)) == 28


def test_ours_is_entered_by_nobody_of_the_organisation() -> None:
    assert (OURS.entered_by, OURS.shipped, OURS.status, OURS.decided_by) == (CATALOGUE, True, ACCEPTED, None)


@each(
    ("held", "to", "by", "reason", "why"),
    [
        (OWN, ACCEPTED, BOB, "", None),
        (OWN, REJECTED, BOB, "another topic", None),
        (OWN, REJECTED, BOB, "  ", "mapping_decision_needs_a_reason"),
        (OWN, ACCEPTED, ALICE, "", "approver_is_preparer"),
        (OWN, ACCEPTED, AT_THE_TERMINAL, "", "approver_is_not_a_person"),
        (OWN, ACCEPTED, OPERATOR, "", "approver_is_not_a_person"),
        (OWN, CANDIDATE, BOB, "", "mapping_is_so_already"),
        (OURS, ACCEPTED, ALICE, "", None),
        (OURS, REJECTED, ALICE, "not in our system", None),
        (OURS, ACCEPTED, OPERATOR, "", "approver_is_not_a_person"),
    ],
)
def test_who_may_decide_what(
    held: object, to: MappingStatus, by: Actor, reason: str, why: str | None
) -> None:
    assert decision_refusal(held, to=to, by=by, reason=reason) == why  # type: ignore[arg-type]  # one of two values


def test_a_decision_names_who_when_and_why_and_may_be_taken_back() -> None:
    no = decided(OWN, to=REJECTED, by=BOB, on=NEXT, reason=" another topic ")
    assert (no.status, no.decided_by, no.decided_on, no.reason) == (REJECTED, BOB.id, NEXT, "another topic")
    assert no.id == OWN.id
    assert decision_refusal(no, to=REJECTED, by=BOB, reason="again") == "mapping_is_so_already"
    assert decision_refusal(no, to=ACCEPTED, by=BOB, reason="") is None


def test_ours_is_adopted_once() -> None:
    taken = decided(OURS, to=ACCEPTED, by=ALICE, on=NEXT, reason="")
    assert taken.shipped
    assert decision_refusal(taken, to=ACCEPTED, by=BOB, reason="") == "mapping_is_so_already"


@each(
    ("held", "by", "why"),
    [
        (OWN, BOB, None),
        (OWN, ALICE, "mapping_reviewed_by_its_author"),
        (OURS, ALICE, None),
        (OURS, AT_THE_TERMINAL, "approver_is_not_a_person"),
        (reviewed(OURS, by=BOB, on=NEXT), BOB, "mapping_is_so_already"),
        (reviewed(OURS, by=BOB, on=NEXT), ALICE, None),
    ],
)
def test_who_may_review(held: object, by: Actor, why: str | None) -> None:
    assert review_refusal(held, by=by) == why  # type: ignore[arg-type]  # one of two values


def test_a_review_bears_the_reviewer_s_own_name_and_decides_nothing() -> None:
    held = reviewed(OWN, by=BOB, on=NEXT)
    assert (held.mapping.reviewed_by, held.mapping.reviewed_on) == (BOB.id, NEXT)
    assert held.status is CANDIDATE


def test_what_was_reviewed_stays_reviewed_when_it_is_decided() -> None:
    held = decided(reviewed(OWN, by=BOB, on=NEXT), to=ACCEPTED, by=BOB, on=LATER, reason="")
    assert held.mapping.reviewed_by == BOB.id


def test_on_an_earlier_day_the_decision_and_the_review_were_not_there_yet() -> None:
    held = decided(reviewed(OWN, by=BOB, on=NEXT), to=ACCEPTED, by=BOB, on=LATER, reason="fits")
    assert as_of_day(held, date(2026, 3, 1)) is None
    assert as_of_day(held, DAY) == OWN
    assert as_of_day(held, NEXT) == reviewed(OWN, by=BOB, on=NEXT)
    assert as_of_day(held, LATER) == held


def test_before_it_was_rejected_ours_counted() -> None:
    no = decided(OURS, to=REJECTED, by=BOB, on=LATER, reason="not in our system")
    before = as_of_day(no, NEXT)
    assert before is not None
    assert (before.status, before.reason, before.decided_by) == (ACCEPTED, "", None)
    assert before == evolve(OURS, entered_on=DAY)
