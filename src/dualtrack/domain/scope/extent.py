"""How much of a thing a scope holds: which environments, procedures, data and places, and since when.

What is not narrowed is whole: an empty dimension holds everything of it.
"""

from collections.abc import Iterable
from datetime import date
from functools import reduce

from attrs import frozen

DIMENSIONS = ("environments", "processes", "data", "locations")


@frozen(kw_only=True)
class Extent:
    """Part of a thing; without anything said, all of it. `note` says in words what no dimension can."""

    environments: tuple[str, ...] = ()
    processes: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None  # the last day
    note: str = ""

    @property
    def whole(self) -> bool:
        """True when nothing narrows it."""
        return self == WHOLE

    def encloses(self, other: "Extent") -> bool:
        """True when everything that the other holds is held here; notes are words and hold nothing."""
        parts = all(_within(getattr(other, name), getattr(self, name)) for name in DIMENSIONS)
        begins = self.since is None or (other.since is not None and other.since >= self.since)
        ends = self.until is None or (other.until is not None and other.until <= self.until)
        return parts and begins and ends

    def meets(self, environment: str) -> bool:
        """True when something that runs in that environment can be part of it; empty runs anywhere."""
        return not environment or not self.environments or environment in self.environments

    def alike(self, other: "Extent") -> bool:
        """True when both hold the same, whatever the order in which it is listed."""
        return self.encloses(other) and other.encloses(self) and self.note.strip() == other.note.strip()

    def and_what(self, other: "Extent") -> "Extent":
        """What either holds."""
        parts = {name: _either(getattr(self, name), getattr(other, name)) for name in DIMENSIONS}
        since = None if self.since is None or other.since is None else min(self.since, other.since)
        until = None if self.until is None or other.until is None else max(self.until, other.until)
        notes = dict.fromkeys(note for note in (self.note, other.note) if note)
        return Extent(**parts, since=since, until=until, note="; ".join(notes))

    def text(self) -> str:
        """In one line, the same for the same extent; empty when it is whole."""
        parts = [", ".join(sorted(getattr(self, name))) for name in DIMENSIONS]
        parts += [f"since {self.since}" if self.since else "", f"until {self.until}" if self.until else ""]
        return "; ".join(part for part in (*parts, self.note) if part)


WHOLE = Extent()


def together(extents: Iterable[Extent]) -> Extent:
    """What any of them holds; at least one is given."""
    return reduce(Extent.and_what, extents)


def _within(inner: tuple[str, ...], outer: tuple[str, ...]) -> bool:
    return not outer or (bool(inner) and set(inner) <= set(outer))


def _either(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({*one, *other})) if one and other else ()
