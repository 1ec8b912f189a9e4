"""Why a firm is not chosen or booked, and how a reckoning of audit days is told, in words."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark

from dualtrack.app.programme.catalogue import framework_name
from dualtrack.app.programme.cost_words import graded
from dualtrack.app.programme.finding_words import finding_text
from dualtrack.domain.programme.auditors.comparison import Comparison
from dualtrack.domain.programme.auditors.deciding import Refusal
from dualtrack.domain.programme.cost.audit_days import Source, Step, StepCode
from dualtrack.domain.risks.fault import Fault

REFUSALS: Mapping[str, str] = {
    Refusal.NOT_RUN: mark(
        "framework: came {framework}, expected one for which this programme has to choose an auditor; "
        "correct it."
    ),
    Refusal.UNKNOWN_FIRM: mark(
        "firm: came {firm}, expected a record of the register of audit firms; enter it there first."
    ),
    Refusal.OTHER_KIND: mark(
        "firm: {firm} is of the kind {kind} and cannot be chosen for {framework}: a SOC 2 examination is a "
        "CPA firm's, an ISO 27001 certificate an accredited certification body's; choose another."
    ),
    Refusal.NO_REASON: mark("reason: came nothing, expected why {firm} is chosen; write it."),
    Refusal.DISQUALIFIED: mark("firm: {firm} cannot be chosen for {framework}: {findings}"),
    Refusal.OTHER_QUOTE: mark(
        "quote: came {quote}, expected a quote of {firm} for {framework}; name one of its own or none."
    ),
    Refusal.QUOTE_ENDED: mark("quote: {quote} stood until {day}; ask for a new one and enter it."),
    Refusal.UNDECIDED: mark("framework: nobody is chosen for {framework}; decide first, then book."),
    Refusal.OTHER_FIRM: mark(
        "firm: came {firm}, expected {chosen}, which is chosen for {framework}; book it, or decide anew."
    ),
    Refusal.PAST: mark("first day: came {day}, expected a day no earlier than today, {today}; correct it."),
    Refusal.BACKWARDS: mark(
        "last day: came {last}, expected a day no earlier than the first, {first}; correct it."
    ),
    Refusal.UNCONFIRMED: mark(
        "confirmation: came nothing, expected the number or day of what {firm} signed; write it."
    ),
}
STEPS: Mapping[StepCode, str] = {
    StepCode.ALIKE: mark(
        "{persons} persons count as {counted}: those with one simple task by their root (groups: {groups})."
    ),
    StepCode.TABLE: mark("{persons} persons: {days} days by the table ({source})."),
    StepCode.BEYOND: mark(
        "{persons} persons are more than the table holds ({most}); ask the certification body."
    ),
    StepCode.COMPLEXITY: mark(
        "Changed by {percent} percent for complexity: business {business}, technology {technology}"
        " (allowed: {low} to {high})."
    ),
    StepCode.SITES: mark("{sites} further sites, of which {visited} are visited: {days} days."),
    StepCode.INTEGRATION: mark(
        "Lowered by {percent} percent for an audit of two standards as one (at most {most})."
    ),
    StepCode.SPLIT: mark("About a third in Stage 1: {stage1} days, then {stage2} in Stage 2."),
    StepCode.YEARLY: mark(
        "Each surveillance audit about a third: {surveillance}; recertification about two: {recertification}."
    ),
}
SOURCES = {
    Source.SEEN: mark("seen in a public source"),
    Source.KNOWN: mark("field knowledge, to be checked against ISO/IEC 27006-1:2024"),
}


def step_text(step: Step) -> str:
    """One step of the reckoning as a sentence."""
    told = graded(step.told)
    if "source" in told:
        told["source"] = _(SOURCES[Source(told["source"])])
    said = _(STEPS[step.code]).format_map(told)
    return said if "why" not in told else _("{step} Reason: {why}").format(step=said, why=told["why"])


def refusals_text(faults: Iterable[Fault], comparison: Comparison | None) -> str:
    """All that stands against a decision or booking, one sentence after the other."""
    return " ".join(_refusal(one, comparison) for one in faults)


def _refusal(fault: Fault, comparison: Comparison | None) -> str:
    told = fault.told
    if "kind" in told:
        told["kind"] = told["kind"].replace("_", " ")
    if fault.code != Refusal.NOT_RUN and "framework" in told:
        told["framework"] = framework_name(told["framework"])
    if fault.code == Refusal.DISQUALIFIED and comparison is not None:
        mine = [one for one in comparison.candidates if one.firm.name == told["firm"]]
        told["findings"] = " ".join(finding_text(f, {}) for one in mine for f in one.disqualifying)
    return _(REFUSALS[fault.code]).format_map(told)
