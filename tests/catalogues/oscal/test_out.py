"""Everything that we write as OSCAL is valid by the official schema, and the same each time."""

import copy
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

from tests.catalogues.oscal.schema import faults
from tests.domain.frameworks.pairs import pair
from tests.each import each

from dualtrack.catalogues.loader import load_controls, load_library
from dualtrack.catalogues.oscal.common import NAMESPACE, VERSION, Data, token
from dualtrack.catalogues.oscal.components_out import component_definition
from dualtrack.catalogues.oscal.frameworks_out import catalog, profile
from dualtrack.catalogues.oscal.mappings_out import mapping_collection
from dualtrack.domain.frameworks.catalogue import Category

AT = datetime(2026, 11, 25, 12, tzinfo=timezone(timedelta(hours=1)))
LIBRARY = load_library()
CATALOGUE = LIBRARY.catalogue
KEYS = [f.key for f in CATALOGUE.frameworks]


def _framework(key: str) -> Data:
    found = CATALOGUE.framework(key)
    assert found is not None
    return catalog(found, AT)


def _profile() -> Data:
    found = CATALOGUE.framework("iso27001")
    assert found is not None
    return profile(found, {"iso27001:4.1", "iso27001:A.8.24", "soc2:CC6.1"}, AT)


def _pairs() -> Data:
    return mapping_collection(LIBRARY.crosswalk.mappings, CATALOGUE, AT)


def _components() -> Data:
    return component_definition("Starter controls", load_controls(tuple(Category))[0], CATALOGUE, AT)


MADE: dict[str, Callable[[], Data]] = {
    **{key: (lambda key=key: _framework(key)) for key in KEYS},  # type: ignore[misc]  # of its own key
    "profile": _profile,
    "mapping-collection": _pairs,
    "component-definition": _components,
}


@each("name", MADE)
def test_it_is_valid_and_the_same_each_time(name: str) -> None:
    made = MADE[name]()
    assert faults(made) == []
    assert json.dumps(made) == json.dumps(MADE[name]())
    (content,) = made.values()
    assert isinstance(content, dict)
    assert content["metadata"]["oscal-version"] == VERSION
    assert content["metadata"]["last-modified"] == "2026-11-25T11:00:00Z"


@each("name", MADE)
def test_the_check_finds_what_is_broken(name: str) -> None:
    broken = copy.deepcopy(MADE[name]())
    (content,) = broken.values()
    assert isinstance(content, dict)
    del content["metadata"]["oscal-version"]
    assert faults(broken) != []


def test_a_catalog_holds_every_requirement_with_its_label_and_ours() -> None:
    for framework in CATALOGUE.frameworks:
        content = catalog(framework, AT)["catalog"]
        assert isinstance(content, dict)
        controls = [c for g in content["groups"] for c in g["controls"]]
        assert [c["id"] for c in controls] == [token(r.id) for r in framework.requirements]
        named = {(p["name"], p.get("ns")): p["value"] for p in controls[0]["props"]}
        first = framework.requirements[0]
        assert named["label", None] == first.local_id
        assert named["requirement-id", NAMESPACE] == first.id
        deltas = [p for p in content["metadata"]["props"] if p["name"] == "delta"]
        assert [p["value"] for p in deltas] == list(framework.delta_vocabulary)


def test_a_profile_chooses_what_is_in_scope_of_its_own_framework() -> None:
    content = _profile()["profile"]
    assert isinstance(content, dict)
    (chosen,) = content["imports"]
    assert chosen["include-controls"] == [{"with-ids": ["iso27001_4.1", "iso27001_A.8.24"]}]
    (resource,) = content["back-matter"]["resources"]
    assert chosen["href"] == f"#{resource['uuid']}"


def test_what_no_pair_reaches_is_named_as_a_gap() -> None:
    content = mapping_collection([pair()], CATALOGUE, AT)["mapping-collection"]
    assert isinstance(content, dict)
    (mapping,) = content["mappings"]
    (gap,) = mapping["source-gap-summary"]["unmapped-controls"]
    assert len(gap["with-ids"]) == 60
    assert "soc2_CC6.2" not in gap["with-ids"]
    (entry,) = mapping["maps"]
    assert [q["subject"] for q in entry["qualifiers"]] == ["source", "target"]
    assert entry["remarks"] == "One set of tickets shows both."
    assert "confidence-score" not in entry
    assert "coverage" not in entry


def test_a_control_is_one_component_with_what_it_serves_by_framework() -> None:
    controls, _ = load_controls()
    content = component_definition("Ours", controls[:1], CATALOGUE, AT)["component-definition"]
    assert isinstance(content, dict)
    (component,) = content["components"]
    served = [
        r["props"][0]["value"]
        for part in component["control-implementations"]
        for r in part["implemented-requirements"]
    ]
    assert sorted(served) == sorted(controls[0].requirements)


def test_another_time_changes_the_time_alone() -> None:
    later = mapping_collection([pair()], CATALOGUE, datetime(2027, 1, 1, tzinfo=UTC))
    first = mapping_collection([pair()], CATALOGUE, AT)
    one, other = (json.dumps(d) for d in (first, later))
    assert one != other
    assert one.replace("2026-11-25T11:00:00Z", "x") == other.replace("2027-01-01T00:00:00Z", "x")
