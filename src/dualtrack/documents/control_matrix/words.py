"""Every sentence of the control matrix, in one place so that a language can replace them."""

from dualtrack.catalogues.blocks import Tone
from dualtrack.domain.controls.control import Cadence, Operating
from dualtrack.domain.controls.design import Design
from dualtrack.domain.frameworks.documented import DocumentedBasis
from dualtrack.domain.programme.operation import Operation

NAME = "control-matrix"
TITLE = "Control matrix"
SUBTITLE = "Our controls, what they serve and how they operated"

DESIGNS = {
    Design.NOT_DESIGNED: ("Not designed", Tone.BAD),
    Design.DESIGNED: ("Designed", Tone.CAUTION),
    Design.APPROVED: ("Approved", Tone.GOOD),
}
OPERATIONS = {
    Operation.TOO_EARLY: ("Too early", Tone.MUTED),
    Operation.NO_DEVIATION_NOTED: ("No deviation noted", Tone.GOOD),
    Operation.DEVIATIONS: ("Deviations", Tone.CAUTION),
    Operation.NOT_OPERATING: ("Not operating", Tone.BAD),
    Operation.NOT_EVIDENCED: ("Not evidenced", Tone.BAD),
}
BASES = {
    DocumentedBasis.CLAUSE: "Asked for by a clause",
    DocumentedBasis.ANNEX_A_EXPLICIT: "Asked for by Annex A",
    DocumentedBasis.OWN_DECISION: "Our own decision (7.5.1 b)",
    DocumentedBasis.AUDITOR_EXPECTATION: "Expected by auditors",
}

CADENCES = {
    Cadence.CONTINUOUS: "Continuously",
    Cadence.PER_EVENT: "At each event",
    Cadence.DAILY: "Daily",
    Cadence.WEEKLY: "Weekly",
    Cadence.MONTHLY: "Monthly",
    Cadence.QUARTERLY: "Quarterly",
    Cadence.SEMIANNUAL: "Every six months",
    Cadence.ANNUAL: "Yearly",
}
WAYS = {
    Operating.AUTOMATED: "By a system",
    Operating.MANUAL: "By a person",
    Operating.BOTH: "By a person and a system",
}

SUMMARY = "Summary"
PURPOSE = (
    "One set of controls serves both frameworks. This matrix lists each control once, with the criteria, "
    "clauses and controls of Annex A that it serves, and shows for each framework what was due in its "
    "period and what the records hold."
)
COUNTED = "{controls} controls serve {served} of {asked} requirements in scope."
SYSTEM, ISMS = "SOC 2 system", "ISMS"
PERIOD = "{} period"
PERIOD_SPAN = "{} to {}"
NO_PERIOD = "Not fixed"
COUNTS = "Operation by framework"
FRAMEWORK = "Framework"
NOTHING = "No record"

CONTROLS = "Controls and what they serve"
CONTROLS_SHEET = "Controls"
AREA = "Area"
NO_OWNER = "No owner recorded"
SERVES_NOTHING = "Nothing mapped"

OPERATED = "Operation in the period"
OPERATED_SHEET = "Operation"
OPERATED_INTRO = (
    "One row for each control and framework, as each framework has its own scope and period. Expected "
    "occurrences are those that were due; late ones are counted as late and not as met. The columns "
    "for the service auditor's test and result are blank by design: they are the service auditor's to fill."
)
TEST, RESULT = "Service auditor: test performed", "Service auditor: result"
NOT_OPERATED = "No occurrence was due and no status is recorded."

COVERAGE = "By requirement"
COVERAGE_SHEET = "By requirement"
NO_CONTROL = "No control of ours"
UNSERVED = "Requirements in scope without a control of ours: {count} ({ids})."

READING = "How to read this matrix"
READ_MAPPING = (
    "A control that is listed for a requirement counts towards it; that alone does not say that the "
    "requirement is supported, as each framework may ask for more than is shared."
)
READ_STATUS = (
    "Design and operation are read from management's records, for each framework by its own scope and "
    "period. Too early and not evidenced are said as such and are never counted in favour."
)
READ_SILENT = (
    "This matrix does not say how an auditor tested a control or what the auditor concluded, how far a risk "
    "is reduced, or what user entities and subservice organizations have to do; those stand in the system "
    "description."
)
