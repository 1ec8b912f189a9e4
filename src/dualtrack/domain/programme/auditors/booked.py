"""Whether both auditors are booked by the end of phase 1, and whether firms that are chosen may audit us."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from dualtrack.domain.audits.choosing import AuditorBooking, AuditorDecision, booked, standing
from dualtrack.domain.programme.auditors.credentials import credentials
from dualtrack.domain.programme.auditors.independence import independence, undeclared
from dualtrack.domain.registers.auditors import AUDIT_FIRMS, AuditFirm
from dualtrack.domain.registers.finding import Code, Finding, lack_of
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
