"""Reads of requests, erasures and holds, as they are or as they were known by a time."""

from collections.abc import Iterator
from datetime import datetime
from typing import cast

from attrs import frozen

from dualtrack.app.accounts.rights import require
from dualtrack.app.ledger import queries
from dualtrack.app.ledger.erased import Done
from dualtrack.domain.ledger.codec import decode
from dualtrack.domain.ledger.entry import Entry
from dualtrack.domain.ledger.erasure import Erasure, ErasureRequest
from dualtrack.domain.ledger.hold import LegalHold
from dualtrack.domain.ledger.person import Viewer


@frozen(kw_only=True)
class Requested:
    """A request, and through which door it was recorded: the page, or a command line with its seat."""

    request: ErasureRequest
    via: str

    @property
    def seat(self) -> str:
        """Who sat at the command line; empty for somebody who signed in."""
        return self.via.partition(":")[2]


def requests(viewer: Viewer, until: datetime | None = None) -> tuple[Requested, ...]:
    """Every request, the newest first; those that wait before all others."""
    require(viewer, "erasures.read")
    first: dict[str, str] = {}
    last: dict[str, ErasureRequest] = {}
    for entry in _entries("erasure_request", until):
        value = cast("ErasureRequest", _value(entry))
        first.setdefault(value.id, entry.via)
        last[value.id] = value
    found = [Requested(request=last[key], via=via) for key, via in reversed(first.items())]
    return tuple(sorted(found, key=lambda one: not one.request.waits))


def erasures(viewer: Viewer, until: datetime | None = None) -> tuple[Done, ...]:
    """Every erasure, the newest first."""
    require(viewer, "erasures.read")
    found = [
        Done(seq=entry.seq, erasure=cast("Erasure", _value(entry))) for entry in _entries("erasure", until)
    ]
    return tuple(reversed(found))


def holds(viewer: Viewer, until: datetime | None = None) -> tuple[LegalHold, ...]:
    """Every hold, those that stand first, the newest first."""
    require(viewer, "erasures.read")
    last: dict[str, LegalHold] = {}
    for entry in _entries("legal_hold", until):
        value = cast("LegalHold", _value(entry))
        last[value.id] = value
    newest = list(last.values())[::-1]
    return tuple(sorted(newest, key=lambda hold: not hold.stands))


def _entries(kind: str, until: datetime | None) -> Iterator[Entry]:
    """Every entry of a kind, oldest first; none of these kinds is ever erased."""
    return (e for e in queries.of_kind(kind) if until is None or e.recorded_at <= until)


def _value(entry: Entry) -> object:
    return decode(entry.type, entry.tv, dict(entry.value or {}))
