"""Which Annex A controls are included and which criteria are relevant, with the reason for each.

ISO/IEC 27001 6.1.3 d: necessary controls, why included, why an Annex A control is excluded. DC 200 DC 8:
criteria that are not relevant, with the reason. Common criteria are never switched off.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from attrs import evolve, frozen

from dualtrack.domain.ledger.codec import recorded


class Ground(StrEnum):
    """Why a control is included in the Statement of Applicability."""

    RISK = "risk"
    LEGAL = "legal_or_contractual"
    CRITERION = "soc2_criterion"
    CLAUSE = "clause"
    PRACTICE = "good_practice"


@frozen(kw_only=True)
class Justification:
    """One ground with what it points at (a risk, a law, a contract, a criterion)."""

    ground: Ground
    reference: str
    text: str = ""


@recorded("applicability")
@frozen(kw_only=True)
class Applicability:
    """One decision on one requirement; a later one on the same takes its place from its day on.

    `id` and `number` are given when it is recorded: the first on A.8.30 is `iso27001:A.8.30~1`. An exclusion
    carries who answers for it and the day by which it is looked at again.
    """

    id: str = ""
    requirement: str
    number: int = 0
    included: bool
    justifications: tuple[Justification, ...] = ()
    exclusion: str = ""
    owner_role: str = ""  # who answers for an exclusion, by the role that controls name owners by
    review_on: date | None = None
    decided_by: str
    decided_on: date


def numbered(decision: Applicability, number: int) -> Applicability:
    """The decision as the next one on its requirement."""
    return evolve(decision, id=f"{decision.requirement}~{number}", number=number)


def decisions_by_requirement(decisions: Iterable[Applicability]) -> dict[str, tuple[Applicability, ...]]:
    """The register of decisions: those on each requirement, in the order in which they took effect."""
    found: dict[str, list[Applicability]] = {}
    for one in sorted(decisions, key=lambda d: (d.decided_on, d.number)):
        found.setdefault(one.requirement, []).append(one)
    return {requirement: tuple(ones) for requirement, ones in found.items()}


def standing(decisions: Iterable[Applicability], as_of: date) -> dict[str, Applicability]:
    """The decision that stood on each requirement on a day."""
    return {
        requirement: taken[-1]
        for requirement, ones in decisions_by_requirement(decisions).items()
        if (taken := [d for d in ones if d.decided_on <= as_of])
    }


@recorded("category_reason")
@frozen(kw_only=True)
class CategoryReason:
    """Why a category of the trust services criteria is examined or not; its id is the category's."""

    id: str
    reason: str
    decided_by: str
    decided_on: date


class ApplicabilityProblem(StrEnum):
    """Why a decision is refused."""

    CLAUSE = "clauses_cannot_be_excluded"  # ISO/IEC 27001 1: no exclusion of clauses 4 to 10
    COMMON = "common_criteria_cannot_be_excluded"
    NO_REASON = "an_exclusion_needs_a_justification"
    NOT_RELEVANT = "a_criterion_not_relevant_needs_its_reason"  # DC 200 DC 8
    NO_GROUND = "an_inclusion_needs_a_ground"


def problem(
    decision: Applicability, *, kind: str, category: str | None, derived: bool = False
) -> ApplicabilityProblem | None:
    """The reason to refuse a decision, or None. `kind` and `category` are the requirement's.

    With `derived` the records ground an inclusion already, and nothing more has to be said.
    """
    if decision.included:
        grounded = derived or bool(decision.justifications) or kind != "annex_control"
        return None if grounded else ApplicabilityProblem.NO_GROUND
    if kind == "clause":
        return ApplicabilityProblem.CLAUSE
    if kind == "criterion" and category == "security":
        return ApplicabilityProblem.COMMON
    if decision.exclusion.strip():
        return None
    return ApplicabilityProblem.NOT_RELEVANT if kind == "criterion" else ApplicabilityProblem.NO_REASON
