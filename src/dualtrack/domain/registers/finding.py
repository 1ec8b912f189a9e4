"""A finding over the registers: a code with parameters, since when, and the requirements that it touches.

Findings are ours, not an auditor's: they say what the records lack on a day. Words are made at the edge.
"""

from datetime import date
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.registry import register_of


class Code(StrEnum):
    """Everything that the registers can be found to lack."""

    ASSET_UNOWNED = "asset_without_owner"
    SERVICE_UNOWNED = "service_without_owner"
    OWNER_LEFT = "owner_has_left"
    VENDOR_UNASSESSED = "critical_vendor_not_assessed"
    REPORT_STALE = "vendor_report_ended_without_successor"
    EXCEPTIONS_UNEVALUATED = "vendor_deviations_not_evaluated"
    VENDOR_CUEC_LOOSE = "vendor_cuec_without_control"
    CSOCS_MISSING = "carve_out_without_csocs"
    CLIMATE_UNDETERMINED = "climate_change_not_determined"
    CLIMATE_UNASKED = "climate_requirements_of_parties_not_considered"
    OBJECTIVE_UNMEASURED = "objective_without_measure"
    OBJECTIVE_UNOWNED = "objective_without_owner"
    MEASUREMENT_MISSING = "objective_not_measured_in_its_interval"
    LEGAL_UNOWNED = "legal_requirement_without_owner"
    LEGAL_REVIEW_OVERDUE = "legal_requirement_review_overdue"
    INCIDENT_OVERDUE = "incident_open_beyond_due_day"
    INCIDENT_NO_LESSON = "incident_closed_without_lesson"
    ACCESS_NOT_REMOVED = "leaver_without_access_removed"
    NO_AGREEMENT = "joiner_without_confidentiality_agreement"
    NO_SCREENING = "joiner_without_screening"
    NO_TRAINING = "joiner_without_training"
    ROLE_UNCOVERED = "role_competence_shown_by_nobody"
    BODY_NOT_INDEPENDENT = "oversight_without_independent_member"
    BODY_NOT_MEETING = "body_without_meeting_in_its_interval"
    EXERCISE_MISSING = "exercise_missing"
    EXERCISE_FINDING_OVERDUE = "exercise_finding_open_beyond_due_day"
    EXTERNAL_UNREVIEWED = "external_document_without_review"
    DEMAND_PASSED = "demand_past_its_day"
    PROCESSING_NO_BASIS = "processing_without_legal_basis"
    PROCESSING_NO_RETENTION = "processing_without_retention"
    REQUEST_OVERDUE = "subject_request_unanswered"
    BREACH_UNDECIDED = "breach_without_notification_decision"
    PROCESSOR_UNCOMMITTED = "processor_without_commitments"
    BODY_CONSULTED = "certification_body_gave_consultancy"
    BODY_AUDITED_INSIDE = "certification_body_audited_internally"
    CPA_DID_OURS = "cpa_firm_did_what_it_examines"
    REFERRAL_UNDECLARED = "referral_interest_not_declared"
    DECLARATION_MISSING = "auditor_declaration_missing"
    LICENCE_MISSING = "cpa_licence_not_on_record"
    PEER_REVIEW_OLD = "peer_review_missing_or_old"
    PEER_REVIEW_FAILED = "peer_review_with_deficiencies"
    ACCREDITATION_MISSING = "accreditation_not_on_record"
    ACCREDITATION_ENDED = "accreditation_ended"
    ACCREDITATION_NARROW = "accreditation_without_iso27001"
    EDITION_OLD = "edition_withdrawn_or_not_on_record"
    DAYS_FEW = "proposed_days_below_what_is_allowed"
    DAYS_LESS = "proposed_days_below_the_table"
    DAYS_UNSAID = "quote_without_audit_days"
    SPLIT_ODD = "stage_1_out_of_proportion"
    PERSONS_FEWER = "quote_assumes_fewer_persons"
    QUOTE_ENDED = "quote_no_longer_stands"
    AUDITOR_UNBOOKED = "auditor_not_booked"
    BOOKED_OUTSIDE = "auditor_booked_outside_the_days_offered"
    AUDITOR_BUILT_IT = "internal_auditor_built_what_is_audited"


@frozen(kw_only=True)
class Finding:
    """One thing lacking: at which record (none: in the whole register), and since when if it can be told.

    `requirements` are those of both frameworks, of every category; whoever shows them keeps those in scope.
    """

    code: Code
    register: str
    record: str = ""
    params: tuple[tuple[str, str], ...] = ()
    since: date | None = None
    requirements: tuple[str, ...]


@frozen(kw_only=True)
class Settings:
    """The days after which something is found, each to be changed by the organisation.

    `report_gap` follows the customary bridge letter of at most three months; `exercise` and `assessment` the
    yearly round that auditors look for; `breach` and `request` the GDPR's 72 hours (Article 33) and month
    (Article 12) where GDPR applies. The rest is field knowledge and no source prescribes it.
    """

    assessment: int = 365  # a critical vendor's last assessment
    report_gap: int = 92  # after the period of a vendor's report: what three months hold at most
    exercise: int = 365  # the last exercise of each kind
    review: int = 365  # an external document or legal requirement that sets no next review of its own
    access_removal: int = 1  # after somebody left
    agreement: int = 0  # after somebody joined
    screening: int = 0
    training: int = 30
    request: int = 30  # after a data subject's request was received
    breach: int = 3  # after a breach was known


def lack(
    code: Code,
    record: Record,
    *requirements: str,
    since: date | None = None,
    **params: object,
) -> Finding:
    """A finding at one record, with its parameters as text in a fixed order."""
    return Finding(
        code=code,
        register=register_of(type(record)).key,
        record=record.id,
        params=_params(params),
        since=since,
        requirements=requirements,
    )


def lack_of(
    code: Code, register: str, *requirements: str, since: date | None = None, **params: object
) -> Finding:
    """A finding in a register as a whole."""
    return Finding(
        code=code, register=register, params=_params(params), since=since, requirements=requirements
    )


def _params(given: dict[str, object]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, str(value)) for name, value in given.items()))
