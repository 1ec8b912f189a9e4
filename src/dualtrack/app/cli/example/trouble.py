"""The believable trouble of the example: what was missed, late, undocumented, unapproved or never started."""

from datetime import date

from attrs import frozen

# Two quarterly reviews of the first quarter that nobody performed.
MISSED = frozenset({"AC-02", "PH-02"})
# Performed, but after the last day on which it was on time.
LATE = {"VN-04": 3, "BC-04": 4}  # days after the due day
# Procedures that the standard, its annex or the company itself wants written and that are still missing.
UNDOCUMENTED = frozenset({"CR-01", "SD-03", "IR-03", "HR-04", "RSK-03", "AU-01"})
# Wordings that wait for approval.
UNAPPROVED = frozenset({"DP-05", "SD-07", "NW-03", "AU-06", "CO-03"})
# Controls that began after the period did: known exceptions to its opening gate.
STARTED_LATE = {"DP-05": date(2027, 8, 16), "SD-07": date(2027, 9, 1)}
# Nobody owns it yet.
UNOWNED = frozenset({"AU-06"})
# One secret is never rotated: the scanner finds it in every run.
FAILING = frozenset({"CR-05"})
# Due in months 11 and 12, so nothing shows them at month 9.
AHEAD = frozenset({"AU-02", "AU-03", "BC-02", "VM-03", "IR-06", "RSK-02", "GOV-06"})


@frozen(kw_only=True)
class Found:
    """A deviation as it was noted."""

    control: str
    occurred_on: date
    description: str
    cause: str
    response: str


LEAVER = Found(
    control="AC-04",
    occurred_on=date(2027, 8, 17),
    description=(
        "A contractor's last day was 11 August 2027; the account was disabled on 17 August, three business "
        "days after the limit of one. No sign-in took place after 11 August."
    ),
    cause="The end of the contract was known to the unit but not entered in the people system.",
    response=(
        "All 14 leavers of the quarter were checked: no other case. Contract ends are now entered by the "
        "people team from the purchase order; since 1 September 2027 an open one blocks the monthly close."
    ),
)
# Excluded from the Statement of Applicability, with why.
EXCLUDED = {
    "iso27001:A.8.30": (
        "No development is outsourced: all code is written and reviewed by employees. To be looked at again "
        "when a contract for development is considered, at the latest in October 2028."
    )
}
RETIRED = frozenset({"SD-08"})  # the control of outsourced development is not operated
# An engineer puts a store of staging to the platform: from that day the ISMS holds what nobody approved.
DRIFTED, DRIFTED_ON, DRIFTED_BY = "asset/inf-analytics-store", date(2027, 10, 19), "p-001"
# The failure patterns that all this makes, with the day since when; of the other two there is none.
PATTERNS = (
    ("documentation_behind_cryptography", date(2027, 7, 20)),
    ("documentation_behind_development", date(2027, 10, 4)),
    ("scopes_differ_unexplained", date(2027, 9, 20)),
    ("scope_drift_unapproved", DRIFTED_ON),
)
# The risk that names the store from then on: its owner had accepted it without.
WIDENED = "SR-15"
# Joined in September and has had no course yet.
UNTRAINED = "p-091"
# A contractor whose access outlived the last day, as the deviation of the leaver tells.
LEFT_LATE = "p-102"
# What the registers lack at month nine, one of a kind.
FINDINGS = frozenset(
    {
        ("joiner_without_training", "joined-p-091"),
        ("exercise_finding_open_beyond_due_day", "exf-pentest-4"),
        ("legal_requirement_review_overdue", "leg-energy"),
        ("objective_not_measured_in_its_interval", "obj-training"),
        ("role_competence_shown_by_nobody", "rol-oncall"),
        ("vendor_deviations_not_evaluated", "rpt-crm-2027"),
        ("vendor_report_ended_without_successor", "vendor-payroll"),
    }
)
# What is amiss in the risk register: a late action, and an acceptance that a change voided.
RISK_FINDINGS = (
    ("R-006", "action_is_overdue"),
    ("R-023", "acceptance_voided_by_a_change"),
    ("R-023", "acceptance_voided_by_a_change"),
    ("R-023", "plan_is_not_approved_by_the_owner"),
)
