"""What is wrong with the facts of a past audit, as one line that a person can act on."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from dualtrack.domain.audits.adoption_faults import AdoptionCode, AdoptionFault

WORDS: Mapping[AdoptionCode, str] = MappingProxyType(
    {
        AdoptionCode.TYPE_1: (
            "a Type 1 report speaks of one day, so that no period goes on from it; begin without it"
        ),
        AdoptionCode.REVERSED: "{end} lies before {start}; correct one of the two",
        AdoptionCode.AHEAD: "{day} lies ahead; today is {today}",
        AdoptionCode.SHORT: "{start} to {end} is shorter than {months} months; auditors ask why",
        AdoptionCode.LONG: "{start} to {end} is longer than {months} months; auditors ask why",
        AdoptionCode.OVERLAP: "{start} lies within the last period, which ended on {ended}; correct one",
        AdoptionCode.GAP: "{days} days lie between the periods, {first} to {last}: no audit speaks of them",
        AdoptionCode.CATEGORY: "{came} is not a category; expected of: {known}",
        AdoptionCode.REQUIREMENT: "{why}",
        AdoptionCode.CONTROL: "{control} is not in the control list; correct the id, or add it to the list",
        AdoptionCode.OUTSIDE: "{day} lies outside the period of the report, {start} to {end}",
        AdoptionCode.NO_RESPONSE: "the deviation of {control} has no response of management",
        AdoptionCode.CSOC_LOOSE: (
            "{name} is included, so that nothing is assumed there; take its CSOCs out, or say carve_out"
        ),
        AdoptionCode.EXPIRED: "certificate {number} expired on {day}; today is {today}",
        AdoptionCode.SOA_INCOMPLETE: "states {stated} of {asked} Annex A controls; missing: {missing}",
        AdoptionCode.SOA_TWICE: "stated {count} times; state it once",
        AdoptionCode.NOT_ANNEX: "{came} is not an Annex A control; ids look like iso27001:A.8.24",
        AdoptionCode.NO_EXCLUSION: "excluded without a justification (ISO/IEC 27001 6.1.3 d); say why",
        AdoptionCode.NO_INCLUSION: "included without a justification (ISO/IEC 27001 6.1.3 d); say why",
        AdoptionCode.OUT_BUT_DONE: "excluded and implemented; say which of the two",
        AdoptionCode.CLOSED_EARLY: "closed on {closed}, before it was raised on {raised}",
        AdoptionCode.STANDS: (
            "the programme holds a control of this id already ({title}); begin the programme with"
            " --starters none, or give one of the two another id"
        ),
        AdoptionCode.CATEGORIES: "the report examined {report}; the programme examines {programme}",
        AdoptionCode.TWICE: "{name} is named twice; name it once, with all its CSOCs",
        AdoptionCode.ELSEWHERE: "{came} is not of {framework}, which the audit was about; correct the id",
        AdoptionCode.NO_CONTROLS: (
            "no control was listed and the programme holds none; name your list with --controls, since"
            " adopting happens once"
        ),
        AdoptionCode.NOT_BEGUN: "begins on {day}, after today, {today}; nothing is judged before",
        AdoptionCode.ENDED: (
            "ended on {day}, before today, {today}; its own audit is still to be adopted or done"
        ),
        AdoptionCode.OVERDUE: "was due on {due} and is not closed; today is {today}",
        AdoptionCode.HANGS: (
            "{count} on record hang on it ({ids}), and adopting would put another in its place; adopt into a"
            " home that was begun anew, before anything is added"
        ),
        AdoptionCode.NO_DAY: (
            "the report gives no day, so it belongs to {start} to {end} alone and no other period is judged"
            " by it; the auditor will follow up whether {control} was corrected"
        ),
        AdoptionCode.AUDIT_LATE: (
            "{kind} was due by {due} ({clause}) and today is {today}; ask the certification body whether the"
            " certificate stands"
        ),
        AdoptionCode.AUDIT_AHEAD: (
            "runs to {day}, and {kind} is due by {due} ({clause}); agree its days, and end the period before"
        ),
        AdoptionCode.ID_KEPT: "{came} is the address of a page; give the control another id",
        AdoptionCode.NO_RHYTHM: (
            "resembles no starter control, so say how often and by whom it is operated"
            " (columns Frequency and Operated by)"
        ),
    }
)


def said(fault: AdoptionFault, translate: Callable[[str], str] = str) -> str:
    """The fault with its place before it."""
    words = translate(WORDS[fault.code]).format(**dict(fault.params))
    return f"{fault.record}: {fault.field}: {words}"
