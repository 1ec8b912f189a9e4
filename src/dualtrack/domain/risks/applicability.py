"""Which Annex A controls are included and which criteria are relevant, with the reason for each.

ISO/IEC 27001 6.1.3 d: necessary controls, why included, why an Annex A control is excluded. DC 200 DC 8:
criteria that are not relevant, with the reason. Common criteria are never switched off.
"""

from datetime import date
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.ledger.codec import recorded


class Ground(StrEnum):
    """Why a control is included in the Statement of Applicability."""

    RISK = "risk"
    LEGAL = "legal_or_contractual"
    CRITERION = "soc2_criterion"
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
    """The decision on one requirement; its id is the requirement's."""

    id: str
    included: bool
    justifications: tuple[Justification, ...] = ()
    exclusion: str = ""
    decided_by: str
    decided_on: date


class ApplicabilityProblem(StrEnum):
    """Why a decision is refused."""

    CLAUSE = "clauses_cannot_be_excluded"  # ISO/IEC 27001 1: no exclusion of clauses 4 to 10
    COMMON = "common_criteria_cannot_be_excluded"
    NO_REASON = "an_exclusion_needs_a_justification"
    NO_GROUND = "an_inclusion_needs_a_ground"


def problem(decision: Applicability, *, kind: str, category: str | None) -> ApplicabilityProblem | None:
    """The reason to refuse a decision, or None. `kind` and `category` are the requirement's."""
    if decision.included:
        return None if decision.justifications or kind != "annex_control" else ApplicabilityProblem.NO_GROUND
    if kind == "clause":
        return ApplicabilityProblem.CLAUSE
    if kind == "criterion" and category == "security":
        return ApplicabilityProblem.COMMON
    return None if decision.exclusion.strip() else ApplicabilityProblem.NO_REASON
