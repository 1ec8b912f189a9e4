"""Preparer is not approver, and only a named person approves."""

import pytest
from tests.factories import ALICE, BOB

from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.approval import Refusal, refusal


@pytest.mark.parametrize("via", ["ui", "api", "cli", "job", "demo"])
def test_another_person_may_approve_through_any_door(via: str) -> None:
    assert refusal(preparer=ALICE, approver=Actor(BOB, via)) is None


@pytest.mark.parametrize(
    ("preparer", "approver", "expected"),
    [
        (ALICE, ALICE, Refusal.SAME_PERSON),
        (ALICE, "operator:alice@laptop", Refusal.NOT_A_PERSON),
        (ALICE, "token:t1/by:bob", Refusal.NOT_A_PERSON),
        (ALICE, "system:scheduler", Refusal.NOT_A_PERSON),
        ("operator:bob@laptop", BOB, None),
        ("system:starter", BOB, None),
        ("system:starter", "system:starter", Refusal.NOT_A_PERSON),
    ],
)
def test_who_may_not_approve_is_told_why(preparer: str, approver: str, expected: Refusal | None) -> None:
    assert refusal(preparer=preparer, approver=Actor(approver, "api")) is expected


def test_a_person_does_not_approve_what_their_own_token_prepared() -> None:
    prepared = "token:t1/by:alice"
    assert refusal(preparer=prepared, approver=Actor(ALICE, "ui")) is Refusal.SAME_PERSON
    assert refusal(preparer=prepared, approver=Actor(BOB, "ui")) is None


def test_the_codes_are_those_that_messages_are_made_from() -> None:
    assert [r.value for r in Refusal] == ["approver_is_not_a_person", "approver_is_preparer"]
