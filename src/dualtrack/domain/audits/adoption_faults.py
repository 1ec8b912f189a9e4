"""Everything that is wrong with what is taken over from a past audit, all at once; some is only named."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.audits.adoption import CertifiedFinding, IsoCertificate, ReportType, SoaRow, SocReport
from dualtrack.domain.audits.cycle import NextAudit, next_audit
from dualtrack.domain.controls.period import add_months
from dualtrack.domain.frameworks.catalogue import Catalogue, Category, Kind
from dualtrack.domain.frameworks.ids import key_of, refusal
from dualtrack.domain.registers.vendors import SubserviceMethod

SHORTEST, LONGEST = 3, 12  # months of a period, by custom


class AdoptionCode(StrEnum):
    """Every way in which the facts of a past audit can be wrong, or worth saying."""

    TYPE_1 = "type_1_has_no_period"
    REVERSED = "ends_before_it_starts"
    AHEAD = "lies_ahead"
    SHORT = "period_is_short"
    LONG = "period_is_long"
    OVERLAP = "periods_overlap"
    GAP = "gap_between_periods"
    CATEGORY = "unknown_category"
    REQUIREMENT = "unknown_requirement"
    CONTROL = "control_is_not_in_the_list"
    OUTSIDE = "deviation_outside_the_period"
    NO_RESPONSE = "deviation_without_response"
    CSOC_LOOSE = "csoc_of_an_inclusive_organization"
    EXPIRED = "certificate_has_expired"
    SOA_INCOMPLETE = "soa_does_not_state_all"
    SOA_TWICE = "soa_states_it_twice"
    NOT_ANNEX = "not_an_annex_a_control"
    NO_EXCLUSION = "exclusion_without_justification"
    NO_INCLUSION = "inclusion_without_justification"
    OUT_BUT_DONE = "excluded_and_implemented"
    CLOSED_EARLY = "closed_before_it_was_raised"
    STANDS = "control_stands_already"
    ID_KEPT = "control_id_is_an_address"
    NO_RHYTHM = "control_without_rhythm"
    CATEGORIES = "categories_differ"
    TWICE = "organization_named_twice"
    ELSEWHERE = "requirement_of_another_framework"
    NO_CONTROLS = "no_control_list"
    NOT_BEGUN = "open_period_has_not_begun"
    ENDED = "open_period_has_ended"
    OVERDUE = "finding_is_overdue"
    HANGS = "facts_hang_on_what_is_replaced"
    NO_DAY = "deviation_without_a_day"
    AUDIT_LATE = "next_audit_is_overdue"
    AUDIT_AHEAD = "next_audit_is_due_within_the_open_period"


NAMED_ONLY = frozenset(
    {
        AdoptionCode.SHORT,
        AdoptionCode.LONG,
        AdoptionCode.GAP,
        AdoptionCode.NO_RESPONSE,
        AdoptionCode.CATEGORIES,
        AdoptionCode.NOT_BEGUN,
        AdoptionCode.ENDED,
        AdoptionCode.OVERDUE,
        AdoptionCode.NO_DAY,
        AdoptionCode.AUDIT_LATE,
        AdoptionCode.AUDIT_AHEAD,
    }
)  # told, and not refused


@frozen(kw_only=True)
class AdoptionFault:
    """One thing: in which record and field, with name and value pairs for the words."""

    record: str
    field: str
    code: AdoptionCode
    params: tuple[tuple[str, str], ...] = ()

    @property
    def refuses(self) -> bool:
        """False for what is only named."""
        return self.code not in NAMED_ONLY


def fault(record: str, field: str, code: AdoptionCode, **params: object) -> AdoptionFault:
    """A fault with its parameters as text, in a fixed order."""
    told = tuple(sorted((name, str(value)) for name, value in params.items()))
    return AdoptionFault(record=record, field=field, code=code, params=told)


def soc_faults(
    report: SocReport, *, controls: Collection[str], catalogue: Catalogue, today: date
) -> tuple[AdoptionFault, ...]:
    """What is wrong with a report's facts; `controls` are the ids that its control list holds."""
    return (
        *_report_faults(report, today),
        *_partner_faults(report),
        *_open_faults(report.end, report.open_start, report.open_end),
        *_open_days(report.open_start, report.open_end, today),
        *_requirement_faults(_named_by(report), catalogue, "soc2"),
        *_deviation_faults(report, controls),
    )


def _report_faults(report: SocReport, today: date) -> Iterator[AdoptionFault]:
    if report.type is ReportType.TYPE_1:
        yield fault("report", "type", AdoptionCode.TYPE_1)
    known = [c.value for c in Category]
    for category in report.categories:
        if category not in known:
            yield fault("report", "categories", AdoptionCode.CATEGORY, came=category, known=", ".join(known))
    yield from _ahead("report", "period_end", report.end, today)
    if report.issued_on is not None:
        yield from _ahead("report", "issued_on", report.issued_on, today)
        if report.issued_on < report.end:
            yield fault("report", "issued_on", AdoptionCode.REVERSED, start=report.end, end=report.issued_on)
    if report.end < report.start:
        yield fault("report", "period_end", AdoptionCode.REVERSED, start=report.start, end=report.end)
    elif report.type is ReportType.TYPE_2:
        yield from _length("report", "period_end", report.start, report.end)


def _partner_faults(report: SocReport) -> Iterator[AdoptionFault]:
    names = Counter(one.name.casefold() for one in report.subservices)
    for number, one in enumerate(report.subservices, 1):
        if one.csocs and one.method is SubserviceMethod.INCLUSIVE:
            yield fault(f"subservice {number}", "csoc", AdoptionCode.CSOC_LOOSE, name=one.name)
        if names[one.name.casefold()] > 1:
            yield fault(f"subservice {number}", "name", AdoptionCode.TWICE, name=one.name)


def category_faults(report: SocReport, chosen: Collection[str]) -> tuple[AdoptionFault, ...]:
    """Whether the programme examines the categories that the report did; security always is one."""
    ran, runs = ({"security", *ones} for ones in (report.categories, chosen))
    if ran == runs:
        return ()
    told = {"report": ", ".join(sorted(ran)), "programme": ", ".join(sorted(runs))}
    return (fault("report", "categories", AdoptionCode.CATEGORIES, **told),)


def _length(record: str, field: str, start: date, end: date) -> Iterator[AdoptionFault]:
    after = end + timedelta(days=1)
    if after < add_months(start, SHORTEST):
        yield fault(record, field, AdoptionCode.SHORT, start=start, end=end, months=SHORTEST)
    if after > add_months(start, LONGEST):
        yield fault(record, field, AdoptionCode.LONG, start=start, end=end, months=LONGEST)


def _ahead(record: str, field: str, day: date | None, today: date) -> Iterator[AdoptionFault]:
    if day is not None and day > today:
        yield fault(record, field, AdoptionCode.AHEAD, day=day, today=today)


def _open_faults(ended: date, start: date, end: date) -> Iterator[AdoptionFault]:
    """The open period begins the day after the last one ended, or the days between are named."""
    if end < start:
        yield fault("open_period", "end", AdoptionCode.REVERSED, start=start, end=end)
    else:
        yield from _length("open_period", "end", start, end)
    gap = (start - ended).days - 1
    if gap < 0:
        yield fault("open_period", "start", AdoptionCode.OVERLAP, start=start, ended=ended)
    if gap > 0:
        first, last = ended + timedelta(days=1), start - timedelta(days=1)
        yield fault("open_period", "start", AdoptionCode.GAP, days=gap, first=first, last=last)


def _open_days(start: date, end: date, today: date) -> Iterator[AdoptionFault]:
    """Whether the period that is said to run does run today."""
    if start > today:
        yield fault("open_period", "start", AdoptionCode.NOT_BEGUN, day=start, today=today)
    if start <= end < today:
        yield fault("open_period", "end", AdoptionCode.ENDED, day=end, today=today)


Named = tuple[str, str, str]  # record, field, requirement as written


def _named_by(report: SocReport) -> Iterator[Named]:
    for number, one in enumerate(report.subservices, 1):
        for csoc in one.csocs:
            yield from ((f"subservice {number}", "csoc", written) for written in csoc.requirements)
    for number, cuec in enumerate(report.cuecs, 1):
        yield from ((f"cuec {number}", "requirements", written) for written in cuec.requirements)
    for number, deviation in enumerate(report.deviations, 1):
        yield f"deviation {number}", "criterion", deviation.criterion


def _requirement_faults(
    named: Iterable[Named], catalogue: Catalogue, framework: str
) -> Iterator[AdoptionFault]:
    """Ids that nobody knows, and those of a framework that the audit was not about."""
    for record, field, written in named:
        why = refusal(written, catalogue)
        if why is not None:
            yield fault(record, field, AdoptionCode.REQUIREMENT, why=why)
        elif key_of(written) != framework:
            yield fault(record, field, AdoptionCode.ELSEWHERE, came=written, framework=framework)


def _deviation_faults(report: SocReport, controls: Collection[str]) -> Iterator[AdoptionFault]:
    for number, one in enumerate(report.deviations, 1):
        record = f"deviation {number}"
        if one.control not in controls:
            yield fault(record, "control", AdoptionCode.CONTROL, control=one.control)
        if one.occurred_on is not None and not report.start <= one.occurred_on <= report.end:
            yield fault(
                record,
                "occurred_on",
                AdoptionCode.OUTSIDE,
                day=one.occurred_on,
                start=report.start,
                end=report.end,
            )
        if one.occurred_on is None:
            yield fault(
                record,
                "occurred_on",
                AdoptionCode.NO_DAY,
                control=one.control,
                start=report.start,
                end=report.end,
            )
        if not one.response:
            yield fault(record, "response", AdoptionCode.NO_RESPONSE, control=one.control)


def iso_faults(
    certificate: IsoCertificate, *, catalogue: Catalogue, today: date
) -> tuple[AdoptionFault, ...]:
    """What is wrong with a certificate's facts, its Statement of Applicability and its findings."""
    findings = list(enumerate(certificate.findings, 1))
    named = [(f"finding {number}", "requirement", one.requirement) for number, one in findings]
    return (
        *_certificate_faults(certificate, today),
        *_open_faults(certificate.audit_end, certificate.open_start, certificate.open_end),
        *_open_days(certificate.open_start, certificate.open_end, today),
        *_soa_faults(certificate.soa, catalogue),
        *_requirement_faults(named, catalogue, "iso27001"),
        *(f for number, one in findings for f in _finding_faults(number, one, certificate, today)),
    )


def _certificate_faults(held: IsoCertificate, today: date) -> Iterator[AdoptionFault]:
    spans = (
        ("valid_until", held.issued, held.valid_until),
        ("audit_end", held.audit_start, held.audit_end),
    )
    for field, start, end in spans:
        if end < start:
            yield fault("certificate", field, AdoptionCode.REVERSED, start=start, end=end)
    for field, day in (("issued", held.issued), ("audit_end", held.audit_end)):
        yield from _ahead("certificate", field, day, today)
    yield from _ahead("soa", "date", held.soa_date, today)
    if held.decided_on is not None and held.issued < held.decided_on:
        yield fault("certificate", "issued", AdoptionCode.REVERSED, start=held.decided_on, end=held.issued)
    yield from _next_audit(held, today)
    if held.valid_until < today:
        yield fault(
            "certificate",
            "valid_until",
            AdoptionCode.EXPIRED,
            number=held.number,
            day=held.valid_until,
            today=today,
        )


def due_after(held: IsoCertificate) -> NextAudit:
    """The audit that the certificate asks for next."""
    return next_audit(decided_on=held.decision, valid_until=held.valid_until, held_on=held.surveyed_on)


def _next_audit(held: IsoCertificate, today: date) -> Iterator[AdoptionFault]:
    """Whether the next audit is overdue, or due before the span that runs is over."""
    due = due_after(held)
    told = {"kind": due.kind.value, "due": due.due_by, "clause": due.clause}
    if due.late(today) and held.valid_until >= today:
        yield fault("certificate", "issued", AdoptionCode.AUDIT_LATE, today=today, **told)
    elif today <= due.due_by <= held.open_end:
        yield fault("open_period", "end", AdoptionCode.AUDIT_AHEAD, day=held.open_end, **told)


def _soa_faults(rows: tuple[SoaRow, ...], catalogue: Catalogue) -> Iterator[AdoptionFault]:
    """Every Annex A control is stated once: in with a reason, or out with one (6.1.3 d)."""
    annex = [r.id for r in catalogue.requirements("iso27001") if r.kind is Kind.ANNEX_CONTROL]
    times = Counter(row.requirement for row in rows)
    missing = [one for one in annex if one not in times]
    if missing:
        yield fault(
            "soa",
            "row",
            AdoptionCode.SOA_INCOMPLETE,
            asked=len(annex),
            stated=len(annex) - len(missing),
            missing=", ".join(missing),
        )
    for requirement, count in times.items():
        if count > 1:
            yield fault("soa", requirement, AdoptionCode.SOA_TWICE, count=count)
        if requirement not in annex:
            yield fault("soa", requirement, AdoptionCode.NOT_ANNEX, came=requirement)
    for row in rows:
        if row.included and not row.justification:
            yield fault("soa", row.requirement, AdoptionCode.NO_INCLUSION)
        if not row.included and not row.exclusion:
            yield fault("soa", row.requirement, AdoptionCode.NO_EXCLUSION)
        if not row.included and row.implemented:
            yield fault("soa", row.requirement, AdoptionCode.OUT_BUT_DONE)


def _finding_faults(
    number: int, one: CertifiedFinding, held: IsoCertificate, today: date
) -> Iterator[AdoptionFault]:
    record, raised = f"finding {number}", one.raised_on or held.audit_end
    yield from _ahead(record, "raised_on", one.raised_on, today)
    yield from _ahead(record, "closed_on", one.closed_on, today)
    if one.closed_on is not None and one.closed_on < raised:
        yield fault(record, "closed_on", AdoptionCode.CLOSED_EARLY, closed=one.closed_on, raised=raised)
    if one.due is not None and one.due < today and one.closed_on is None:
        yield fault(record, "due", AdoptionCode.OVERDUE, due=one.due, today=today)
