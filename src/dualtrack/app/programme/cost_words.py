"""Words of costs: lines, tags, marks, steps of a figure, faults and refusals, marked for translation."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark

from dualtrack.domain.programme.advice.terms import amount
from dualtrack.domain.programme.cost.audit_days import StepCode
from dualtrack.domain.programme.cost.line import CostLine, Working

LINES: Mapping[str, str] = {
    "cpa_type2": mark("CPA firm, SOC 2 Type II"),
    "cpa_type1": mark("CPA firm, SOC 2 Type 1 on the way"),
    "cb_days": mark("Certification body, Stage 1 and 2"),
    "cb_other": mark("Certification body, administration and travel"),
    "iso_internal_audit": mark("Internal audit by somebody from outside"),
    "tooling": mark("Tooling"),
    "pen_test": mark("Penetration test"),
    "consulting": mark("Consulting, where used"),
    "training": mark("Training"),
    "ai_cb_days": mark("Certification body, further days for ISO/IEC 42001"),
    "ai_consulting": mark("Consulting for ISO/IEC 42001, where used"),
    "internal_hours": mark("Hours inside: {role}"),
}
ROLES: Mapping[str, str] = {
    "compliance_lead": mark("compliance lead"),
    "control_owner": mark("control owners"),
    "engineer": mark("engineers"),
    "hr": mark("people operations"),
    "legal": mark("legal"),
    "risk_owner": mark("risk owners"),
    "internal_auditor": mark("internal auditor"),
    "management": mark("management"),
}
TAGS: Mapping[str, str] = {
    "shared": mark("Shared by both"),
    "soc2": mark("SOC 2 only"),
    "iso27001": mark("ISO 27001 only"),
    "iso42001": mark("ISO 42001 on top"),
}
KINDS: Mapping[str, str] = {
    "cpa_fee": mark("CPA firm"),
    "cb_days": mark("certification body, days"),
    "cb_other": mark("certification body, other"),
    "tooling": mark("tooling"),
    "pen_test": mark("penetration test"),
    "consulting": mark("consulting"),
    "internal_audit": mark("internal audit"),
    "internal_hours": mark("hours inside"),
    "training": mark("training"),
    "other": mark("other"),
}
MARKS: Mapping[str, str] = {
    "S": mark("seen in a public source"),
    "K": mark("field knowledge, a default to edit"),
    "C": mark("computed"),
    "O": mark("set by hand"),
    "Q": mark("accepted quote"),
    "P": mark("from the plan"),
}
STEPS: Mapping[str, str] = {
    "by_size": mark("for a {size} organisation ({persons} persons)"),
    "days_times_rate": mark("{days} days at {rate} a day ({persons} persons)"),
    "by_criteria": mark("times {factor}, since {extra} criteria come to the {base} common ones"),
    "by_sites": mark("times {factor} for sites {sites}, countries {countries}"),
    "by_months": mark("for {months} months, of {year} that it is written down for"),
    "converted": mark("at {per_dollar} {currency} a US dollar"),
    "hours_from_plan": mark("{hours} hours of the plan at {rate} an hour"),
    "hours_by_size": mark(
        "times {factor} for a {size} organisation ({persons} persons): the plan's hours are a mid-sized one's"
    ),
    "set_by_hand": mark("set on {day}"),
    "quoted": mark("quoted by {firms}"),
    "quote_converted": mark("{amount} {currency} at {rate}"),
}
# What changed the days of the table, within the line that is priced by them.
DAY_STEPS: Mapping[str, str] = {
    StepCode.ALIKE: mark("{persons} persons count as {counted} for groups with one simple task"),
    StepCode.COMPLEXITY: mark("{percent} % for complexity: business {business}, technology {technology}"),
    StepCode.SITES: mark("{visited} of {sites} further sites visited, in the days and not in the price"),
    StepCode.INTEGRATION: mark("{percent} % off for an integrated audit"),
}
GRADES: Mapping[str, str] = {"low": mark("low"), "medium": mark("medium"), "high": mark("high")}
SIZES: Mapping[str, str] = {"small": mark("small"), "mid": mark("mid-sized"), "large": mark("large")}
EXPECTED = mark("the expected cost (the mean of all lines, before what was spent is counted)")
OUTLOOK = mark("the outlook (what was spent, and the likeliest figures of the rest)")
NO_BASIS = mark(
    "Nobody has said yet what the costs rest on, so none are simulated; state the basis on the page Cost."
)
STANDINGS: Mapping[str, str] = {
    "within_the_article": mark("within the article's 65 to 75 %"),
    "near_the_article": mark("beside the article's 65 to 75 %, still believable (60 to 80 %)"),
    "far_from_the_article": mark(
        "far from the article's 65 to 75 % and beyond 60 to 80 %: look at the lines and at the share that is"
        " carried over before relying on these figures"
    ),
    "nothing_to_compare": mark("one report alone has no second project beside it"),
}
FAULTS: Mapping[str, str] = {
    "currency_is_not_three_letters": mark(
        "The currency is {came}; expected three capital letters, such as EUR."
    ),
    "quote_rate_out_of_range": mark(
        "One {of} is said to be {came} {currency}; expected a number above nothing."
    ),
    "quote_rate_without_another_currency": mark(
        "The quote is in {currency}, the currency of this programme; leave the rate out ({came})."
    ),
    "currency_is_settled_by_amounts": mark(
        "Amounts are on record in {held}, so that the currency cannot become {came}: nothing would convert"
        " them."
    ),
    "dollar_rate_out_of_range": mark(
        "One US dollar is {came} of the currency; expected a number above nothing."
    ),
    "dollar_is_not_one_dollar": mark("The currency is USD and one US dollar is said to be {came}; say 1."),
    "carry_over_out_of_range": mark("The share carried over is {came}; expected 0 to 1, such as 0.25."),
    "count_below_one": mark("The {field} are {came}; expected 1 or more."),
    "amounts_out_of_order": mark(
        "{low}, {likely}, {high}: expected the lowest, the likeliest and the highest in this order."
    ),
    "amount_out_of_range": mark("The {field} is {came}; expected an amount from 0 on."),
    "cost_needs_a_reason": mark("Say why."),
    "unknown_cost_line": mark("{came} is no line of the costs; list them with: dualtrack cost"),
    "quote_without_a_firm": mark("Name the firm that made the quote."),
    "quote_ends_before_it_came": mark("The quote is valid until {until}, before it came on {came}."),
    "spent_in_the_future": mark("{came} lies ahead (today is {today}); enter what was spent once it was."),
    "alike_groups_hold_more_than_all_persons": mark(
        "The groups with one simple task hold {came} persons, and there are {persons} in all; expected no"
        " more than these."
    ),
    "group_below_one": mark("The groups with one simple task are {came}; expected 1 person or more in each."),
    "site_below_one": mark("The persons at further sites are {came}; expected 1 or more at each."),
    "adjustment_outside_what_complexity_allows": mark(
        "The change for complexity is {came} %; with business {business} and technology {technology} expected"
        " {low} to {high}."
    ),
    "integration_outside_what_is_allowed": mark(
        "The reduction for an integrated audit is {came} %; expected 0 to {most} (IAF MD 11)."
    ),
    "sites_hold_more_than_all_persons": mark(
        "The further sites hold {came} persons, and there are {persons} in all; expected fewer, since"
        " somebody is at the central site."
    ),
    "persons_at_sites_do_not_fit_the_sites": mark(
        "Persons are given for {came} further sites, and {sites} sites are stated; expected one number for"
        " each further site ({further})."
    ),
    "reduction_without_its_reason": mark(
        "The table is lowered ({came}); say why, since the certification body keeps the reason with the days."
    ),
}
REFUSALS: Mapping[str, str] = {
    "quote_received_ahead": mark("{object}: the quote came on {day}, which lies ahead; today is {today}"),
    "unknown_quote": mark("{object}: no such quote; look at the page Cost"),
    "quote_has_ended": mark("{object}: the quote was valid until {day}; today is {today}; ask for a new one"),
    "quote_without_rate": mark(
        "{object}: the quote is in {came} and this programme counts in {currency}; say how much {currency}"
        " one {came} is"
    ),
    "no_advice_without_answers": mark(
        "no advice is on record to go on from; answer the questions first: dualtrack advise --template >"
        " answers.toml, then dualtrack advise --answers answers.toml"
    ),
}


def line_text(line: CostLine) -> str:
    """What a line is for; an own line has its own words."""
    if line.title == "internal_hours":
        return _(LINES["internal_hours"]).format(role=role_text(line.role))
    return _(LINES[line.title]) if line.title in LINES else line.title


def line_name(line: CostLine) -> str:
    """The same where lines of several tags stand in one list: hours of a role serve more than one."""
    return f"{line_text(line)} ({_(TAGS[line.tag.value])})" if line.role else line_text(line)


def role_text(role: str) -> str:
    """A role; one that only a plan knows by its own word."""
    return _(ROLES[role]) if role in ROLES else role.replace("_", " ")


def step_text(step: Working) -> str:
    """One step of how a figure was made."""
    params = dict(step.params)
    if step.code in DAY_STEPS:
        return _day_step_text(step.code, params)
    if "size" in params:
        params["size"] = _(SIZES[params["size"]])
    if step.code == "days_times_rate":
        params["rate"] = amount(params["rate"])
    if step.code == "quote_converted":
        params["amount"] = amount(params["amount"])
    return _(STEPS[step.code]).format(**params)


def graded(params: Mapping[str, str]) -> dict[str, str]:
    """Parameters with the grades of complexity in words."""
    names = ("business", "technology")
    return {name: _(GRADES[said]) if name in names else said for name, said in params.items()}


def _day_step_text(code: str, params: Mapping[str, str]) -> str:
    said = _(DAY_STEPS[code]).format(**graded(params))
    return f"{said} ({params['why']})" if "why" in params else said


def how_text(line: CostLine) -> str:
    """How a figure was made, step by step."""
    return "; ".join(step_text(step) for step in line.how)
