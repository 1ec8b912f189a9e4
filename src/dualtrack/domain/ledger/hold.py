"""Legal holds: what nobody may erase while it stands, why, who set it, and who lifted it why."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from attrs import evolve, frozen

from dualtrack.domain.ledger.codec import recorded
from dualtrack.domain.ledger.retention import Item


class Covers(StrEnum):
    """What a hold is about."""

    EVERYTHING = "everything"
    OBJECT = "object"
    CONTROL = "control"
    PERIOD = "period"


class HoldProblem(StrEnum):
    """Why a hold cannot be set or lifted."""

    NO_REASON = "hold_needs_a_reason"
    NO_SUBJECT = "hold_needs_what_it_covers"
    NO_DAYS = "hold_needs_its_days"
    REVERSED = "hold_ends_before_it_begins"
    LIFTED = "hold_is_lifted_already"
    NO_LIFT_REASON = "lifting_needs_a_reason"


@recorded("legal_hold")
@frozen(kw_only=True)
class LegalHold:
    """One hold: `subject` is an object (`evidence/ev_...`) or a control's id, `first` to `last` are days."""

    id: str
    covers: Covers
    reason: str
    set_by: str
    set_on: date
    subject: str = ""
    first: date | None = None
    last: date | None = None
    lifted_by: str | None = None
    lifted_on: date | None = None
    lifted_because: str = ""

    @property
    def stands(self) -> bool:
        """True until it was lifted."""
        return self.lifted_on is None

    def holds(self, item: Item) -> bool:
        """True when the item lies under it, and it stands."""
        return self.stands and _REACHES[self.covers](self, item)


def _in_period(hold: LegalHold, item: Item) -> bool:
    return (
        hold.first is not None
        and hold.last is not None
        and item.first <= hold.last
        and hold.first <= item.last
    )


_REACHES = {
    Covers.EVERYTHING: lambda hold, item: True,  # noqa: ARG005 - the form of the others
    Covers.OBJECT: lambda hold, item: hold.subject in item.objects,
    Covers.CONTROL: lambda hold, item: hold.subject in item.controls,
    Covers.PERIOD: _in_period,
}


def first_over(holds: Iterable[LegalHold], item: Item) -> LegalHold | None:
    """The hold that has covered the item for longest."""
    found = [hold for hold in holds if hold.holds(item)]
    return min(found, key=lambda hold: (hold.set_on, hold.id), default=None)


def problem(hold: LegalHold) -> HoldProblem | None:
    """The first reason not to set it, or None."""
    days = hold.covers is Covers.PERIOD
    checks = (
        (not hold.reason.strip(), HoldProblem.NO_REASON),
        (hold.covers in (Covers.OBJECT, Covers.CONTROL) and not hold.subject.strip(), HoldProblem.NO_SUBJECT),
        (days and (hold.first is None or hold.last is None), HoldProblem.NO_DAYS),
        (days and _reversed(hold), HoldProblem.REVERSED),
    )
    return next((reason for failed, reason in checks if failed), None)


def _reversed(hold: LegalHold) -> bool:
    return hold.first is not None and hold.last is not None and hold.last < hold.first


def lifted(hold: LegalHold, *, by: str, on: date, because: str) -> LegalHold | HoldProblem:
    """The hold as it is once it was lifted, or why it cannot be."""
    if not hold.stands:
        return HoldProblem.LIFTED
    if not because.strip():
        return HoldProblem.NO_LIFT_REASON
    return evolve(hold, lifted_by=by, lifted_on=on, lifted_because=because.strip())
