"""A constraint that a plan breaks, as a value: which, by which tasks, by how much, and whom to ask."""

from datetime import date
from enum import StrEnum

from attrs import frozen


class BreachCode(StrEnum):
    """Every constraint that a plan can break."""

    INTERNAL_AUDIT_AFTER_STAGE2 = "internal_audit_after_stage2"
    REVIEW_AFTER_STAGE2 = "management_review_after_stage2"
    FIELDWORK_IN_PERIOD = "final_tests_before_period_end"
    GAP_BETWEEN_PERIODS = "gap_between_periods"
    BEFORE_PREDECESSOR = "begins_before_what_it_waits_for"
    NOT_A_WORKDAY = "set_to_a_day_that_nobody_works"
    REVIEW_BEFORE_AUDIT = "management_review_before_internal_audit"
    STAGE1_BEFORE_REVIEW = "stage1_before_management_review"
    STAGES_TOO_CLOSE = "stages_too_close"
    STAGES_TOO_FAR = "stages_too_far_apart"
    FEW_RECORDS = "less_than_three_months_of_records"
    STAGE_IN_PERIOD_END = "stage_in_last_weeks_of_period"
    AUDITS_OVERLAP = "audits_overlap"
    AUDIT_STALE = "internal_audit_over_a_year_before_stage2"
    PERIOD_SHORT = "period_shorter_than_buyers_trust"
    PERIOD_LONG = "period_longer_than_a_year"
    WINDOW_NOT_READY = "period_begins_before_its_gate"
    LATER_THAN_PROFILE = "later_than_the_profile_says"
    PAUSED_IN_PERIOD = "paused_while_the_period_runs"
    PERIOD_UNUSED = "period_ended_before_anything_operated"
    NOBODY = "nobody_for_a_role"


HARD = frozenset(
    {
        BreachCode.INTERNAL_AUDIT_AFTER_STAGE2,
        BreachCode.REVIEW_AFTER_STAGE2,
        BreachCode.FIELDWORK_IN_PERIOD,
        BreachCode.GAP_BETWEEN_PERIODS,
        BreachCode.BEFORE_PREDECESSOR,
        BreachCode.PERIOD_UNUSED,
    }
)
# Where the answer is not ours to give, whom to ask.
ASK_CERTIFICATION_BODY = frozenset(
    {
        BreachCode.REVIEW_BEFORE_AUDIT,
        BreachCode.STAGE1_BEFORE_REVIEW,
        BreachCode.STAGES_TOO_CLOSE,
        BreachCode.STAGES_TOO_FAR,
        BreachCode.FEW_RECORDS,
        BreachCode.AUDIT_STALE,
    }
)


@frozen(kw_only=True)
class Breach:
    """One constraint that is broken: by which tasks, by how much, and the day that would keep it."""

    code: BreachCode
    tasks: tuple[str, ...]
    days: int = 0  # by how many days, or working days of ours where audits overlap: person-days
    nearest: date | None = None  # the nearest day on which the first task would keep it, never a past one
    params: tuple[tuple[str, str], ...] = ()

    @property
    def hard(self) -> bool:
        """True where no audit allows it."""
        return self.code in HARD

    @property
    def ask(self) -> bool:
        """True where the certification body has to be asked."""
        return self.code in ASK_CERTIFICATION_BODY
