"""Drift: what the registers make of an approved scope today, against what was approved.

A change that alters one scope and not the other, or alters an approved one, is a finding from the day of the
change until a new version is approved or the change is undone (ISO/IEC 27001 4.3, 6.3; SOC 2 CC3.4).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum

from attrs import evolve, frozen

from dualtrack.domain.scope.cause import Known, RegisterChange, brought_about, restated, same, services_of
from dualtrack.domain.scope.extent import Extent
from dualtrack.domain.scope.resolve import resolve
from dualtrack.domain.scope.scope import Membership, ScopeVersion
from dualtrack.domain.scope.terms import Current, categories_text
from dualtrack.domain.scope.things import Thing, ThingKind


class DriftKind(StrEnum):
    """What happened to a membership since the approval."""

    JOINED = "joined"
    LEFT = "left"
    EXTENT = "extent"
    TERMS = "terms"  # of a vendor the method, of an interface what it is
    CATEGORIES = "categories"
    PERIOD = "period"


@frozen(kw_only=True)
class Drift:
    """One thing, or the categories or the period, that is no longer what was approved with a scope."""

    framework: str
    scope: str  # id of the approved version
    thing: str
    name: str
    kind: DriftKind
    approved: Extent | None
    now: Extent | None
    alone: bool  # the other scope did not change with it
    stated: str = ""  # what the version states beyond the extent, and what is so now
    says: str = ""
    change: RegisterChange | None = None  # what brought it about, once `dated` has looked it up

    @property
    def since(self) -> date | None:
        """The day from which it is a finding."""
        return None if self.change is None else self.change.day


def drifts(
    scopes: Iterable[ScopeVersion],
    things: tuple[Thing, ...],
    *,
    as_of: date,
    current: Current = Current(),  # noqa: B008 - frozen
) -> tuple[Drift, ...]:
    """Every drift of the approved scopes in force, by framework and thing; `dated` tells who and when.

    `current` is what is on record of the categories and periods that scopes state.
    """
    names = {t.id: t for t in things}
    approved = tuple(scope for scope in scopes if scope.approved(as_of))
    moved = {scope.framework: (scope, _moved(scope, things, as_of)) for scope in approved}
    count = Counter(thing for _, changed in moved.values() for thing in changed)
    terms = tuple(drift for scope in approved for drift in _of_terms(scope, current))
    return terms + tuple(
        Drift(
            framework=framework,
            scope=scope.id,
            thing=thing,
            name=names[thing].name if thing in names else thing,
            kind=kind,
            approved=None if before is None else before.extent,
            now=None if now is None else now.extent,
            alone=count[thing] == 1,
            stated=stated,
            says=says,
        )
        for framework, (scope, changed) in sorted(moved.items())
        for thing, (before, now) in sorted(changed.items())
        for kind in [_kind(before, now)]
        for stated, says in [("", "") if kind is not DriftKind.TERMS else _words(scope, names[thing])]
    )


def to_ask(found: Iterable[Drift], scopes: Iterable[ScopeVersion]) -> frozenset[str]:
    """The records of which the entries tell who brought these drifts about: the things and the services."""
    drifted = tuple(found)
    of = {one.scope for one in drifted}
    services = frozenset[str]().union(*(services_of(scope) for scope in scopes if scope.id in of))
    return services | {one.thing for one in drifted}


def dated(
    found: Iterable[Drift],
    scopes: Iterable[ScopeVersion],
    known: Mapping[str, Sequence[Known]],
    *,
    as_of: date,
) -> tuple[Drift, ...]:
    """Drifts with the change that brought each about; `known` holds the records that `to_ask` names."""
    approved = {scope.id: (scope, scope.memberships()) for scope in scopes}
    return tuple(evolve(one, change=_cause(one, *approved[one.scope], known, as_of)) for one in found)


def _cause(
    one: Drift,
    scope: ScopeVersion,
    held: Mapping[str, Membership],
    known: Mapping[str, Sequence[Known]],
    as_of: date,
) -> RegisterChange | None:
    if one.kind in (DriftKind.CATEGORIES, DriftKind.PERIOD):
        return restated(one.stated, known.get(one.thing, ()))
    return brought_about(one.thing, scope, held.get(one.thing), known, as_of=as_of)


def _of_terms(scope: ScopeVersion, current: Current) -> Iterator[Drift]:
    """Where the categories or the days of the period are no longer those that the scope states."""
    terms = scope.terms
    if terms is None or not current.organisation:
        return
    compared: list[tuple[DriftKind, str, str, str]] = []
    if terms.categories is not None:
        now = categories_text(current.categories)
        compared.append((DriftKind.CATEGORIES, current.organisation, categories_text(terms.categories), now))
    if terms.period is not None:
        of = {one.id: one.text for one in current.periods}
        name = f"observation_period/{terms.period.id}"
        compared.append((DriftKind.PERIOD, name, terms.period.text, of.get(terms.period.id, "")))
    for kind, thing, stated, says in compared:
        if stated != says:
            yield Drift(
                framework=scope.framework,
                scope=scope.id,
                thing=thing,
                name=thing,
                kind=kind,
                approved=None,
                now=None,
                alone=False,
                stated=stated,
                says=says,
            )


def _words(scope: ScopeVersion, thing: Thing) -> tuple[str, str]:
    said = {} if scope.terms is None else scope.terms.said()
    return said.get(thing.id, ""), thing.said


_Moved = tuple[Membership | None, Membership | None]


def _moved(scope: ScopeVersion, things: tuple[Thing, ...], as_of: date) -> dict[str, _Moved]:
    """Memberships that differ from those that were approved: what was, and what is."""
    before = scope.memberships()
    stated = None if scope.terms is None else scope.terms.said()
    if stated is None:  # from before scopes held interfaces
        things = tuple(one for one in things if one.kind is not ThingKind.INTERFACE)
        stated = {}
    now = {m.thing: m for m in resolve(scope.members, scope.exclusions, things, as_of=as_of)}
    other = {one.id for one in things if one.id in stated and one.said != stated[one.id]}
    pairs = {thing: (before.get(thing), now.get(thing)) for thing in before.keys() | now.keys()}
    return {
        thing: (a, b)
        for thing, (a, b) in pairs.items()
        if not same(a, b) or (thing in other and b is not None)
    }


def _kind(before: Membership | None, now: Membership | None) -> DriftKind:
    if before is None:
        return DriftKind.JOINED
    if now is None:
        return DriftKind.LEFT
    return DriftKind.TERMS if same(before, now) else DriftKind.EXTENT
