"""The history of an object, for somebody who may read the object."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from attrs import evolve, frozen

from dualtrack.app.accounts.rights import may
from dualtrack.app.audits.queries import packages
from dualtrack.app.controls.queries import owned
from dualtrack.app.ledger.erased import Stub, stubs_of
from dualtrack.app.ledger.queries import history
from dualtrack.app.ledger.recorded import recorded_type
from dualtrack.app.programme.deliverables.disclosure import Disclosure
from dualtrack.app.registers.models import TABLES
from dualtrack.app.registers.queries import one as one_record
from dualtrack.app.risks.queries import register
from dualtrack.domain.ledger.codec import recorded_types
from dualtrack.domain.ledger.entry import Entry
from dualtrack.domain.ledger.history import Frozen, Revision, revisions
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.snapshot import Programme, period_for
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

    @property
    def in_order(self) -> tuple[Revision | Stub, ...]:
        """What is there and what was erased, by position."""
        return tuple(sorted((*self.revisions, *self.erased), key=lambda one: one.entry.seq))


def history_of(
    viewer: Viewer, held: Programme, kind: str, key: str, until: datetime | None = None
) -> History | None:
    """The history up to an instant; None where there is no such object, or it is not theirs to read.

    `held` is the programme that packages are measured against: which of them hold an entry.
    """
    if kind not in {t.name for t in recorded_types()}:
        return None
    entries = [e for e in history(f"{kind}/{key}") if until is None or e.recorded_at <= until]
    stubs = tuple(s for s in stubs_of(f"{kind}/{key}") if until is None or s.entry.recorded_at <= until)
    if not (entries or stubs) or not _may_read(viewer, kind, key, entries):
        return None
    found = revisions(entries, _frozen(viewer, held, entries), {stub.entry.seq for stub in stubs})
    mine = tuple(_readable(viewer, kind, one) for one in found)
    return History(kind=kind, id=key, revisions=mine, erased=stubs)


def _readable(viewer: Viewer, kind: str, one: Revision) -> Revision:
    """The revision without what it says of money, for who may not see costs."""
    hidden = () if may(viewer, "costs.read") else MONEY_FIELDS.get(kind, ())
    return evolve(one, changes=tuple(each for each in one.changes if each.field not in hidden))


def _may_read(viewer: Viewer, kind: str, key: str, entries: list[Entry]) -> bool:
    if kind in PERSONAL:
        return may(viewer, "people.manage")
    if kind in MONEY:
        return may(viewer, "costs.read")
    if may(viewer, "programme.read"):
        return True
    if kind in _registers():
        return _owns(viewer, _registers()[kind], key)
    if kind == "risk":
        return may(viewer, "risks.read") and key in register(viewer).by_id
    return may(viewer, "controls.read") and any(
        _controls(kind, e.value or {}) & owned(viewer) for e in entries
    )


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


def _frozen(viewer: Viewer, held: Programme, entries: list[Entry]) -> dict[int, tuple[Frozen, ...]]:
    """The packages that hold each entry: made at a later head, for an engagement that may see it."""
    found: dict[int, list[Frozen]] = {}
    engagements = {e.id: e for e in held.engagements}
    for made in reversed(packages(viewer)):
        engagement = engagements.get(made.engagement)
        if engagement is None:
            continue
        day = held.local_day(made.made_at)
        period = period_for(held, engagement.kind.framework, day, engagement.id)
        disclosure = Disclosure(held, engagement, period)
        for entry in entries:
            if entry.seq < made.checkpoint_size and disclosure.discloses(entry):
                one = Frozen(package=made.id, engagement=made.engagement, filename=made.filename)
                found.setdefault(entry.seq, []).append(one)
    return {seq: tuple(ones) for seq, ones in found.items()}
