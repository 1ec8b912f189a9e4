"""In which packages and released documents each entry of an object stands, as made by then."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from attrs import field, frozen

from dualtrack.app.audits.queries import packages, releases
from dualtrack.app.ledger.blobs import StoreError
from dualtrack.app.ledger.queries import values_before
from dualtrack.app.programme.deliverables.disclosure import Disclosure
from dualtrack.app.programme.deliverables.standings import said_by
from dualtrack.domain.audits.releases.release import Release
from dualtrack.domain.audits.releases.resting import KINDS, Made
from dualtrack.domain.ledger.entry import Entry
from dualtrack.domain.ledger.history import Frozen, Kept, state_at
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.snapshot import Programme, period_for


@frozen(kw_only=True)
class Untold:
    """A release of which nobody can say what stands in it: its content left, or is not there as it was."""

    release: Release
    because: str


@frozen(kw_only=True)
class Holding:
    """What holds each entry, by its position, the first made first; and what cannot be told."""

    by_entry: Mapping[int, tuple[Frozen, ...]] = field(factory=dict)
    untold: tuple[Untold, ...] = ()


def holding(
    viewer: Viewer,
    held: Programme,
    entries: list[Entry],
    erased: Collection[int] = (),
    until: datetime | None = None,
) -> Holding:
    """What the viewer may know of that holds the entries of one object, made or released by an instant.

    A package holds every entry before its head that its engagement may see. A document shows one entry of an
    object: its state at the head that the document was made from.
    """
    found: dict[int, list[Frozen]] = defaultdict(list)
    for seq, one in _packages(viewer, held, entries, until):
        found[seq].append(one)
    untold = []
    for release in _released(viewer, entries, until):
        entry = state_at(entries, release.head_size, erased)
        if entry is None:
            continue
        try:
            if _made(release).shows(entry):
                found[entry.seq].append(_document(release))
        except StoreError as error:
            untold.append(Untold(release=release, because=error.message))
    return Holding(by_entry={seq: tuple(ones) for seq, ones in found.items()}, untold=tuple(untold))


def _packages(
    viewer: Viewer, held: Programme, entries: list[Entry], until: datetime | None
) -> Iterator[tuple[int, Frozen]]:
    engagements = {e.id: e for e in held.engagements}
    for made in reversed(packages(viewer, until)):
        engagement = engagements.get(made.engagement)
        if engagement is None:
            continue
        day = held.local_day(made.made_at)
        period = period_for(held, engagement.kind.framework, day, engagement.id)
        disclosure = Disclosure(held, engagement, period)
        one = Frozen(
            kind=Kept.PACKAGE,
            id=made.id,
            name=made.filename,
            engagement=made.engagement,
            size=made.checkpoint_size,
            root=made.checkpoint_root,
            on=day,
        )
        for entry in entries:
            if entry.seq < made.checkpoint_size and disclosure.discloses(entry):
                yield entry.seq, one


def _released(viewer: Viewer, entries: list[Entry], until: datetime | None) -> tuple[Release, ...]:
    """Releases that may rest on such an object, the first prepared first."""
    if not any(entry.type in KINDS for entry in entries):
        return ()
    return tuple(r for r in reversed(releases(viewer, until)) if r.approved)


def _made(release: Release) -> Made:
    @cache
    def then(kind: str) -> tuple[Any, ...]:
        return values_before(kind, release.head_size)

    return Made(
        day=release.as_of,
        frameworks=release.frameworks,
        facts=frozenset(fact for row in said_by(release) for fact in row.facts),
        held=then,
    )


def _document(release: Release) -> Frozen:
    return Frozen(
        kind=Kept.DOCUMENT,
        id=release.id,
        name=release.document,
        version=release.version,
        engagement=release.engagement,
        size=release.head_size,
        root=release.head_root,
        on=release.approved_on or release.prepared_on,
        withdrawn=release.withdrawn_on is not None,
    )
