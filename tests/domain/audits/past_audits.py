"""Past audits for tests: right in everything, with single fields that a test overrides."""

from datetime import date
from typing import Any

from dualtrack.catalogues.loader import load_catalogue
from dualtrack.domain.audits.adoption import (
    CertifiedFinding,
    IsoCertificate,
    ReportedCsoc,
    ReportedCuec,
    ReportedDeviation,
    ReportedSubservice,
    ReportType,
    SoaRow,
    SocReport,
)
from dualtrack.domain.audits.findings import Grade
from dualtrack.domain.frameworks.catalogue import Kind
from dualtrack.domain.registers.vendors import SubserviceMethod

CATALOGUE = load_catalogue().catalogue
TODAY = date(2026, 3, 2)
ANNEX = tuple(r.id for r in CATALOGUE.requirements("iso27001") if r.kind is Kind.ANNEX_CONTROL)


def report(**fields: Any) -> SocReport:
    """A report over a year; the next period began the day after."""
    plain: dict[str, Any] = {"id": "soc2-0", "firm": "Fictional & Partners", "type": ReportType.TYPE_2}
    plain |= {"start": date(2024, 12, 1), "end": date(2025, 11, 30), "issued_on": date(2026, 1, 15)}
    plain |= {"categories": ("security",), "opinion": "Quoted."}
    plain |= {"open_start": date(2025, 12, 1), "open_end": date(2026, 11, 30)}
    plain |= {"adopted_on": TODAY, "adopted_by": "person:alice"}
    return SocReport(**(plain | fields))


def deviation(**fields: Any) -> ReportedDeviation:
    """A deviation of LA-7 with a response."""
    plain = {"control": "LA-7", "criterion": "soc2:CC6.2", "description": "Late.", "test": "Inspected."}
    told: dict[str, Any] = {"response": "Done.", "occurred_on": date(2025, 6, 12)}
    return ReportedDeviation(**(plain | told | fields))


def subservice(*csocs: str, **fields: Any) -> ReportedSubservice:
    """A carved-out host of which something is assumed for each of these criteria."""
    plain: dict[str, Any] = {"name": "Fictional Cloud", "method": SubserviceMethod.CARVE_OUT}
    held = tuple(ReportedCsoc(description="Doors are locked.", requirements=(one,)) for one in csocs)
    return ReportedSubservice(**(plain | {"csocs": held} | fields))


def cuec(*requirements: str) -> ReportedCuec:
    """What customers do."""
    return ReportedCuec(description="Customers remove leavers.", requirements=requirements)


def row(requirement: str, **fields: Any) -> SoaRow:
    """An included line with its reason."""
    plain: dict[str, Any] = {"included": True, "justification": "Risk treatment", "implemented": True}
    return SoaRow(requirement=requirement, **(plain | fields))


def soa(*without: str) -> tuple[SoaRow, ...]:
    """Every Annex A control, included."""
    return tuple(row(one) for one in ANNEX if one not in without)


def finding(**fields: Any) -> CertifiedFinding:
    """A minor nonconformity."""
    plain: dict[str, Any] = {"requirement": "iso27001:9.2.1", "grade": Grade.MINOR, "description": "One site"}
    return CertifiedFinding(**(plain | fields))


def certificate(**fields: Any) -> IsoCertificate:
    """A certificate that is valid, with all 93 stated."""
    plain: dict[str, Any] = {"id": "iso27001-0", "body": "Fictional Certification", "number": "FC-1"}
    plain |= {"accreditation": "Fictional Board", "scope": "Payroll", "soa_version": "3"}
    plain |= {"issued": date(2025, 6, 1), "valid_until": date(2028, 5, 31), "soa": soa()}
    plain |= {"audit_start": date(2025, 5, 5), "audit_end": date(2025, 5, 9), "soa_date": date(2025, 4, 1)}
    plain |= {"open_start": date(2025, 5, 10), "open_end": date(2026, 5, 9)}
    plain |= {"adopted_on": TODAY, "adopted_by": "person:alice"}
    return IsoCertificate(**(plain | fields))
