"""Which change brought a drift about, and who made it.

The last change of a record tells little: a note that is added later would take the day and the name of the
change that counts. What counts is what a scope reads of the records.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, tzinfo
from typing import cast

from attrs import frozen

from dualtrack.domain.ledger.codec import decode
from dualtrack.domain.ledger.entry import Entry
from dualtrack.domain.ledger.history import Revision, revisions
from dualtrack.domain.registers.record import Record
from dualtrack.domain.scope.resolve import resolve
from dualtrack.domain.scope.scope import Membership, ScopeVersion
from dualtrack.domain.scope.terms import categories_text, days_text
from dualtrack.domain.scope.things import KINDS, Thing, thing_of


@frozen(kw_only=True)
class RegisterChange:
    """One change of a record: when, on which of the organisation's days, by whom, of which fields."""

    object: str
    day: date
    actor: str
    fields: tuple[str, ...]
    reason: str = ""


@frozen(kw_only=True)
class Known:
    """A record as one entry of the ledger left it, as a scope reads it.

    `thing` is None where it was gone, and for the organisation and periods, of which `words` are what counts.
    """

    seq: int
    change: RegisterChange
    thing: Thing | None
    words: str = ""


def known_of(entries: Iterable[Entry], zone: tzinfo) -> dict[str, tuple[Known, ...]]:
    """What each record was after each of its entries, oldest first; days are those of the zone."""
    by_object: dict[str, list[Entry]] = {}
    for entry in entries:
        by_object.setdefault(entry.object, []).append(entry)
    return {name: tuple(_known(one, zone) for one in revisions(held)) for name, held in by_object.items()}


def change_of(revision: Revision, zone: tzinfo) -> RegisterChange:
    """What a revision says of who changed what."""
    entry = revision.entry
    return RegisterChange(
        object=entry.object,
        day=entry.recorded_at.astimezone(zone).date(),
        actor=entry.actor,
        fields=tuple(change.field for change in revision.changes),
        reason=entry.reason,
    )


def _known(revision: Revision, zone: tzinfo) -> Known:
    entry = revision.entry
    change = change_of(revision, zone)
    if entry.value is None or entry.type not in KINDS:
        return Known(seq=entry.seq, change=change, thing=None, words=_words(entry))
    value = cast("Record", decode(entry.type, entry.tv, entry.value))
    return Known(seq=entry.seq, change=change, thing=thing_of(value))


def _words(entry: Entry) -> str:
    """What a scope states of the organisation or of a period, as `Terms` say it; read as it was written."""
    value = entry.value or {}
    if entry.type == "organisation":
        said = value.get("categories")
        return categories_text(map(str, said)) if isinstance(said, list) else ""
    return days_text(str(value["start"]), str(value["end"])) if {"start", "end"} <= value.keys() else ""


def began(steps: Iterable[tuple[RegisterChange, bool]]) -> RegisterChange | None:
    """The first change after which something differs and has differed ever since.

    Each step says whether it differs after the change, oldest first; a change that is undone counts for
    nothing. None when it does not differ at the end.
    """
    found: RegisterChange | None = None
    for change, differs in steps:
        found = (found or change) if differs else None
    return found


def services_of(scope: ScopeVersion) -> frozenset[str]:
    """The services that a scope names: those by which a thing may follow into it."""
    return frozenset(m.thing for m in scope.members if m.thing.startswith("service/"))


def brought_about(
    thing: str,
    scope: ScopeVersion,
    approved: Membership | None,
    known: Mapping[str, Sequence[Known]],
    *,
    as_of: date,
) -> RegisterChange | None:
    """The change since which a thing is not in a scope as it was approved.

    `known` holds what the thing and the services of the scope were after each of their entries; what the
    scope made of them then is what it would make of them on the day that is asked about.
    """
    said = None if scope.terms is None else scope.terms.said().get(thing)
    own = known.get(thing, ())
    followed = {s for one in own if one.thing is not None for s in one.thing.follows} & services_of(scope)
    names = {thing, *followed}
    members = tuple(m for m in scope.members if m.thing in names)
    out = tuple(e for e in scope.exclusions if e.thing in names)
    steps = sorted((k for name in names for k in known.get(name, ())), key=lambda k: k.seq)

    def differing() -> Iterable[tuple[RegisterChange, bool]]:
        held: dict[str, Thing] = {}
        for step in steps:
            if step.thing is None:
                held.pop(step.change.object, None)
            else:
                held[step.change.object] = step.thing
            now = next(
                (m for m in resolve(members, out, held.values(), as_of=as_of) if m.thing == thing), None
            )
            other = said is not None and thing in held and held[thing].said != said
            yield step.change, other or not same(approved, now)

    return began(differing())


def restated(approved: str, known: Sequence[Known]) -> RegisterChange | None:
    """The change since which the categories or a period are no longer what a scope states of them."""
    return began((step.change, step.words != approved) for step in known)


def same(one: Membership | None, other: Membership | None) -> bool:
    """True when both hold the same of a thing, or neither holds it."""
    if one is None or other is None:
        return one is other
    return one.extent.alike(other.extent)
