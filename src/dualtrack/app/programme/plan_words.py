"""Words of the plan: phases, ends, what it breaks, refusals, marked for translation."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import gettext_noop as mark
from django.utils.translation import ngettext_lazy

from dualtrack.domain.programme.plan.breach import Breach, BreachCode
from dualtrack.domain.programme.plan.schedule import FINISHES, Plan
from dualtrack.domain.programme.plan.sequencing import Undecided

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

PHASES = {
    "scope_and_planning": mark("Scope and planning"),
    "risk_and_iso_work": mark("Risk and ISO-specific work"),
    "control_implementation": mark("Control implementation"),
    "observation_and_iso_preparation": mark("Observation and ISO preparation"),
    "audit_sequencing": mark("Audits"),
}
ENDS = {
    "last_audit_day": mark("last audit day"),
    "soc2_report": mark("SOC 2 report"),
    "certificate": mark("certificate"),
}
SERVES = {
    "soc2": mark("SOC 2"),
    "iso27001": mark("ISO 27001"),
    "iso42001": mark("ISO 42001"),
    "shared": mark("both"),
}
ROLES = {
    "lead": mark("compliance lead"),
    "manager": mark("management"),
    "control_owner": mark("control owners"),
    "engineer": mark("engineering"),
    "hr": mark("human resources"),
    "legal": mark("legal"),
    "internal_auditor": mark("internal auditor"),
    "cpa_firm": mark("CPA firm"),
    "certification_body": mark("certification body"),
    "risk_owner": mark("risk owners"),
}
LANES = {
    "shared_controls": mark("Shared controls"),
    "observation": mark("SOC 2 observation"),
    "stage1": mark("ISO Stage 1"),
    "stage2": mark("ISO Stage 2"),
    "fieldwork": mark("SOC 2 final fieldwork"),
    "soc2_report": mark("SOC 2 report"),
    "certificate": mark("ISO certificate"),
    "internal_audit": mark("Internal audit"),
    "management_review": mark("Management review"),
}
STATES = {"done": mark("done"), "running": mark("under way"), "ahead": mark("ahead")}
SHOWS = {
    "all": mark("all tasks"),
    "open": mark("what is open"),
    "critical": mark("what drives the end"),
    "gates": mark("gates and ends"),
    "late": mark("what is later than drawn up"),
}
FACTS = {
    "scope_approved": mark("an approved scope"),
    "scopes_aligned": mark("no open difference between the scopes"),
    "sequencing_decided": mark("an approved decision on the order"),
    "auditor_booked": mark("a booking of the auditor"),
    "risk_method_approved": mark("an approved risk method"),
    "risks_assessed": mark("an assessment of every risk"),
    "risk_treatment_approved": mark("the owners' approval or acceptance of every risk"),
    "applicability_decided": mark("a decision on every Annex A control"),
    "released": mark("an approved release of"),
    "controls_designed": mark("approved wording of the controls"),
    "controls_operating": mark("the start of operation of the controls"),
    "documented": mark("approved documents behind the controls"),
    "register_filled": mark("records in the register"),
    "period_opened": mark("the first day of the period"),
    "period_ended": mark("the last day of the period"),
    "requirement_supported": mark("evidence that supports"),
    "engagement_opened": mark("an opened engagement"),
    "package_made": mark("a package of"),
}
OPTIONS = {
    "iso-first": mark("Option A: ISO 27001 Stage 1 and Stage 2, then SOC 2 fieldwork"),
    "soc2-first": mark("Option B: SOC 2 fieldwork, then ISO 27001 Stage 1 and Stage 2"),
}
# What each option gives, takes and fits: shown where it is decided.
ADVANTAGES = {
    "iso-first": mark(
        "The certificate comes before the SOC 2 report: the international credential is there first."
    ),
    "soc2-first": mark(
        "The SOC 2 report follows the end of the period at once, and the ISO audits draw on fresh evidence"
        " and a recent management review."
    ),
}
DRAWBACKS = {
    "iso-first": mark(
        "The same people answer the certification body while they gather evidence of the period's end and"
        " the CPA firm's requests."
    ),
    "soc2-first": mark("The certificate comes later."),
}
FITS = {
    "iso-first": mark(
        "ISO 27001 is worth more commercially: European, Asian or other international revenue."
    ),
    "soc2-first": mark("SOC 2 is worth more commercially, or the United States are the main market."),
}
_ASK = mark("Ask your certification body.")
BREACHES: Mapping[BreachCode, "StrPromise"] = {
    BreachCode.INTERNAL_AUDIT_AFTER_STAGE2: ngettext_lazy(
        "Stage 2 begins {days} day before the internal audit is complete; it can begin on {nearest}.",
        "Stage 2 begins {days} days before the internal audit is complete; it can begin on {nearest}.",
        "days",
    ),
    BreachCode.REVIEW_AFTER_STAGE2: ngettext_lazy(
        "Stage 2 begins {days} day before the management review is complete; it can begin on {nearest}.",
        "Stage 2 begins {days} days before the management review is complete; it can begin on {nearest}.",
        "days",
    ),
    BreachCode.FIELDWORK_IN_PERIOD: ngettext_lazy(
        "Final tests ({first}) begin {days} day before the period has ended; they can begin on "
        "{nearest}. Kick-off, walkthroughs and interim tests may fall inside it.",
        "Final tests ({first}) begin {days} days before the period has ended; they can begin on "
        "{nearest}. Kick-off, walkthroughs and interim tests may fall inside it.",
        "days",
    ),
    BreachCode.GAP_BETWEEN_PERIODS: ngettext_lazy(
        "The next period begins {days} day away from the day after this one; begin it on "
        "{nearest}, or that day is not examined.",
        "The next period begins {days} days away from the day after this one; begin it on "
        "{nearest}, or those days are not examined.",
        "days",
    ),
    BreachCode.BEFORE_PREDECESSOR: lazy(
        "{first} was set to begin on {wanted}, and waits for {second}; the nearest day that works"
        " is {nearest}."
    ),
    BreachCode.NOT_A_WORKDAY: lazy(
        "{first} was set to begin on {wanted}, which is {why}; the nearest working day is {nearest}, and it"
        " begins then."
    ),
    BreachCode.REVIEW_BEFORE_AUDIT: ngettext_lazy(
        "The management review begins {days} day before the internal audit ends, and would not "
        "see its results; by custom it begins on {nearest} or later.",
        "The management review begins {days} days before the internal audit ends, and would not "
        "see its results; by custom it begins on {nearest} or later.",
        "days",
    ),
    BreachCode.STAGE1_BEFORE_REVIEW: ngettext_lazy(
        "Stage 1 begins {days} day before the management review is complete; by custom it begins "
        "on {nearest} or later.",
        "Stage 1 begins {days} days before the management review is complete; by custom it begins"
        " on {nearest} or later.",
        "days",
    ),
    BreachCode.STAGES_TOO_CLOSE: ngettext_lazy(
        "Stage 2 begins {days} day after Stage 1, too soon to correct what Stage 1 finds; two "
        "weeks are reached on {nearest}.",
        "Stage 2 begins {days} days after Stage 1, too soon to correct what Stage 1 finds; two "
        "weeks are reached on {nearest}.",
        "days",
    ),
    BreachCode.STAGES_TOO_FAR: ngettext_lazy(
        "Stage 2 begins {days} day later than six months after Stage 1 ({limit}); Stage 1 may "
        "have to be repeated.",
        "Stage 2 begins {days} days later than six months after Stage 1 ({limit}); Stage 1 may "
        "have to be repeated.",
        "days",
    ),
    BreachCode.FEW_RECORDS: ngettext_lazy(
        "At Stage 2 less than three months of records are there: {days} day is missing; they are "
        "there on {nearest}.",
        "At Stage 2 less than three months of records are there: {days} days are missing; they "
        "are there on {nearest}.",
        "days",
    ),
    BreachCode.STAGE_IN_PERIOD_END: ngettext_lazy(
        "{first} falls into the last six weeks of the observation period: {days} person-day of "
        "the same people; it is clear of them from {nearest}.",
        "{first} falls into the last six weeks of the observation period: {days} person-days of "
        "the same people; it is clear of them from {nearest}.",
        "days",
    ),
    BreachCode.AUDITS_OVERLAP: ngettext_lazy(
        "{first} and the final SOC 2 fieldwork ask the same people at once: {days} person-day; "
        "the two are clear of each other from {nearest}.",
        "{first} and the final SOC 2 fieldwork ask the same people at once: {days} person-days; "
        "the two are clear of each other from {nearest}.",
        "days",
    ),
    BreachCode.AUDIT_STALE: ngettext_lazy(
        "Stage 2 begins more than a year after the internal audit, by {days} day ({limit}).",
        "Stage 2 begins more than a year after the internal audit, by {days} days ({limit}).",
        "days",
    ),
    BreachCode.PERIOD_SHORT: ngettext_lazy(
        "An observation period of {days} month: there is no least length by law, and many buyers "
        "distrust less than six.",
        "An observation period of {days} months: there is no least length by law, and many buyers"
        " distrust less than six.",
        "days",
    ),
    BreachCode.PERIOD_LONG: ngettext_lazy(
        "An observation period of {days} month is longer than reports are read for.",
        "An observation period of {days} months is longer than reports are read for.",
        "days",
    ),
    BreachCode.WINDOW_NOT_READY: ngettext_lazy(
        "The period begins {days} day before its gate is passed ({nearest}): list each control "
        "that does not operate by then as a known exception with its start, or begin later.",
        "The period begins {days} days before its gate is passed ({nearest}): list each control "
        "that does not operate by then as a known exception with its start, or begin later.",
        "days",
    ),
    BreachCode.LATER_THAN_PROFILE: ngettext_lazy(
        "The last audit day is {nearest}, {days} day later than this profile promises "
        "({promised}); what takes longest on the way: {tasks}. {instead}",
        "The last audit day is {nearest}, {days} days later than this profile promises "
        "({promised}); what takes longest on the way: {tasks}. {instead}",
        "days",
    ),
    BreachCode.PAUSED_IN_PERIOD: ngettext_lazy(
        "The programme pauses for {days} day while the period runs: controls still owe what falls into them.",
        "The programme pauses for {days} days while the period runs: controls still owe what "
        "falls into them.",
        "days",
    ),
    BreachCode.PERIOD_UNUSED: lazy(
        "The period {first} to {last} ended before any control operated in it, and nothing is on record of"
        " it: it does not count as done. The plan works for another that begins on {nearest}; close the"
        " audit of the old one and open one over the days of the new one, or record since when controls"
        " operated."
    ),
    BreachCode.NOBODY: ngettext_lazy(
        "Nobody holds the role {role}, and {count} task waits for it: {tasks}. Name somebody by {nearest},"
        " and settle how many there are; with one person who gives {hours} hours a week: {ends}.",
        "Nobody holds the role {role}, and {count} tasks wait for it: {tasks}. Name somebody by {nearest},"
        " and settle how many there are; with one person who gives {hours} hours a week: {ends}.",
        "count",
    ),
}
_SHORTER = mark(
    "With {shorter} months of observation it would be {then}; else tell everybody the later date."
)
_LATER = mark("Tell everybody the later date, or choose a profile that promises it.")
# Why nobody works on a day.
_FREE = {
    "holiday": mark("a public holiday ({name})"),
    "pause": mark("a day on which the programme pauses"),
    "saturday": mark("a Saturday"),
    "sunday": mark("a Sunday"),
}
# Where the day that would have kept it has passed; today stands in its place.
PASSED: Mapping[BreachCode, "StrPromise"] = {
    BreachCode.GAP_BETWEEN_PERIODS: lazy(
        "The next period was to begin on {passed}, the day after this one, and that day has passed; begin"
        " it on {nearest} at the latest, and what lies between is not examined; or say that it began:"
        " complete its task with the day."
    ),
}
UNDECIDED = mark(
    "Which audit comes first is not decided, and phase 1 ended on {since}: week {weeks} without a decision."
    " Everything after it is planned by a default."
)
REFUSALS = {
    "unknown_profile": mark("{object}: no such profile; known are {known}"),
    "unknown_task": mark("{object}: the plan {profile} holds no such task; list them with: dualtrack plan"),
    "task_is_done": mark("{object}: was done on {day}; take that back first"),
    "task_follows_a_fact": mark(
        "{object}: it is done when the record shows it ({fact}), and cannot be declared done"
    ),
    "completed_by_nobody": mark("{object}: a named person says that it is done; call with --as PERSON"),
    "completed_in_the_future": mark("{object}: {day} lies ahead of today ({today})"),
    "completed_before_the_programme": mark("{object}: {day} lies before the programme began ({start})"),
    "plan_day_is_past": mark("{object}: {day} is past; give today ({today}) or a later day"),
    "period_runs": mark(
        "{object}: the period {first} to {last} runs and keeps its days. To examine others, close its audit"
        " (dualtrack engagement close ID) and open one over them (dualtrack engagement open soc2-type2 --from"
        " DAY --to DAY); a new period begins the day after this one"
    ),
    "plan_without_reason": mark("{object}: say why; the reason stands in the history"),
    "task_was_not_moved": mark("{object}: nobody set a day for it"),
    "task_was_not_completed": mark("{object}: nobody declared it done"),
    "unknown_pause": mark("{object}: no such pause"),
    "pause_before_the_programme": mark(
        "{object}: it begins on {first}, before the programme does ({start}); give {start} or a later day"
    ),
    "pause_too_long": mark("{object}: {days} days; at most {most}, or begin the programme anew"),
    "stage_gap_out_of_range": mark("{object}: {days} days; expected 0 to {most}"),
    "fewer_than_nobody": mark("{object}: {count} people; expected 0 or more"),
    "unknown_role": mark("{object}: no such role of ours; known are {known}"),
    "hours_out_of_range": mark("{object}: {hours} hours; expected 1 to {most}"),
    "unknown_country": mark("{object}: no such country; give its ISO 3166 code, such as DE, US or GB"),
    "part_without_country": mark("{object}: a part of which country? Give the country too, such as DE"),
    "unknown_subdivision": mark("{object}: no part of {country}; known are {known}"),
    "one_audit_has_no_order": mark("{object}: this programme runs one audit; there is no order to decide"),
    "order_in_force": mark(
        "{object}: this order is in force since {day} ({decision}), so there is nothing to change; propose "
        "the other order"
    ),
    "too_many_runs": mark("{object} runs; expected 1 to {most}"),
    "unknown_baseline": mark("{object}: no such baseline; known are {known}"),
}


def breach_text(breach: Breach, plan: Plan) -> str:
    """One breach in words, with the nearest day that keeps it, and whom to ask."""
    titles = [_title(plan, task) for task in breach.tasks]
    words = {
        "first": titles[0] if titles else "",
        "second": titles[1] if len(titles) > 1 else "",
        "tasks": ", ".join(titles[:3]) + (" …" if len(titles) > 3 else ""),
        "count": len(titles),
        "days": breach.days,
        "nearest": _day(breach.nearest),
        **dict(breach.params),
    }
    words["ends"] = ", ".join(f"{_(ENDS[name])} {words[name]}" for name in FINISHES if name in words)
    if "role" in words:
        words["role"] = _(ROLES.get(str(words["role"]), str(words["role"])))
    if "why" in words:
        words["why"] = _(_FREE[str(words["why"])]).format(name=words.get("name") or _("no name known"))
    if breach.code is BreachCode.LATER_THAN_PROFILE:
        words["instead"] = _(_SHORTER if "shorter" in words else _LATER).format(**words)
    held = PASSED if "passed" in words and breach.code in PASSED else BREACHES
    text = held[breach.code].format(**words)
    return f"{text} {_(_ASK)}" if breach.ask else text


def undecided_text(found: Undecided) -> str:
    """The finding on the order of the audits, which grows with each week."""
    return _(UNDECIDED).format(since=found.since.isoformat(), weeks=found.weeks)


def _title(plan: Plan, task: str) -> str:
    found = plan.of(task)
    return found.task.title if found else task


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()
