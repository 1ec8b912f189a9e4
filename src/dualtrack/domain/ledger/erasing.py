"""Whether something may be erased today: holds first, then open audits, then the floor of its class."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from attrs import field, frozen

from dualtrack.domain.ledger.erasure import Ground
from dualtrack.domain.ledger.hold import LegalHold, first_over
from dualtrack.domain.ledger.retention import AFTER_USE, Item, floor_of, free_from, kept_for_ever


class Bar(StrEnum):
    """What stands in the way."""

    NO_REASON = "erasure_needs_a_reason"
    NO_BASIS = "erasure_needs_a_legal_basis"
    KEPT = "never_erased"
    HELD = "erasure_is_held"
    NOT_PAST = "person_has_not_left"
    IN_USE = "used_by_an_open_audit"
    TOO_EARLY = "retention_has_not_ended"
    STANDS = "entry_stands"
    PERSONAL = "personal_entries_leave_together"
    NOTHING = "entry_holds_nothing"


@frozen(kw_only=True)
class Barred:
    """A refusal with what it is about."""

    bar: Bar
    params: Mapping[str, str] = field(factory=dict)


def barred(
    item: Item,
    *,
    ground: Ground,
    legal_basis: str,
    reason: str,
    replaced: bool,
    holds: Iterable[LegalHold],
    today: date,
) -> Barred | None:
    """The first reason not to erase it today, or None.

    A hold bars whatever asks for it. An audit that is open and uses it bars all but an order, and a right of
    the person where a redacted file takes its place. A floor bars what rests on nothing but its end.
    """
    if not reason.strip():
        return Barred(bar=Bar.NO_REASON)
    if not legal_basis.strip():
        return Barred(bar=Bar.NO_BASIS)
    if kept_for_ever(item):
        return Barred(bar=Bar.KEPT)
    held = first_over(holds, item)
    if held is not None:
        return Barred(bar=Bar.HELD, params={"hold": held.id, "day": str(held.set_on), "why": held.reason})
    if item.past is None:
        return Barred(bar=Bar.NOT_PAST)
    return _in_use(item, ground, replaced=replaced) or _too_early(item, ground, today)


def _in_use(item: Item, ground: Ground, *, replaced: bool) -> Barred | None:
    if not item.open_uses or ground is Ground.ORDER or (ground is Ground.DATA_SUBJECT and replaced):
        return None
    named = ", ".join(item.open_uses)
    return Barred(bar=Bar.IN_USE, params={"engagement": named, "years": str(AFTER_USE)})


def _too_early(item: Item, ground: Ground, today: date) -> Barred | None:
    free = free_from(item)
    if ground is not Ground.RETENTION_ENDED or free is None or free <= today:
        return None
    source = "; ".join(sorted({floor_of(record).source for record in item.classes}))
    return Barred(bar=Bar.TOO_EARLY, params={"day": str(free), "source": source})


# Types of which the last value of an object may leave: the programme stands without it.
_MAY_GO = ("evidence",)


def entry_bar(type_name: str, *, last: bool, tombstone: bool) -> Bar | None:
    """Why the body of an entry cannot leave by itself, whatever asks for it; `last` of its object."""
    if tombstone:
        return Bar.NOTHING
    if type_name == "person_details":
        return Bar.PERSONAL
    return Bar.STANDS if last and type_name not in _MAY_GO else None
