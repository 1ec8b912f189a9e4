"""What a scope holds: its members, and what follows the services among them; less what it excludes."""

from collections.abc import Iterable
from datetime import date

from attrs import evolve

from dualtrack.domain.scope.extent import WHOLE, together
from dualtrack.domain.scope.scope import Exclusion, Membership
from dualtrack.domain.scope.things import Thing


def resolve(
    members: Iterable[Membership], exclusions: Iterable[Exclusion], things: Iterable[Thing], *, as_of: date
) -> tuple[Membership, ...]:
    """The memberships of a scope over the things that are there on a day, in the order of names.

    A member that no register holds any more is no longer held. A thing that serves a member comes with it,
    to the member's extent, where the environment that it runs in is part of that; what runs in an environment
    is held for that one.
    """
    out = {e.thing for e in exclusions}
    there = [t for t in things if t.id not in out and (t.retired_on is None or t.retired_on > as_of)]
    present = {t.id for t in there}
    named = {m.thing: m for m in members if m.thing in present}
    alike: dict[tuple[tuple[str, ...], str], Membership | None] = {}  # few among fifty thousand things
    found = []
    for thing in there:
        if thing.id in named:
            found.append(evolve(named[thing.id], through=()))
            continue
        key = (thing.follows, thing.environment)
        if key not in alike:
            alike[key] = _followed(thing, named)
        followed = alike[key]
        if followed is not None:
            found.append(Membership(thing=thing.id, extent=followed.extent, through=followed.through))
    return tuple(sorted(found, key=lambda m: m.thing))


def _followed(thing: Thing, named: dict[str, Membership]) -> Membership | None:
    leading = [
        named[service]
        for service in thing.follows
        if service in named and named[service].extent.meets(thing.environment)
    ]
    if not leading:
        return None
    extent = together(m.extent for m in leading)
    if thing.environment:
        extent = evolve(extent, environments=(thing.environment,))
    if any(m.extent == WHOLE for m in leading) and not thing.environment:
        extent = WHOLE
    return Membership(thing=thing.id, extent=extent, through=tuple(sorted(m.thing for m in leading)))
