"""The crosswalk: judged pairs of requirements of two frameworks, each readable from either side.

A pair never makes a requirement met. It says which controls count, how far, and which deltas are still owed.
"""

from collections.abc import Mapping as Index
from datetime import date
from enum import StrEnum
from functools import cached_property

import attrs
from attrs import frozen

from dualtrack.domain.frameworks.documented import DocumentedBasis


class Relation(StrEnum):
    """Source relative to target, in the words of NIST IR 8477 and the OSCAL mapping model."""

    EQUAL_TO = "equal-to"
    EQUIVALENT_TO = "equivalent-to"
    SUBSET_OF = "subset-of"
    SUPERSET_OF = "superset-of"
    INTERSECTS_WITH = "intersects-with"
    NO_RELATIONSHIP = "no-relationship"

    @property
    def inverse(self) -> "Relation":
        """The same pair seen from the other side."""
        return _INVERSES.get(self, self)


_INVERSES = {Relation.SUBSET_OF: Relation.SUPERSET_OF, Relation.SUPERSET_OF: Relation.SUBSET_OF}


class Basis(StrEnum):
    """What the judgement compares: the words, their meaning, or what is achieved."""

    SYNTACTIC = "syntactic"
    SEMANTIC = "semantic"
    FUNCTIONAL = "functional"


class Covered(StrEnum):
    """How much of one requirement is met when the other is conformed to."""

    NONE = "none"
    MINOR = "minor"
    PARTIAL = "partial"
    MAJOR = "major"
    FULL = "full"

    @property
    def rank(self) -> int:
        """0 for none up to 4 for full."""
        return _RANKS[self]


_RANKS = {share: rank for rank, share in enumerate(Covered)}


class EvidenceReuse(StrEnum):
    """Whether the evidence for the one serves the other."""

    SAME_ARTEFACT = "same_artefact"
    SAME_ARTEFACT_OVER_PERIOD = "same_artefact_over_period"
    EXTRA_ARTEFACT = "extra_artefact"
    NONE = "none"


class MappingStatus(StrEnum):
    """How far the judgement has come; only accepted pairs count."""

    CANDIDATE = "candidate"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@frozen(kw_only=True)
class Mapping:
    """One reviewed pair, with its reason and what each side adds beyond the other."""

    source: str
    target: str
    relation: Relation
    basis: Basis
    strength: int  # 0-10, judged apart from the relation
    source_covered: Covered
    target_covered: Covered
    source_delta: tuple[str, ...]
    target_delta: tuple[str, ...]
    documented_basis: DocumentedBasis | None
    evidence_reuse: EvidenceReuse
    rationale: str
    status: MappingStatus
    author: str
    reviewed_by: str | None
    reviewed_on: date | None
    origin: str

    @property
    def counts(self) -> bool:
        """True when the pair is accepted and says that there is a relationship."""
        return self.status is MappingStatus.ACCEPTED and self.relation is not Relation.NO_RELATIONSHIP

    def inverted(self) -> "Mapping":
        """The same judgement with source and target exchanged."""
        return attrs.evolve(
            self,
            source=self.target,
            target=self.source,
            relation=self.relation.inverse,
            source_covered=self.target_covered,
            target_covered=self.source_covered,
            source_delta=self.target_delta,
            target_delta=self.source_delta,
        )


@frozen(cache_hash=True)  # pages remember what they drew of one
class Crosswalk:
    """All pairs; a pair that is not listed is not reviewed, which is not the same as no relationship."""

    mappings: tuple[Mapping, ...]

    @cached_property
    def _sides(self) -> Index[str, tuple[Mapping, ...]]:
        """Every pair from both of its sides; made when first asked for, as the rules never ask."""
        sides: dict[str, list[Mapping]] = {}
        for mapping in self.mappings:
            sides.setdefault(mapping.source, []).append(mapping)
            sides.setdefault(mapping.target, []).append(mapping.inverted())
        return {requirement: tuple(found) for requirement, found in sides.items()}

    def of(self, requirement_id: str) -> tuple[Mapping, ...]:
        """Every pair of this requirement, with the requirement as source."""
        return self._sides.get(requirement_id, ())

    def between(self, a: str, b: str) -> Mapping | None:
        """The pair of these two, seen from `a`; nothing when it is not reviewed."""
        return next((m for m in self.of(a) if m.target == b), None)

    def listed(self, a: str, b: str) -> Mapping | None:
        """The pair of these two in the direction in which it was judged."""
        return next((m for m in self.mappings if {m.source, m.target} == {a, b}), None)
