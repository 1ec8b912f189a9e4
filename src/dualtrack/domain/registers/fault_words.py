"""The sentence of each fault in plain English: record and field, what came, what was expected, what to do.

The edge translates each one, fills in the parameters and leads with where it is; `sentence` does so here.
"""

from collections.abc import Mapping

from dualtrack.domain.registers.fault import Code, Fault
from dualtrack.domain.registers.field import CONTROLS, PEOPLE, REQUIREMENTS, RISKS
from dualtrack.domain.registers.people_sheet import PEOPLE_SHEET
from dualtrack.domain.registers.registry import by_key

OUTSIDE: Mapping[str, str] = {
    PEOPLE: "People",
    CONTROLS: "Controls",
    REQUIREMENTS: "Requirements",
    RISKS: "Risks",
}
SENTENCES: Mapping[Code, str] = {
    Code.ID_SHAPE: (
        "came {came!r}, expected 1 to 64 letters, digits, dots, hyphens and underscores, the first a letter "
        "or digit; write such an id, for instance {prefix}-1"
    ),
    Code.ID_BIDI: (
        "came {came!r}, which turns the direction of reading; expected an id that is seen as it is kept; "
        "type it anew without such marks"
    ),
    Code.ID_FORM: (
        "came {came!r} with letters taken apart, expected Unicode normal form C; type it anew or normalise "
        "the file"
    ),
    Code.ID_KEPT: (
        "came {came}, which names an action in addresses, expected an id of its own; give it another, for"
        " instance {prefix}-1"
    ),
    Code.ID_TWICE: "{came} stands {count} times, expected once; give each record an id of its own",
    Code.EMPTY: "came nothing, expected a text; write it",
    Code.TWICE: "{came} stands {count} times, expected once; leave one",
    Code.UNKNOWN: "came {came}, expected an id of {refers}; enter that record first or correct the id",
    Code.RETIRED: (
        "came {came}, which left {refers} on {left}; expected one that was still there; name another or "
        "leave it out"
    ),
    Code.CIRCLE: "goes round in a circle of {count}: {circle}; expected an end; take one of these links out",
    Code.ORDER: (
        "came {came}, expected a day no earlier than {after}, which is {earlier}; correct one of the two"
    ),
    Code.AHEAD: ("came {came}, expected a day no later than today, {today}; enter it when it has happened"),
    Code.NEGATIVE: "came {came}, expected zero or more; correct the number",
    Code.METHOD_MISSING: (
        "came nothing, expected carve_out or inclusive for a subservice organization; choose the method"
    ),
    Code.METHOD_LOOSE: (
        "came no beside the method {method}, expected a method for subservice organizations alone; mark it "
        "as one or take the method out"
    ),
    Code.CUEC_LOOSE: (
        "came nothing, expected a control of ours or a reason why there is none; name the control or give "
        "the reason"
    ),
    Code.ALTERNATIVE_UNDATED: (
        "came nothing, expected the day on which the customer accepted the other; enter it"
    ),
    Code.ALTERNATIVE_LOOSE: (
        "came no yes beside the day {day}, expected yes where a day of acceptance stands; say yes or take "
        "the day out"
    ),
    Code.REVENUE_WITHOUT_CURRENCY: (
        "came nothing beside {revenue}, expected a currency; enter its three letters"
    ),
    Code.CLIMATE_WITHOUT_REASON: (
        "came nothing, expected the reason and the day of the determination on climate change; enter it"
    ),
    Code.KEEPS_BY_COMMITMENT: (
        "came {came} for a service commitment, expected it for a system requirement alone; change the kind "
        "or take it out"
    ),
    Code.GAP_WITHOUT_ACTION: (
        "came nothing beside what is lacking, expected what is done about it; enter the action"
    ),
    Code.DECISION_INCOMPLETE: (
        "came nothing, expected the day and the reason of the decision on who is told; enter it"
    ),
    Code.REFUSAL_WITHOUT_REASON: (
        "came nothing, expected the reason why the request was refused, granted in part or extended; enter it"
    ),
    Code.QUOTE_NO_DAYS: (
        "came {came}, expected more than zero days; enter what the quote says or leave it empty"
    ),
    Code.QUOTE_STAGE: (
        "came {came} days, expected fewer than both stages have together, {days}; correct one of the two"
    ),
    Code.QUOTE_CURRENCY: "came nothing beside {fee}, expected a currency; enter its three letters",
    Code.QUOTE_CODE: (
        "came {came}, expected the three capital letters of a currency, such as EUR; correct it"
    ),
    Code.FIRM_ITSELF: "came {came}, which is the firm itself; expected another; name the other firm",
    Code.ADDRESS_SHAPE: "came {came!r}, expected an address such as name@example.com; correct it",
    Code.ADDRESS_TAKEN: (
        "came {came}, which is the address of {person}, expected one of their own; give the row the id of"
        " that person, or correct the address"
    ),
    Code.SIGNS_IN: (
        "came {came} for somebody who signs in, expected no change by a file; leave it as it is on record:"
        " who manages people changes it"
    ),
    Code.LEFT_BEFORE_JOINED: (
        "came {came} for {person}, who joined on {joined}; expected a day no earlier; correct one of the two"
    ),
}


def sentence(fault: Fault) -> str:
    """The fault in one English sentence."""
    said = parameters(fault)
    return f"{said['where']}: {SENTENCES[fault.code].format_map(said)}"


def parameters(fault: Fault) -> dict[str, str]:
    """The fault's parameters with `where`, the register's prefix, and register keys as titles."""
    register = PEOPLE_SHEET if fault.register == PEOPLE else by_key(fault.register)
    if register is None:
        raise KeyError(f"{fault.register}: no register has this key")
    given = dict(fault.params)
    if "refers" in given:
        other = by_key(given["refers"])
        given["refers"] = other.title if other else OUTSIDE[given["refers"]]
    record = repr(given["came"])[1:-1] if fault.field == "id" else fault.record
    where = f"{register.title}, {record or 'a record without id'}, {register.field(fault.field).label}"
    return {**given, "where": where, "prefix": register.prefix}
