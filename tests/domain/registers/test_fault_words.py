"""The sentence of each fault: every code in full, led by register, record and field as people know them."""

import string

import pytest
from tests.each import each

from dualtrack.domain.registers.fault import Code, Fault
from dualtrack.domain.registers.fault_words import OUTSIDE, SENTENCES, parameters, sentence
from dualtrack.domain.registers.registry import by_key

# A value for each parameter that a sentence may ask for.
PARAMS = {
    "came": "X 1",
    "count": "2",
    "refers": "people",
    "left": "2026-05-01",
    "circle": "A > B > A",
    "after": "Contract begins",
    "earlier": "2026-06-30",
    "today": "2026-07-01",
    "method": "carve_out",
    "day": "2026-04-01",
    "revenue": "1000",
    "days": "9",
    "fee": "12000",
    "person": "ann",
    "joined": "2026-02-01",
}
SAID = {
    Code.ID_SHAPE: (
        "came 'X 1', expected 1 to 64 letters, digits, dots, hyphens and underscores, the first a letter or"
        " digit; write such an id, for instance AST-1"
    ),
    Code.ID_BIDI: (
        "came 'X 1', which turns the direction of reading; expected an id that is seen as it is kept; type"
        " it anew without such marks"
    ),
    Code.ID_FORM: (
        "came 'X 1' with letters taken apart, expected Unicode normal form C; type it anew or normalise the"
        " file"
    ),
    Code.ID_KEPT: (
        "came X 1, which names an action in addresses, expected an id of its own; give it another, for"
        " instance AST-1"
    ),
    Code.ID_TWICE: "X 1 stands 2 times, expected once; give each record an id of its own",
    Code.EMPTY: "came nothing, expected a text; write it",
    Code.TWICE: "X 1 stands 2 times, expected once; leave one",
    Code.UNKNOWN: "came X 1, expected an id of People; enter that record first or correct the id",
    Code.RETIRED: (
        "came X 1, which left People on 2026-05-01; expected one that was still there; name another or leave"
        " it out"
    ),
    Code.CIRCLE: "goes round in a circle of 2: A > B > A; expected an end; take one of these links out",
    Code.ORDER: (
        "came X 1, expected a day no earlier than Contract begins, which is 2026-06-30; correct one of the"
        " two"
    ),
    Code.AHEAD: "came X 1, expected a day no later than today, 2026-07-01; enter it when it has happened",
    Code.NEGATIVE: "came X 1, expected zero or more; correct the number",
    Code.METHOD_MISSING: (
        "came nothing, expected carve_out or inclusive for a subservice organization; choose the method"
    ),
    Code.METHOD_LOOSE: (
        "came no beside the method carve_out, expected a method for subservice organizations alone; mark it"
        " as one or take the method out"
    ),
    Code.CUEC_LOOSE: (
        "came nothing, expected a control of ours or a reason why there is none; name the control or give"
        " the reason"
    ),
    Code.ALTERNATIVE_UNDATED: (
        "came nothing, expected the day on which the customer accepted the other; enter it"
    ),
    Code.ALTERNATIVE_LOOSE: (
        "came no yes beside the day 2026-04-01, expected yes where a day of acceptance stands; say yes or"
        " take the day out"
    ),
    Code.REVENUE_WITHOUT_CURRENCY: ("came nothing beside 1000, expected a currency; enter its three letters"),
    Code.CLIMATE_WITHOUT_REASON: (
        "came nothing, expected the reason and the day of the determination on climate change; enter it"
    ),
    Code.KEEPS_BY_COMMITMENT: (
        "came X 1 for a service commitment, expected it for a system requirement alone; change the kind or"
        " take it out"
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
    Code.QUOTE_NO_DAYS: "came X 1, expected more than zero days; enter what the quote says or leave it empty",
    Code.QUOTE_STAGE: (
        "came X 1 days, expected fewer than both stages have together, 9; correct one of the two"
    ),
    Code.QUOTE_CURRENCY: "came nothing beside 12000, expected a currency; enter its three letters",
    Code.QUOTE_CODE: "came X 1, expected the three capital letters of a currency, such as EUR; correct it",
    Code.FIRM_ITSELF: "came X 1, which is the firm itself; expected another; name the other firm",
    Code.LEFT_BEFORE_JOINED: (
        "came X 1 for ann, who joined on 2026-02-01; expected a day no earlier; correct one of the two"
    ),
    Code.ADDRESS_SHAPE: "came 'X 1', expected an address such as name@example.com; correct it",
    Code.ADDRESS_TAKEN: (
        "came X 1, which is the address of ann, expected one of their own; give the row the id of that"
        " person, or correct the address"
    ),
    Code.SIGNS_IN: (
        "came X 1 for somebody who signs in, expected no change by a file; leave it as it is on record: who"
        " manages people changes it"
    ),
}


def wrong(code: Code, register: str = "assets", record: str = "AST-7", field: str = "name") -> Fault:
    """A fault with a value for everything that its sentence asks for."""
    asked = {name for _, name, _, _ in string.Formatter().parse(SENTENCES[code]) if name}
    given = {name: value for name, value in PARAMS.items() if name in asked}
    return Fault(register=register, record=record, field=field, code=code, params=tuple(given.items()))


@each("code", list(Code))
def test_each_fault_in_full(code: Code) -> None:
    assert sentence(wrong(code)) == f"Assets, AST-7, Name: {SAID[code]}"


@each("code", list(Code))
def test_each_fault_says_what_came_and_what_to_do_about_it(code: Code) -> None:
    said = SENTENCES[code]
    assert "expected" in said
    assert said.rpartition(";")[2].strip() != said
    assert not said.endswith(".")


def test_what_is_wrong_with_an_id_leads_with_the_id_as_it_came() -> None:
    told = Fault(register="assets", record="", field="id", code=Code.ID_SHAPE, params=(("came", "a\nb"),))
    assert sentence(told).startswith("Assets, a\\nb, Id: came 'a\\nb', expected")
    assert parameters(told)["where"] == "Assets, a\\nb, Id"


def test_a_mark_that_nobody_sees_is_written_out() -> None:
    told = Fault(register="assets", record="x", field="id", code=Code.ID_BIDI, params=(("came", "A\u202e1"),))
    assert parameters(told)["where"] == "Assets, A\\u202e1, Id"
    assert "\u202e" not in sentence(told)


def test_a_record_without_id_is_called_so() -> None:
    told = wrong(Code.EMPTY, record="")
    assert sentence(told) == "Assets, a record without id, Name: came nothing, expected a text; write it"
    empty = Fault(register="assets", record="", field="id", code=Code.ID_SHAPE, params=(("came", ""),))
    assert parameters(empty)["where"] == "Assets, a record without id, Id"


@each(
    ("refers", "title"),
    [
        ("people", "People"),
        ("controls", "Controls"),
        ("requirements", "Requirements"),
        ("risks", "Risks"),
        ("services", "Services"),
        ("vendors", "Vendors"),
    ],
)
def test_what_is_referred_to_is_named_by_its_title(refers: str, title: str) -> None:
    told = Fault(
        register="assets",
        record="AST-7",
        field="services",
        code=Code.UNKNOWN,
        params=(("came", "X"), ("refers", refers)),
    )
    assert parameters(told)["refers"] == title
    assert f"expected an id of {title};" in sentence(told)


def test_every_outside_list_has_a_title_of_its_own() -> None:
    assert not [key for key in OUTSIDE if by_key(key)]
    assert len(set(OUTSIDE.values())) == len(OUTSIDE)


def test_the_prefix_is_that_of_the_register() -> None:
    for key in ("services", "vendors"):
        register = by_key(key)
        assert register is not None
        told = parameters(wrong(Code.ID_SHAPE, register=key))
        assert told["prefix"] == register.prefix != "AST"


def test_what_came_may_hold_braces() -> None:
    told = Fault(
        register="assets", record="{x}", field="name", code=Code.NEGATIVE, params=(("came", "{prefix}"),)
    )
    assert sentence(told) == "Assets, {x}, Name: came {prefix}, expected zero or more; correct the number"


def test_a_register_that_is_none_is_told() -> None:
    with pytest.raises(KeyError, match="spaceships: no register has this key"):
        sentence(wrong(Code.EMPTY, register="spaceships"))
