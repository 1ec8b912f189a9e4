"""Which firm examines and which certifies: the decision and the booking, one of each for each engagement.

One firm may be chosen for both; these are two decisions and two bookings, because they end in two documents
with a signatory each.
"""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from attrs import frozen

from dualtrack.domain.ledger.codec import recorded


@recorded("auditor_decision")
@frozen(kw_only=True)
class AuditorDecision:
    """That a firm is chosen for a framework, why, and who else was considered."""

    id: str  # of framework and number
    number: int  # of the framework's decisions, from 1
    framework: str  # soc2 or iso27001
    firm: str  # a record of the register of audit firms
    quote: str  # the quote that was accepted; empty where none is on record
    reason: str
    considered: tuple[str, ...]  # firms that could have been chosen that day
    decided_by: str
    decided_on: date


@recorded("auditor_booking")
@frozen(kw_only=True)
class AuditorBooking:
    """That the chosen firm has confirmed dates."""

    id: str  # of framework and number
    number: int  # of the framework's bookings, from 1
    framework: str
    firm: str
    starts_on: date  # the first day of fieldwork, or of Stage 1
    ends_on: date  # the last day of fieldwork, or of Stage 2
    confirmation: str  # the number or date of what both sides signed
    booked_by: str
    booked_on: date


T = TypeVar("T", AuditorDecision, AuditorBooking)


def day_of(one: AuditorDecision | AuditorBooking) -> date:
    """The day on which it was taken."""
    return one.decided_on if isinstance(one, AuditorDecision) else one.booked_on


def standing(held: Iterable[T], framework: str, as_of: date) -> T | None:
    """The last one of a framework by that day; a later one takes the place of an earlier."""
    mine = [one for one in held if one.framework == framework and day_of(one) <= as_of]
    return max(mine, key=lambda one: one.number, default=None)


def booked(
    decisions: Iterable[AuditorDecision], bookings: Iterable[AuditorBooking], framework: str, as_of: date
) -> AuditorBooking | None:
    """The booking that counts: the last of the framework, and of the firm that the decision names."""
    decision = standing(decisions, framework, as_of)
    if decision is None:
        return None
    return standing((one for one in bookings if one.firm == decision.firm), framework, as_of)
