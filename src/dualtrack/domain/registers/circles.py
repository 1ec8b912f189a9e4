"""Circles in what belongs to what: each is named once, however long the way into it is."""

from collections.abc import Iterable, Iterator, Mapping

from dualtrack.domain.registers.fault import Code, Fault, fault
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.register import Register

SHOWN = 8  # so many ids of a circle are said; a longer one is told by its length as well


def circles(parents: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """Every circle of id to parent, each from its smallest id on, in the order of these; linear in time."""
    walk_of: dict[str, int] = {}
    found = []
    for walk, start in enumerate(parents):
        here, way = start, []
        while here in parents and here not in walk_of:
            walk_of[here] = walk
            way.append(here)
            here = parents[here]
        if walk_of.get(here) == walk:
            found.append(_from_smallest(way[way.index(here) :]))
    return tuple(sorted(found))


def _from_smallest(circle: list[str]) -> tuple[str, ...]:
    at = circle.index(min(circle))
    return (*circle[at:], *circle[:at])


def circle_faults(register: Register, records: Iterable[Record]) -> Iterator[Fault]:
    """One fault a circle of the register's parents, at its smallest id."""
    if not register.parent:
        return
    held = {one.id: one for one in records}
    parents = {key: parent for key, one in held.items() if (parent := getattr(one, register.parent))}
    for circle in circles(parents):
        yield fault(
            register,
            held[circle[0]],
            register.parent,
            Code.CIRCLE,
            circle=_said(circle),
            count=len(circle),
        )


def _said(circle: tuple[str, ...]) -> str:
    """The way round, such as `A > B > A`; the middle of a long one is left out."""
    if len(circle) <= SHOWN:
        return " > ".join((*circle, circle[0]))
    return " > ".join((*circle[: SHOWN - 1], "…", circle[-1], circle[0]))
