"""The crosswalk that an organisation holds: what the catalogues judge, under what it decided itself."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

import attrs
from attrs import frozen

from dualtrack.domain.frameworks.crosswalk import Crosswalk, Mapping, MappingStatus
from dualtrack.domain.mappings.decision import MappingDecision, as_of_day

Pair = frozenset[str]
_ORDER = (MappingStatus.ACCEPTED, MappingStatus.CANDIDATE, MappingStatus.REJECTED)
_NAMES_OF_LIFE = {"status", "reviewed_by", "reviewed_on"}


class Adoption(StrEnum):
    """Whether the organisation made a judgement its own."""

    NOT_DECIDED = "not_decided"  # as shipped; it counts, and nobody of the organisation has said so
    ADOPTED = "adopted"
    ADOPTED_EARLIER_WORDING = "adopted_earlier_wording"  # ours was judged anew since
    REJECTED = "rejected"
    OWN = "own"  # another judgement than ours, accepted by the organisation


@frozen(kw_only=True)
class Held:
    """One pair with the judgement that counts or waits, how the organisation stands to it, and the rest."""

    mapping: Mapping
    adoption: Adoption
    decision: MappingDecision | None = None
    others: tuple[MappingDecision, ...] = ()  # further judgements of the same pair, the newest first


def same_judgement(a: Mapping, b: Mapping) -> bool:
    """True when two mappings say the same of the pair, wherever they stand in their lives."""
    turned = b if (a.source, a.target) == (b.source, b.target) else b.inverted()
    names = [field.name for field in attrs.fields(Mapping) if field.name not in _NAMES_OF_LIFE]
    return all(getattr(a, name) == getattr(turned, name) for name in names)


def held_crosswalk(
    shipped: Crosswalk, decisions: Iterable[MappingDecision], as_of: date | None = None
) -> Crosswalk:
    """The catalogues' pairs as the organisation holds them, and its own beside them.

    An accepted judgement of its own stands in the place of ours, a rejection of ours takes ours out of the
    count, and candidates stand where nothing else does. Decisions after `as_of` are not known yet.
    """
    return Crosswalk(tuple(h.mapping for h in held_pairs(shipped, decisions, as_of)))


def held_pairs(
    shipped: Crosswalk, decisions: Iterable[MappingDecision], as_of: date | None = None
) -> tuple[Held, ...]:
    """Every pair that anybody judged, with how the organisation stands to it: ours first, then its own."""
    mine = _by_pair(decisions, as_of)
    ours = [_of(m, mine.pop(frozenset((m.source, m.target)), ())) for m in shipped.mappings]
    return (*ours, *(_own(found) for found in mine.values()))


def held_pair(
    shipped: Crosswalk, decisions: Iterable[MappingDecision], a: str, b: str, as_of: date | None = None
) -> Held | None:
    """How the organisation holds one pair, seen from `a`; nothing where nobody has judged it."""
    mine = _by_pair(decisions, as_of).get(frozenset((a, b)), ())
    ours = shipped.between(a, b)
    if ours is None and not mine:
        return None
    found = _own(mine) if ours is None else _of(ours, mine)
    return attrs.evolve(found, mapping=seen_from(a, found.mapping))


def seen_from(side: str, mapping: Mapping) -> Mapping:
    """The judgement with this requirement as its source."""
    return mapping if mapping.source == side else mapping.inverted()


def _by_pair(
    decisions: Iterable[MappingDecision], as_of: date | None
) -> dict[Pair, tuple[MappingDecision, ...]]:
    """Decisions by pair, the newest first; those of one day in the order of their ids."""
    found: dict[Pair, list[MappingDecision]] = {}
    for one in decisions:
        known = one if as_of is None else as_of_day(one, as_of)
        if known is not None:
            found.setdefault(one.pair, []).append(known)
    return {
        pair: tuple(sorted(ones, key=lambda d: (-_day(d).toordinal(), d.id))) for pair, ones in found.items()
    }


def _day(one: MappingDecision) -> date:
    return one.decided_on or one.entered_on


def _of(ours: Mapping, mine: tuple[MappingDecision, ...]) -> Held:
    """A pair that the catalogues judge."""
    own = next((d for d in mine if not d.shipped and d.status is MappingStatus.ACCEPTED), None)
    about = next((d for d in mine if d.shipped), None)
    if own is not None:
        rest = tuple(d for d in mine if d is not own)
        return Held(mapping=own.mapping, adoption=Adoption.OWN, decision=own, others=rest)
    rest = tuple(d for d in mine if d is not about)
    if about is None:
        return Held(mapping=ours, adoption=Adoption.NOT_DECIDED, others=rest)
    same = same_judgement(ours, about.mapping)
    if about.status is MappingStatus.REJECTED:
        mapping = attrs.evolve(ours, status=MappingStatus.REJECTED)
        return Held(mapping=mapping, adoption=Adoption.REJECTED, decision=about, others=rest)
    review = about.mapping if same else ours
    mapping = attrs.evolve(ours, reviewed_by=review.reviewed_by, reviewed_on=review.reviewed_on)
    return Held(mapping=mapping, adoption=_adoption(about, same), decision=about, others=rest)


def _adoption(about: MappingDecision, same: bool) -> Adoption:
    if about.decided_by is None:
        return Adoption.NOT_DECIDED  # reviewed, and not decided
    return Adoption.ADOPTED if same else Adoption.ADOPTED_EARLIER_WORDING


def _own(mine: tuple[MappingDecision, ...]) -> Held:
    """A pair that only the organisation judged: what is accepted, else waits, else was rejected."""
    first = min(mine, key=lambda d: _ORDER.index(d.status))
    adoption = {
        MappingStatus.ACCEPTED: Adoption.OWN,
        MappingStatus.CANDIDATE: Adoption.NOT_DECIDED,
        MappingStatus.REJECTED: Adoption.REJECTED,
    }[first.status]
    rest = tuple(d for d in mine if d is not first)
    return Held(mapping=first.mapping, adoption=adoption, decision=first, others=rest)
