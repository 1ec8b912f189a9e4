"""All registers together: keys, prefixes, references, clauses and words that fit each other."""

from collections import Counter
from datetime import date
from decimal import Decimal
from inspect import getdoc
from itertools import pairwise

from tests.domain.registers.records import least
from tests.each import each
from tests.every import every

from dualtrack.catalogues.loader import load_catalogue
from dualtrack.domain.ledger.codec import decode, encode, recorded_types, type_of
from dualtrack.domain.registers.field import CONTROLS, PEOPLE, REQUIREMENTS, RISKS, Field, FieldKind
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.register import Group, Register
from dualtrack.domain.registers.registry import REGISTERS, by_key, register_of, registers_for

CATALOGUE = load_catalogue().catalogue
OUTSIDE = {PEOPLE, CONTROLS, REQUIREMENTS, RISKS}
EVERY = each("register", REGISTERS, ids=lambda one: one.key)
Named = tuple[Register, Field]
FIELDS: list[Named] = [(register, field) for register in REGISTERS for field in register.fields]
EVERY_FIELD = every(FIELDS, lambda one: f"{one[0].key}.{one[1].name}")
PROMISED = (
    *("services", "assets", "units", "sites", "groups", "processes", "interfaces"),
    *("vendors", "vendor_reports", "vendor_cuecs", "csocs"),
    *("audit_firms", "firm_relations", "audit_quotes"),
    *("firm_services", "referral_interests", "auditor_declarations"),
    *("employment", "roles", "competences", "cuecs", "commitments", "demands"),
    *("parties", "issues", "legal", "objectives", "measurements"),
    *("bodies", "meetings", "communications", "contacts", "changes", "documentation"),
    *("incidents", "exercises", "exercise_findings"),
    *("processing", "notices", "consents", "subject_requests", "disclosures", "breaches"),
    "processor_commitments",
)
PRIVATE = list(PROMISED[-7:])


def _words(field: Field) -> set[str]:
    """Every header under which a spreadsheet's column is taken for this field."""
    return {one.casefold() for one in (field.label, field.name.replace("_", " "), *field.synonyms)}


def test_there_is_each_register_that_was_promised_and_no_other() -> None:
    assert sorted(one.key for one in REGISTERS) == sorted(PROMISED)


def test_they_stand_by_group_in_the_order_of_groups() -> None:
    order = [list(Group).index(one.group) for one in REGISTERS]
    assert order == sorted(order)
    assert {one.group for one in REGISTERS} == set(Group)


@each("name", ["key", "prefix", "title", "singular", "cls", "purpose"])
def test_no_two_registers_share(name: str) -> None:
    counted = Counter(getattr(one, name) for one in REGISTERS)
    assert not [value for value, count in counted.items() if count > 1]


def test_no_two_registers_share_a_word_for_their_sheet() -> None:
    words = [w for one in REGISTERS for w in {x.casefold() for x in (one.key, one.title, *one.names)}]
    counted = Counter(words)
    assert not [word for word, count in counted.items() if count > 1]


@EVERY
def test_it_is_found_by_its_key_and_its_class(register: Register) -> None:
    assert by_key(register.key) is register
    assert register_of(register.cls) is register


def test_a_key_that_is_none_finds_nothing() -> None:
    assert by_key("risks") is None
    assert by_key("Vendors") is None


@EVERY
def test_key_and_prefix_are_fit_for_addresses_and_ids(register: Register) -> None:
    assert register.key.replace("_", "").isalpha()
    assert register.key == register.key.lower()
    assert len(register.prefix) == 3
    assert register.prefix.isalpha()
    assert register.prefix.isupper()


@EVERY
def test_it_says_what_it_is_for(register: Register) -> None:
    assert 30 <= len(register.purpose) <= 110
    assert register.purpose.endswith(".")
    assert register.title[0].isupper()
    assert register.singular[0].isupper()


@EVERY
def test_its_class_is_documented_and_recorded_under_a_name_of_its_own(register: Register) -> None:
    said = getdoc(register.cls) or ""
    assert said.endswith(".")
    assert said != getdoc(Record)
    name, version = type_of(least(register))
    assert version == 1
    assert [kind.cls for kind in recorded_types() if kind.name == name] == [register.cls]


@EVERY
def test_its_record_comes_back_from_what_the_ledger_keeps(register: Register) -> None:
    record = least(register, notes="kept", retired_on=date(2026, 1, 2))
    name, version = type_of(record)
    assert decode(name, version, encode(record)) == record


@EVERY
def test_shown_and_parent_are_fields_of_it(register: Register) -> None:
    names = [field.name for field in register.fields]
    assert set(register.shown) <= set(names) - {"id", "name"}
    assert len(set(register.shown)) == len(register.shown)
    if register.parent:
        parent = register.field(register.parent)
        assert parent.refers == register.key
        assert not parent.many


@EVERY
def test_a_field_that_refers_to_its_own_register_is_its_parent(register: Register) -> None:
    own = [field.name for field in register.references if field.refers == register.key and not field.many]
    assert own == ([register.parent] if register.parent else [])


@EVERY
def test_every_clause_is_in_the_catalogue(register: Register) -> None:
    assert register.clauses
    assert not [one for one in register.clauses if not CATALOGUE.known(one)]
    assert len(set(register.clauses)) == len(register.clauses)


@EVERY
def test_both_frameworks_ask_for_it(register: Register) -> None:
    assert {one.partition(":")[0] for one in register.clauses} == {"iso27001", "soc2"}


@EVERY_FIELD
def test_every_field_is_labelled_in_few_words(one: Named) -> None:
    _, field = one
    assert 2 <= len(field.label) <= 40
    assert field.label[0].isupper()
    assert field.label == field.label.strip()


@EVERY_FIELD
def test_help_is_a_sentence_where_there_is_any(one: Named) -> None:
    _, field = one
    assert field.help == "" or (field.help[0].isupper() and field.help.endswith("."))
    assert len(field.help) <= 160


@EVERY_FIELD
def test_every_reference_names_a_register_or_one_of_the_four_outside(one: Named) -> None:
    _, field = one
    assert (field.kind is FieldKind.REFERENCE) == bool(field.refers)
    if field.refers:
        assert field.refers in {register.key for register in REGISTERS} | OUTSIDE


@EVERY_FIELD
def test_no_header_stands_twice_for_one_field(one: Named) -> None:
    _, field = one
    counted = Counter(one.casefold() for one in field.synonyms)
    assert not [word for word, count in counted.items() if count > 1]
    assert all(one.strip() == one and one for one in field.synonyms)


@EVERY
def test_no_header_can_mean_two_fields(register: Register) -> None:
    counted = Counter(word for field in register.fields for word in _words(field))
    assert not [word for word, count in counted.items() if count > 1]


@EVERY
def test_no_two_fields_have_one_label(register: Register) -> None:
    counted = Counter(field.label for field in register.fields)
    assert not [label for label, count in counted.items() if count > 1]


@EVERY_FIELD
def test_no_spelling_can_mean_two_choices(one: Named) -> None:
    _, field = one
    spelt = [{word.replace("_", " "), *(o.casefold() for o in others)} for word, others in field.choices]
    counted = Counter(word for words in spelt for word in words)
    assert not [word for word, count in counted.items() if count > 1]
    assert bool(field.choices) == (field.kind is FieldKind.CHOICE)


@EVERY
def test_fields_begin_with_id_and_name_and_end_with_what_every_record_has(register: Register) -> None:
    names = [field.name for field in register.fields]
    assert names[:2] == ["id", "name"]
    assert names[-2:] == ["notes", "retired_on"]
    assert len(names) == len(set(names))


@EVERY
def test_an_owner_is_a_person(register: Register) -> None:
    owners = [one for one in register.fields if one.name in ("owner", "head")]
    assert all(one.refers == PEOPLE and not one.many for one in owners)


@EVERY
def test_what_is_left_out_of_a_record_is_empty(register: Register) -> None:
    record = least(register)
    for field in register.fields:
        value = getattr(record, field.name)
        if not field.required and field.kind in (FieldKind.NUMBER, FieldKind.AMOUNT, FieldKind.DAY):
            assert value is None
        if field.many:
            assert value == ()
        assert not isinstance(value, float | Decimal)


@each(
    ("categories", "private"),
    [
        ((), False),
        (("security",), False),
        (("security", "availability", "confidentiality", "processing_integrity"), False),
        (("privacy",), True),
        (("security", "privacy"), True),
        (("Privacy",), False),
    ],
)
def test_registers_of_privacy_are_there_when_it_is_chosen(categories: tuple[str, ...], private: bool) -> None:
    keys = [one.key for one in registers_for(categories)]
    assert [key for key in keys if key in PRIVATE] == (PRIVATE if private else [])
    assert [key for key in keys if key not in PRIVATE] == [o.key for o in REGISTERS if o.key not in PRIVATE]


def test_no_register_outside_privacy_refers_to_one_of_privacy() -> None:
    into = [
        (one.key, field.name)
        for one in registers_for(())
        for field in one.references
        if field.refers in PRIVATE
    ]
    assert into == []


def test_records_that_name_persons_outside_ask_for_a_reference_instead() -> None:
    for key, name in (("subject_requests", "subject"), ("consents", "subject")):
        found = by_key(key)
        assert found is not None
        assert "never a name" in found.field(name).help
    contacts = by_key("contacts")
    assert contacts is not None
    assert "no name of a person" in contacts.field("desk").help
    requests = by_key("subject_requests")
    assert requests is not None
    assert "never by name" in requests.purpose


def test_a_record_is_there_until_the_day_on_which_it_left() -> None:
    days = [date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 3)]
    kept = least(REGISTERS[0], retired_on=days[1])
    assert [kept.there(day) for day in days] == [True, False, False]
    assert all(least(REGISTERS[0]).there(day) for day in days)
    assert all(earlier < later for earlier, later in pairwise(days))
