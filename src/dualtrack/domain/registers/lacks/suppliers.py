"""What is lacking in the watch over vendors: assessments, reports, evaluations, controls on both sides."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from dualtrack.domain.registers.finding import Code, Finding, Settings, lack
from dualtrack.domain.registers.held import Held, later
from dualtrack.domain.registers.things import Criticality
from dualtrack.domain.registers.vendors import (
    Csoc,
    ReportOpinion,
    SubserviceMethod,
    Vendor,
    VendorCuec,
    VendorReport,
)

_WATCH = ("iso27001:A.5.22", "soc2:CC9.2")


def suppliers(held: Held, settings: Settings) -> Iterator[Finding]:
    """Everything that is lacking about vendors."""
    yield from _unassessed(held, settings)
    yield from _stale(held, settings)
    yield from _unevaluated(held)
    for cuec in held.of(VendorCuec):
        if not cuec.controls and not cuec.reason.strip():
            yield lack(Code.VENDOR_CUEC_LOOSE, cuec, *_WATCH, report=cuec.report, name=cuec.name)
    yield from _without_csocs(held)


def _unassessed(held: Held, settings: Settings) -> Iterator[Finding]:
    for vendor in held.of(Vendor):
        if vendor.criticality is not Criticality.HIGH:
            continue
        last = vendor.assessed_on if held.by(vendor.assessed_on) else None
        since = held.past(last, settings.assessment)
        if last is None or since is not None:
            yield lack(
                Code.VENDOR_UNASSESSED,
                vendor,
                "iso27001:A.5.19",
                *_WATCH,
                since=since,
                name=vendor.name,
                last=last or "",
            )


def _stale(held: Held, settings: Settings) -> Iterator[Finding]:
    """Vendors whose latest SOC report or certificate no longer reaches the day, each kind by itself."""
    there = {vendor.id: vendor for vendor in held.of(Vendor)}
    latest: dict[tuple[str, bool], list[tuple[date, str, VendorReport]]] = defaultdict(list)
    for report in held.of(VendorReport):
        if report.vendor in there and report.covers_to is not None:
            reach = _reach(report, report.covers_to, settings)
            latest[report.vendor, report.kind.soc].append((reach, report.id, report))
    for _, reports in sorted(latest.items()):
        reach, _, report = max(reports, key=lambda one: one[:2])
        since = held.past(reach)
        if since is not None:
            yield lack(
                Code.REPORT_STALE,
                there[report.vendor],
                *_WATCH,
                since=since,
                report=report.id,
                kind=report.kind,
                ended=report.covers_to,
            )


def _reach(report: VendorReport, end: date, settings: Settings) -> date:
    """The last day for which a report can be relied on: a certificate's own, a SOC report's with its gap."""
    if not report.kind.soc:
        return end
    return max(later(end, settings.report_gap), report.bridge_until or end)


def _unevaluated(held: Held) -> Iterator[Finding]:
    for report in held.of(VendorReport):
        clean = report.opinion in (None, ReportOpinion.UNMODIFIED) and not report.exceptions
        evaluated = bool(report.evaluation.strip()) and held.by(report.evaluated_on)
        if not clean and not evaluated:
            yield lack(
                Code.EXCEPTIONS_UNEVALUATED,
                report,
                *_WATCH,
                since=report.issued_on if held.by(report.issued_on) else None,
                vendor=report.vendor,
                count=report.exceptions or 0,
                opinion=report.opinion or "",
            )


def _without_csocs(held: Held) -> Iterator[Finding]:
    known = {csoc.vendor for csoc in held.of(Csoc)}
    for vendor in held.of(Vendor):
        carved = vendor.subservice and vendor.method is SubserviceMethod.CARVE_OUT
        if carved and vendor.id not in known:
            yield lack(Code.CSOCS_MISSING, vendor, *_WATCH, name=vendor.name)
