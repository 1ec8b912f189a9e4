"""What is taken over from a past audit: a SOC 2 report's facts, or a certificate with its SoA and findings.

Nothing here is judged by us: the opinion is quoted, and a grade is the certification body's.
"""

from datetime import date
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.audits.findings import Grade
from dualtrack.domain.ledger.codec import recorded
from dualtrack.domain.registers.vendors import SubserviceMethod


class ReportType(StrEnum):
    """What a SOC 2 report speaks about: a day, or a period."""

    TYPE_1 = "type_1"
    TYPE_2 = "type_2"


@frozen(kw_only=True)
class ReportedCsoc:
    """A control that the report assumes at a carved-out subservice organization."""

    description: str
    requirements: tuple[str, ...] = ()


@frozen(kw_only=True)
class ReportedSubservice:
    """A subservice organization as the report names it."""

    name: str
    method: SubserviceMethod
    service: str = ""
    csocs: tuple[ReportedCsoc, ...] = ()


@frozen(kw_only=True)
class ReportedCuec:
    """A control that the report leaves to user entities."""

    description: str
    requirements: tuple[str, ...] = ()


@frozen(kw_only=True)
class ReportedDeviation:
    """A deviation that the service auditor noted, the test that found it, and management's response."""

    control: str
    criterion: str
    description: str
    test: str
    response: str
    occurred_on: date | None = None  # where the report says so


@recorded("soc_report")
@frozen(kw_only=True)
class SocReport:
    """The last SOC 2 report and the period that runs since; `opinion` is quoted as the report words it."""

    id: str
    firm: str
    type: ReportType
    start: date
    end: date
    issued_on: date | None = None
    categories: tuple[str, ...]
    opinion: str
    subservices: tuple[ReportedSubservice, ...] = ()
    cuecs: tuple[ReportedCuec, ...] = ()
    deviations: tuple[ReportedDeviation, ...] = ()
    controls: tuple[str, ...] = ()
    open_start: date
    open_end: date
    file: str = ""  # sha256 of the report itself, where it was handed in
    adopted_on: date
    adopted_by: str


@frozen(kw_only=True)
class SoaRow:
    """One line of a Statement of Applicability: why it is in and whether implemented, or why it is out."""

    requirement: str
    included: bool
    justification: str = ""
    implemented: bool = False
    exclusion: str = ""


@frozen(kw_only=True)
class CertifiedFinding:
    """A nonconformity that the certification body raised, with its grade and what became of it."""

    requirement: str
    grade: Grade
    description: str
    raised_on: date | None = None  # the last day of the audit, where nothing is said
    correction: str = ""
    due: date | None = None
    closed_on: date | None = None


@recorded("iso_certificate", version=2, upcasters={1: lambda data: {**data, "decided_on": None}})
@frozen(kw_only=True)
class IsoCertificate:
    """An ISO/IEC 27001 certificate, the audit that it rests on, its SoA and findings, and the span since."""

    id: str
    body: str
    accreditation: str
    number: str
    issued: date
    valid_until: date
    scope: str
    audit_start: date
    audit_end: date
    soa_version: str
    soa_date: date
    soa: tuple[SoaRow, ...]
    findings: tuple[CertifiedFinding, ...] = ()
    controls: tuple[str, ...] = ()
    open_start: date
    open_end: date
    file: str = ""
    decided_on: date | None = None  # on certification, where it is not the day of issue
    adopted_on: date
    adopted_by: str

    @property
    def decision(self) -> date:
        """The day of the decision: a certificate is never issued before it (ISO/IEC 17021-1 8.2.2 b)."""
        return self.decided_on or self.issued

    @property
    def surveyed_on(self) -> tuple[date, ...]:
        """The last day of its last audit, where that came after the decision: a surveillance audit."""
        return (self.audit_end,) if self.audit_end > self.decision else ()


Adopted = SocReport | IsoCertificate
