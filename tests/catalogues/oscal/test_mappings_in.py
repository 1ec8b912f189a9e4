"""Mapping collections: ours come back equal, another's as candidates, each bad map by its name."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.catalogues.files import write
from tests.each import each

from dualtrack.catalogues.loader import load_library
from dualtrack.catalogues.oscal.mappings_in import read_mappings
from dualtrack.catalogues.oscal.mappings_out import mapping_collection
from dualtrack.domain.frameworks.crosswalk import Basis, Covered, MappingStatus, Relation

AT = datetime(2026, 11, 25, tzinfo=UTC)
LIBRARY = load_library()
CATALOGUE = LIBRARY.catalogue


def collection(*maps: dict[str, Any], **changes: Any) -> str:
    """A mapping collection of somebody else."""
    resource = {"type": "catalog", "href": "catalog.json"}
    content = {
        "uuid": "1c0d1c6e-3f0f-4b57-8a86-111111111111",
        "metadata": {"title": "Theirs", "oscal-version": "1.2.0", "version": "1"},
        "provenance": {"method": "human", "matching-rationale": "semantic"},
        "mappings": [{"source-resource": resource, "target-resource": resource, "maps": list(maps)}],
    }
    return json.dumps({"mapping-collection": content | changes})


def one(source: str, target: str, relation: str = "intersects-with", **more: Any) -> dict[str, Any]:
    """A map of one control to another."""
    return {
        "relationship": relation,
        "sources": [{"type": "control", "id-ref": source}],
        "targets": [{"type": "control", "id-ref": target}],
        **more,
    }


def read(tmp_path: Path, text: str) -> tuple[list[Any], list[str]]:
    file = write(tmp_path, "theirs.json", text)
    placed, problems = read_mappings(file, CATALOGUE)
    return [m for m, _ in placed], [str(p).removeprefix(f"{file}: ") for p in problems]


def test_ours_come_back_equal(tmp_path: Path) -> None:
    made = mapping_collection(LIBRARY.crosswalk.mappings, CATALOGUE, AT)
    found, problems = read(tmp_path, json.dumps(made))
    assert problems == []
    assert tuple(found) == LIBRARY.crosswalk.mappings


@each(
    ("source", "target"),
    [("soc2:CC6.2", "iso27001:A.5.18"), ("soc2_CC6.2", "iso27001_A.5.18"), ("CC6.2", "A.5.18")],
)
def test_another_s_map_is_a_candidate_with_the_least_that_its_relation_allows(
    tmp_path: Path, source: str, target: str
) -> None:
    given = one(source, target, "superset-of", remarks="Access is\n given and reviewed.")
    (found,), problems = read(tmp_path, collection(given))
    assert problems == []
    assert (found.source, found.target) == ("soc2:CC6.2", "iso27001:A.5.18")
    assert (found.relation, found.basis, found.strength) == (Relation.SUPERSET_OF, Basis.SEMANTIC, 6)
    assert (found.source_covered, found.target_covered) == (Covered.MINOR, Covered.MAJOR)
    assert found.status is MappingStatus.CANDIDATE
    assert found.rationale == (
        "soc2:CC6.2 to iso27001:A.5.18: Access is given and reviewed. The file gives neither strength nor"
        " shares nor deltas, so the least that the relation allows stands here and no delta is named: judge"
        " the pair before you accept it."
    )


def test_several_sources_and_targets_are_a_pair_each(tmp_path: Path) -> None:
    given = one("CC6.2", "A.5.18")
    given["targets"].append({"type": "control", "id-ref": "A.5.16"})
    found, problems = read(tmp_path, collection(given))
    assert problems == []
    assert [m.target for m in found] == ["iso27001:A.5.18", "iso27001:A.5.16"]


@each("written", ["A.6.9", "CC8.2", "C6.5.1", "PP1.1", "CC.5.3", "AC-1"])
def test_an_id_that_no_framework_holds_is_named_with_its_map(tmp_path: Path, written: str) -> None:
    found, problems = read(tmp_path, collection(one("CC6.1", "A.8.5"), one(written, "A.5.18")))
    assert [m.target for m in found] == ["iso27001:A.8.5"]
    (told,) = problems
    assert told.startswith(f"mapping 1, map 2 {written} -> iso27001:A.5.18: source: {written}")


@each(
    ("text", "said"),
    [
        ("{", "not JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        ("[]", "expected an object, got list"),
        ("[" * 200_000, "not JSON of a catalogue: nested too deep"),
        ('{"catalog": {}}', 'no OSCAL file of "mapping-collection": its top level holds "catalog"'),
        ('{"x": 1}', "no OSCAL file of \"mapping-collection\": its top level holds 'x'"),
        (
            '{"mapping-collection": {}}',
            "metadata: oscal-version: the field is missing; expected one of 1.0, 1.1, 1.2",
        ),
        (
            collection(metadata={"oscal-version": "2.0.0"}),
            "metadata: oscal-version: '2.0.0' is no version that is read; expected one of 1.0, 1.1, 1.2",
        ),
        (collection(mappings=[]), "mappings: the file holds no mapping"),
        (collection(), "mapping 1: maps: the field is missing; nothing is mapped"),
        (
            collection({"relationship": "equal-to", "sources": [], "targets": [{"id-ref": "A.5.1"}]}),
            "mapping 1, map 1: sources: the field is missing; a map has a source and a target at least",
        ),
        ("", "the file is empty"),
    ],
)
def test_a_file_that_is_none_is_told(tmp_path: Path, text: str, said: str) -> None:
    found, problems = read(tmp_path, text)
    assert found == []
    assert problems == [said]


@each(
    ("relation", "said"),
    [
        (
            "related-to",
            "relation: 'related-to' is not one of equal-to, equivalent-to, subset-of, superset-of,"
            " intersects-with, no-relationship",
        ),
        ("", "relation: the field is missing; every record has it"),
    ],
)
def test_a_relation_of_another_vocabulary_is_told(tmp_path: Path, relation: str, said: str) -> None:
    found, problems = read(tmp_path, collection(one("CC6.2", "A.5.18", relation)))
    assert found == []
    assert problems == [f"mapping 1, map 1 soc2:CC6.2 -> iso27001:A.5.18: {said}"]


def test_a_pair_from_both_sides_that_contradicts_itself_is_told(tmp_path: Path) -> None:
    found, problems = read(
        tmp_path, collection(one("CC6.2", "A.5.18", "subset-of"), one("A.5.18", "CC6.2", "subset-of"))
    )
    assert len(found) == 1
    assert any(
        "from the other side the pair is subset-of, which inverts to superset-of, not to subset-of" in p
        for p in problems
    )
