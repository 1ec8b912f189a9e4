"""Commitments, system requirements and demands of customers, as sheets hold them and rules judge them."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests.domain.registers.declared import (
    fields_wrong,
    found_codes,
    needed,
    only_in,
    order_said,
    out_of_order,
    pointless_said,
    read,
    recorded,
    refused,
    wrong,
)
from tests.domain.registers.records import OUTSIDE, TODAY, before, least, register
from tests.each import each

from dualtrack.domain.frameworks.catalogue import Category
from dualtrack.domain.registers.customers import Asked, CommitmentKind, Demand
from dualtrack.domain.registers.fault import Code
from dualtrack.domain.registers.faults import faults_of_all

REQUIRED = [("commitments", {"kind"}), ("demands", {"asks_for"})]
REFERS = [
    ("commitments", "services", "services"),
    ("commitments", "owner", "people"),
    ("commitments", "requirements", "requirements"),
    ("commitments", "controls", "controls"),
    ("demands", "services", "services"),
    ("demands", "owner", "people"),
]
ORDER = [
    ("demands", "raised_on", "needed_by"),
    ("demands", "raised_on", "answered_on"),
    ("demands", "raised_on", "accepted_on"),
]
BEHIND = [("demands", "raised_on"), ("demands", "accepted_on"), ("demands", "answered_on")]
CELLS: list[tuple[str, str, Any, str, Any]] = [
    ("commitments", "Art", "Zusage", "kind", "service_commitment"),
    ("commitments", "Art", "SLA", "kind", "service_commitment"),
    ("commitments", "Art", "Systemanforderung", "kind", "system_requirement"),
    ("commitments", "Catégorie", "Engagement", "kind", "service_commitment"),
    ("commitments", "Catégorie", "exigence", "kind", "system_requirement"),
    ("commitments", "Kategorien", "Sicherheit; Verfügbarkeit", "categories", ("security", "availability")),
    ("commitments", "Kategorien", "Vertraulichkeit", "categories", ("confidentiality",)),
    ("commitments", "Kategorien", "Verarbeitungsintegrität", "categories", ("processing_integrity",)),
    ("commitments", "Catégories", "sécurité; disponibilite", "categories", ("security", "availability")),
    ("commitments", "Catégories", "protection des données", "categories", ("privacy",)),
    ("commitments", "Catégories", "intégrité du traitement", "categories", ("processing_integrity",)),
    ("commitments", "TSC", "Common Criteria; Security", "categories", ("security",)),
    ("commitments", "Wortlaut", "99,5 % im Monat", "statement", "99,5 % im Monat"),
    ("commitments", "Quelle", "Vertrag § 4", "source", "Vertrag § 4"),
    ("demands", "Verlangt", "SOC 2 Type 1", "asks_for", "soc2_type_1"),
    ("demands", "Verlangt", "SOC 2 and ISO 27001", "asks_for", "both"),
    ("demands", "Verlangt", "eines von beiden", "asks_for", "either"),
    ("demands", "Demande", "l'un ou l'autre", "asks_for", "either"),
    ("demands", "Demande", "Les deux", "asks_for", "both"),
    ("demands", "Framework", "ISO/IEC 27001", "asks_for", "iso27001"),
    ("demands", "Akzeptiert Alternative", "nein", "accepts_other", False),
    ("demands", "Accepte l'alternative", "oui", "accepts_other", True),
    ("demands", "Benötigt bis", "31.12.2026", "needed_by", date(2026, 12, 31)),
    ("demands", "Échéance", "2026-09-30", "needed_by", date(2026, 9, 30)),
    ("demands", "Umsatz", "1.234.567,50 EUR", "revenue", Decimal("1234567.50")),
    ("demands", "Chiffre d'affaires", "€ 250", "revenue", Decimal(250)),
    ("demands", "Währung", "EUR", "currency", "EUR"),
    ("demands", "Markt", "DACH", "market", "DACH"),
    ("demands", "Erledigt am", "15.06.2026", "answered_on", before(15)),
]
REFUSED = [
    ("commitments", "Art", "Wunsch", "kind", "'Wunsch' is none of: service_commitment, system_requirement"),
    (
        "commitments",
        "Kategorien",
        "Sicherheit; Schönheit",
        "categories",
        "'Schönheit' is none of: security, availability, confidentiality, processing_integrity, privacy",
    ),
    (
        "demands",
        "Verlangt",
        "PCI",
        "asks_for",
        "'PCI' is none of: soc2_type_1, soc2_type_2, iso27001, both, either",
    ),
    ("demands", "Umsatz", "viel", "revenue", "'viel' is no number"),
    (
        "demands",
        "Umsatz",
        "1.200",
        "revenue",
        "'1.200' may be 1200 or 1.200; say the decimal mark in the profile",
    ),
    ("demands", "Alternative Accepted", "mal sehen", "accepts_other", "'mal sehen' is neither yes nor no"),
    (
        "demands",
        "Deadline",
        "Q3 2026",
        "needed_by",
        "'Q3 2026' is a span and not a day; write its last day, such as 2026-09-30",
    ),
]


@each(("key", "required"), REQUIRED)
def test_no_record_is_made_without_what_is_required(key: str, required: set[str]) -> None:
    assert needed(key) == required


@each(("key", "field", "target"), REFERS)
def test_a_reference_looks_in_its_register_alone(key: str, field: str, target: str) -> None:
    assert only_in(key, field, target) == [pointless_said(key, field, target)]


@each(("key", "header", "cell", "field", "value"), CELLS)
def test_a_cell_of_a_sheet_is_read(key: str, header: str, cell: Any, field: str, value: Any) -> None:
    assert read(key, header, cell) == (field, value)


@each(("key", "header", "cell", "field", "words"), REFUSED)
def test_a_cell_that_cannot_be_read_is_named(
    key: str, header: str, cell: Any, field: str, words: str
) -> None:
    assert refused(key, header, cell) == f"sheet S, row 2, column C ({header}), {field}: {words}"


@each(("key", "first", "second"), ORDER)
def test_days_come_in_their_order(key: str, first: str, second: str) -> None:
    assert out_of_order(key, first, second) == [order_said(key, first, second)]


@each(("key", "field"), BEHIND)
def test_what_was_done_lies_behind_us(key: str, field: str) -> None:
    assert (field, "day_lies_ahead") in fields_wrong(key, **{field: before(-1)})
    assert (field, "day_lies_ahead") not in fields_wrong(key, **{field: TODAY})


def test_a_system_requirement_keeps_a_commitment_and_nothing_else_does() -> None:
    kept = {"id": "X-2", "keeps": "X-1"}
    assert wrong("commitments", kind=CommitmentKind.REQUIREMENT, **kept) == []
    assert fields_wrong("commitments", kind=CommitmentKind.COMMITMENT, **kept) == {
        ("keeps", "commitment_keeps_another")
    }
    assert fields_wrong("commitments", kind=CommitmentKind.REQUIREMENT, id="X-2", keeps="X-9") == {
        ("keeps", "reference_to_nothing")
    }


def test_requirements_that_keep_each_other_go_round() -> None:
    of, kind = register("commitments"), CommitmentKind.REQUIREMENT
    records = [least(of, "A", kind=kind, keeps="B"), least(of, "B", kind=kind, keeps="A")]
    assert [one.code for one in faults_of_all({"commitments": records}, OUTSIDE, today=TODAY)] == [
        Code.CIRCLE
    ]


@each(
    ("said", "day", "found"),
    [
        (None, None, set()),
        (False, None, set()),
        (True, before(3), set()),
        (True, None, {("accepted_on", "accepted_alternative_without_day")}),
        (False, before(3), {("accepts_other", "day_of_an_alternative_not_accepted")}),
        (None, before(3), {("accepts_other", "day_of_an_alternative_not_accepted")}),
    ],
)
def test_an_alternative_is_accepted_on_a_day(
    said: bool | None, day: date | None, found: set[tuple[str, str]]
) -> None:
    assert fields_wrong("demands", accepts_other=said, accepted_on=day) == found


@each(
    ("revenue", "currency", "found"),
    [
        (None, "", set()),
        (Decimal(1), "EUR", set()),
        (Decimal(0), "", {("currency", "revenue_without_currency")}),
        (Decimal(1), "\t", {("currency", "revenue_without_currency")}),
        (Decimal(-1), "EUR", {("revenue", "number_below_zero")}),
    ],
)
def test_revenue_stands_in_a_currency(
    revenue: Decimal | None, currency: str, found: set[tuple[str, str]]
) -> None:
    assert fields_wrong("demands", revenue=revenue, currency=currency) == found


def test_a_row_of_a_demand_becomes_the_record_and_is_found_once_its_day_has_passed() -> None:
    cells = {"Verlangt": "beide", "Kategorien": "Datenschutz", "Benötigt bis": "15.06.2026"}
    demand = recorded("demands", cells)
    assert demand == Demand(
        id="X-1",
        name="Name of X-1",
        asks_for=Asked.BOTH,
        categories=(Category.PRIVACY,),
        needed_by=before(15),
    )
    assert found_codes(demand, day=before(15)) == set()
    assert found_codes(demand, day=before(14)) == {("X-1", "demand_past_its_day")}
    answered = recorded("demands", {**cells, "Répondu le": "2026-06-14"})
    assert found_codes(answered) == set()
