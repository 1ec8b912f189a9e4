"""The facts of a past audit as a TOML file: a SOC 2 report or an ISO/IEC 27001 certificate, read strictly."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from attrs import frozen

from dualtrack.catalogues.problem import Problem
from dualtrack.catalogues.record import Record
from dualtrack.catalogues.toml_file import read_toml
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
from dualtrack.domain.audits.soa_list import annex_id
from dualtrack.domain.registers.vendors import SubserviceMethod

_NO_DAY = date.min  # stands where a day is missing, so that the rest can be read; such a file is refused
_SOC2 = ("report", "open_period", "subservice", "cuec", "deviation")
_ISO = ("certificate", "open_period", "soa", "soa_row", "finding")


@frozen(kw_only=True)
class Signed:
    """Who adopts, and on which day."""

    by: str
    on: date


@frozen(kw_only=True)
class SocFile:
    """What the file says, and the file that it names beside it."""

    report: SocReport
    document: Path | None


@frozen(kw_only=True)
class IsoFile:
    """The same of a certificate; `soa` is the sheet of its rows, `soa_map` the profile to read it by."""

    certificate: IsoCertificate
    document: Path | None
    soa: Path | None
    soa_map: Path | None = None


class _Reading:
    """One file being read: its tables by name, and every problem of all of them."""

    def __init__(self, path: Path, top: Mapping[str, object], known: tuple[str, ...]) -> None:
        self.path, self.top = path, top
        self.problems = [
            Problem(path.name, None, key, f"unknown table; known are {', '.join(known)}")
            for key in top
            if key not in known
        ]

    def one(self, name: str) -> Record:
        """A table that the file has once; one that is missing lacks all its fields."""
        held = self.top.get(name)
        if held is None:
            self.problems.append(Problem(self.path.name, None, name, f"the file holds no [{name}]"))
        elif not isinstance(held, dict):
            self.problems.append(Problem(self.path.name, None, name, f"expected a table [{name}]"))
        return Record(self.path.name, name, held if isinstance(held, dict) else {})

    def many(self, name: str) -> Iterator[Record]:
        """The tables of a name, written as [[name]]; there may be none."""
        held = self.top.get(name, [])
        if not isinstance(held, list) or not all(isinstance(one, dict) for one in held):
            self.problems.append(Problem(self.path.name, None, name, f"expected tables [[{name}]]"))
            return
        for number, one in enumerate(held, 1):
            yield Record(self.path.name, f"{name} {number}", one)

    def close(self, record: Record) -> None:
        """Take over what is wrong with a table; one that is not there was named already."""
        record.close()
        if not isinstance(self.top.get(record.name.partition(" ")[0]), dict | list):
            return
        self.problems += record.problems

    def beside(self, record: Record, field: str) -> Path | None:
        """A file that a field names, next to this one."""
        named = record.optional_text(field)
        if named is None:
            return None
        found = self.path.parent / named
        if not found.is_file():
            record.refuse(field, f"{named}: there is no such file beside {self.path.name}")
            return None
        return found


def _day(record: Record, field: str) -> date:
    """A day that has to be there."""
    before = len(record.problems)
    found = record.day(field)
    if found is None and len(record.problems) == before:
        record.refuse(field, "the day is missing; write it as 2026-01-31")
    return found or _NO_DAY


def read_soc2(path: Path, signed: Signed) -> tuple[SocFile | None, tuple[Problem, ...]]:
    """A report's facts, or everything that is wrong in the file."""
    top, problems = read_toml(path)
    if top is None:
        return None, problems
    reading = _Reading(path, top, _SOC2)
    head, since = reading.one("report"), reading.one("open_period")
    document = reading.beside(head, "file")
    report = SocReport(
        id="soc2-0",
        firm=head.text("firm"),
        type=head.choice("type", ReportType) or ReportType.TYPE_2,
        start=_day(head, "period_start"),
        end=_day(head, "period_end"),
        issued_on=head.day("issued_on"),
        categories=head.texts("categories"),
        opinion=head.text("opinion"),
        subservices=tuple(_subservice(reading, one) for one in reading.many("subservice")),
        cuecs=tuple(_cuec(reading, one) for one in reading.many("cuec")),
        deviations=tuple(_deviation(reading, one) for one in reading.many("deviation")),
        open_start=_day(since, "start"),
        open_end=_day(since, "end"),
        adopted_on=signed.on,
        adopted_by=signed.by,
    )
    for record in (head, since):
        reading.close(record)
    if reading.problems:
        return None, tuple(reading.problems)
    return SocFile(report=report, document=document), ()


def _subservice(reading: _Reading, record: Record) -> ReportedSubservice:
    parts = record.records("csoc", optional=True)
    value = ReportedSubservice(
        name=record.text("name"),
        method=record.choice("method", SubserviceMethod) or SubserviceMethod.CARVE_OUT,
        service=record.optional_text("service") or "",
        csocs=tuple(
            ReportedCsoc(
                description=one.text("description"), requirements=one.texts("requirements", optional=True)
            )
            for one in parts
        ),
    )
    record.absorb(parts)
    reading.close(record)
    return value


def _cuec(reading: _Reading, record: Record) -> ReportedCuec:
    value = ReportedCuec(
        description=record.text("description"), requirements=record.texts("requirements", optional=True)
    )
    reading.close(record)
    return value


def _deviation(reading: _Reading, record: Record) -> ReportedDeviation:
    value = ReportedDeviation(
        control=record.text("control"),
        criterion=record.text("criterion"),
        description=record.text("description"),
        test=record.text("test"),
        response=record.optional_text("response") or "",
        occurred_on=record.day("occurred_on"),
    )
    reading.close(record)
    return value


def read_iso27001(path: Path, signed: Signed) -> tuple[IsoFile | None, tuple[Problem, ...]]:
    """A certificate's facts, or everything that is wrong in the file."""
    top, problems = read_toml(path)
    if top is None:
        return None, problems
    reading = _Reading(path, top, _ISO)
    head, since, soa = reading.one("certificate"), reading.one("open_period"), reading.one("soa")
    document, sheet = reading.beside(head, "file"), reading.beside(soa, "sheet")
    rows = tuple(_soa_row(reading, one) for one in reading.many("soa_row"))
    mapped = reading.beside(soa, "map")
    if mapped is not None and sheet is None:
        soa.refuse("map", "there is no sheet that it would be read by; name it as sheet")
    if rows and sheet is not None:
        soa.refuse("sheet", "the file holds [[soa_row]] as well; state the rows in one of the two")
    certificate = IsoCertificate(
        id="iso27001-0",
        body=head.text("body"),
        accreditation=head.text("accreditation"),
        number=head.text("number"),
        issued=_day(head, "issued"),
        valid_until=_day(head, "valid_until"),
        decided_on=head.day("decided_on"),
        scope=head.text("scope"),
        audit_start=_day(head, "audit_start"),
        audit_end=_day(head, "audit_end"),
        soa_version=soa.text("version"),
        soa_date=_day(soa, "date"),
        soa=rows,
        findings=tuple(_finding(reading, one) for one in reading.many("finding")),
        open_start=_day(since, "start"),
        open_end=_day(since, "end"),
        adopted_on=signed.on,
        adopted_by=signed.by,
    )
    for record in (head, soa, since):
        reading.close(record)
    if reading.problems:
        return None, tuple(reading.problems)
    return IsoFile(certificate=certificate, document=document, soa=sheet, soa_map=mapped), ()


def _soa_row(reading: _Reading, record: Record) -> SoaRow:
    value = SoaRow(
        requirement=annex_id(record.text("control")),
        included=record.flag("included"),
        justification=record.optional_text("justification") or "",
        implemented=record.flag("implemented"),
        exclusion=record.optional_text("exclusion") or "",
    )
    reading.close(record)
    return value


def _finding(reading: _Reading, record: Record) -> CertifiedFinding:
    value = CertifiedFinding(
        requirement=record.text("requirement"),
        grade=record.choice("grade", Grade) or Grade.MINOR,
        description=record.text("description"),
        raised_on=record.day("raised_on"),
        correction=record.optional_text("correction") or "",
        due=record.day("due"),
        closed_on=record.day("closed_on"),
    )
    reading.close(record)
    return value
