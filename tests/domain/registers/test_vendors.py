"""Vendors, their reports and the controls on both sides, as sheets hold them and as rules judge them."""

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

from dualtrack.domain.registers.things import Criticality
from dualtrack.domain.registers.vendors import (
    Csoc,
    ReportKind,
    ReportOpinion,
    SubserviceMethod,
    Vendor,
    VendorCuec,
    VendorReport,
)

REQUIRED = [
    ("vendors", set()),
    ("vendor_reports", {"vendor", "kind"}),
    ("vendor_cuecs", {"report"}),
    ("csocs", {"vendor"}),
    ("cuecs", set()),
]
REFERS = [
    ("vendors", "owner", "people"),
    ("vendors", "services", "services"),
    ("vendor_reports", "vendor", "vendors"),
    ("vendor_reports", "services", "services"),
    ("vendor_reports", "evaluated_by", "people"),
    ("vendor_cuecs", "report", "vendor_reports"),
    ("vendor_cuecs", "controls", "controls"),
    ("csocs", "vendor", "vendors"),
    ("csocs", "requirements", "requirements"),
    ("csocs", "controls", "controls"),
    ("cuecs", "requirements", "requirements"),
    ("cuecs", "services", "services"),
    ("cuecs", "controls", "controls"),
]
ORDER = [
    ("vendors", "contract_from", "contract_until"),
    ("vendor_reports", "covers_from", "covers_to"),
    ("vendor_reports", "covers_to", "bridge_until"),
    ("vendor_reports", "issued_on", "evaluated_on"),
]
CELLS: list[tuple[str, str, Any, str, Any]] = [
    ("vendors", "Leistung", "Rechenzentrum", "service", "Rechenzentrum"),
    ("vendors", "Kritikalität", "gering", "criticality", "low"),
    ("vendors", "Kritikalitaet", "MITTEL", "criticality", "medium"),
    ("vendors", "Criticité", "Élevée", "criticality", "high"),
    ("vendors", "Criticité", "eleve", "criticality", "high"),
    ("vendors", "Tier", "very high", "criticality", "high"),
    ("vendors", "Auftragsverarbeiter", "ja", "personal_data", True),
    ("vendors", "Sous-traitant", "non", "personal_data", False),
    ("vendors", "Methode", "Carved Out", "method", "carve_out"),
    ("vendors", "Méthode", "included", "method", "inclusive"),
    ("vendors", "Vertragsbeginn", "01.02.2026", "contract_from", date(2026, 2, 1)),
    ("vendors", "Fin du contrat", "31/12/2026", "contract_until", date(2026, 12, 31)),
    ("vendors", "Zertifikate", "ISO 27001; C5", "assurance", ("ISO 27001", "C5")),
    ("vendors", "Letzte Bewertung", "30.06.2026", "assessed_on", TODAY),
    ("vendors", "Prochaine revue", "2027-01-31", "next_review", date(2027, 1, 31)),
    ("vendors", "Plan de sortie", "Export, puis autre.", "leaving", "Export, puis autre."),
    ("vendor_reports", "Art", "SOC 1 Type II", "kind", "soc1_type_2"),
    ("vendor_reports", "Report Type", "ISAE 3402", "kind", "soc1_type_2"),
    ("vendor_reports", "Report Type", "ISO/IEC 27001", "kind", "iso27001_certificate"),
    ("vendor_reports", "Typ", "Sonstige", "kind", "other"),
    ("vendor_reports", "Catégorie", "autre", "kind", "other"),
    ("vendor_reports", "Zeitraum von", "1.4.2025", "covers_from", date(2025, 4, 1)),
    ("vendor_reports", "Période au", "31/03/2026", "covers_to", date(2026, 3, 31)),
    ("vendor_reports", "Prüfungsurteil", "Uneingeschränkt", "opinion", "unmodified"),
    ("vendor_reports", "Opinion", "Sans reserve", "opinion", "unmodified"),
    ("vendor_reports", "Opinion", "Qualified", "opinion", "qualified"),
    ("vendor_reports", "Abweichungen", "3", "exceptions", 3),
    ("vendor_reports", "Écarts", 0, "exceptions", 0),
    ("vendor_reports", "Bewertet am", "15.06.2026", "evaluated_on", before(15)),
    ("vendor_reports", "Nachweis", "https://trust.example/soc2", "evidence", "https://trust.example/soc2"),
    ("vendor_cuecs", "Bericht", "X-1", "report", "X-1"),
    ("vendor_cuecs", "Maßnahmen", "AC-01, AC-02", "controls", ("AC-01", "AC-02")),
    ("vendor_cuecs", "Mesures", "AC-01", "controls", ("AC-01",)),
    ("csocs", "Lieferant", "X-2", "vendor", "X-2"),
    ("csocs", "Anforderungen", "CC9.2", "requirements", ("soc2:CC9.2",)),
    ("csocs", "Exigences", "A.5.22", "requirements", ("iso27001:A.5.22",)),
    ("cuecs", "Dienste", "X-1; X-2", "services", ("X-1", "X-2")),
    ("cuecs", "Communiqué dans", "Guide", "told_in", "Guide"),
]
REFUSED = [
    ("vendors", "Kritikalität", "riesig", "criticality", "'riesig' is none of: low, medium, high"),
    ("vendors", "Method", "keine", "method", "'keine' is none of: carve_out, inclusive"),
    ("vendors", "PII", "vielleicht", "personal_data", "'vielleicht' is neither yes nor no"),
    ("vendors", "Vertragsende", "bald", "contract_until", "'bald' is no day; write one such as 2026-12-31"),
    (
        "vendor_reports",
        "Report Type",
        "SOC 3",
        "kind",
        "'SOC 3' is none of: soc2_type_1, soc2_type_2, soc1_type_1, soc1_type_2, iso27001_certificate, other",
    ),
    (
        "vendor_reports",
        "Opinion",
        "gut",
        "opinion",
        "'gut' is none of: unmodified, qualified, adverse, disclaimer",
    ),
    ("vendor_reports", "Abweichungen", "2,5", "exceptions", "'2,5' is no whole number"),
    (
        "vendor_reports",
        "Supplier",
        "Hoster",
        "vendor",
        "'Hoster' is not among the vendors; add it there first, or correct it",
    ),
]


@each(("key", "required"), REQUIRED)
def test_no_record_is_made_without_what_is_required(key: str, required: set[str]) -> None:
    assert needed(key) == required


@each(("key", "field", "target"), REFERS)
def test_a_reference_looks_in_its_register_alone(key: str, field: str, target: str) -> None:
    assert only_in(key, field, target) == [pointless_said(key, field, target)]


@each(("key", "first", "second"), ORDER)
def test_days_come_in_their_order(key: str, first: str, second: str) -> None:
    assert out_of_order(key, first, second) == [order_said(key, first, second)]


@each(("key", "header", "cell", "field", "value"), CELLS)
def test_a_cell_of_a_sheet_is_read(key: str, header: str, cell: Any, field: str, value: Any) -> None:
    assert read(key, header, cell) == (field, value)


@each(("key", "header", "cell", "field", "words"), REFUSED)
def test_a_cell_that_cannot_be_read_is_named(
    key: str, header: str, cell: Any, field: str, words: str
) -> None:
    assert refused(key, header, cell) == f"sheet S, row 2, column C ({header}), {field}: {words}"


@each(
    ("key", "field"),
    [("vendors", "assessed_on"), ("vendor_reports", "issued_on"), ("vendor_reports", "evaluated_on")],
)
def test_what_was_done_lies_behind_us(key: str, field: str) -> None:
    assert (field, "day_lies_ahead") in fields_wrong(key, **{field: before(-1)})
    assert fields_wrong(key, **{field: TODAY}) == set()


def test_a_contract_and_a_period_of_one_day_are_no_fault() -> None:
    assert wrong("vendors", contract_from=TODAY, contract_until=TODAY) == []
    assert wrong("vendor_reports", covers_from=before(5), covers_to=before(5), bridge_until=before(5)) == []


def test_a_bridge_letter_needs_no_period_of_ours_to_be_ordered() -> None:
    assert wrong("vendor_reports", covers_from=before(5), bridge_until=before(90)) == []


def test_a_row_about_a_subservice_organization_wants_its_method_and_then_its_csocs() -> None:
    cells = {"Subserviceorganisation": "ja", "Methode": "carve-out"}
    vendor = recorded("vendors", cells)
    assert wrong("vendors", subservice=True, method=None) != []
    assert found_codes(vendor) == {("X-1", "carve_out_without_csocs")}
    assert found_codes(vendor, least(Csoc, "C-1", vendor="X-1")) == set()
    assert found_codes(vendor, least(Csoc, "C-1", vendor="X-2")) == {("X-1", "carve_out_without_csocs")}


@each(
    ("cell", "found"),
    [("kritisch", True), ("hoch", True), ("élevé", True), ("mittel", False), ("faible", False), ("", False)],
)
def test_a_row_of_high_criticality_wants_an_assessment(cell: str, found: bool) -> None:
    vendor = recorded("vendors", {"Kritikalität": cell})
    assert found_codes(vendor) == ({("X-1", "critical_vendor_not_assessed")} if found else set())
    assessed = recorded("vendors", {"Kritikalität": cell, "Letzte Bewertung": "01.06.2026"})
    assert found_codes(assessed) == set()


@each("opinion", ReportOpinion)
def test_every_opinion_but_the_clean_one_wants_an_evaluation(opinion: ReportOpinion) -> None:
    vendor = least(Vendor, "V-1")
    report = least(VendorReport, "R-1", vendor="V-1", opinion=opinion, evaluation="Nothing touches us.")
    late = {("R-1", "vendor_deviations_not_evaluated")}
    assert found_codes(vendor, report) == (set() if opinion is ReportOpinion.UNMODIFIED else late)


@each(
    ("kind", "soc"),
    [
        (ReportKind.SOC2_TYPE_1, True),
        (ReportKind.SOC2_TYPE_2, True),
        (ReportKind.SOC1_TYPE_1, True),
        (ReportKind.SOC1_TYPE_2, True),
        (ReportKind.ISO27001_CERTIFICATE, False),
        (ReportKind.OTHER, False),
    ],
)
def test_a_report_reaches_beyond_its_period_and_a_certificate_does_not(kind: ReportKind, soc: bool) -> None:
    vendor = least(Vendor, "V-1", criticality=Criticality.LOW)
    yesterday = least(VendorReport, "R-1", vendor="V-1", kind=kind, covers_to=before(1))
    assert found_codes(vendor, yesterday) == (
        set() if soc else {("V-1", "vendor_report_ended_without_successor")}
    )


def test_a_control_expected_of_us_is_refused_and_found_alike() -> None:
    assert fields_wrong("vendor_cuecs") == {("controls", "vendor_cuec_without_control_or_reason")}
    assert found_codes(least(VendorCuec, "U-1")) == {("U-1", "vendor_cuec_without_control")}
    for given in ({"controls": ("AC-01",)}, {"reason": "We do not use that part."}):
        assert wrong("vendor_cuecs", **given) == []
        assert found_codes(least(VendorCuec, "U-1", **given)) == set()


def test_a_method_read_from_a_sheet_belongs_to_a_subservice_organization() -> None:
    vendor = recorded("vendors", {"Méthode": "inclusive"})
    assert isinstance(vendor, Vendor)
    assert vendor.method is SubserviceMethod.INCLUSIVE
    assert fields_wrong("vendors", method=vendor.method) == {("subservice", "method_without_subservice")}


def test_numbers_of_deviations_are_whole_and_not_below_zero() -> None:
    assert read("vendor_reports", "Exceptions", "4") == ("exceptions", 4)
    assert fields_wrong("vendor_reports", exceptions=-1) == {("exceptions", "number_below_zero")}
