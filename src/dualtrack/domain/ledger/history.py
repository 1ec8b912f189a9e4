"""The history of one object: each entry with what it changed, field by field, and where it was frozen."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.ledger.entry import Entry

Value = Mapping[str, object]


@frozen(kw_only=True)
class FieldChange:
    """One field before and after; of a list also what came and what went, in its order.

    `before` is None where the field was not there: at the first entry, or for a field that came later.
    """

    field: str
    before: object
    after: object
    added: tuple[object, ...] = ()
    removed: tuple[object, ...] = ()


class Kept(StrEnum):
    """What holds an entry as it is."""

    PACKAGE = "package"  # the entry itself stands in it
    DOCUMENT = "document"  # a release that was made from it, as the state of its object


@frozen(kw_only=True)
class Frozen:
    """A package that was given out, or a released document, that holds the entry as it is."""

    kind: Kept
    id: str
    name: str  # of the file, or of the document
    version: str = ""  # of a document
    engagement: str | None
    size: int  # of the ledger's head that it was made from
    root: str
    on: date
    withdrawn: bool = False


@frozen(kw_only=True)
class Revision:
    """One entry of an object's history."""

    entry: Entry
    changes: tuple[FieldChange, ...]
    first: bool  # the object came with it
    gone: bool  # the object went with it
    frozen_in: tuple[Frozen, ...] = ()
    after_erased: bool = False  # what stood before it was erased, so all of it is shown

    @property
    def whole(self) -> bool:
        """True where its fields are shown as they are, without any before."""
        return self.first or self.after_erased


def field_changes(before: Value | None, after: Value | None) -> tuple[FieldChange, ...]:
    """Every field that differs, in the order of the value after; at first those that say something."""
    old, new = before or {}, after or {}
    names = [*new, *(name for name in old if name not in new)]
    found = (_change(name, old.get(name), new.get(name)) for name in names if old.get(name) != new.get(name))
    return tuple(c for c in found if before is not None or c.after not in (None, "", [], {}))


def _change(field: str, before: object, after: object) -> FieldChange:
    if not isinstance(before, list | None) or not isinstance(after, list | None):
        return FieldChange(field=field, before=before, after=after)
    old, new = before or [], after or []
    return FieldChange(
        field=field, before=before, after=after, added=_beyond(new, old), removed=_beyond(old, new)
    )


def _beyond(these: Sequence[object], those: Sequence[object]) -> tuple[object, ...]:
    """What stands in these more often than in those."""
    left = list(those)
    found = []
    for one in these:
        if one in left:
            left.remove(one)
        else:
            found.append(one)
    return tuple(found)


def revisions(
    entries: Iterable[Entry],
    frozen_in: Mapping[int, tuple[Frozen, ...]] | None = None,
    erased: Collection[int] = (),
) -> tuple[Revision, ...]:
    """The entries of one object, oldest first, each beside the one before it.

    `erased` are the positions of those whose bodies left: what follows one has nothing to be compared with.
    """
    found: list[Revision] = []
    before: Value | None = None
    last = -1
    for entry in entries:
        after = entry.value
        gap = any(last < seq < entry.seq for seq in erased)
        before = None if gap else before
        found.append(
            Revision(
                entry=entry,
                changes=() if after is None else field_changes(before, after),
                first=before is None and after is not None and not gap,
                gone=after is None,
                frozen_in=(frozen_in or {}).get(entry.seq, ()),
                after_erased=gap,
            )
        )
        before, last = after, entry.seq
    return tuple(found)


def state_at(entries: Iterable[Entry], size: int, erased: Collection[int] = ()) -> Entry | None:
    """The entry that told its object's state at a head; None before it came, and where that was erased."""
    before = [entry for entry in entries if entry.seq < size]
    if not before or any(before[-1].seq < seq < size for seq in erased):
        return None
    return before[-1]
