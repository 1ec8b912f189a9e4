"""What a detector finds: a code, since when, how grave, the facts behind it, and its cost at each audit."""

import hashlib
import json
from datetime import date
from decimal import Decimal
from enum import StrEnum

from attrs import frozen


class Pattern(StrEnum):
    """The four ways in which combined programmes trip up, in the order of the article."""

    DOCUMENTATION = "documentation_neglected"
    SCOPES = "scopes_drifting"
    RISKS = "risk_register_unused_for_soc2"
    REVIEWS = "internal_audit_and_management_review_too_narrow"


class Code(StrEnum):
    """Everything that a detector can find; the code is the id of the finding, for there is one of each."""

    FORMAL = "documentation_behind_formal"
    PHYSICAL = "documentation_behind_physical"
    CRYPTOGRAPHY = "documentation_behind_cryptography"
    DEVELOPMENT = "documentation_behind_development"
    UNSCOPED = "scope_not_approved"
    DIFFER = "scopes_differ_unexplained"
    DRIFT = "scope_drift_unapproved"
    EMPTY = "risk_register_empty"
    UNTIED = "risks_tied_to_no_criterion"
    UNCITED = "risk_register_not_cited"
    ONCE = "risks_not_reassessed_in_period"
    NO_FRAUD = "no_fraud_risk"
    NO_CHANGE = "no_change_risk"
    AUDIT_APART = "internal_audit_serves_iso_only"
    AUDIT_SHORT = "internal_audit_leaves_out_soc2"
    REVIEW_APART = "management_review_serves_iso_only"
    REVIEW_SHORT = "management_review_leaves_out_soc2"
    AUDIT_UNPLANNED = "internal_audit_not_planned"
    REVIEW_UNPLANNED = "management_review_not_planned"
    AUDIT_OUTSIDE = "internal_audit_outside_soc2_period"
    REVIEW_OUTSIDE = "management_review_outside_soc2_period"
    AUDIT_OWN_WORK = "internal_auditor_built_what_is_audited"

    @property
    def pattern(self) -> Pattern:
        """The pattern that it belongs to."""
        return _PATTERN_OF[self]


_CODES: dict[Pattern, tuple[Code, ...]] = {
    Pattern.DOCUMENTATION: (Code.FORMAL, Code.PHYSICAL, Code.CRYPTOGRAPHY, Code.DEVELOPMENT),
    Pattern.SCOPES: (Code.UNSCOPED, Code.DIFFER, Code.DRIFT),
    Pattern.RISKS: (
        Code.EMPTY,
        Code.UNTIED,
        Code.UNCITED,
        Code.ONCE,
        Code.NO_FRAUD,
        Code.NO_CHANGE,
    ),
    Pattern.REVIEWS: (
        Code.AUDIT_APART,
        Code.AUDIT_SHORT,
        Code.REVIEW_APART,
        Code.REVIEW_SHORT,
        Code.AUDIT_UNPLANNED,
        Code.REVIEW_UNPLANNED,
        Code.AUDIT_OUTSIDE,
        Code.REVIEW_OUTSIDE,
        Code.AUDIT_OWN_WORK,
    ),
}
_PATTERN_OF = {code: pattern for pattern, codes in _CODES.items() for code in codes}


class Severity(StrEnum):
    """How grave it is on the day; it grows as the audits come nearer."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


_GRAVEST = tuple(reversed(Severity))


class Audit(StrEnum):
    """Where a pattern is paid for; the outside ones are named as engagements are."""

    INTERNAL = "internal-audit"
    STAGE1 = "iso27001-stage1"
    STAGE2 = "iso27001-stage2"
    SOC2 = "soc2-type2"


class Consequence(StrEnum):
    """What may come of it at an audit; whether it does is the auditor's to say."""

    INTERNAL_FINDING = "internal_finding"
    AREA_OF_CONCERN = "area_of_concern"
    MINOR = "minor_nonconformity"
    MAJOR = "major_nonconformity"
    DEVIATION = "deviation_noted"
    DESCRIPTION = "description_corrected"
    MORE_REQUESTS = "more_requests"


@frozen(kw_only=True)
class Hit:
    """One audit at which it is paid for: with what, and with how many person-days of ours."""

    audit: Audit
    consequence: Consequence
    person_days: Decimal


@frozen(kw_only=True)
class Fact:
    """A record behind a finding: its kind, its id, and what about it.

    `weighs`: a change of it is a change of the finding; what only grows by the day, such as evidence, is not.
    """

    kind: str
    id: str
    what: str = ""
    weighs: bool = True


@frozen(kw_only=True)
class PatternFinding:
    """One finding on one day. `counts` are the numbers that its sentence tells."""

    code: Code
    since: date
    severity: Severity
    facts: tuple[Fact, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    owner: str | None = None  # the person on whose list the work stands
    hits: tuple[Hit, ...] = ()

    @property
    def id(self) -> str:
        """The id by which it is answered."""
        return self.code.value

    @property
    def pattern(self) -> Pattern:
        """The pattern that it belongs to."""
        return self.code.pattern

    @property
    def person_days(self) -> Decimal:
        """What it costs at all audits together."""
        return sum((hit.person_days for hit in self.hits), Decimal(0))

    @property
    def digest(self) -> str:
        """SHA-256 of the facts that weigh: an answer is bound to it and void once it is another."""
        weighing = sorted([one.kind, one.id, one.what] for one in self.facts if one.weighs)
        text = json.dumps([self.code.value, weighing], ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def days_open(self, as_of: date) -> int:
        """Days since it began, that day not counted."""
        return (as_of - self.since).days


def by_weight(finding: PatternFinding) -> tuple[int, int, date, str]:
    """The order of findings: pattern, then the gravest, then the oldest."""
    order = tuple(Pattern).index(finding.pattern)
    return (order, _GRAVEST.index(finding.severity), finding.since, finding.code)
