"""What befell the record itself: restorings, guards put back, clocks behind it, changes of its key."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from attrs import frozen
from django.template.defaultfilters import date as shown
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from dualtrack.app.ledger.queries import of_kind
from dualtrack.domain.ledger.codec import decode
from dualtrack.domain.ledger.entry import Entry
from dualtrack.domain.ledger.guarding import GuardRepair
from dualtrack.domain.ledger.restoration import Restoration
from dualtrack.domain.ledger.rotation import KeyRotation
from dualtrack.domain.ledger.skew import ClockSkew


@frozen(kw_only=True)
class Happening:
    """One entry about the record itself, and what it says in a line."""

    entry: Entry
    kind: str
    key: str
    said: str


def happenings(until: datetime | None = None) -> tuple[Happening, ...]:
    """All of them, on record by an instant where one is given; the newest first."""
    found = (e for kind in _SAID for e in of_kind(kind) if until is None or e.recorded_at <= until)
    return tuple(_happening(entry) for entry in sorted(found, key=lambda e: e.seq, reverse=True))


def _happening(entry: Entry) -> Happening:
    kind, _slash, key = entry.object.partition("/")
    said = "" if entry.value is None else _SAID[kind](decode(entry.type, entry.tv, entry.value))
    return Happening(entry=entry, kind=kind, key=key, said=said)


def _restored(one: Restoration) -> str:
    said = _("from the backup of {at}, over {size} entries; what was recorded after those is lost")
    return said.format(at=_time(one.taken_at), size=one.size)


def _guarded(one: GuardRepair) -> str:
    return ", ".join(one.names)


def _behind(one: ClockSkew) -> str:
    said = _("the clock said {said}, after the entry of {last}")
    return said.format(said=_time(one.said), last=_time(one.last))


def _rotated(one: KeyRotation) -> str:
    del one  # the keys stand above, with the heads that they signed
    return ""


def _time(moment: datetime) -> str:
    return str(shown(localtime(moment), "j M Y H:i"))


_SAID: dict[str, Callable[[Any], str]] = {
    "restoration": _restored,
    "guard_repair": _guarded,
    "clock_skew": _behind,
    "key_rotation": _rotated,
}
