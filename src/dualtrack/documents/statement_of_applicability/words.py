"""Every sentence of the Statement of Applicability, in one place so that a language can replace them."""

from dualtrack.catalogues.blocks import Tone
from dualtrack.documents.statement_of_applicability.values import Implementation
from dualtrack.domain.audits.releases.open_points import Point
from dualtrack.domain.risks.applicability import Ground

NAME = "statement-of-applicability"
TITLE = "Statement of Applicability"
CLAUSE = "ISO/IEC 27001:2022, clause 6.1.3 d"

GROUNDS = {
    Ground.RISK: "Risk",
    Ground.LEGAL: "Legal or contractual",
    Ground.CRITERION: "SOC 2 criterion",
    Ground.CLAUSE: "Clause",
    Ground.PRACTICE: "Good practice",
}
STATUSES = {
    Implementation.IMPLEMENTED: ("Implemented", Tone.GOOD),
    Implementation.PLANNED: ("Planned", Tone.CAUTION),
    Implementation.EXCLUDED: ("Excluded", Tone.MUTED),
}
INCLUDED, EXCLUDED = "Included", "Excluded"
NO_REASON = "No justification recorded"
NO_OWNER = "No owner recorded"
NO_CONTROL = "No control recorded"
REVIEW_BY = "Reviewed again by {}"
ANSWERS = "Answers for it: {}"
SPEAKS_AGAINST = "Asked for by {}"

SUMMARY = "Summary"
PURPOSE = (
    "This statement lists every control of {annex}, says whether it is necessary for the information "
    "security management system named below, why, and whether it is implemented. Each control that is "
    "left out has its justification. Necessary controls that the annex does not list follow it."
)
STATED = "{stated} of {total} controls of the annex are stated: {included} included, {excluded} excluded."
OWN_COUNT = "Necessary controls of our own outside the annex: {count}."
FIGURE = "Controls of the annex by theme"
COUNTS = "Counts by theme"
COUNT_COLUMNS = ("Theme", "Controls", "Included", "Implemented", "Planned", "Excluded")
TOTAL = "All themes"

SCOPE = "Scope and approval"
SCOPE_LABEL = "Scope of the ISMS"
SCOPE_STATEMENT = "Scope statement"
PREPARED_BY = "Prepared by"
APPROVAL = "Approval of this Statement of Applicability"
SIGN_AND_DATE = "{}: name, signature and date"

MISSING = "What is still missing"
MISSING_INTRO = "An auditor will ask about these rows; they are listed here so that nobody has to find them."
MISSING_COLUMNS = ("Control", "What is missing")
MISSING_ROWS = "Controls of the annex that this version does not state: {count}."
NOTHING_MISSING = (
    "Every control of the annex is stated, and each has a justification; each included one has a control "
    "of ours and an owner."
)
LACKS = {
    Point.NOT_DECIDED: "a decision whether it applies",
    Point.NOT_JUSTIFIED_IN: "a justification for including it",
    Point.NOT_JUSTIFIED_OUT: "a justification for excluding it",
    Point.NO_CONTROL: "a control of ours that carries it out",
    Point.NO_OWNER: "an owner",
    Point.EXCLUDED_BUT_ASKED: "an end to the contradiction: a risk or a duty asks for it",
    Point.NO_REVIEW: "a day by which the exclusion is looked at again",
    Point.REVIEW_PASSED: "a new look at the exclusion: its day has passed",
}

ANNEX = "Controls of the annex"
ANNEX_SHEET = "Annex A"
THEME = "Theme"
DETAIL_CLAUSE = "Because"
OWN = "Necessary controls outside the annex"
OWN_SHEET = "Own controls"
NO_OWN = "No necessary control outside the annex is recorded."

READING = "How to read this statement"
READ_STATUS = (
    "Implemented means that management's records show a control of ours in operation for the row; "
    "planned means that it is still owed. The reasons stand below each status."
)
READ_EVIDENCE = (
    "Evidence counts the items on record that support the row on the day of this statement. "
    "A certification body can use the rows, the owners and the counts as the map for its sample."
)
READ_SILENT = (
    "This statement does not say how far a risk is reduced (see the risk register and the treatment plan), "
    "how a control is carried out (see the documents named in the rows), or whether a control will be found "
    "to conform: that is the certification body's conclusion. It says nothing about the SOC 2 examination, "
    "although the same controls may serve both."
)
