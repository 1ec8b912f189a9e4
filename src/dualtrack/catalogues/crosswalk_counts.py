"""Counts what a folder of crosswalks holds: pairs by kind, relation, strength and delta, and judgements."""

from collections import Counter
from collections.abc import Mapping as Index

from dualtrack.catalogues.crosswalk_folder import CrosswalkFolder
from dualtrack.domain.frameworks.catalogue import Catalogue
from dualtrack.domain.frameworks.crosswalk import Crosswalk, Mapping
from dualtrack.domain.frameworks.ids import key_of

Counted = Index[str, int]


def crosswalk_folder_counts(folder: CrosswalkFolder, catalogue: Catalogue) -> dict[str, Counted]:
    """Each part of the folder with its counts; a part that holds nothing counts the nothing."""
    closing = folder.closing
    return {
        **crosswalk_counts_by_frameworks(folder.crosswalk, catalogue),
        "coverage": _sorted(
            Counter(f"{key_of(j.requirement)} by {j.by}: {j.covered}" for j in closing.coverage)
        ),
        "unreached": _sorted(Counter(f"{key_of(j.requirement)} by {j.against}" for j in closing.unreached)),
        "series": {f"{s.series} {s.label} (article: {s.claimed})": len(s.criteria) for s in folder.series},
        "reviews": {"closed by a named reviewer": len(folder.reviews)},
    }


def crosswalk_counts_by_frameworks(crosswalk: Crosswalk, catalogue: Catalogue) -> dict[str, Counted]:
    """The counts of each pair of frameworks by itself; without a pair there is one part that says so."""
    parts: dict[str, list[Mapping]] = {}
    for m in crosswalk.mappings:
        parts.setdefault(f"crosswalk {key_of(m.source)} x {key_of(m.target)}", []).append(m)
    counted = {name: crosswalk_counts(Crosswalk(tuple(pairs)), catalogue) for name, pairs in parts.items()}
    return counted or {"crosswalk": {"pairs": 0}}


def crosswalk_counts(crosswalk: Crosswalk, catalogue: Catalogue) -> Counted:
    """Pairs, and how many there are of each kind, relation, strength, delta, evidence and status."""
    counted: Counter[str] = Counter(pairs=len(crosswalk.mappings))
    for m in crosswalk.mappings:
        target = catalogue.find(m.target)
        counted[f"pairs with {target.kind if target else 'unknown'}"] += 1
        counted[f"relation {m.relation}"] += 1
        counted[f"strength {m.strength:02}"] += 1
        counted[f"status {m.status}"] += 1
        counted[f"evidence {m.evidence_reuse}"] += 1
        counted.update(f"delta {key_of(m.source)} {delta}" for delta in m.source_delta)
        counted.update(f"delta {key_of(m.target)} {delta}" for delta in m.target_delta)
    return _sorted(counted)


def _sorted(counted: Counter[str]) -> Counted:
    return dict(sorted(counted.items()))
