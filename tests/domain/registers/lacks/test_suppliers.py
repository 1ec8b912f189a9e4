"""Vendors: assessed in time, reports that reach the day, deviations evaluated, controls named."""

from datetime import date, timedelta
from typing import Any

from tests.domain.registers.lacks.asked import ask, params, short
from tests.domain.registers.records import TODAY, before, least
from tests.each import each

from dualtrack.domain.registers.finding import Code, Settings
from dualtrack.domain.registers.lacks.suppliers import suppliers
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

WATCH = ("iso27001:A.5.22", "soc2:CC9.2")
HIGH = Criticality.HIGH


def vendor(id: str = "V-1", **given: Any) -> Vendor:  # noqa: A002 - the field's own name
    """A vendor."""
    made: Vendor = least(Vendor, id, **given)
    return made


def report(id: str = "P-1", **given: Any) -> VendorReport:  # noqa: A002 - the field's own name
    """A SOC 2 Type 2 report of the vendor V-1."""
    made: VendorReport = least(VendorReport, id, **{"vendor": "V-1", "kind": ReportKind.SOC2_TYPE_2, **given})
    return made


@each(
    ("criticality", "assessed", "found"),
    [
        (HIGH, None, [("V-1", Code.VENDOR_UNASSESSED, None)]),
        (HIGH, before(366), [("V-1", Code.VENDOR_UNASSESSED, TODAY)]),
        (HIGH, before(400), [("V-1", Code.VENDOR_UNASSESSED, before(34))]),
        (HIGH, before(365), []),
        (HIGH, TODAY, []),
        (HIGH, date(2026, 7, 1), [("V-1", Code.VENDOR_UNASSESSED, None)]),
        (Criticality.MEDIUM, None, []),
        (Criticality.LOW, before(900), []),
        (None, None, []),
    ],
)
def test_a_critical_vendor_is_assessed_every_year(
    criticality: Criticality | None, assessed: date | None, found: list[Any]
) -> None:
    assert short(suppliers, vendor(criticality=criticality, assessed_on=assessed)) == found


def test_how_long_an_assessment_counts_is_a_setting() -> None:
    one = vendor(criticality=HIGH, assessed_on=before(100))
    assert short(suppliers, one, settings=Settings(assessment=100)) == []
    assert short(suppliers, one, settings=Settings(assessment=99)) == [("V-1", Code.VENDOR_UNASSESSED, TODAY)]


def test_an_assessment_that_is_missing_names_vendor_and_requirements() -> None:
    (found,) = ask(suppliers, vendor(criticality=HIGH, name="Cloud", assessed_on=before(400)))
    assert found.requirements == ("iso27001:A.5.19", *WATCH)
    assert params(found) == {"name": "Cloud", "last": str(before(400))}
    (never,) = ask(suppliers, vendor(criticality=HIGH))
    assert params(never)["last"] == ""


@each(
    ("given", "since"),
    [
        ({"covers_to": before(92)}, None),
        ({"covers_to": before(93)}, TODAY),
        ({"covers_to": before(200)}, before(107)),
        ({"covers_to": before(200), "bridge_until": before(1)}, TODAY),
        ({"covers_to": before(200), "bridge_until": TODAY}, None),
        ({"covers_to": before(50), "bridge_until": before(40)}, None),
        ({"covers_to": TODAY + timedelta(days=30)}, None),
        ({"covers_to": None}, None),
        ({"covers_to": before(1), "kind": ReportKind.ISO27001_CERTIFICATE}, TODAY),
        ({"covers_to": TODAY, "kind": ReportKind.ISO27001_CERTIFICATE}, None),
        ({"covers_to": before(92), "kind": ReportKind.SOC1_TYPE_2}, None),
        ({"covers_to": before(93), "kind": ReportKind.SOC1_TYPE_2}, TODAY),
        ({"covers_to": before(93), "kind": ReportKind.SOC2_TYPE_1}, TODAY),
        ({"covers_to": before(1), "kind": ReportKind.OTHER}, TODAY),
    ],
)
def test_a_report_reaches_three_months_and_a_bridge_letter_further(
    given: dict[str, Any], since: date | None
) -> None:
    expected = [("V-1", Code.REPORT_STALE, since)] if since else []
    assert short(suppliers, vendor(), report(**given)) == expected


def test_a_newer_report_takes_the_place_of_an_older_one() -> None:
    old, new = report("P-1", covers_to=before(400)), report("P-2", covers_to=before(30))
    assert short(suppliers, vendor(), old) != []
    assert short(suppliers, vendor(), old, new) == short(suppliers, vendor(), new, old) == []


def test_the_newest_of_several_that_ended_is_named() -> None:
    old, new = report("P-1", covers_to=before(800)), report("P-2", covers_to=before(400))
    (found,) = ask(suppliers, vendor(), old, new)
    assert params(found) == {"report": "P-2", "kind": "soc2_type_2", "ended": str(before(400))}
    assert found.since == before(400 - 93)
    assert found.requirements == WATCH


def test_a_certificate_does_not_stand_for_a_report() -> None:
    certificate = report("P-2", kind=ReportKind.ISO27001_CERTIFICATE, covers_to=date(2027, 1, 1))
    assert [
        code for _, code, _ in short(suppliers, vendor(), report(covers_to=before(400)), certificate)
    ] == [Code.REPORT_STALE]


def test_reports_of_vendors_that_left_are_let_go() -> None:
    assert short(suppliers, vendor(retired_on=before(1)), report(covers_to=before(400))) == []


def test_the_gap_of_a_report_is_a_setting() -> None:
    one = report(covers_to=before(40))
    assert short(suppliers, vendor(), one, settings=Settings(report_gap=40)) == []
    assert short(suppliers, vendor(), one, settings=Settings(report_gap=39)) == [
        ("V-1", Code.REPORT_STALE, TODAY)
    ]


@each(
    ("given", "found"),
    [
        ({}, False),
        ({"exceptions": 0}, False),
        ({"exceptions": 2}, True),
        ({"exceptions": 2, "evaluation": "None touches us."}, True),
        ({"exceptions": 2, "evaluated_on": before(3)}, True),
        ({"exceptions": 2, "evaluation": " ", "evaluated_on": before(3)}, True),
        ({"exceptions": 2, "evaluation": "None touches us.", "evaluated_on": before(3)}, False),
        ({"exceptions": 2, "evaluation": "None touches us.", "evaluated_on": date(2026, 7, 1)}, True),
        ({"opinion": ReportOpinion.UNMODIFIED}, False),
        ({"opinion": ReportOpinion.QUALIFIED}, True),
        ({"opinion": ReportOpinion.ADVERSE}, True),
        ({"opinion": ReportOpinion.DISCLAIMER}, True),
        ({"opinion": ReportOpinion.QUALIFIED, "evaluation": "Ours.", "evaluated_on": before(1)}, False),
    ],
)
def test_deviations_in_a_report_want_our_evaluation(given: dict[str, Any], found: bool) -> None:
    expected = [("P-1", Code.EXCEPTIONS_UNEVALUATED, before(9))] if found else []
    assert short(suppliers, vendor(), report(issued_on=before(9), **given)) == expected


def test_a_report_dated_ahead_does_not_tell_since_when() -> None:
    one = report(issued_on=date(2026, 7, 1), exceptions=1)
    assert short(suppliers, vendor(), one) == [("P-1", Code.EXCEPTIONS_UNEVALUATED, None)]


def test_what_was_not_evaluated_is_counted() -> None:
    (found,) = ask(suppliers, vendor(), report(exceptions=3, opinion=ReportOpinion.QUALIFIED))
    assert params(found) == {"vendor": "V-1", "count": "3", "opinion": "qualified"}
    assert found.requirements == WATCH


@each(
    ("given", "found"),
    [
        ({}, True),
        ({"reason": "\n"}, True),
        ({"reason": "We have no such users."}, False),
        ({"controls": ("AC-01",)}, False),
    ],
)
def test_a_control_that_a_vendor_expects_leads_to_one_of_ours(given: dict[str, Any], found: bool) -> None:
    cuec = least(VendorCuec, "U-1", report="P-1", **given)
    assert short(suppliers, cuec) == ([("U-1", Code.VENDOR_CUEC_LOOSE, None)] if found else [])


CARVED: dict[str, Any] = {"subservice": True, "method": SubserviceMethod.CARVE_OUT}


@each(
    ("given", "csocs", "found"),
    [
        (CARVED, (), True),
        (CARVED, ("V-1",), False),
        (CARVED, ("V-2",), True),
        ({**CARVED, "retired_on": before(1)}, (), False),
        ({"subservice": True, "method": SubserviceMethod.INCLUSIVE}, (), False),
        ({"subservice": True}, (), False),
        ({"method": SubserviceMethod.CARVE_OUT}, (), False),
        ({}, (), False),
    ],
)
def test_a_carved_out_subservice_organization_has_csocs(
    given: dict[str, Any], csocs: tuple[str, ...], found: bool
) -> None:
    assumed = [least(Csoc, f"C-{n}", vendor=one) for n, one in enumerate(csocs)]
    expected = [("V-1", Code.CSOCS_MISSING, None)] if found else []
    assert short(suppliers, vendor(**given), *assumed) == expected


def test_a_csoc_that_left_no_longer_counts() -> None:
    gone = least(Csoc, vendor="V-1", retired_on=before(1))
    assert [code for _, code, _ in short(suppliers, vendor(**CARVED), gone)] == [Code.CSOCS_MISSING]
