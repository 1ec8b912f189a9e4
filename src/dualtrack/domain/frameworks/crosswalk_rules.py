"""The rules that a crosswalk keeps: each a function from pairs to faults, every fault with its reason."""

from collections.abc import Callable, Iterable, Iterator

from attrs import frozen

from dualtrack.domain.frameworks.catalogue import Catalogue
from dualtrack.domain.frameworks.crosswalk import Covered, Crosswalk, EvidenceReuse, Mapping, Relation
from dualtrack.domain.frameworks.crosswalk_cycles import cycles
from dualtrack.domain.frameworks.documented import DocumentedBasis
from dualtrack.domain.frameworks.ids import key_of, refusal

# Lowest and highest strength that a relation allows.
BANDS: dict[Relation, tuple[int, int]] = {
    Relation.EQUAL_TO: (10, 10),
    Relation.EQUIVALENT_TO: (9, 10),
    Relation.SUBSET_OF: (6, 10),
    Relation.SUPERSET_OF: (6, 10),
    Relation.INTERSECTS_WITH: (1, 8),
    Relation.NO_RELATIONSHIP: (0, 0),
}

# Least share of source and of target that a relation implies.
LEAST: dict[Relation, tuple[Covered, Covered]] = {
    Relation.EQUAL_TO: (Covered.FULL, Covered.FULL),
    Relation.EQUIVALENT_TO: (Covered.MAJOR, Covered.MAJOR),
    Relation.SUBSET_OF: (Covered.MAJOR, Covered.MINOR),
    Relation.SUPERSET_OF: (Covered.MINOR, Covered.MAJOR),
    Relation.INTERSECTS_WITH: (Covered.MINOR, Covered.MINOR),
}


@frozen(kw_only=True)
class Fault:
    """One rule broken by one pair."""

    code: str
    mapping: Mapping
    field: str | None
    reason: str


Faults = Iterator[Fault]
Rule = Callable[[Crosswalk, Catalogue], Iterable[Fault]]


def _fault(code: str, m: Mapping, field: str | None, reason: str) -> Fault:
    return Fault(code=code, mapping=m, field=field, reason=reason)


def strength_in_band(crosswalk: Crosswalk, _: Catalogue) -> Faults:
    """The strength lies in the band of its relation."""
    for m in crosswalk.mappings:
        low, high = BANDS[m.relation]
        if not low <= m.strength <= high:
            wanted = str(low) if low == high else f"{low} to {high}"
            yield _fault(
                "strength_out_of_band", m, "strength", f"{m.strength} is outside {wanted} of {m.relation}"
            )


def ids_known(crosswalk: Crosswalk, catalogue: Catalogue) -> Faults:
    """Both ids are requirements of loaded frameworks, and not of the same one."""
    reasons: dict[str, str | None] = {}  # a file of many rows repeats its ids
    for m in crosswalk.mappings:
        for field, written in (("source", m.source), ("target", m.target)):
            if written not in reasons:
                reasons[written] = refusal(written, catalogue)
            reason = reasons[written]
            if reason is not None:
                yield _fault("unknown_id", m, field, reason)
        if key_of(m.source) == key_of(m.target):
            yield _fault("same_framework", m, "target", "source and target are of the same framework")


def listed_once(crosswalk: Crosswalk, _: Catalogue) -> Faults:
    """A pair stands once, from one side; from both sides it is refused even when they agree."""
    seen: dict[frozenset[str], Mapping] = {}
    for m in crosswalk.mappings:
        first = seen.setdefault(frozenset((m.source, m.target)), m)
        if first is m:
            continue
        if first.source == m.source:
            yield _fault("duplicate", m, None, "the pair is listed twice; keep one row")
        elif first.relation is not m.relation.inverse:
            reason = (
                f"from the other side the pair is {first.relation}, which inverts to "
                f"{first.relation.inverse}, not to {m.relation}"
            )
            yield _fault("contradiction", m, "relation", reason)
        else:
            reason = "the pair is listed from both sides; keep one row, the other is computed"
            yield _fault("duplicate", m, None, reason)


def deltas_in_vocabulary(crosswalk: Crosswalk, catalogue: Catalogue) -> Faults:
    """Each delta comes from the vocabulary of the framework that adds it, and stands once."""
    for m in crosswalk.mappings:
        for field, side, deltas in (
            ("source_delta", m.source, m.source_delta),
            ("target_delta", m.target, m.target_delta),
        ):
            framework = catalogue.framework(key_of(side))
            for delta in deltas if framework else ():
                if framework and delta not in framework.delta_vocabulary:
                    reason = f"{delta} is not in the delta vocabulary of {framework.key}"
                    yield _fault("unknown_delta", m, field, reason)
            if len(set(deltas)) != len(deltas):
                yield _fault("repeated_delta", m, field, "a delta is named twice")


def intersections_explained(crosswalk: Crosswalk, _: Catalogue) -> Faults:
    """A pair that intersects names a delta, or says in its rationale why there is none."""
    for m in crosswalk.mappings:
        bare = not m.source_delta and not m.target_delta and "no delta" not in m.rationale.lower()
        if m.relation is Relation.INTERSECTS_WITH and bare:
            reason = 'intersects-with names no delta; name one, or let the rationale say "no delta" and why'
            yield _fault("intersection_without_delta", m, "target_delta", reason)


def rationales_distinct(crosswalk: Crosswalk, _: Catalogue) -> Faults:
    """Every pair has a rationale, and no two have the same."""
    first: dict[str, Mapping] = {}
    for m in crosswalk.mappings:
        text = " ".join(m.rationale.split()).casefold()
        if not text:
            yield _fault("no_rationale", m, "rationale", "there is no rationale; say why the two relate")
            continue
        other = first.setdefault(text, m)
        if other is not m:
            reason = f"the same rationale as {other.source} -> {other.target}; write one for this pair"
            yield _fault("identical_rationale", m, "rationale", reason)


def shares_fit_relation(crosswalk: Crosswalk, _: Catalogue) -> Faults:
    """The two directed shares agree with the relation."""
    for m in crosswalk.mappings:
        if m.relation is Relation.NO_RELATIONSHIP:
            yield from _nothing_shared(m)
            continue
        sides = (("source_covered", m.source_covered), ("target_covered", m.target_covered))
        for (field, share), least in zip(sides, LEAST[m.relation], strict=True):
            if share.rank < least.rank:
                reason = f"{share} is too little for {m.relation}, which implies {least} or more"
                yield _fault("share_against_relation", m, field, reason)
        if m.relation is Relation.INTERSECTS_WITH and Covered.FULL in (m.source_covered, m.target_covered):
            reason = "a side that is fully covered is a subset, not an intersection"
            yield _fault("share_against_relation", m, "relation", reason)


def full_owes_nothing(crosswalk: Crosswalk, _: Catalogue) -> Faults:
    """A side that is fully covered adds nothing, so it names no delta; the wider side is never full."""
    for m in crosswalk.mappings:
        sides = (
            ("source_delta", m.source_covered, m.source_delta),
            ("target_delta", m.target_covered, m.target_delta),
        )
        for field, share, deltas in sides:
            if share is Covered.FULL and deltas and m.relation is not Relation.INTERSECTS_WITH:
                reason = f"the side is fully covered and yet adds {', '.join(deltas)}; say major or drop it"
                yield _fault("delta_of_full_side", m, field, reason)
        wider = {Relation.SUBSET_OF: m.target_covered, Relation.SUPERSET_OF: m.source_covered}
        if wider.get(m.relation) is Covered.FULL:
            reason = f"{m.relation} leaves the wider side less than full; if both are full it is equal-to"
            yield _fault("share_against_relation", m, "relation", reason)


def _nothing_shared(m: Mapping) -> Faults:
    shares = {m.source_covered, m.target_covered}
    if shares != {Covered.NONE} or m.source_delta or m.target_delta:
        yield _fault("share_against_relation", m, "relation", "no-relationship shares and adds nothing")
    if m.evidence_reuse is not EvidenceReuse.NONE:
        yield _fault("reuse_against_relation", m, "evidence_reuse", "no-relationship reuses no evidence")


def documents_founded(crosswalk: Crosswalk, catalogue: Catalogue) -> Faults:
    """A delta that wants a document says on what basis, and `required` only where the text itself asks."""
    for m in crosswalk.mappings:
        wanted = tuple(_documentary(m, catalogue))
        if wanted and m.documented_basis is None:
            yield _fault(
                "no_documented_basis", m, "documented_basis", f"{', '.join(wanted)} wants a documented basis"
            )
        if m.documented_basis is None:
            continue
        if not wanted:
            reason = f"{m.documented_basis} is named, but no delta of the pair wants a document"
            yield _fault("idle_documented_basis", m, "documented_basis", reason)
        if m.documented_basis.required and m.documented_basis not in _bases(m, catalogue):
            reason = f"neither requirement asks for a document on the basis {m.documented_basis}"
            yield _fault("unfounded_documented_basis", m, "documented_basis", reason)


def _documentary(m: Mapping, catalogue: Catalogue) -> Iterator[str]:
    for side, deltas in ((m.source, m.source_delta), (m.target, m.target_delta)):
        framework = catalogue.framework(key_of(side))
        if framework:
            yield from (delta for delta in deltas if delta in framework.documentary_deltas)


def _bases(m: Mapping, catalogue: Catalogue) -> set[DocumentedBasis]:
    found = (catalogue.find(m.source), catalogue.find(m.target))
    return {r.documented.basis for r in found if r is not None and r.documented is not None}


def subsets_without_cycle(crosswalk: Crosswalk, _: Catalogue) -> Faults:
    """No requirement is a subset of itself by way of others."""
    for way in cycles(crosswalk):
        if len(way) == 3:
            continue  # one pair seen from two sides: told as a contradiction
        held = next(m for m in crosswalk.mappings if {m.source, m.target} == {way[0], way[1]})
        reason = f"subsets go round in a circle: {' < '.join(way)}; one of them is judged wrongly"
        yield _fault("cycle", held, "relation", reason)


# What can be wrong between the pairs of different files, as well as within one.
ACROSS_FILES: tuple[Rule, ...] = (listed_once, rationales_distinct, subsets_without_cycle)

RULES: tuple[Rule, ...] = (
    ids_known,
    listed_once,
    strength_in_band,
    shares_fit_relation,
    full_owes_nothing,
    deltas_in_vocabulary,
    intersections_explained,
    documents_founded,
    rationales_distinct,
    subsets_without_cycle,
)


def faults(crosswalk: Crosswalk, catalogue: Catalogue, rules: tuple[Rule, ...] = RULES) -> tuple[Fault, ...]:
    """Every fault of every rule, all at once."""
    return tuple(fault for rule in rules for fault in rule(crosswalk, catalogue))
