"""Why a status is what it is: a code with parameters and the facts behind it; words are made at the edge."""

from enum import StrEnum

from attrs import frozen


class Code(StrEnum):
    """Every reason that a status may carry."""

    NO_OWNER = "control_has_no_owner"
    NOT_WORDED = "control_has_no_activity"
    NOT_APPROVED = "design_not_approved"
    NO_PERIOD = "no_observation_period"
    PERIOD_AHEAD = "period_has_not_begun"
    NO_START = "no_start_of_operation_on_record"
    STARTED_LATE = "control_started_after_the_period"
    NOTHING_DUE = "nothing_due_yet"
    PERFORMED = "occurrences_performed"
    LATE = "occurrence_late"
    MISSED = "occurrence_missed"
    LOST = "occurrence_irrecoverable"
    CHECKS_FAILED = "check_results_failed"
    CHECKS_UNTOLD = "check_results_cannot_tell"
    DEVIATION = "deviation_on_record"
    NO_CONTROL = "no_control_serves_it"
    CONTROL = "served_by_control"
    DOCUMENT_MISSING = "document_not_approved"
    UNDECIDED = "applicability_not_decided"
    EXCLUDED = "excluded_with_justification"
    NOT_RELEVANT = "not_relevant_with_reason"


@frozen
class Reason:
    """One reason: `params` are name and value pairs for the words, `facts` ids of records."""

    code: Code
    params: tuple[tuple[str, str], ...] = ()
    facts: tuple[str, ...] = ()


def because(code: Code, *facts: str, **params: object) -> Reason:
    """A reason with its parameters as text, in a fixed order."""
    return Reason(code, tuple(sorted((k, str(v)) for k, v in params.items())), facts)
