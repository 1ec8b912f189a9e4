"""Preparer is not approver: the one rule that every approval passes (ISO/IEC 27001 A.5.3, design law 6)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from dualtrack.domain.ledger.actor import Actor

_WIDEST = timedelta(days=1)  # no zone's day is further from the day in UTC


class Refusal(StrEnum):
    """Why an approval is refused."""

    NOT_A_PERSON = "approver_is_not_a_person"
    SAME_PERSON = "approver_is_preparer"
    NOT_WAITING = "not_waiting_for_approval"
    CHANGED = "changed_since_it_was_read"


def refusal(*, preparer: str, approver: Actor) -> Refusal | None:
    """None when `approver` may approve what `preparer` (an actor id) prepared; else the reason."""
    return refusal_among(preparers=(preparer,), approver=approver)


def refusal_among(*, preparers: Iterable[str], approver: Actor) -> Refusal | None:
    """None when `approver` may approve what all these (actor ids) prepared together; else the reason.

    Only a named person who signed in approves: an operator, a token, a job or anybody at the command line
    never does. What a token prepared was prepared by the person behind it.
    """
    behind = {Actor(preparer, approver.via).person_id for preparer in preparers}
    if not approver.can_approve:
        return Refusal.NOT_A_PERSON
    return Refusal.SAME_PERSON if approver.person_id in behind else None


def is_day_of(day: date, moment: datetime) -> bool:
    """True when `day` can be somebody's day at that moment, in whichever zone."""
    return abs(day - moment.astimezone(UTC).date()) <= _WIDEST
