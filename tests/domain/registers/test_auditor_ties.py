"""What firms did for us, who earns from whom and what was declared, as sheets hold it and rules judge it."""

from datetime import date
from typing import Any

from tests.domain.programme.auditors.firms import body, codes, cpa
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
from tests.domain.registers.records import TODAY, before, held
from tests.each import each

from dualtrack.domain.programme.auditors.independence import declared, independence, undeclared

REQUIRED = [
    ("firm_services", {"firm", "kind"}),
    ("referral_interests", {"firm"}),
    ("auditor_declarations", {"firm", "declared_on"}),
]
REFERS = [
    ("firm_services", "firm", "audit_firms"),
    ("referral_interests", "firm", "audit_firms"),
    ("referral_interests", "vendor", "vendors"),
    ("auditor_declarations", "firm", "audit_firms"),
]
ORDER = [("firm_services", "started_on", "ended_on"), ("auditor_declarations", "declared_on", "valid_until")]
BEHIND = [
    ("firm_services", "started_on"),
    ("referral_interests", "declared_on"),
    ("auditor_declarations", "declared_on"),
]
CELLS: list[tuple[str, str, Any, str, Any]] = [
    ("firm_services", "Konzerngesellschaft", "Nord Beratung GmbH", "by_company", "Nord Beratung GmbH"),
    ("firm_services", "Dienstleistung", "Beratung", "kind", "consultancy"),
    ("firm_services", "Dienstleistung", "internes Audit", "kind", "internal_audit"),
    ("firm_services", "Dienstleistung", "Entwurf von Maßnahmen", "kind", "control_design"),
    ("firm_services", "Dienstleistung", "Entwurf von Massnahmen", "kind", "control_design"),
    ("firm_services", "Dienstleistung", "Systembeschreibung", "kind", "description"),
    ("firm_services", "Dienstleistung", "Erklärung der Leitung", "kind", "assertion"),
    ("firm_services", "Dienstleistung", "Voraudit", "kind", "readiness"),
    ("firm_services", "Dienstleistung", "Schulung", "kind", "training"),
    ("firm_services", "Dienstleistung", "Werkzeug", "kind", "tool"),
    ("firm_services", "Dienstleistung", "Sonstige", "kind", "other"),
    ("firm_services", "Prestation", "conseil", "kind", "consultancy"),
    ("firm_services", "Prestation", "audit interne", "kind", "internal_audit"),
    ("firm_services", "Prestation", "conception de mesures", "kind", "control_design"),
    ("firm_services", "Prestation", "description du systeme", "kind", "description"),
    ("firm_services", "Prestation", "Pré-audit", "kind", "readiness"),
    ("firm_services", "Prestation", "test d'intrusion", "kind", "penetration_test"),
    ("firm_services", "Prestation", "formation", "kind", "training"),
    ("firm_services", "Type", "gap analysis", "kind", "readiness"),
    ("firm_services", "Von", "1.3.2024", "started_on", date(2024, 3, 1)),
    ("firm_services", "Jusqu'au", "2026-06-30", "ended_on", TODAY),
    ("referral_interests", "Zahlt", "Softwareanbieter", "payer", "tool"),
    ("referral_interests", "Payeur", "éditeur", "payer", "tool"),
    ("referral_interests", "Erhält", "Prüfer", "payee", "auditor"),
    ("referral_interests", "Erhaelt", "Berater", "payee", "consultant"),
    ("referral_interests", "Bénéficiaire", "Auditeur", "payee", "auditor"),
    ("referral_interests", "Payee", "audit firm", "payee", "auditor"),
    ("auditor_declarations", "Gilt für den Konzern", "ja", "covers_group", True),
    ("auditor_declarations", "Vaut pour le groupe", "non", "covers_group", False),
    ("auditor_declarations", "Provisionen genannt", "x", "covers_referrals", True),
    ("auditor_declarations", "Erklärt am", "30.06.2026", "declared_on", TODAY),
]
REFUSED = [
    (
        "firm_services",
        "Dienstleistung",
        "Mittagessen",
        "kind",
        "'Mittagessen' is none of: consultancy, internal_audit, control_design, description, assertion, "
        "readiness, penetration_test, training, tool, other",
    ),
    ("referral_interests", "Payer", "Kunde", "payer", "'Kunde' is none of: tool, consultant, auditor"),
    ("referral_interests", "Payee", "wir", "payee", "'wir' is none of: tool, consultant, auditor"),
    (
        "auditor_declarations",
        "Includes Group",
        "teilweise",
        "covers_group",
        "'teilweise' is neither yes nor no",
    ),
    (
        "auditor_declarations",
        "Firm",
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


def test_a_service_may_end_ahead_and_a_declaration_may_lapse_ahead() -> None:
    assert wrong("firm_services", started_on=before(5), ended_on=before(-300)) == []
    assert wrong("auditor_declarations", declared_on=TODAY, valid_until=before(-300)) == []


@each(
    ("cell", "iso", "soc2"),
    [
        ("Beratung", ["certification_body_gave_consultancy"], []),
        (
            "Entwurf von Maßnahmen",
            ["certification_body_gave_consultancy"],
            ["cpa_firm_did_what_it_examines"],
        ),
        ("audit interne", ["certification_body_audited_internally"], ["cpa_firm_did_what_it_examines"]),
        ("Systembeschreibung", [], ["cpa_firm_did_what_it_examines"]),
        ("assertion de la direction", [], ["cpa_firm_did_what_it_examines"]),
        ("Voraudit", [], []),
        ("Penetrationstest", [], []),
        ("formation", [], []),
        ("Werkzeug", [], []),
        ("autre", [], []),
    ],
)
def test_what_a_row_tells_stands_against_the_side_that_may_not_do_it(
    cell: str, iso: list[str], soc2: list[str]
) -> None:
    service = recorded("firm_services", {"Firm": "X-1", "Dienstleistung": cell, "Von": "1.5.2026"})
    for firm, framework, found in ((body("X-1"), "iso27001", iso), (cpa("X-1"), "soc2", soc2)):
        assert codes(independence(firm, framework, held(firm, service))) == found


def test_a_row_of_an_interest_stands_against_its_firm_until_it_is_declared() -> None:
    cells = {"Auditor": "X-1", "Zahlt": "Softwareanbieter", "Erhält": "Prüfer"}
    open_ = recorded("referral_interests", cells)
    (found,) = independence(cpa("X-1"), "soc2", held(cpa("X-1"), open_))
    assert dict(found.params) == {
        "name": "Name of X-1",
        "interest": "X-1",
        "payer": "tool",
        "payee": "auditor",
    }
    told = recorded("referral_interests", {**cells, "Offengelegt am": "30.06.2026"})
    assert independence(cpa("X-1"), "soc2", held(cpa("X-1"), told)) == ()


def test_a_row_of_a_declaration_speaks_for_what_it_says() -> None:
    cells = {"Firm": "X-1", "Erklärt am": "01.06.2026", "Gilt für den Konzern": "ja"}
    firm, one = cpa("X-1"), recorded("auditor_declarations", cells)
    assert declared(firm, held(one)) == one
    assert [dict(found.params)["kind"] for found in undeclared(firm, held(one))] == ["referrals"]
    assert declared(firm, held(one, day=date(2026, 5, 31))) is None
