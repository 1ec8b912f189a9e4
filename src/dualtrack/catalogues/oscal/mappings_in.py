"""A mapping collection as rows of a crosswalk file, so that the same rules judge them.

Ours come back as they went out. Another's has no strength and no shares: it gets the least that its relation
allows, and says so in the reason, for somebody to judge before it is accepted.
"""

from collections.abc import Iterator
from importlib.resources.abc import Traversable

from dualtrack.catalogues.crosswalk_file import Placed, placed_of
from dualtrack.catalogues.crosswalk_rows import COLUMNS, DELTAS
from dualtrack.catalogues.csv_file import Row
from dualtrack.catalogues.files import name_of
from dualtrack.catalogues.oscal.common import Data, line, token
from dualtrack.catalogues.oscal.reading import first, objects, ours, read_oscal, text
from dualtrack.catalogues.problem import Problem
from dualtrack.domain.frameworks.catalogue import Catalogue
from dualtrack.domain.frameworks.crosswalk import Basis, EvidenceReuse, MappingStatus, Relation
from dualtrack.domain.frameworks.crosswalk_rules import BANDS, LEAST

MODEL = "mapping-collection"
_ASSUMED = (
    "The file gives neither strength nor shares nor deltas, so the least that the relation allows stands here"
    " and no delta is named: judge the pair before you accept it."
)


def read_mappings(file: Traversable, catalogue: Catalogue) -> tuple[Placed, tuple[Problem, ...]]:
    """The countable pairs of a mapping collection, each with its name in messages, and all that is wrong."""
    found, problems = read_oscal(file, (MODEL,))
    if found is None:
        return (), problems
    name, ids = name_of(file), _Ids(catalogue)
    wrong: list[Problem] = []
    rows: list[Row] = []
    for place, mapping in enumerate(objects(found[1].get("mappings")), 1):
        maps = list(objects(mapping.get("maps")))
        if not maps:
            wrong.append(Problem(name, f"mapping {place}", "maps", "the field is missing; nothing is mapped"))
        for number, one in enumerate(maps, 1):
            label = f"mapping {place}, map {number}"
            rows += _Rows(ids, mapping, found[1]).of(label, one, name, wrong)
    if not rows and not wrong:
        wrong.append(Problem(name, None, "mappings", "the file holds no mapping"))
    placed, broken = placed_of(rows, name, catalogue)
    return placed, (*wrong, *broken)


class _Ids:
    """Ids as a file may write them, and the full id that each means; made once a file."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.by_framework: dict[str, dict[str, str]] = {"": {}}
        for requirement in catalogue.requirements():
            own = self.by_framework.setdefault(requirement.framework, {})
            for written in (token(requirement.id), requirement.local_id):
                own[written] = requirement.id
                self.by_framework[""].setdefault(written, requirement.id)

    def full(self, written: str, key: str) -> str:
        """The full id, inside the framework of that key where one is named; else what was written."""
        if self.catalogue.known(written):
            return written
        return self.by_framework.get(key, {}).get(written) or written or "nothing"


class _Rows:
    """Maps of one mapping as rows; ids are resolved against the loaded frameworks."""

    def __init__(self, ids: _Ids, mapping: Data, collection: Data) -> None:
        self.ids = ids
        self.mapping = mapping
        provenance = collection.get("provenance")
        self.general = provenance if isinstance(provenance, dict) else {}

    def of(self, label: str, one: Data, file: str, wrong: list[Problem]) -> Iterator[Row]:
        """One row for each source and target of a map."""
        sides = {}
        for side in ("source", "target"):
            sides[side] = [self._id(item, side) for item in objects(one.get(f"{side}s"))]
            if not sides[side]:
                reason = "the field is missing; a map has a source and a target at least"
                wrong.append(Problem(file, label, f"{side}s", reason))
        for source in sides["source"]:
            for target in sides["target"]:
                yield label, self._row(one, source, target)

    def _id(self, item: Data, side: str) -> str:
        """The full id that an item means: said by us, whole, as our token, or inside its side's framework."""
        said = first(ours(item, "requirement-id"))
        resource = self.mapping.get(f"{side}-resource")
        key = first(ours(resource, "framework-key")) if isinstance(resource, dict) else ""
        return said or self.ids.full(text(item, "id-ref"), key)

    def _row(self, one: Data, source: str, target: str) -> dict[str, object]:
        relation = text(one, "relationship")
        basis = text(one, "matching-rationale") or text(self.mapping, "matching-rationale")
        row: dict[str, object] = dict.fromkeys(COLUMNS, "")
        for name in COLUMNS:
            values = ours(one, name.replace("_", "-"))
            row[name] = ";".join(values) if name in DELTAS else first(values)
        if not row["strength"]:
            row |= _assumed(relation, line(text(one, "remarks")), source, target)
        else:
            row["rationale"] = line(text(one, "remarks"))
        return row | {
            "source": source,
            "target": target,
            "relation": relation,
            "basis": basis or text(self.general, "matching-rationale") or str(Basis.SEMANTIC),
        }


def _assumed(relation: str, remarks: str, source: str, target: str) -> dict[str, object]:
    """What another's map does not say, as little as its relation allows."""
    known = relation if relation in list(Relation) else Relation.INTERSECTS_WITH
    low, _ = BANDS[Relation(known)]
    shares = LEAST.get(Relation(known))
    reason = remarks or "The file gives no reason."
    return {
        "strength": str(low),
        "source_covered": str(shares[0]) if shares else "none",
        "target_covered": str(shares[1]) if shares else "none",
        "evidence_reuse": str(EvidenceReuse.NONE),
        "rationale": f"{source} to {target}: {reason} {_ASSUMED}",
        "status": str(MappingStatus.CANDIDATE),
        "author": "unknown",
        "origin": "OSCAL mapping collection",
    }
