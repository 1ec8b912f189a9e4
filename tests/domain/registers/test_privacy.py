"""Processing, notices, consents, requests, disclosures, breaches and processors, from sheets and by rules."""

from datetime import date
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
from tests.domain.registers.records import TODAY, before, least
from tests.each import each

from dualtrack.domain.registers.privacy import (
    Capacity,
    LegalBasis,
    Notification,
    Processing,
    RequestOutcome,
)

REQUIRED = [
    ("processing", set()),
    ("notices", set()),
    ("consents", {"processing"}),
    ("subject_requests", {"kind", "received_on"}),
    ("disclosures", {"on"}),
    ("breaches", {"known_on"}),
    ("processor_commitments", {"vendor"}),
]
REFERS = [
    ("processing", "vendors", "vendors"),
    ("processing", "notices", "notices"),
    ("processing", "services", "services"),
    ("processing", "assets", "assets"),
    ("processing", "owner", "people"),
    ("processing", "controls", "controls"),
    ("notices", "services", "services"),
    ("notices", "owner", "people"),
    ("consents", "processing", "processing"),
    ("consents", "notice", "notices"),
    ("subject_requests", "processing", "processing"),
    ("subject_requests", "owner", "people"),
    ("disclosures", "processing", "processing"),
    ("disclosures", "vendor", "vendors"),
    ("disclosures", "decided_by", "people"),
    ("breaches", "incident", "incidents"),
    ("breaches", "processing", "processing"),
    ("breaches", "owner", "people"),
    ("breaches", "decided_by", "people"),
    ("processor_commitments", "vendor", "vendors"),
    ("processor_commitments", "processing", "processing"),
]
ORDER = [
    ("notices", "reviewed_on", "next_review"),
    ("consents", "given_on", "valid_until"),
    ("consents", "given_on", "withdrawn_on"),
    ("subject_requests", "received_on", "extended_until"),
    ("subject_requests", "received_on", "answered_on"),
    ("breaches", "occurred_on", "known_on"),
    ("breaches", "known_on", "decided_on"),
    ("breaches", "known_on", "notified_on"),
    ("breaches", "known_on", "told_on"),
    ("breaches", "known_on", "due"),
    ("processor_commitments", "agreed_on", "valid_until"),
]
BEHIND = [
    ("processing", "assessed_on"),
    ("notices", "reviewed_on"),
    ("consents", "given_on"),
    ("consents", "withdrawn_on"),
    ("subject_requests", "received_on"),
    ("subject_requests", "answered_on"),
    ("disclosures", "on"),
    ("breaches", "occurred_on"),
    ("breaches", "known_on"),
    ("breaches", "decided_on"),
    ("breaches", "notified_on"),
    ("breaches", "told_on"),
    ("processor_commitments", "reviewed_on"),
]
CELLS: list[tuple[str, str, Any, str, Any]] = [
    ("processing", "Zweck", "Lohn", "purpose", "Lohn"),
    ("processing", "Rolle", "Verantwortlicher", "capacity", "controller"),
    ("processing", "Rôle", "responsable du traitement", "capacity", "controller"),
    ("processing", "Rolle", "Auftragsverarbeiter", "capacity", "processor"),
    ("processing", "Rôle", "Sous-traitant", "capacity", "processor"),
    ("processing", "Rechtsgrundlage", "Vertrag", "legal_basis", "contract"),
    ("processing", "Rechtsgrundlage", "Rechtliche Verpflichtung", "legal_basis", "legal_obligation"),
    ("processing", "Rechtsgrundlage", "öffentliche Aufgabe", "legal_basis", "public_task"),
    ("processing", "Rechtsgrundlage", "oeffentliche Aufgabe", "legal_basis", "public_task"),
    ("processing", "Rechtsgrundlage", "lebenswichtige Interessen", "legal_basis", "vital_interests"),
    ("processing", "Rechtsgrundlage", "Weisung", "legal_basis", "controller_instruction"),
    ("processing", "Base légale", "Obligation legale", "legal_basis", "legal_obligation"),
    ("processing", "Base légale", "intérêt légitime", "legal_basis", "legitimate_interests"),
    ("processing", "Base légale", "contrat", "legal_basis", "contract"),
    ("processing", "Lawful Basis", "Art. 6(1)(a)", "legal_basis", "consent"),
    ("processing", "Lawful Basis", "art 6 1 f", "legal_basis", "legitimate_interests"),
    ("processing", "Besondere Kategorien", "ja", "sensitive", True),
    ("processing", "Données sensibles", "non", "sensitive", False),
    ("processing", "Löschfrist", "10 Jahre", "retention", "10 Jahre"),
    ("processing", "Empfänger", "Bank; Amt", "recipients", ("Bank", "Amt")),
    ("processing", "Sous-traitants", "X-1", "vendors", ("X-1",)),
    ("notices", "En vigueur le", "2026-06-30", "effective_on", TODAY),
    ("consents", "Widerrufen am", "30.06.2026", "withdrawn_on", TODAY),
    ("consents", "Betroffene Person", "C-77", "subject", "C-77"),
    ("subject_requests", "Art", "Berichtigung", "kind", "correction"),
    ("subject_requests", "Art", "Einschränkung", "kind", "restriction"),
    ("subject_requests", "Art", "Übertragung", "kind", "portability"),
    ("subject_requests", "Art", "Widerspruch", "kind", "objection"),
    ("subject_requests", "Art", "Beschwerde", "kind", "complaint"),
    ("subject_requests", "Catégorie", "Acces", "kind", "access"),
    ("subject_requests", "Catégorie", "limitation", "kind", "restriction"),
    ("subject_requests", "Catégorie", "portabilité", "kind", "portability"),
    ("subject_requests", "Catégorie", "plainte", "kind", "complaint"),
    ("subject_requests", "Ergebnis", "erfüllt", "outcome", "granted"),
    ("subject_requests", "Ergebnis", "teilweise", "outcome", "partly"),
    ("subject_requests", "Ergebnis", "Abgelehnt", "outcome", "refused"),
    ("subject_requests", "Issue", "accordé", "outcome", "granted"),
    ("subject_requests", "Issue", "refusé", "outcome", "refused"),
    ("disclosures", "Befugt", "nein", "authorised", False),
    ("disclosures", "Destinataire", "Préfecture", "recipient", "Préfecture"),
    ("breaches", "Meldung", "niemand", "notification", "nobody"),
    ("breaches", "Meldung", "Behörde und Betroffene", "notification", "authority_and_subjects"),
    ("breaches", "Meldung", "Behoerde", "notification", "authority"),
    ("breaches", "Notification", "responsable du traitement", "notification", "controller"),
    ("breaches", "Betroffene", "1200", "affected", 1200),
    ("breaches", "Vorfall", "X-1", "incident", "X-1"),
    ("processor_commitments", "AVV vom", "01.02.2026", "agreed_on", date(2026, 2, 1)),
    ("processor_commitments", "Unterauftragnehmer", "A; B", "subprocessors", ("A", "B")),
]
REFUSED = [
    (
        "processing",
        "Rechtsgrundlage",
        "Gewohnheit",
        "legal_basis",
        "'Gewohnheit' is none of: consent, contract, legal_obligation, vital_interests, public_task, "
        "legitimate_interests, controller_instruction, other_law",
    ),
    ("processing", "We are", "Kunde", "capacity", "'Kunde' is none of: controller, processor"),
    (
        "subject_requests",
        "Asks for",
        "Kaffee",
        "kind",
        "'Kaffee' is none of: access, correction, erasure, restriction, portability, objection, complaint",
    ),
    ("subject_requests", "Outcome", "offen", "outcome", "'offen' is none of: granted, partly, refused"),
    (
        "breaches",
        "Meldung",
        "Presse",
        "notification",
        "'Presse' is none of: nobody, authority, authority_and_subjects, controller",
    ),
    ("breaches", "Betroffene", "viele", "affected", "'viele' is no number"),
    (
        "disclosures",
        "To vendor",
        "VND-9",
        "vendor",
        "'VND-9' is not among the vendors; add it there first, or correct it",
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


def test_a_disclosure_is_authorised_and_we_are_the_controller_until_somebody_says_otherwise() -> None:
    disclosure = recorded("disclosures", {"Offengelegt am": "2026-06-01"})
    processing = recorded("processing", {"Zweck": "Lohn"})
    assert getattr(disclosure, "authorised", None) is True
    assert getattr(processing, "capacity", None) is Capacity.CONTROLLER


@each("outcome", [None, *RequestOutcome])
@each("extended", [None, TODAY])
@each("reason", ["", " ", "Not the person."])
def test_whoever_gets_less_or_waits_longer_is_told_why(
    outcome: RequestOutcome | None, extended: date | None, reason: str
) -> None:
    less = outcome in (RequestOutcome.PARTLY, RequestOutcome.REFUSED) or extended is not None
    found = fields_wrong("subject_requests", outcome=outcome, extended_until=extended, reason=reason)
    assert found == ({("reason", "refusal_without_reason")} if less and not reason.strip() else set())


@each("notification", Notification)
def test_every_decision_on_a_breach_has_its_day_and_reason(notification: Notification) -> None:
    code = "breach_decision_without_day_or_reason"
    given = {"notification": notification}
    assert fields_wrong("breaches", **given) == {("decided_on", code), ("reason", code)}
    assert fields_wrong("breaches", **given, reason="Encrypted.") == {("decided_on", code)}
    assert fields_wrong("breaches", **given, decided_on=TODAY) == {("reason", code)}
    assert wrong("breaches", **given, decided_on=TODAY, reason="Encrypted.") == []


def test_people_affected_are_not_fewer_than_none() -> None:
    assert fields_wrong("breaches", affected=-1) == {("affected", "number_below_zero")}
    assert wrong("breaches", affected=0) == []


@each("basis", LegalBasis)
def test_any_basis_is_one(basis: LegalBasis) -> None:
    lacking = {("P-1", "processing_without_legal_basis")}
    assert found_codes(least(Processing, "P-1", retention="1 year")) == lacking
    assert found_codes(least(Processing, "P-1", retention="1 year", legal_basis=basis)) == set()


def test_a_row_of_a_request_is_late_after_thirty_days_or_the_day_that_was_told() -> None:
    cells = {"Art": "Auskunft", "Eingegangen am": "31.05.2026"}
    late = {("X-1", "subject_request_unanswered")}
    assert found_codes(recorded("subject_requests", cells), day=TODAY) == set()
    assert found_codes(recorded("subject_requests", cells), day=before(-1)) == late
    longer = recorded("subject_requests", {**cells, "Verlängert bis": "31.08.2026"})
    assert found_codes(longer, day=date(2026, 8, 31)) == set()
    assert found_codes(longer, day=date(2026, 9, 1)) == late
    assert found_codes(longer, day=date(2026, 9, 1), privacy=False) == set()


def test_a_row_of_a_breach_is_late_on_the_third_day_and_nobody_is_an_answer() -> None:
    known = {"Bekannt seit": "27.06.2026"}
    late = {("X-1", "breach_without_notification_decision")}
    assert found_codes(recorded("breaches", known), day=before(1)) == set()
    assert found_codes(recorded("breaches", known), day=TODAY) == late
    decided = {**known, "Meldung": "nein", "Entschieden am": "28.06.2026", "Begründung": "Verschlüsselt."}
    assert found_codes(recorded("breaches", decided), day=TODAY) == set()


def test_a_vendor_with_personal_data_is_bound_by_a_row_of_its_own() -> None:
    vendor = recorded("vendors", {"Auftragsverarbeiter": "ja"})
    bound = recorded("processor_commitments", {"Processor": "X-1", "AVV vom": "01.02.2026"})
    draft = recorded("processor_commitments", {"Processor": "X-1"})
    other = recorded("processor_commitments", {"Processor": "X-2", "AVV vom": "01.02.2026"})
    loose = {("X-1", "processor_without_commitments")}
    assert found_codes(vendor, bound) == set()
    assert found_codes(vendor) == found_codes(vendor, draft) == found_codes(vendor, other) == loose
    assert found_codes(vendor, privacy=False) == set()
