"""Preparer is not approver, and only a named person approves."""

from datetime import UTC, date, datetime, timedelta, timezone

from tests.each import each
from tests.factories import ALICE, BOB

from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.approval import Refusal, is_day_of, refusal, refusal_among


@each("via", ["ui", "api", "job", "demo"])
def test_another_person_may_approve_through_any_door_that_asks_who_they_are(via: str) -> None:
    assert refusal(preparer=ALICE, approver=Actor(BOB, via)) is None


@each("via", ["cli", "cli:root@host"])
def test_nobody_approves_at_the_command_line(via: str) -> None:
    assert refusal(preparer=ALICE, approver=Actor(BOB, via)) is Refusal.NOT_A_PERSON


def test_whoever_prepared_a_part_approves_nothing_of_it() -> None:
    together = (ALICE, "system:starter", "token:t1/by:bob")
    assert refusal_among(preparers=together, approver=Actor(ALICE, "ui")) is Refusal.SAME_PERSON
    assert refusal_among(preparers=together, approver=Actor(BOB, "ui")) is Refusal.SAME_PERSON
    assert refusal_among(preparers=together, approver=Actor("person:carol", "ui")) is None
    assert refusal_among(preparers=(), approver=Actor(ALICE, "ui")) is None


@each(("day", "fits"), [(29, False), (30, True), (31, True), (1, True), (2, False)])
def test_a_day_is_that_of_a_moment_in_some_zone(day: int, fits: bool) -> None:
    late = datetime(2026, 12, 31, 23, 59, tzinfo=UTC)
    asked = date(2026, 12, day) if day > 2 else date(2027, 1, day)
    assert is_day_of(asked, late) is fits
    assert is_day_of(asked, late.astimezone(timezone(timedelta(hours=14)))) is fits


@each(
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
    assert [r.value for r in Refusal] == [
        "approver_is_not_a_person",
        "approver_is_preparer",
        "not_waiting_for_approval",
        "changed_since_it_was_read",
    ]
