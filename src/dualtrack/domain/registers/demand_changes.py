"""What became of customers' demands between two snapshots: each change that reopens the advice."""

from collections.abc import Iterable
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.registers.customers import Demand

BEARING = (  # what the advice on audits, their order and their days rests on
    "asks_for",
    "categories",
    "accepts_other",
    "needed_by",
    "revenue",
    "currency",
    "market",
    "answered_on",
    "retired_on",
)


class ChangeKind(StrEnum):
    """How a demand differs."""

    ADDED = "added"
    CHANGED = "changed"
    GONE = "gone"


@frozen(kw_only=True)
class DemandChange:
    """One demand that reopens the advice, with each field that changed: its name, what it was, what it is."""

    demand: str
    kind: ChangeKind
    fields: tuple[tuple[str, str, str], ...] = ()


def demand_changes(before: Iterable[Demand], after: Iterable[Demand]) -> tuple[DemandChange, ...]:
    """The changes that reopen the advice, in the order of ids; another owner or remark is none."""
    was, now = {one.id: one for one in before}, {one.id: one for one in after}
    changes = []
    for key in sorted(was.keys() | now.keys()):
        if key not in was:
            changes.append(DemandChange(demand=key, kind=ChangeKind.ADDED))
        elif key not in now:
            changes.append(DemandChange(demand=key, kind=ChangeKind.GONE))
        elif fields := _fields(was[key], now[key]):
            changes.append(DemandChange(demand=key, kind=ChangeKind.CHANGED, fields=fields))
    return tuple(changes)


def _fields(was: Demand, now: Demand) -> tuple[tuple[str, str, str], ...]:
    pairs = ((name, getattr(was, name), getattr(now, name)) for name in BEARING)
    return tuple((name, _said(old), _said(new)) for name, old, new in pairs if _differ(old, new))


def _differ(old: object, new: object) -> bool:
    """Categories are a set: their order bears on nothing."""
    if isinstance(old, tuple) and isinstance(new, tuple):
        return set(old) != set(new)
    return old != new


def _said(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(sorted(map(str, value)))
    return "" if value is None else str(value)
