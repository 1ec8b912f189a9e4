"""Which days of a record come one after the other, which lie behind us, and when what it tells happened."""

from collections.abc import Iterator, Mapping
from datetime import date

from dualtrack.domain.registers.fault import Code, Fault, fault
from dualtrack.domain.registers.people import EmploymentEvent, EmploymentKind
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.register import Register

ORDER: Mapping[str, tuple[tuple[str, str], ...]] = {  # the second is no earlier than the first
    "vendors": (("contract_from", "contract_until"),),
    "vendor_reports": (
        ("covers_from", "covers_to"),
        ("covers_to", "bridge_until"),
        ("issued_on", "evaluated_on"),
    ),
    "audit_quotes": (("received_on", "valid_until"), ("offered_from", "offered_until")),
    "firm_services": (("started_on", "ended_on"),),
    "auditor_declarations": (("declared_on", "valid_until"),),
    "employment": (("on", "valid_until"),),
    "competences": (("on", "valid_until"),),
    "demands": (("raised_on", "needed_by"), ("raised_on", "answered_on"), ("raised_on", "accepted_on")),
    "issues": (("determined_on", "next_review"),),
    "legal": (("reviewed_on", "next_review"),),
    "objectives": (("set_on", "due"),),
    "changes": (("planned_from", "planned_until"), ("raised_on", "decided_on"), ("raised_on", "done_on")),
    "documentation": (("reviewed_on", "next_review"),),
    "incidents": (
        ("occurred_on", "noticed_on"),
        ("noticed_on", "due"),
        ("noticed_on", "contained_on"),
        ("noticed_on", "closed_on"),
    ),
    "exercise_findings": (("raised_on", "due"), ("raised_on", "closed_on")),
    "notices": (("reviewed_on", "next_review"),),
    "consents": (("given_on", "valid_until"), ("given_on", "withdrawn_on")),
    "subject_requests": (("received_on", "extended_until"), ("received_on", "answered_on")),
    "breaches": (
        ("occurred_on", "known_on"),
        ("known_on", "decided_on"),
        ("known_on", "notified_on"),
        ("known_on", "told_on"),
        ("known_on", "due"),
    ),
    "processor_commitments": (("agreed_on", "valid_until"),),
}
BEHIND: Mapping[str, tuple[str, ...]] = {  # what these tell has happened
    "vendors": ("assessed_on",),
    "vendor_reports": ("issued_on", "evaluated_on"),
    "audit_firms": ("peer_reviewed_on", "looked_up_on"),
    "firm_relations": ("asked_on",),
    "audit_quotes": ("received_on",),
    "firm_services": ("started_on",),
    "referral_interests": ("declared_on",),
    "auditor_declarations": ("declared_on",),
    "competences": ("on",),
    "demands": ("raised_on", "accepted_on", "answered_on"),
    "issues": ("determined_on",),
    "legal": ("reviewed_on",),
    "measurements": ("measured_on",),
    "meetings": ("on",),
    "contacts": ("reviewed_on",),
    "changes": ("raised_on", "decided_on", "done_on"),
    "documentation": ("reviewed_on",),
    "incidents": ("occurred_on", "noticed_on", "contained_on", "closed_on"),
    "exercises": ("on",),
    "exercise_findings": ("raised_on", "closed_on"),
    "processing": ("assessed_on",),
    "notices": ("reviewed_on",),
    "consents": ("given_on", "withdrawn_on"),
    "subject_requests": ("received_on", "answered_on"),
    "disclosures": ("on",),
    "breaches": ("occurred_on", "known_on", "decided_on", "notified_on", "told_on"),
    "processor_commitments": ("reviewed_on",),
}
HAPPENED: Mapping[str, str] = {  # the day that a record is about: it may name what has left since
    "vendor_reports": "issued_on",
    "audit_quotes": "received_on",
    "auditor_declarations": "declared_on",
    "employment": "on",
    "competences": "on",
    "measurements": "measured_on",
    "meetings": "on",
    "changes": "done_on",
    "incidents": "closed_on",
    "exercises": "on",
    "exercise_findings": "closed_on",
    "consents": "given_on",
    "subject_requests": "received_on",
    "disclosures": "on",
    "breaches": "known_on",
}


def about(register: Register, record: Record, today: date) -> date:
    """The day by which what the record names must still have been there.

    Access is removed from who has left, and that may be told however late it was.
    """
    if isinstance(record, EmploymentEvent) and record.what is EmploymentKind.ACCESS_REMOVED:
        return date.min
    name = HAPPENED.get(register.key)
    told = getattr(record, name) if name else None
    days = [today, *(one for one in (told, record.retired_on) if one is not None)]
    return min(days)


def order_faults(register: Register, record: Record) -> Iterator[Fault]:
    """Days that come before the day that they follow."""
    for first, second in ORDER.get(register.key, ()):
        earlier, later = getattr(record, first), getattr(record, second)
        if earlier is not None and later is not None and later < earlier:
            label = register.field(first).label
            yield fault(register, record, second, Code.ORDER, came=later, earlier=earlier, after=label)


def ahead_faults(register: Register, record: Record, today: date) -> Iterator[Fault]:
    """Days that lie ahead and tell what has happened."""
    for name in BEHIND.get(register.key, ()):
        day = getattr(record, name)
        if day is not None and day > today:
            yield fault(register, record, name, Code.AHEAD, came=day, today=today)
