"""Pairs as an OSCAL mapping collection: relation, basis and reason in OSCAL's fields, the rest in properties.

Shares are no percentages and strength is no confidence, so neither goes into the fields of that name.
"""

from collections.abc import Iterable
from datetime import datetime

from dualtrack.catalogues.crosswalk_rows import DELTAS, plain_of
from dualtrack.catalogues.oscal.common import Data, line, metadata, prop, resource, token, uuid_of
from dualtrack.catalogues.oscal.frameworks_out import catalog_file
from dualtrack.domain.frameworks.catalogue import Catalogue, Framework
from dualtrack.domain.frameworks.crosswalk import Basis, Mapping
from dualtrack.domain.frameworks.ids import key_of

UNREVIEWED = "No CPA and no ISO lead auditor has reviewed these judgements, except where a pair names one."
_DESCRIPTION = (
    "Each pair says how the source stands to the target, on what basis, how strongly, what either side asks"
    " beyond the other, and why. A pair never makes a requirement met; one that is not listed was not judged."
)
# What OSCAL has fields for; everything else of a pair is a property of ours.
_FIELDS = frozenset({"source", "target", "relation", "basis", "rationale"})


def mapping_collection(pairs: Iterable[Mapping], catalogue: Catalogue, at: datetime) -> Data:
    """The pairs, one mapping for each two frameworks; at least one pair."""
    grouped: dict[tuple[str, str], list[Mapping]] = {}
    for one in pairs:
        grouped.setdefault((key_of(one.source), key_of(one.target)), []).append(one)
    keys = dict.fromkeys(key for both in grouped for key in both)
    frameworks = {f.key: f for f in catalogue.frameworks if f.key in keys}
    return {
        "mapping-collection": {
            "uuid": uuid_of("mapping-collection", *(f"{a} {b}" for a, b in grouped)),
            "metadata": metadata("Crosswalk: " + ", ".join(frameworks[k].name for k in keys), "1", at),
            "provenance": {
                "method": "human",
                "matching-rationale": str(Basis.FUNCTIONAL),
                "status": "draft",
                "mapping-description": _DESCRIPTION,
                "remarks": UNREVIEWED,
            },
            "mappings": [_mapping(frameworks[a], frameworks[b], held) for (a, b), held in grouped.items()],
            "back-matter": {
                "resources": [
                    resource(_catalog(key), f"{f.name} {f.edition}", catalog_file(key))
                    for key, f in frameworks.items()
                ]
            },
        }
    }


def _catalog(key: str) -> str:
    return uuid_of("catalog", key)


def _mapping(source: Framework, target: Framework, pairs: list[Mapping]) -> Data:
    found: Data = {
        "uuid": uuid_of("mapping", source.key, target.key),
        "source-resource": _resource(source),
        "target-resource": _resource(target),
        "maps": [_map(pair, source, target) for pair in pairs],
    }
    for name, framework, there in (
        ("source-gap-summary", source, {p.source for p in pairs}),
        ("target-gap-summary", target, {p.target for p in pairs}),
    ):
        bare = [token(r.id) for r in framework.requirements if r.id not in there]
        if bare:
            found[name] = {
                "uuid": uuid_of(name, source.key, target.key),
                "unmapped-controls": [{"with-ids": bare}],
            }
    return found


def _resource(framework: Framework) -> Data:
    return {
        "type": "catalog",
        "href": f"#{_catalog(framework.key)}",
        "props": [prop("framework-key", framework.key), prop("edition", framework.edition)],
    }


def _map(pair: Mapping, source: Framework, target: Framework) -> Data:
    found: Data = {
        "uuid": uuid_of("map", pair.source, pair.target),
        "matching-rationale": str(pair.basis),
        "relationship": str(pair.relation),
        "sources": [_item(pair.source)],
        "targets": [_item(pair.target)],
        "props": list(_props(pair)),
        "remarks": pair.rationale,
    }
    qualifiers = [
        *(_qualifier("source", source, delta) for delta in pair.source_delta),
        *(_qualifier("target", target, delta) for delta in pair.target_delta),
    ]
    return found | ({"qualifiers": qualifiers} if qualifiers else {})


def _item(full_id: str) -> Data:
    return {"type": "control", "id-ref": token(full_id), "props": [prop("requirement-id", full_id)]}


def _qualifier(subject: str, framework: Framework, delta: str) -> Data:
    """What one side asks beyond the other, in words; its id stands among the properties."""
    found = framework.delta(delta)
    words = delta if found is None else f"{found.title}: {found.work}"
    return {
        "subject": subject,
        "predicate": "has-requirement",
        "category": "addressable",
        "description": words,
    }


def _props(pair: Mapping) -> Iterable[Data]:
    for name, value in plain_of(pair).items():
        if name in _FIELDS or value is None:
            continue
        values = value if name in DELTAS and isinstance(value, list) else [value]
        for one in values:
            if line(str(one)):
                yield prop(name.replace("_", "-"), str(one))
