"""When a firm may be chosen and booked: never over what disqualifies it, never a firm that was not chosen."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

from dualtrack.domain.audits.choosing import AuditorDecision, standing
from dualtrack.domain.programme.auditors.comparison import Candidate, Comparison
from dualtrack.domain.registers.auditors import AuditFirm
from dualtrack.domain.registers.held import Held
from dualtrack.domain.risks.fault import Fault, fault


class Refusal(StrEnum):
    """Why a decision or a booking is refused."""

    NOT_RUN = "framework_is_not_run"
    UNKNOWN_FIRM = "audit_firm_is_not_on_record"
    OTHER_KIND = "audit_firm_of_another_kind"
    NO_REASON = "auditor_decision_without_reason"
    DISQUALIFIED = "audit_firm_is_disqualified"
    OTHER_QUOTE = "quote_is_not_of_this_firm"
    QUOTE_ENDED = "quote_no_longer_stands"
    UNDECIDED = "booking_without_decision"
    OTHER_FIRM = "booking_of_a_firm_that_was_not_chosen"
    PAST = "booking_in_the_past"
    BACKWARDS = "booking_ends_before_it_begins"
    UNCONFIRMED = "booking_without_confirmation"


def decision_faults(
    comparison: Comparison, held: Held, *, frameworks: Iterable[str], firm: str, quote: str, reason: str
) -> tuple[Fault, ...]:
    """Why the firm may not be chosen on the day of `held`; nothing when it may."""
    name = comparison.framework
    known = next((one for one in held.of(AuditFirm) if one.id == firm), None)
    candidate = comparison.of(firm)
    if name not in frameworks:
        return (fault(Refusal.NOT_RUN, "framework", framework=name),)
    if known is None:
        return (fault(Refusal.UNKNOWN_FIRM, "firm", firm=firm),)
    if candidate is None:
        return (fault(Refusal.OTHER_KIND, "firm", firm=known.name, kind=known.kind, framework=name),)
    return tuple(_against(candidate, held, quote=quote, reason=reason, framework=name))


def _against(candidate: Candidate, held: Held, *, quote: str, reason: str, framework: str) -> Iterator[Fault]:
    name = candidate.firm.name
    if candidate.disqualifying:
        yield fault(Refusal.DISQUALIFIED, "firm", firm=name, framework=framework)
    chosen = next((one for one in candidate.quotes if one.id == quote), None)
    if quote and chosen is None:
        yield fault(Refusal.OTHER_QUOTE, "quote", quote=quote, firm=name, framework=framework)
    if chosen is not None and held.past(chosen.valid_until) is not None:
        yield fault(Refusal.QUOTE_ENDED, "quote", quote=quote, day=chosen.valid_until)
    if not reason.strip():
        yield fault(Refusal.NO_REASON, "reason", firm=name)


def booking_faults(
    decisions: Iterable[AuditorDecision],
    *,
    frameworks: Iterable[str],
    framework: str,
    firm: str,
    starts_on: date,
    ends_on: date,
    confirmation: str,
    today: date,
) -> tuple[Fault, ...]:
    """Why these dates may not be booked with the firm today; nothing when they may."""
    chosen = standing(decisions, framework, today)
    if framework not in frameworks:
        return (fault(Refusal.NOT_RUN, "framework", framework=framework),)
    if chosen is None:
        return (fault(Refusal.UNDECIDED, "framework", framework=framework),)
    other = fault(Refusal.OTHER_FIRM, "firm", firm=firm, chosen=chosen.firm, framework=framework)
    tried = (
        (chosen.firm != firm, other),
        (starts_on < today, fault(Refusal.PAST, "starts_on", day=starts_on, today=today)),
        (ends_on < starts_on, fault(Refusal.BACKWARDS, "ends_on", first=starts_on, last=ends_on)),
        (not confirmation.strip(), fault(Refusal.UNCONFIRMED, "confirmation", firm=firm)),
    )
    return tuple(one for refused, one in tried if refused)
