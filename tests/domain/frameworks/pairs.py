"""Pairs and a small catalogue for the tests of the crosswalk, its rules and coverage."""

from datetime import date

from attrs import evolve

from dualtrack.domain.frameworks.catalogue import Catalogue, Delta, Framework, Kind, Requirement, ShownBy
from dualtrack.domain.frameworks.crosswalk import (
    Basis,
    Covered,
    EvidenceReuse,
    Mapping,
    MappingStatus,
    Relation,
)
from dualtrack.domain.frameworks.documented import DocumentedBasis, DocumentedNeed

PAIR = Mapping(
    source="soc2:CC6.2",
    target="iso27001:A.5.18",
    relation=Relation.INTERSECTS_WITH,
    basis=Basis.FUNCTIONAL,
    strength=8,
    source_covered=Covered.MAJOR,
    target_covered=Covered.PARTIAL,
    source_delta=("complete_population_sample",),
    target_delta=("planned_interval",),
    documented_basis=None,
    evidence_reuse=EvidenceReuse.SAME_ARTEFACT_OVER_PERIOD,
    rationale="One set of tickets shows both.",
    status=MappingStatus.ACCEPTED,
    author="dualtrack",
    reviewed_by=None,
    reviewed_on=None,
    origin="project judgement",
)


def pair(**changes: object) -> Mapping:
    """The usual pair with other values."""
    return evolve(PAIR, **changes)


def reviewed(mapping: Mapping) -> Mapping:
    """The pair as a named person reviewed it."""
    return evolve(mapping, reviewed_by="A. Reviewer", reviewed_on=date(2026, 3, 1))


def requirement(id_: str, kind: Kind, need: DocumentedNeed | None = None) -> Requirement:
    """A requirement that is nothing but its id."""
    return Requirement(
        id=id_,
        framework=id_.partition(":")[0],
        kind=kind,
        group="x",
        group_title="x",
        title=f"Title of {id_}",
        summary="x",
        documented=need,
    )


def delta(delta_id: str, shown_by: ShownBy = ShownBy.NOTE, *, documentary: bool = False) -> Delta:
    """A delta of a made-up framework."""
    return Delta(
        id=delta_id, title=delta_id, work=f"Do {delta_id}.", shown_by=shown_by, documentary=documentary
    )


SOC2 = Framework(
    key="soc2",
    name="SOC 2",
    edition="2017",
    requirements=tuple(
        requirement(f"soc2:{i}", Kind.CRITERION) for i in ("CC5.3", "CC6.1", "CC6.2", "CC6.3", "CC8.1")
    ),
    deltas=(delta("operating_over_period", ShownBy.OPERATION), delta("complete_population_sample")),
)
ISO = Framework(
    key="iso27001",
    name="ISO/IEC 27001",
    edition="2022",
    requirements=(
        requirement("iso27001:5.1", Kind.CLAUSE),
        requirement(
            "iso27001:5.2",
            Kind.CLAUSE,
            DocumentedNeed(basis=DocumentedBasis.CLAUSE, document="the policy"),
        ),
        requirement("iso27001:A.5.1", Kind.ANNEX_CONTROL),
        requirement("iso27001:A.5.18", Kind.ANNEX_CONTROL),
        requirement("iso27001:A.6.1", Kind.ANNEX_CONTROL),
        requirement("iso27001:A.6.8", Kind.ANNEX_CONTROL),
    ),
    deltas=(
        delta("documented_procedure", ShownBy.DOCUMENT, documentary=True),
        delta("planned_interval", ShownBy.CADENCE),
        delta("owner_approval", ShownBy.APPROVAL),
    ),
)
CATALOGUE = Catalogue((SOC2, ISO))
