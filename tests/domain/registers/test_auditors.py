"""Audit firms, their relations and quotes, as sheets hold them and rules judge them."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests.domain.registers.declared import (
    fields_wrong,
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
from tests.domain.registers.records import TODAY, before
from tests.each import each

from dualtrack.domain.registers.auditors import AuditFirm, Edition, FirmKind, PeerReview, QuoteKind

REQUIRED = [("audit_firms", {"kind"}), ("firm_relations", {"firm"}), ("audit_quotes", {"firm", "kind"})]
REFERS = [
    ("firm_relations", "firm", "audit_firms"),
    ("firm_relations", "other", "audit_firms"),
    ("audit_quotes", "firm", "audit_firms"),
]
ORDER = [
    ("audit_quotes", "received_on", "valid_until"),
    ("audit_quotes", "offered_from", "offered_until"),
]
BEHIND = [
    ("audit_firms", "peer_reviewed_on"),
    ("audit_firms", "looked_up_on"),
    ("firm_relations", "asked_on"),
    ("audit_quotes", "received_on"),
]
CELLS: list[tuple[str, str, Any, str, Any]] = [
    ("audit_firms", "Art", "Wirtschaftsprüfer", "kind", "cpa"),
    ("audit_firms", "Art", "Wirtschaftspruefer", "kind", "cpa"),
    ("audit_firms", "Art", "Zertifizierungsstelle", "kind", "certification_body"),
    ("audit_firms", "Art", "beides", "kind", "both"),
    ("audit_firms", "Catégorie", "Expert-comptable", "kind", "cpa"),
    ("audit_firms", "Catégorie", "organisme de certification", "kind", "certification_body"),
    ("audit_firms", "Catégorie", "les deux", "kind", "both"),
    ("audit_firms", "Firm Type", "CB", "kind", "certification_body"),
    ("audit_firms", "Firm Type", "Service Auditor", "kind", "cpa"),
    ("audit_firms", "Peer Review am", "30.06.2025", "peer_reviewed_on", date(2025, 6, 30)),
    ("audit_firms", "Ergebnis Peer Review", "bestanden", "peer_review", "no_deficiency"),
    ("audit_firms", "Ergebnis Peer Review", "mit Mängeln", "peer_review", "deficiencies"),
    ("audit_firms", "Ergebnis Peer Review", "nicht bestanden", "peer_review", "fail"),
    ("audit_firms", "Résultat peer review", "Avec reserves", "peer_review", "deficiencies"),
    ("audit_firms", "Résultat peer review", "échec", "peer_review", "fail"),
    (
        "audit_firms",
        "Geltungsbereich",
        "ISO/IEC 27001; ISO 9001",
        "accredited_for",
        ("ISO/IEC 27001", "ISO 9001"),
    ),
    ("audit_firms", "Akkreditiert bis", "31.12.2027", "accredited_until", date(2027, 12, 31)),
    ("audit_firms", "Ausgabe 27006", "ISO/IEC 27006-1:2024", "edition", "iso27006_1_2024"),
    ("audit_firms", "Ausgabe 27006", "2015", "edition", "iso27006_2015"),
    ("audit_firms", "Édition 27006", 2024, "edition", "iso27006_1_2024"),
    ("firm_relations", "Andere Gesellschaft", "X-2", "other", "X-2"),
    ("firm_relations", "Art", "Schwestergesellschaft", "kind", "same_group"),
    ("firm_relations", "Art", "gemeinsame Mandanten", "kind", "shared_clients"),
    ("firm_relations", "Catégorie", "societe soeur", "kind", "same_group"),
    ("firm_relations", "Catégorie", "Partenaire", "kind", "alliance"),
    ("firm_relations", "Demandé le", "2026-06-30", "asked_on", TODAY),
    ("audit_quotes", "Leistung", "Erstzertifizierung", "kind", "iso27001_initial"),
    ("audit_quotes", "Leistung", "Überwachungsaudit", "kind", "iso27001_surveillance"),
    ("audit_quotes", "Leistung", "Rezertifizierung", "kind", "iso27001_recertification"),
    ("audit_quotes", "Prestation", "Audit de surveillance", "kind", "iso27001_surveillance"),
    ("audit_quotes", "Prestation", "renouvellement", "kind", "iso27001_recertification"),
    ("audit_quotes", "Engagement", "SOC 2 Type II", "kind", "soc2_type_2"),
    ("audit_quotes", "Engagement", "SOC 2 Type I", "kind", "soc2_type_1"),
    ("audit_quotes", "Honorar", "21.000,00 €", "fee", Decimal("21000.00")),
    ("audit_quotes", "Prix", "EUR 950", "fee", Decimal(950)),
    ("audit_quotes", "Audittage", "8,5", "days", Decimal("8.5")),
    ("audit_quotes", "Tage Stufe 1", "2.5", "stage1_days", Decimal("2.5")),
    ("audit_quotes", "Tagessatz", 1900, "day_rate", Decimal(1900)),
    ("audit_quotes", "Personen", "50", "persons", 50),
    ("audit_quotes", "Vorlauf in Wochen", "12", "lead_weeks", 12),
    ("audit_quotes", "Valable jusqu'au", "2026-09-30", "valid_until", date(2026, 9, 30)),
]
REFUSED = [
    ("audit_firms", "Art", "Bank", "kind", "'Bank' is none of: cpa, certification_body, both"),
    (
        "audit_firms",
        "Ergebnis Peer Review",
        "gut",
        "peer_review",
        "'gut' is none of: no_deficiency, deficiencies, fail",
    ),
    (
        "audit_firms",
        "27006 Edition",
        "2011",
        "edition",
        "'2011' is none of: iso27006_1_2024, iso27006_2015",
    ),
    (
        "firm_relations",
        "Relationship",
        "Freunde",
        "kind",
        "'Freunde' is none of: same_group, alliance, shared_clients",
    ),
    (
        "audit_quotes",
        "Engagement",
        "SOC 3",
        "kind",
        "'SOC 3' is none of: soc2_type_1, soc2_type_2, iso27001_initial, iso27001_surveillance, "
        "iso27001_recertification",
    ),
    ("audit_quotes", "Audittage", "zehn", "days", "'zehn' is no number"),
    (
        "audit_quotes",
        "Auditor",
        "AUF-9",
        "firm",
        "'AUF-9' is not among the audit_firms; add it there first, or correct it",
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


@each("name", ["fee", "days", "stage1_days", "day_rate", "persons", "lead_weeks"])
def test_no_figure_of_a_quote_is_below_zero(name: str) -> None:
    assert (name, "number_below_zero") in fields_wrong("audit_quotes", **{name: -1, "currency": "EUR"})


@each(
    ("days", "stage1", "found"),
    [
        (None, None, set()),
        (None, "3", set()),
        ("10", "9.5", set()),
        ("10", "10", {("stage1_days", "stage_1_as_long_as_both")}),
        ("10", "10.5", {("stage1_days", "stage_1_as_long_as_both")}),
        ("0", None, {("days", "quote_of_no_days")}),
        ("0", "0", {("days", "quote_of_no_days"), ("stage1_days", "quote_of_no_days")}),
    ],
)
def test_stage_1_is_a_part_of_the_days(
    days: str | None, stage1: str | None, found: set[tuple[str, str]]
) -> None:
    given = {"days": days and Decimal(days), "stage1_days": stage1 and Decimal(stage1)}
    assert fields_wrong("audit_quotes", **given) == found


@each("code", ["eur", "EURO", "EU", "E1R", "ÄÖÜ", "€"])
def test_a_currency_is_three_capital_letters(code: str) -> None:
    for priced in ({}, {"fee": Decimal(1)}, {"day_rate": Decimal(1)}):
        assert wrong("audit_quotes", currency=code, **priced) == [
            f"Audit quotes, X-1, Currency: came {code}, expected the three capital letters of a currency,"
            " such as EUR; correct it"
        ]


@each("price", ["fee", "day_rate"])
def test_a_price_of_nothing_has_a_currency_too(price: str) -> None:
    assert fields_wrong("audit_quotes", **{price: Decimal(0)}) == {("currency", "fee_without_currency")}
    assert wrong("audit_quotes", **{price: Decimal(0), "currency": "USD"}) == []


@each(
    ("kind", "soc2", "iso"),
    [(FirmKind.CPA, True, False), (FirmKind.CERTIFICATION_BODY, False, True), (FirmKind.BOTH, True, True)],
)
def test_whom_a_firm_may_serve(kind: FirmKind, soc2: bool, iso: bool) -> None:
    assert (kind.serves("soc2"), kind.serves("iso27001")) == (soc2, iso)


@each(
    ("kind", "framework", "chosen"),
    [
        (QuoteKind.SOC2_TYPE_1, "soc2", False),
        (QuoteKind.SOC2_TYPE_2, "soc2", True),
        (QuoteKind.ISO27001_INITIAL, "iso27001", True),
        (QuoteKind.ISO27001_SURVEILLANCE, "iso27001", False),
        (QuoteKind.ISO27001_RECERTIFICATION, "iso27001", False),
    ],
)
def test_for_what_a_quote_is(kind: QuoteKind, framework: str, chosen: bool) -> None:
    assert (kind.framework, kind.chosen_by) == (framework, chosen)


def test_a_row_of_a_firm_becomes_the_record_that_it_says() -> None:
    cells: dict[str, Any] = {
        "Art": "Zertifizierungsstelle",
        "Akkreditierungsstelle": "DAkkS",
        "Geltungsbereich": "ISO/IEC 27001",
        "Ausgabe 27006": "27006:2015",
        "Ergebnis Peer Review": "",
    }
    assert recorded("audit_firms", cells) == AuditFirm(
        id="X-1",
        name="Name of X-1",
        kind=FirmKind.CERTIFICATION_BODY,
        accreditation="DAkkS",
        accredited_for=("ISO/IEC 27001",),
        edition=Edition.Y2015,
    )
    assert Edition.Y2015.cited == "ISO/IEC 27006:2015"


def test_a_firm_of_both_kinds_may_lack_a_peer_review_on_record() -> None:
    assert wrong("audit_firms", kind=FirmKind.BOTH) == []
    assert wrong("audit_firms", peer_review=PeerReview.FAIL, peer_reviewed_on=before(9)) == []
