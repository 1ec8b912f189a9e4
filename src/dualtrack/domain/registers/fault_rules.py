"""Rules of single registers: what one of their records must say beside what every record must."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

from dualtrack.domain.registers.auditors import AUDIT_QUOTES, FIRM_RELATIONS, AuditQuote, FirmRelation
from dualtrack.domain.registers.context import ISSUES, ContextIssue
from dualtrack.domain.registers.customers import (
    COMMITMENTS,
    DEMANDS,
    Commitment,
    CommitmentKind,
    Demand,
)
from dualtrack.domain.registers.fault import Code, Fault, fault
from dualtrack.domain.registers.people import (
    COMPETENCES,
    EMPLOYMENT,
    Competence,
    EmploymentEvent,
    EmploymentKind,
)
from dualtrack.domain.registers.privacy import Breach, RequestOutcome, SubjectRequest
from dualtrack.domain.registers.privacy_registers import BREACHES, SUBJECT_REQUESTS
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.register import Register
from dualtrack.domain.registers.vendors import VENDOR_CUECS, VENDORS, Vendor, VendorCuec

Rule = Callable[[Register, Record], Iterator[Fault]]
ManyRule = Callable[[Register, Sequence[Record]], Iterator[Fault]]
R = TypeVar("R", bound=Record)


def _of(cls: type[R], rule: Callable[[Register, R], Iterator[Fault]]) -> Rule:
    """The rule of one class as a rule of records."""

    def checked(register: Register, record: Record) -> Iterator[Fault]:
        if isinstance(record, cls):
            yield from rule(register, record)

    return checked


def _method(register: Register, vendor: Vendor) -> Iterator[Fault]:
    if vendor.subservice and vendor.method is None:
        yield fault(register, vendor, "method", Code.METHOD_MISSING)
    if vendor.method is not None and not vendor.subservice:
        yield fault(register, vendor, "subservice", Code.METHOD_LOOSE, method=vendor.method)


def _cuec(register: Register, cuec: VendorCuec) -> Iterator[Fault]:
    if not cuec.controls and not cuec.reason.strip():
        yield fault(register, cuec, "controls", Code.CUEC_LOOSE)


def _alternative(register: Register, demand: Demand) -> Iterator[Fault]:
    if demand.accepts_other and demand.accepted_on is None:
        yield fault(register, demand, "accepted_on", Code.ALTERNATIVE_UNDATED)
    if demand.accepted_on is not None and not demand.accepts_other:
        yield fault(register, demand, "accepts_other", Code.ALTERNATIVE_LOOSE, day=demand.accepted_on)


def _currency(register: Register, demand: Demand) -> Iterator[Fault]:
    if demand.revenue is not None and not demand.currency.strip():
        yield fault(
            register, demand, "currency", Code.REVENUE_WITHOUT_CURRENCY, revenue=f"{demand.revenue:f}"
        )


def _climate(register: Register, issue: ContextIssue) -> Iterator[Fault]:
    if issue.climate and issue.relevant is not None:
        if not issue.rationale.strip():
            yield fault(register, issue, "rationale", Code.CLIMATE_WITHOUT_REASON)
        if issue.determined_on is None:
            yield fault(register, issue, "determined_on", Code.CLIMATE_WITHOUT_REASON)


def _keeps(register: Register, one: Commitment) -> Iterator[Fault]:
    if one.keeps and one.kind is CommitmentKind.COMMITMENT:
        yield fault(register, one, "keeps", Code.KEEPS_BY_COMMITMENT, came=one.keeps)


def _gap(register: Register, one: Competence) -> Iterator[Fault]:
    if one.gap.strip() and not one.action.strip():
        yield fault(register, one, "action", Code.GAP_WITHOUT_ACTION)


def _decision(register: Register, breach: Breach) -> Iterator[Fault]:
    if breach.notification is not None:
        if breach.decided_on is None:
            yield fault(register, breach, "decided_on", Code.DECISION_INCOMPLETE)
        if not breach.reason.strip():
            yield fault(register, breach, "reason", Code.DECISION_INCOMPLETE)


def _refusal(register: Register, request: SubjectRequest) -> Iterator[Fault]:
    refused = request.outcome in (RequestOutcome.REFUSED, RequestOutcome.PARTLY)
    if (refused or request.extended_until is not None) and not request.reason.strip():
        yield fault(register, request, "reason", Code.REFUSAL_WITHOUT_REASON)


def _quoted(register: Register, quote: AuditQuote) -> Iterator[Fault]:
    for name in ("days", "stage1_days"):
        given = getattr(quote, name)
        if given is not None and given == 0:
            yield fault(register, quote, name, Code.QUOTE_NO_DAYS, came=f"{given:f}")
    if quote.days and quote.stage1_days is not None and quote.stage1_days >= quote.days:
        came = f"{quote.stage1_days:f}"
        yield fault(register, quote, "stage1_days", Code.QUOTE_STAGE, came=came, days=f"{quote.days:f}")


def _quoted_in(register: Register, quote: AuditQuote) -> Iterator[Fault]:
    code, priced = quote.currency.strip(), quote.fee if quote.fee is not None else quote.day_rate
    if code and not (len(code) == 3 and code.isascii() and code.isalpha() and code.isupper()):
        yield fault(register, quote, "currency", Code.QUOTE_CODE, came=quote.currency)
    elif priced is not None and not code:
        yield fault(register, quote, "currency", Code.QUOTE_CURRENCY, fee=f"{priced:f}")


def _two_firms(register: Register, relation: FirmRelation) -> Iterator[Fault]:
    if relation.firm and relation.firm == relation.other:
        yield fault(register, relation, "other", Code.FIRM_ITSELF, came=relation.other)


def left_before_joined(register: Register, records: Sequence[Record]) -> Iterator[Fault]:
    """Days on which somebody left before the first day on which they joined."""
    events = [one for one in records if isinstance(one, EmploymentEvent)]
    first = _first_days(events)
    for one in events:
        joined = first.get(one.person)
        if one.what is EmploymentKind.LEFT and joined is not None and one.on < joined:
            yield fault(
                register, one, "on", Code.LEFT_BEFORE_JOINED, came=one.on, joined=joined, person=one.person
            )


def _first_days(events: Iterable[EmploymentEvent]) -> dict[str, date]:
    first: dict[str, date] = {}
    for one in events:
        if one.what is EmploymentKind.JOINED:
            first[one.person] = min(one.on, first.get(one.person, one.on))
    return first


RULES: Mapping[str, tuple[Rule, ...]] = {
    VENDORS.key: (_of(Vendor, _method),),
    VENDOR_CUECS.key: (_of(VendorCuec, _cuec),),
    AUDIT_QUOTES.key: (_of(AuditQuote, _quoted), _of(AuditQuote, _quoted_in)),
    FIRM_RELATIONS.key: (_of(FirmRelation, _two_firms),),
    DEMANDS.key: (_of(Demand, _alternative), _of(Demand, _currency)),
    ISSUES.key: (_of(ContextIssue, _climate),),
    COMMITMENTS.key: (_of(Commitment, _keeps),),
    COMPETENCES.key: (_of(Competence, _gap),),
    BREACHES.key: (_of(Breach, _decision),),
    SUBJECT_REQUESTS.key: (_of(SubjectRequest, _refusal),),
}
MANY_RULES: Mapping[str, tuple[ManyRule, ...]] = {EMPLOYMENT.key: (left_before_joined,)}
