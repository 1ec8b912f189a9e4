"""The failure patterns in words: what was found, its cost at which audit, what to do, what was answered."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark

from dualtrack.domain.programme.patterns.answers import AnswerState, PatternState, Watched
from dualtrack.domain.programme.patterns.finding import (
    Audit,
    Code,
    Consequence,
    Fact,
    Pattern,
    PatternFinding,
)

TITLES: Mapping[Pattern, str] = {
    Pattern.DOCUMENTATION: mark("Documentation neglected"),
    Pattern.SCOPES: mark("Scopes drifting"),
    Pattern.RISKS: mark("Risk register unused for SOC 2"),
    Pattern.REVIEWS: mark("Internal audit and management review too narrow"),
}
MEANS: Mapping[Pattern, str] = {
    Pattern.DOCUMENTATION: mark(
        "Controls operate and records show it, while the procedures that ISO 27001 asks for stay unwritten."
        " Looked at from the middle of phase 3 on, workstream by workstream."
    ),
    Pattern.SCOPES: mark(
        "The SOC 2 system and the ISMS boundary part in small ways. Drift is looked at from its day,"
        " approval and differences from the end of phase 1 on."
    ),
    Pattern.RISKS: mark(
        "Risks are assessed once for ISO 27001, and SOC 2 is prepared without them. Looked at from the end of"
        " phase 2 on, records and reassessment from the middle of the observation period."
    ),
    Pattern.REVIEWS: mark(
        "Audit and review look at ISO 27001 alone, although the management system is one. Looked at from"
        " phase 4 on, or from the first record of either."
    ),
}
FOUND: Mapping[Code, str] = {
    Code.FORMAL: mark(
        "Formal documentation: {behind} of {operating} controls that are shown to operate have no document in"
        " force that describes them."
    ),
    Code.PHYSICAL: mark(
        "Physical security (A.7): {behind} of {operating} controls that are shown to operate have no document"
        " in force that describes them."
    ),
    Code.CRYPTOGRAPHY: mark(
        "Cryptography (A.8.24): {behind} of {operating} controls that are shown to operate have no document"
        " in force that describes them."
    ),
    Code.DEVELOPMENT: mark(
        "Secure development (A.8.25 to A.8.32): {behind} of {operating} controls that are shown to operate"
        " have no document in force that describes them."
    ),
    Code.UNSCOPED: mark("Scopes without an approved version in force: {missing} of 2."),
    Code.DIFFER: mark(
        "Things on which the two scopes differ without what is asked for: {things}; outside the ISMS:"
        " {outside}."
    ),
    Code.DRIFT: mark("Things that are in an approved scope otherwise than it was approved: {things}."),
    Code.EMPTY: mark("The risk register holds no risk."),
    Code.UNTIED: mark(
        "{risks} of {above} risks above the acceptance line name no SOC 2 criterion, and no control behind"
        " them serves one."
    ),
    Code.UNCITED: mark(
        "Nothing collected for CC3 and CC9 comes from the risk register or names it (controls: {controls},"
        " evidence: {evidence})."
    ),
    Code.ONCE: mark("No risk was assessed again in the observation period; days on record before: {runs}."),
    Code.NO_FRAUD: mark("No risk in the register is one of fraud (CC3.3)."),
    Code.NO_CHANGE: mark("No risk in the register is one of a change in the system (CC3.4)."),
    Code.AUDIT_APART: mark(
        "The internal audit is for ISO 27001 alone: of {controls} controls behind 9.2 none serves a SOC 2"
        " criterion; records of it in the last year: {evidence}."
    ),
    Code.AUDIT_SHORT: mark(
        "The internal audit leaves out {missing} of {wanted} things that are SOC 2's own."
    ),
    Code.REVIEW_APART: mark(
        "The management review is for ISO 27001 alone: of {controls} controls behind 9.3 none serves a SOC 2"
        " criterion; records of it in the last year: {evidence}."
    ),
    Code.REVIEW_SHORT: mark(
        "The management review leaves out {missing} of {wanted} inputs that are SOC 2's own."
    ),
    Code.AUDIT_UNPLANNED: mark(
        "No internal audit is planned: the plan holds none, and no control in use stands behind 9.2."
    ),
    Code.REVIEW_UNPLANNED: mark(
        "No management review is planned: the plan holds none, and no control in use stands behind 9.3."
    ),
    Code.AUDIT_OUTSIDE: mark(
        "The internal audit lies outside the SOC 2 period; days after the end of the period: {days}."
    ),
    Code.REVIEW_OUTSIDE: mark(
        "The management review lies outside the SOC 2 period; days after the end of the period: {days}."
    ),
    Code.AUDIT_OWN_WORK: mark(
        "Internal auditors own or wrote what they are to audit (people: {people}, controls: {controls},"
        " documents: {documents}); they have to leave it out."
    ),
}
_WRITE = mark(
    "Make it a workstream of its own: name who writes what by which week, and have each document approved"
    " before the control's next occurrence."
)
TO_DO: Mapping[Code, str] = {
    Code.FORMAL: _WRITE,
    Code.PHYSICAL: mark(
        "Write down what the provider of the building does, what is left to you and how you do it; have it"
        " approved."
    ),
    Code.CRYPTOGRAPHY: mark(
        "Write the rules for cryptography, the handling of keys and when an algorithm is replaced; have them"
        " approved."
    ),
    Code.DEVELOPMENT: mark(
        "Write down how software is designed, built, tested and changed, as it is done; have it approved."
    ),
    Code.UNSCOPED: mark("Draft both scopes over the same registers and have them approved."),
    Code.DIFFER: mark(
        "Go through the things with an owner each: align the scopes, or put the reason on record; what SOC 2"
        " holds has to be in the ISMS."
    ),
    Code.DRIFT: mark(
        "Undo each change, or draft the next version of the scope and have it approved; say what follows for"
        " the other scope and for the system description."
    ),
    Code.EMPTY: mark("Assess risks once for both by the approved method, SOC 2 criteria named."),
    Code.UNTIED: mark("Name the criterion that each of them speaks to, or the control that SOC 2 relies on."),
    Code.UNCITED: mark(
        "Let the control that assesses risks serve CC3 and CC9 too, and release the register to the SOC 2"
        " examination as evidence."
    ),
    Code.ONCE: mark("Assess the risks again before the period ends, and record the run."),
    Code.NO_FRAUD: mark(
        "Assess how management or staff could commit or conceal fraud, and add what you find."
    ),
    Code.NO_CHANGE: mark("Assess what changes in the system, its vendors or the business bring, and add it."),
    Code.AUDIT_APART: mark(
        "Have one internal audit of the whole: let its control serve CC4.1 as well, and put SOC 2's criteria,"
        " the system description and user entity controls into its plan."
    ),
    Code.AUDIT_SHORT: mark(
        "Add to the audit's plan what is left out: SOC 2's criteria, the system description, user entity"
        " controls."
    ),
    Code.REVIEW_APART: mark(
        "Have one management review of the whole: let its control serve CC4.2 as well, and put the state of"
        " the SOC 2 period on its agenda."
    ),
    Code.REVIEW_SHORT: mark(
        "Add to the agenda what is left out: state of the period, deviations, user entity controls, changes"
        " to the system, readiness for the assertion."
    ),
    Code.AUDIT_UNPLANNED: mark(
        "Put a control for the internal audit into use that serves 9.2 and CC4.1, with an owner and a day in"
        " the SOC 2 period."
    ),
    Code.REVIEW_UNPLANNED: mark(
        "Put a control for the management review into use that serves 9.3 and CC4.2, with an owner and a day"
        " in the SOC 2 period."
    ),
    Code.AUDIT_OUTSIDE: mark(
        "Move the audit back into the period, so that CC4.1 rests on it; if the period is over, hold it at"
        " once and tell the service auditor on which day."
    ),
    Code.REVIEW_OUTSIDE: mark(
        "Move the review back into the period, so that CC4.2 rests on it; if the period is over, hold it at"
        " once and tell the service auditor on which day."
    ),
    Code.AUDIT_OWN_WORK: mark(
        "Let somebody else audit these, or give the controls to another owner and the documents to another"
        " author, and record the change."
    ),
}
AUDITS: Mapping[Audit, str] = {
    Audit.INTERNAL: mark("Internal audit"),
    Audit.STAGE1: mark("ISO 27001 Stage 1"),
    Audit.STAGE2: mark("ISO 27001 Stage 2"),
    Audit.SOC2: mark("SOC 2 examination"),
}
CONSEQUENCES: Mapping[Consequence, str] = {
    Consequence.INTERNAL_FINDING: mark("a finding of your own, late in phase 4"),
    Consequence.AREA_OF_CONCERN: mark("may be named an area of concern; Stage 2 waits until it is settled"),
    Consequence.MINOR: mark("may be raised as a minor nonconformity, with a plan to be accepted"),
    Consequence.MAJOR: mark(
        "may be raised as a major nonconformity; the certificate waits for the corrective action"
    ),
    Consequence.DEVIATION: mark("may be noted as a deviation from the criterion and need a response"),
    Consequence.DESCRIPTION: mark(
        "the system description does not fit the boundary, and has to be corrected before it is signed"
    ),
    Consequence.MORE_REQUESTS: mark("more requests and walkthroughs, and no credit for what you do"),
}
SEVERITIES = {"low": mark("low"), "medium": mark("medium"), "high": mark("high")}
STATES: Mapping[PatternState, str] = {
    PatternState.NOT_COMBINED: mark("one framework only"),
    PatternState.NONE: mark("none found"),
    PatternState.FOUND: mark("found"),
    PatternState.ANSWERED: mark("answered"),
}
WHATS = {
    "absent": mark("no document"),
    "outside_the_period": mark("after the SOC 2 period"),
    "unapproved": mark("its document waits for approval"),
    "older_than_the_wording": mark("its document is older than its wording"),
    "not_approved": mark("no approved version"),
    "soc2_only": mark("in the SOC 2 system and outside the ISMS"),
    "soc2_wider": mark("wider in the SOC 2 system than in the ISMS"),
    "isms_only": mark("in the ISMS only"),
    "isms_wider": mark("wider in the ISMS than in the SOC 2 system"),
    "words": mark("the notes on its extent differ"),
    "soc2 joined": mark("joined the SOC 2 system since the approval"),
    "soc2 left": mark("left the SOC 2 system since the approval"),
    "soc2 extent": mark("in the SOC 2 system to another extent since the approval"),
    "soc2 terms": mark("what the SOC 2 scope states of it is otherwise since the approval"),
    "soc2 categories": mark("SOC 2 categories that the approved scope does not state"),
    "soc2 period": mark("another SOC 2 period than the approved scope states"),
    "iso27001 terms": mark("what the ISMS scope states of it is otherwise since the approval"),
    "iso27001 categories": mark("other categories than the approved ISMS scope states"),
    "iso27001 period": mark("another period than the approved ISMS scope states"),
    "iso27001 joined": mark("joined the ISMS since the approval"),
    "iso27001 left": mark("left the ISMS since the approval"),
    "iso27001 extent": mark("in the ISMS to another extent since the approval"),
}
ARTEFACTS = {
    "soc2_criteria": mark("SOC 2's criteria"),
    "system_description": mark("the system description"),
    "user_entity_controls": mark("user entity controls"),
    "observation_period": mark("the state of the observation period"),
    "deviations": mark("deviations"),
    "system_changes": mark("changes to the system"),
    "management_assertion": mark("readiness for management's assertion"),
}
REFUSALS = {
    "pattern_finding_does_not_stand": mark(
        "{object}: no such finding stands today; those that do: {known}. See: dualtrack patterns"
    ),
    "pattern_changed_since_it_was_read": mark(
        "{object}: its facts changed since it was shown to you; read it again before you answer it"
    ),
    "pattern_answer_needs_a_reason": mark("{object}: say why it is a false alarm"),
    "pattern_answer_ends_before_it_begins": mark(
        "{object}: until {until}, but today is {today}; give a day from today to {last}"
    ),
    "pattern_answer_stands_too_long": mark(
        "{object}: until {until} is more than {days} days from today; give a day up to {last}, and answer it"
        " again then if it is still so"
    ),
}


def title_text(pattern: Pattern) -> str:
    """The name of a pattern."""
    return _(TITLES[pattern])


def found_text(finding: PatternFinding) -> str:
    """What was found, as a sentence."""
    return _(FOUND[finding.code]).format_map(dict(finding.counts))


def to_do_text(code: Code) -> str:
    """What to do about it."""
    return _(TO_DO[code])


def days_text(days: Decimal) -> str:
    """Person-days without needless digits."""
    return f"{days.normalize():f}"


def fact_text(fact: Fact) -> str:
    """What about a record is behind the finding; empty where its being there says all."""
    if fact.kind == "artefact":
        return _(ARTEFACTS[fact.id])
    said = fact.what.partition(":")[0]
    return _(WHATS[said]) if said else ""


def answer_text(one: Watched) -> str:
    """What became of the last answer; empty where none was given."""
    if one.answer is None:
        return ""
    words = {
        AnswerState.STANDS: _("Answered until {until}: {reason}"),
        AnswerState.EXPIRED: _("It was answered until {until}, and is back: {reason}"),
        AnswerState.VOID: _(
            "It was answered on {on}; the facts are others since, and the answer is void: {reason}"
        ),
    }
    given = one.answer
    return words[one.state].format(until=given.until, on=given.answered_on, reason=given.reason)
