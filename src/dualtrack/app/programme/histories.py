"""The history of an object, for somebody who may read the object."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from heapq import merge
from typing import Any

from attrs import evolve, frozen

from dualtrack.app.accounts.rights import may
from dualtrack.app.controls.queries import owned
from dualtrack.app.ledger.erased import Stub, stubs, stubs_of
from dualtrack.app.ledger.queries import entries as entries_between
from dualtrack.app.ledger.queries import firsts, history, of_kind
from dualtrack.app.ledger.recorded import recorded_type
from dualtrack.app.programme.freezing import Untold, holding
from dualtrack.app.registers.models import TABLES
from dualtrack.app.registers.queries import one as one_record
from dualtrack.app.risks.queries import register
from dualtrack.domain.ledger.codec import recorded_types
from dualtrack.domain.ledger.entry import Entry
from dualtrack.domain.ledger.erasure import ErasedEntry
from dualtrack.domain.ledger.history import Revision, revisions
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.snapshot import Programme
from dualtrack.domain.registers.references import owners
from dualtrack.domain.registers.register import Register
from dualtrack.domain.registers.registry import REGISTERS

PERSONAL = ("person_details", "sign_in", "setup_link")  # for those who manage people alone

MONEY = ("advice", "cost_basis", "cost_line", "cost_quote", "cost_actual")  # for those who see costs

MONEY_FIELDS = {"sequencing_decision": ("cost",)}  # for the same, of what others may read


@frozen(kw_only=True)
class History:
    """One object with all that happened to it, the oldest first."""

    kind: str
    id: str
    revisions: tuple[Revision, ...]
    erased: tuple[Stub, ...] = ()
    untold: tuple[Untold, ...] = ()

    @property
    def name(self) -> str:
        """The object as the ledger names it."""
        return f"{self.kind}/{self.id}"

    @property
    def in_order(self) -> tuple[Revision | Stub, ...]:
        """What is there and what was erased, by position."""
        return tuple(sorted((*self.revisions, *self.erased), key=lambda one: one.entry.seq))


@frozen(kw_only=True)
class Listed:
    """One object of a kind: its last entry, and how many there are."""

    object: str
    last: Entry | ErasedEntry
    entries: int

    @property
    def gone(self) -> bool:
        """True where the object went with its last entry."""
        return isinstance(self.last, Entry) and self.last.value is None


def history_of(
    viewer: Viewer, held: Programme, kind: str, key: str, until: datetime | None = None
) -> History | None:
    """The history up to an instant; None where there is no such object, or it is not theirs to read.

    `held` is the programme that packages are measured against: which of them hold an entry. Packages and
    releases that came after the instant are not named.
    """
    if not is_kind(kind):
        return None
    entries = [e for e in history(f"{kind}/{key}") if until is None or e.recorded_at <= until]
    left = tuple(s for s in stubs_of(f"{kind}/{key}") if until is None or s.entry.recorded_at <= until)
    if not (entries or left) or not _may_read(viewer, kind, key, entries):
        return None
    gone = {stub.entry.seq for stub in left}
    holds = holding(viewer, held, entries, gone, until)
    mine = tuple(_readable(viewer, kind, one) for one in revisions(entries, holds.by_entry, gone))
    return History(kind=kind, id=key, revisions=mine, erased=left, untold=holds.untold)


def objects_of(viewer: Viewer, kind: str, until: datetime | None = None) -> tuple[Listed, ...]:
    """The objects of a kind that are on record by an instant and the viewer's to read, by their ids."""
    last: dict[str, Entry | ErasedEntry] = {}
    entries: Counter[str] = Counter()
    about: dict[str, set[str]] = {}
    whole = _reads_kind(viewer, kind)
    if whole is False:
        return ()
    for one in _in_order(kind):
        if until is not None and one.recorded_at > until:
            break
        last[one.object] = one
        entries[one.object] += 1
        if whole is None and isinstance(one, Entry):
            about.setdefault(one.object, set()).update(_controls(kind, one.value or {}))
    return tuple(
        Listed(object=name, last=one, entries=entries[name])
        for name, one in sorted(last.items())
        if whole or _owned(viewer, kind, name.partition("/")[2], about.get(name, set()))
    )


def _in_order(kind: str) -> Iterator[Entry | ErasedEntry]:
    """Every entry of a kind by position, those of which the body left too."""
    gone = (stub.entry for stub in stubs().values() if stub.entry.object.startswith(f"{kind}/"))
    return merge(of_kind(kind), sorted(gone, key=_place), key=_place)


def _place(one: Entry | ErasedEntry) -> int:
    return one.seq


def is_kind(kind: str) -> bool:
    """Whether the ledger knows objects of this kind."""
    return kind in {t.name for t in recorded_types()}


def kinds_of(viewer: Viewer) -> tuple[str, ...]:
    """The kinds of which any object is on record; for who reads single objects alone, all that could be."""
    named = [one.name for one in recorded_types() if _reads_kind(viewer, one.name) is not False]
    return tuple(sorted(firsts(named) if may(viewer, "programme.read") else named))


def object_of(seq: int) -> str | None:
    """The object that the entry at a position is about, by the name that the ledger gives it."""
    stub = stubs().get(seq)
    if stub is not None:
        return stub.entry.object
    entry = next(entries_between(seq, seq + 1), None)
    return None if entry is None else entry.object


def _readable(viewer: Viewer, kind: str, one: Revision) -> Revision:
    """The revision without what it says of money, for who may not see costs."""
    hidden = () if may(viewer, "costs.read") else MONEY_FIELDS.get(kind, ())
    return evolve(one, changes=tuple(each for each in one.changes if each.field not in hidden))


def _may_read(viewer: Viewer, kind: str, key: str, entries: list[Entry]) -> bool:
    whole = _reads_kind(viewer, kind)
    if whole is not None:
        return whole
    about = {control for e in entries for control in _controls(kind, e.value or {})}
    return _owned(viewer, kind, key, about)


def _reads_kind(viewer: Viewer, kind: str) -> bool | None:
    """Whether somebody reads every object of a kind, or none; None where each is asked about."""
    if kind in PERSONAL:
        return may(viewer, "people.manage")
    if kind in MONEY:
        return may(viewer, "costs.read")
    return True if may(viewer, "programme.read") else None


def _owned(viewer: Viewer, kind: str, key: str, controls: set[str]) -> bool:
    """True for an owner of the object, or of a control that it is or was about."""
    if kind in _registers():
        return _owns(viewer, _registers()[kind], key)
    if kind == "risk":
        return may(viewer, "risks.read") and key in register(viewer).by_id
    return may(viewer, "controls.read") and bool(controls & owned(viewer))


@cache
def _registers() -> Mapping[str, Register]:
    """Registers by the name of their records' type in the ledger."""
    return {recorded_type(TABLES[one.key])[0]: one for one in REGISTERS if one.key in TABLES}


def _owns(viewer: Viewer, register: Register, key: str) -> bool:
    """True for who answers for the record now; to be named in it, or to have owned it once, is not enough."""
    record = one_record(viewer, register, key)
    return record is not None and viewer.person_id in owners(register, record)


def _controls(kind: str, value: Mapping[str, Any]) -> set[str]:
    """The controls that a value is about."""
    named = value.get("controls") or [value.get("control")]
    return {str(value.get("id"))} if kind == "control" else {str(one) for one in named if one}
