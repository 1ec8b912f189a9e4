"""Whether both auditors are booked by the end of phase 1, on days that are offered, and may audit us."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from dualtrack.domain.audits.choosing import AuditorBooking, AuditorDecision, booked, standing
from dualtrack.domain.programme.auditors.credentials import credentials
from dualtrack.domain.programme.auditors.independence import independence, undeclared
from dualtrack.domain.programme.auditors.proposed import deciding_quote, quotes_of
from dualtrack.domain.registers.auditors import AUDIT_FIRMS, AuditFirm, AuditQuote
from dualtrack.domain.registers.finding import Code, Finding, lack, lack_of
from dualtrack.domain.registers.held import Held


def unbooked(
    ended: Mapping[str, date],
    decisions: Iterable[AuditorDecision],
    bookings: Iterable[AuditorBooking],
    *,
    day: date,
) -> Iterator[Finding]:
    """Frameworks without a booking although phase 1 has ended, with the whole weeks since then.

    `ended`: for each framework that needs an auditor the first day after phase 1 of the plan.
    """
    decided, held = tuple(decisions), tuple(bookings)
    for framework, over in ended.items():
        if day >= over and booked(decided, held, framework, day) is None:
            chosen = standing(decided, framework, day)
            yield lack_of(
                Code.AUDITOR_UNBOOKED,
                AUDIT_FIRMS.key,
                since=over,
                framework=framework,
                ended=over,
                firm="" if chosen is None else chosen.firm,
                weeks=(day - over).days // 7,
            )


def outside_offer(
    decisions: Iterable[AuditorDecision], bookings: Iterable[AuditorBooking], held: Held
) -> Iterator[Finding]:
    """Bookings that begin before or end after the days that the firm offers in the quote it was chosen on.

    Where the decision names no quote, it is the firm's newest for what is decided.
    """
    decided, kept = tuple(decisions), tuple(bookings)
    firms = {one.id: one for one in held.of(AuditFirm)}
    for framework in ("soc2", "iso27001"):
        chosen, booking = standing(decided, framework, held.day), booked(decided, kept, framework, held.day)
        firm = None if chosen is None else firms.get(chosen.firm)
        if chosen is None or booking is None or firm is None:
            continue
        mine = quotes_of(firm, framework, held)
        named = next((one for one in mine if one.id == chosen.quote), None)
        quote = named or deciding_quote(firm, framework, held)
        if quote is not None and _outside(booking, quote):
            yield lack(
                Code.BOOKED_OUTSIDE,
                quote,
                since=booking.booked_on,
                name=firm.name,
                framework=framework,
                first=booking.starts_on,
                last=booking.ends_on,
                quote=quote.id,
                offered_from=quote.offered_from or "",
                offered_until=quote.offered_until or "",
            )


def _outside(booking: AuditorBooking, quote: AuditQuote) -> bool:
    before = quote.offered_from is not None and booking.starts_on < quote.offered_from
    return before or (quote.offered_until is not None and booking.ends_on > quote.offered_until)


def chosen_findings(
    decisions: Iterable[AuditorDecision], held: Held, *, covered_from: date | None = None
) -> Iterator[Finding]:
    """What stands against firms that are chosen: ties, lapsed credentials, missing declarations."""
    decided = tuple(decisions)
    firms = {one.id: one for one in held.of(AuditFirm)}
    seen: set[Finding] = set()
    for framework in ("soc2", "iso27001"):
        chosen = standing(decided, framework, held.day)
        firm = None if chosen is None else firms.get(chosen.firm)
        if firm is not None:
            found = (
                *independence(firm, framework, held, covered_from=covered_from),
                *credentials(firm, framework, held),
                *undeclared(firm, held),
            )
            yield from (one for one in found if one not in seen)
            seen |= set(found)
