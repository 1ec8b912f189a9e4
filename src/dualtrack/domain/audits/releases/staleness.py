"""When a released document no longer says what the records say, and which entries since made it so."""

from collections.abc import Iterable

from attrs import frozen

from dualtrack.domain.audits.releases.content import Rows
from dualtrack.domain.audits.releases.difference import NOTHING, Difference, difference
from dualtrack.domain.audits.releases.release import Release
from dualtrack.domain.audits.releases.resting import rests_on
from dualtrack.domain.ledger.entry import Entry


@frozen(kw_only=True)
class Standing:
    """One release beside what its document would say now."""

    release: Release
    change: Difference = NOTHING  # without counts and explanations
    compared: bool = True  # False where it is about a day that has passed: today cannot contradict it

    @property
    def stale(self) -> bool:
        """True where the records say something else than the release."""
        return bool(self.change)


def standing(release: Release, said: Rows, now: Rows) -> Standing:
    """Compare what was released with what would be said now; counts that only grow make nothing stale."""
    return Standing(release=release, change=difference(said, now).settled)


def causes(found: Standing, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries since the release that touch a record behind a row that differs; the last of each object.

    None at all means that no record changed, and that the days which passed did: what was due is past due.
    """
    facts = found.change.facts
    last: dict[str, Entry] = {}
    for entry in entries:
        if entry.seq >= found.release.head_size and rests_on(facts, entry):
            last.pop(entry.object, None)
            last[entry.object] = entry
    return tuple(last.values())
