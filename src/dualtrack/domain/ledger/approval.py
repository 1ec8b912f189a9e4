"""Preparer is not approver: the one rule that every approval passes (ISO/IEC 27001 A.5.3, design law 6)."""

from enum import StrEnum

from dualtrack.domain.ledger.actor import Actor


class Refusal(StrEnum):
    """Why an approval is refused."""

    NOT_A_PERSON = "approver_is_not_a_person"
    SAME_PERSON = "approver_is_preparer"


def refusal(*, preparer: str, approver: Actor) -> Refusal | None:
    """None when `approver` may approve what `preparer` (an actor id) prepared; else the reason.

    Only a named person approves: an operator at the command line, a token or a job never does. What a token
    prepared was prepared by the person behind it.
    """
    if not approver.can_approve:
        return Refusal.NOT_A_PERSON
    prepared_by = Actor(preparer, approver.via).person_id
    return Refusal.SAME_PERSON if approver.person_id == prepared_by else None
