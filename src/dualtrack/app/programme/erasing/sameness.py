"""Refuse to erase an entry where what would stand in for it says otherwise about a status of the past."""

from collections.abc import Iterator
from typing import Any

from dualtrack.app.ledger import erased, queries
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.domain.ledger.codec import decode
from dualtrack.domain.ledger.entry import Entry
from dualtrack.domain.ledger.erasure import stub_of
from dualtrack.domain.ledger.standing import Left, standing_in
from dualtrack.domain.programme.counted import COUNTED, differences


def require_same(found: Entry) -> None:
    """Refuse an entry of a kind that statuses are read from, unless the next one counts alike.

    Entries before it that left already, for which it stands in, are looked at too: the next one takes its
    place there as well. The last entry of an object has no next one; `entry_bar` says which may leave.
    """
    entries = tuple(queries.history(found.object))
    following = next((e for e in entries if e.seq > found.seq), None)
    if following is None or found.type not in COUNTED:
        return
    params = {"about": found.object, "next": str(following.seq)}
    if following.value is None:
        raise RefusedError("erased_entry_was_taken_away", object=f"entry {found.seq}", **params)
    approved = _approved(found, following)
    fields = {
        field: None
        for before, after in _pairs(found, following, entries)
        for field in differences(found.type, before, after, approved)
    }
    if fields:
        raise RefusedError(
            "erased_entry_counts", object=f"entry {found.seq}", fields=", ".join(fields), **params
        )


def _pairs(found: Entry, following: Entry, entries: tuple[Entry, ...]) -> Iterator[tuple[Any, Any]]:
    """What stands now and what would stand then: at the entry, and at each that it stands in for."""
    yield (
        decode(found.type, found.tv, dict(found.value or {})),
        standing_in(Left(entry=stub_of(found), next=following)),
    )
    before = max((e.seq for e in entries if e.seq < found.seq), default=-1)
    for stub in erased.stubs_of(found.object):
        if before < stub.entry.seq < found.seq:
            yield tuple(standing_in(Left(entry=stub.entry, next=one)) for one in (found, following))


def _approved(found: Entry, following: Entry) -> frozenset[str]:
    """Digests of the control's wordings that were approved before the next entry about it."""
    if found.type != "control":
        return frozenset()
    control = found.object.partition("/")[2]
    given = (e.value for e in queries.of_kind("control_approval") if e.seq < following.seq and e.value)
    return frozenset(str(value["digest"]) for value in given if value["control"] == control)
