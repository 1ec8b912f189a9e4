"""What the registers lack, in words: one sentence a finding, marked for translation."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark

from dualtrack.app.programme.catalogue import framework_name
from dualtrack.domain.registers.finding import Code, Finding

SENTENCES: Mapping[Code, str] = {
    Code.ASSET_UNOWNED: mark("{name} has no owner; name one."),
    Code.SERVICE_UNOWNED: mark("{name} has no owner; name one."),
    Code.OWNER_LEFT: mark("{name}: {person} answers for it and has left; name somebody else."),
    Code.VENDOR_UNASSESSED: mark("{name} is critical and was not assessed in time (last: {last})."),
    Code.REPORT_STALE: mark("The {kind} {report} ended on {ended}, and no later one is here; ask for it."),
    Code.EXCEPTIONS_UNEVALUATED: mark(
        "The report of {vendor} notes {count} deviations (opinion: {opinion}), and nobody has evaluated them."
    ),
    Code.VENDOR_CUEC_LOOSE: mark("{name}: no control of ours does what the vendor of {report} expects."),
    Code.CSOCS_MISSING: mark("{name} is carved out, and no controls are listed that are assumed there."),
    Code.CLIMATE_UNDETERMINED: mark("Nobody has determined whether climate change is a relevant issue."),
    Code.CLIMATE_UNASKED: mark(
        "No interested party says whether it has requirements about climate change; ask them."
    ),
    Code.OBJECTIVE_UNMEASURED: mark("{name} does not say how it is measured."),
    Code.OBJECTIVE_UNOWNED: mark("{name} has no owner; name one."),
    Code.MEASUREMENT_MISSING: mark("{name} is to be measured {every}, and was not (last: {last})."),
    Code.LEGAL_UNOWNED: mark("{name} has no owner; name one."),
    Code.LEGAL_REVIEW_OVERDUE: mark("{name} is past its review (last: {last})."),
    Code.INCIDENT_OVERDUE: mark("{name} was due on {due} and is open."),
    Code.INCIDENT_NO_LESSON: mark("{name} is closed without a lesson; say what was learnt."),
    Code.ACCESS_NOT_REMOVED: mark("{person} left on {left}, and nothing shows that access was removed."),
    Code.NO_AGREEMENT: mark(
        "{person} joined on {joined}, and no confidentiality agreement is on record that is in force."
    ),
    Code.NO_SCREENING: mark("{person} joined on {joined}, and no screening is on record that is in force."),
    Code.NO_TRAINING: mark("{person} joined on {joined}, and no training is on record that is in force."),
    Code.ROLE_UNCOVERED: mark("{name}: nobody is shown to have this competence: {competence}."),
    Code.BODY_NOT_INDEPENDENT: mark("{name} oversees and has no independent member."),
    Code.BODY_NOT_MEETING: mark("{name} is to meet {every}, and did not (last: {last})."),
    Code.EXERCISE_MISSING: mark("No exercise of this kind in time: {kind} (last: {last})."),
    Code.EXERCISE_FINDING_OVERDUE: mark("{name} of {exercise} was due on {due} and is open."),
    Code.EXTERNAL_UNREVIEWED: mark("{name} comes from outside and is past its review (last: {last})."),
    Code.DEMAND_PASSED: mark("{name}: {asks_for} was needed by {needed_by}, and there is no answer."),
    Code.PROCESSING_NO_BASIS: mark("{name} has no legal basis; name it."),
    Code.PROCESSING_NO_RETENTION: mark("{name} does not say how long the data is kept."),
    Code.REQUEST_OVERDUE: mark(
        "The request ({kind}) received on {received} was to be answered by {due}, and was not."
    ),
    Code.BREACH_UNDECIDED: mark(
        "{name} has been known since {known}; who is told was to be decided within {days} days."
    ),
    Code.BODY_CONSULTED: mark(
        "{name}: {by} gave us consultancy ({service}); a body certifies nobody whom it or its group advised "
        "({clause}; clear from: {clear})."
    ),
    Code.BODY_AUDITED_INSIDE: mark(
        "{name}: {by} audited us internally ({service}); a body certifies nobody whom it so audited "
        "within two years ({clause}; clear from: {clear})."
    ),
    Code.CPA_DID_OURS: mark(
        "{name}: {by} did what it would examine: {kind} ({service}); that is management's work ({clause})."
    ),
    Code.REFERRAL_UNDECLARED: mark(
        "{name}: nobody has declared the referral interest {interest}; have it declared in writing."
    ),
    Code.DECLARATION_MISSING: mark(
        "{name} is chosen, and its declaration does not cover this: {kind}; ask for it and keep it."
    ),
    Code.LICENCE_MISSING: mark("{name}: no CPA licence is on record; look it up with its state board."),
    Code.PEER_REVIEW_OLD: mark(
        "{name}: no peer review of the last three years is on record (last: {last}); look in the public file."
    ),
    Code.PEER_REVIEW_FAILED: mark(
        "{name}: the peer review of {last} ended in: {kind}; ask what was done about it."
    ),
    Code.ACCREDITATION_MISSING: mark("{name}: no accreditation is on record; look in IAF CertSearch."),
    Code.ACCREDITATION_ENDED: mark("{name}: its accreditation ended on {ended}."),
    Code.ACCREDITATION_NARROW: mark(
        "{name}: its accreditation by {by} does not cover ISO/IEC 27001 (it covers: {scope})."
    ),
    Code.EDITION_OLD: mark(
        "{name} does not say that it works to ISO/IEC 27006-1:2024 (it says: {edition}); the transition "
        "ended on 31 March 2026."
    ),
    Code.DAYS_FEW: mark(
        "{name}: {days} days for {persons} persons, where the table leads to {table} and no fewer than "
        "{least} are allowed; ask for the reckoning."
    ),
    Code.DAYS_LESS: mark(
        "{name}: {days} days for {persons} persons, where the table leads to {table}; ask for which reasons."
    ),
    Code.DAYS_UNSAID: mark("{name} does not say how many audit days; ask."),
    Code.SPLIT_ODD: mark(
        "{name}: {stage1} of {days} days in Stage 1, where about a third is usual; ask why."
    ),
    Code.PERSONS_FEWER: mark(
        "{name} assumes {assumed} persons; {persons} are on record, for which the table asks more days."
    ),
    Code.QUOTE_ENDED: mark("{name} stood until {ended}; ask for a new one."),
    Code.AUDITOR_UNBOOKED: mark(
        "No auditor is booked for {framework}; phase 1 ended on {ended}, {weeks} weeks ago (chosen: {firm})."
    ),
    Code.BOOKED_OUTSIDE: mark(
        "{name} is booked for {framework} from {first} to {last}, and its quote {quote} offers "
        "{offered_from} to {offered_until}; have the firm confirm the days, or book others."
    ),
    Code.AUDITOR_BUILT_IT: mark(
        "{person} audits internally and built {count} of what is audited ({what}); let somebody else "
        "audit that."
    ),
    Code.PROCESSOR_UNCOMMITTED: mark("{name} processes personal data without commitments in force."),
}


_UNSAID = {
    "clear": mark("no day can be named"),
    "edition": mark("nothing"),
    "firm": mark("nobody"),
    "offered_from": mark("any day"),
    "offered_until": mark("any day"),
    "scope": mark("nothing"),
}


def finding_text(found: Finding, names: Mapping[str, str]) -> str:
    """The finding as a sentence; people by name where the reader may know them."""
    plain = ("kind", "every")
    said = {name: value.replace("_", " ") for name, value in found.params if name in plain}
    given = {**dict(found.params), **said}
    if "framework" in given:
        given["framework"] = framework_name(given["framework"])
    if given.get("person") in names:
        given["person"] = names[given["person"]]
    unsaid = {name: _(_UNSAID[name]) for name, value in given.items() if not value and name in _UNSAID}
    filled = {name: value or _("never") for name, value in given.items()} | unsaid
    if "opinion" in filled and not given["opinion"]:
        filled["opinion"] = _("not said")
    return _(SENTENCES[found.code]).format_map(filled)
