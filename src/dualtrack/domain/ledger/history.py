"""The history of one object: each entry with what it changed, field by field, and where it was frozen."""

from collections.abc import Collection, Iterable, Mapping, Sequence

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


@frozen(kw_only=True)
class Frozen:
    """A package that was given out and holds the entry as it is."""

    package: str
    engagement: str
    filename: str


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
