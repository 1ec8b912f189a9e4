"""Validation of records: everything wrong at once, each with its exact sentence."""

import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.registers.records import ANN, BEN, OUTSIDE, TODAY, before, least, register
from tests.each import each
from tests.steps import about_linear, steps

from dualtrack.domain.registers.fault import Code, Fault
from dualtrack.domain.registers.fault_words import SENTENCES, parameters, sentence
from dualtrack.domain.registers.faults import SHOWN, faults, faults_of_all
from dualtrack.domain.registers.people import EmploymentKind
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.registry import REGISTERS

KNOWN = {**OUTSIDE, **{one.key: {"X-1": None} for one in REGISTERS}}


def wrong(key: str, **given: Any) -> tuple[Fault, ...]:
    """What is wrong with the least record of a register with these values."""
    of = register(key)
    return faults(of, least(of, **given), KNOWN, today=TODAY)


def said(key: str, **given: Any) -> list[str]:
    """The sentences of what is wrong."""
    return [sentence(one) for one in wrong(key, **given)]


@each("of", REGISTERS, ids=lambda one: one.key)
def test_the_least_record_of_each_register_has_one_fault_at_most(of: Any) -> None:
    """A control that a vendor expects needs more than its report: a control or a reason."""
    codes = [one.code for one in faults(of, least(of), KNOWN, today=TODAY)]
    assert codes == ([Code.CUEC_LOOSE] if of.key == "vendor_cuecs" else [])


SHAPE = (
    "expected 1 to 64 letters, digits, dots, hyphens and underscores, the first a letter or digit; write "
    "such "
    "an id, for instance VND-1"
)


@each(
    ("written", "sentences"),
    [
        ("", [f"Vendors, a record without id, Id: came '', {SHAPE}"]),
        ("A 1", [f"Vendors, A 1, Id: came 'A 1', {SHAPE}"]),
        ("a/b", [f"Vendors, a/b, Id: came 'a/b', {SHAPE}"]),
        ("-1", [f"Vendors, -1, Id: came '-1', {SHAPE}"]),
        ("A\n1", [f"Vendors, A\\n1, Id: came 'A\\n1', {SHAPE}"]),
        ("x" * 65, [f"Vendors, {'x' * 65}, Id: came '{'x' * 65}', {SHAPE}"]),
        ("y" * 100, [f"Vendors, {'y' * SHOWN}…, Id: came '{'y' * SHOWN}…', {SHAPE}"]),
        ("VND-1", []),
        ("Übung", []),
    ],
)
def test_an_id_of_another_shape_is_named(written: str, sentences: list[str]) -> None:
    assert said("vendors", id=written) == sentences


@each("word", ["new", "import"])
def test_an_id_that_names_an_action_in_addresses_is_named(word: str) -> None:
    assert said("vendors", id=word) == [
        f"Vendors, {word}, Id: came {word}, which names an action in addresses, expected an id of its own;"
        " give it another, for instance VND-1"
    ]
    assert said("vendors", id=word.upper()) == []


def test_marks_of_direction_in_an_id_are_shown_as_codes() -> None:
    (found,) = wrong("vendors", id="A\u202e1")
    assert found.code is Code.ID_BIDI
    shown = sentence(found)
    assert "\u202e" not in shown
    assert shown == (
        "Vendors, A\\\\u202e1, Id: came 'A\\\\u202e1', which turns the direction of reading; expected an id "
        "that is seen as it is kept; type it anew without such marks"
    )


def test_an_id_with_letters_taken_apart_is_named() -> None:
    apart = unicodedata.normalize("NFD", "Ü1")
    (found,) = wrong("vendors", id=apart)
    assert found.code is Code.ID_FORM
    assert sentence(found) == (
        f"Vendors, {apart}, Id: came '{apart}' with letters taken apart, expected Unicode normal form C; "
        "type "
        "it anew or normalise the file"
    )


@each("blank", ["", " ", "\t\n", "\u00a0"])
def test_a_name_that_says_nothing_is_named(blank: str) -> None:
    assert said("vendors", name=blank) == ["Vendors, X-1, Name: came nothing, expected a text; write it"]


def test_what_is_required_and_blank_is_named() -> None:
    assert said("measurements", value=" ") == [
        "Measurements, X-1, Value: came nothing, expected a text; write it"
    ]
    assert said("vendor_reports", vendor="") == [
        "Vendors' reports, X-1, Vendor: came nothing, expected a text; write it"
    ]


def test_what_may_be_empty_is_no_fault() -> None:
    assert said("vendors", owner="", location="", data="") == []


def test_a_blank_in_a_list_is_named() -> None:
    assert said("vendors", assurance=("ISO 27001", " ")) == [
        "Vendors, X-1, Reports and certificates: came nothing, expected a text; write it"
    ]


def test_what_stands_twice_in_a_list_is_named() -> None:
    assert said("vendors", services=("X-1", "X-1"), assurance=("C5", "C5", "C5")) == [
        "Vendors, X-1, Needed by services: X-1 stands 2 times, expected once; leave one",
        "Vendors, X-1, Reports and certificates: C5 stands 3 times, expected once; leave one",
    ]


@each(
    ("key", "given", "label", "came", "title"),
    [
        ("vendors", {"owner": "person:eve"}, "Owner", "person:eve", "People"),
        ("vendors", {"services": ("SVC-9",)}, "Needed by services", "SVC-9", "Services"),
        ("csocs", {"vendor": "VND-9"}, "Subservice organization", "VND-9", "Vendors"),
        ("csocs", {"controls": ("ZZ-1",)}, "Watched by", "ZZ-1", "Controls"),
        ("csocs", {"requirements": ("soc2:CC9.9",)}, "Requirements", "soc2:CC9.9", "Requirements"),
        ("incidents", {"risks": ("R-999",)}, "Risks", "R-999", "Risks"),
        ("assets", {"part_of": "AST-9"}, "Part of", "AST-9", "Assets"),
        ("employment", {"person": "person:eve"}, "Person", "person:eve", "People"),
        ("disclosures", {"vendor": "VND-9"}, "To vendor", "VND-9", "Vendors"),
    ],
)
def test_a_reference_to_nothing_is_named(
    key: str, given: dict[str, Any], label: str, came: str, title: str
) -> None:
    assert said(key, **given) == [
        f"{register(key).title}, X-1, {label}: came {came}, expected an id of {title}; enter that record "
        "first "
        "or correct the id"
    ]


def test_each_unknown_id_of_a_list_is_named_once() -> None:
    found = wrong("csocs", controls=("ZZ-1", "AC-01", "ZZ-2", "ZZ-1"))
    assert [(one.code, dict(one.params)["came"]) for one in found] == [
        (Code.TWICE, "ZZ-1"),
        (Code.UNKNOWN, "ZZ-1"),
        (Code.UNKNOWN, "ZZ-2"),
    ]


def test_a_register_that_nobody_knows_of_holds_nothing() -> None:
    vendors = register("vendors")
    (found,) = faults(vendors, least(vendors, owner=ANN), {}, today=TODAY)
    assert found.code is Code.UNKNOWN


def _retired(on: date) -> dict[str, dict[str, date | None]]:
    return {**KNOWN, "services": {"X-1": on}, "assets": {"X-1": on}, "people": {ANN: on, BEN: None}}


@each(("left", "wrongs"), [(before(1), 1), (TODAY, 0), (date(2027, 1, 1), 0)])
def test_a_reference_to_what_left_before_today_is_named(left: date, wrongs: int) -> None:
    vendors = register("vendors")
    found = faults(vendors, least(vendors, services=("X-1",)), _retired(left), today=TODAY)
    assert [sentence(one) for one in found] == [
        f"Vendors, X-1, Needed by services: came X-1, which left Services on {left}; expected one that was "
        "still there; name another or leave it out"
    ][:wrongs]


def test_what_happened_may_name_what_has_left_since() -> None:
    incidents = register("incidents")
    left = before(10)
    known = _retired(left)
    closed = least(incidents, assets=("X-1",), noticed_on=before(30), closed_on=before(20))
    assert faults(incidents, closed, known, today=TODAY) == ()
    late = least(incidents, assets=("X-1",), noticed_on=before(30), closed_on=before(5))
    assert [one.code for one in faults(incidents, late, known, today=TODAY)] == [Code.RETIRED]
    still_open = least(incidents, assets=("X-1",), noticed_on=before(30))
    assert [one.code for one in faults(incidents, still_open, known, today=TODAY)] == [Code.RETIRED]


def test_an_event_of_somebody_who_left_later_is_no_fault() -> None:
    employment = register("employment")
    event = least(employment, person=ANN, on=before(20))
    assert faults(employment, event, _retired(before(10)), today=TODAY) == ()


def test_access_may_be_removed_after_somebody_left_and_nothing_else_told_of_them() -> None:
    employment = register("employment")
    late = {"person": ANN, "on": before(4)}
    removed = least(employment, what=EmploymentKind.ACCESS_REMOVED, **late)
    assert faults(employment, removed, _retired(before(10)), today=TODAY) == ()
    trained = least(employment, what=EmploymentKind.TRAINED, **late)
    assert [one.code for one in faults(employment, trained, _retired(before(10)), today=TODAY)] == [
        Code.RETIRED
    ]


def test_a_record_that_left_itself_may_name_what_left_after_it() -> None:
    vendors = register("vendors")
    gone = least(vendors, services=("X-1",), retired_on=before(40))
    assert faults(vendors, gone, _retired(before(30)), today=TODAY) == ()
    assert len(faults(vendors, gone, _retired(before(50)), today=TODAY)) == 1


@each(
    ("key", "name", "value", "label"),
    [
        ("units", "headcount", -1, "People"),
        ("sites", "headcount", -3, "People"),
        ("vendor_reports", "exceptions", -1, "Deviations noted"),
        ("roles", "refresh_months", -12, "Shown again after months"),
        ("bodies", "independent", -1, "Independent members"),
        ("demands", "revenue", Decimal("-0.01"), "Revenue a year"),
        ("breaches", "affected", -5, "People affected"),
    ],
)
def test_a_number_below_zero_is_named(key: str, name: str, value: Any, label: str) -> None:
    given = {name: value, **({"currency": "EUR"} if key == "demands" else {})}
    assert said(key, **given) == [
        f"{register(key).title}, X-1, {label}: came {value}, expected zero or more; correct the number"
    ]


def test_zero_is_a_number() -> None:
    assert said("units", headcount=0) == []
    assert said("demands", revenue=Decimal(0), currency="EUR") == []
    assert said("vendor_reports", exceptions=0) == []


def test_everything_wrong_is_said_at_once_in_the_order_of_the_form() -> None:
    found = wrong(
        "vendors",
        id="a b",
        name="",
        owner="person:eve",
        services=("SVC-9",),
        subservice=True,
        contract_from=date(2026, 3, 1),
        contract_until=date(2026, 2, 1),
        assessed_on=date(2027, 1, 1),
    )
    assert [(one.field, one.code) for one in found] == [
        ("id", Code.ID_SHAPE),
        ("name", Code.EMPTY),
        ("owner", Code.UNKNOWN),
        ("services", Code.UNKNOWN),
        ("method", Code.METHOD_MISSING),
        ("contract_until", Code.ORDER),
        ("assessed_on", Code.AHEAD),
    ]
    assert {one.record for one in found} == {"a b"}
    assert {one.register for one in found} == {"vendors"}


def many(**held: list[Record]) -> list[str]:
    """The sentences of what is wrong with several registers together."""
    return [sentence(one) for one in faults_of_all(held, OUTSIDE, today=TODAY)]


def test_records_know_each_other() -> None:
    vendor = least(register("vendors"), "V-1")
    assert many(vendors=[vendor], csocs=[least(register("csocs"), "C-1", vendor="V-1")]) == []
    assert many(vendors=[vendor], csocs=[least(register("csocs"), "C-1", vendor="V-2")]) == [
        "Controls assumed at subservice organizations (CSOCs), C-1, Subservice organization: came V-2, "
        "expected an id of Vendors; enter that record first or correct the id"
    ]


def test_a_retired_neighbour_is_known_as_retired() -> None:
    gone = least(register("vendors"), "V-1", retired_on=before(3))
    (found,) = many(vendors=[gone], csocs=[least(register("csocs"), "C-1", vendor="V-1")])
    assert "which left Vendors on 2026-06-27" in found


def test_a_good_record_beside_a_bad_one_has_no_fault() -> None:
    good, bad = least(register("vendors"), "V-1"), least(register("vendors"), "V-2", name="")
    found = faults_of_all({"vendors": [good, bad]}, OUTSIDE, today=TODAY)
    assert [one.record for one in found] == ["V-2"]


def test_an_id_that_stands_twice_is_named_once() -> None:
    same = [least(register("vendors"), "V-1") for _ in range(3)]
    assert many(vendors=same) == [
        "Vendors, V-1, Id: V-1 stands 3 times, expected once; give each record an id of its own"
    ]


def test_circles_are_found_among_all() -> None:
    units = register("units")
    records: list[Record] = [least(units, "U-1", part_of="U-2"), least(units, "U-2", part_of="U-1")]
    assert many(units=records) == [
        "Units, U-1, Part of: goes round in a circle of 2: U-1 > U-2 > U-1; expected an end; take one of "
        "these "
        "links out"
    ]


def test_a_register_that_is_none_is_refused() -> None:
    with pytest.raises(KeyError, match="widgets: no register has this key"):
        faults_of_all({"widgets": []}, OUTSIDE, today=TODAY)
    with pytest.raises(KeyError, match="widgets: no register has this key"):
        parameters(Fault(register="widgets", record="X", field="id", code=Code.EMPTY))


def test_every_code_has_a_sentence_that_says_what_came_and_what_was_expected() -> None:
    assert set(SENTENCES) == set(Code)
    for code, text in SENTENCES.items():
        assert "expected" in text, code
        assert not text.endswith("."), code
        assert ";" in text, code


@given(st.text(max_size=12), st.text(max_size=12), st.text(max_size=12))
def test_any_texts_are_judged_without_an_error(one: str, two: str, three: str) -> None:
    for found in wrong("vendors", id=one, name=two, owner=three):
        assert sentence(found).startswith("Vendors, ")


@given(st.permutations([f"V-{n}" for n in range(6)]))
def test_the_order_of_records_changes_no_fault(order: list[str]) -> None:
    def made(name: str) -> Record:
        record: Record = least(register("vendors"), name, name="" if name == "V-3" else "x")
        return record

    found = faults_of_all({"vendors": [made(name) for name in order]}, OUTSIDE, today=TODAY)
    assert [(one.record, one.code) for one in found] == [("V-3", Code.EMPTY)]


def test_ten_times_the_records_take_about_ten_times_the_steps() -> None:
    of = register("assets")
    small, large = (
        [least(of, f"A-{n}", part_of=f"A-{n - 1}" if n else "") for n in range(count)] for count in (40, 400)
    )
    assert faults_of_all({"assets": large}, OUTSIDE, today=TODAY) == ()
    assert about_linear(
        steps(lambda: faults_of_all({"assets": small}, OUTSIDE, today=TODAY)),
        steps(lambda: faults_of_all({"assets": large}, OUTSIDE, today=TODAY)),
    )
