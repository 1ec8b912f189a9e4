"""Opening and closing audits, and which one a certificate asks for next."""

from collections.abc import Iterable
from datetime import date, datetime

from attrs import evolve, frozen

from dualtrack.app.accounts.rights import require
from dualtrack.app.audits.models import CertificateRow, EngagementRow, IsoCertificateRow
from dualtrack.app.controls.models import PeriodRow
from dualtrack.app.ledger.queries import values
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.ledger.services import Change, exclusive, record, record_many
from dualtrack.app.programme.engagement_words import TITLES
from dualtrack.app.programme.queries import When, categories, frameworks, past
from dualtrack.domain.audits.adoption import IsoCertificate
from dualtrack.domain.audits.certificate import Certificate
from dualtrack.domain.audits.cycle import NextAudit, next_audit
from dualtrack.domain.audits.engagement import Engagement, EngagementKind
from dualtrack.domain.audits.opening import Asked, OpeningFault, opening_faults
from dualtrack.domain.controls.period import ObservationPeriod
from dualtrack.domain.ledger.person import Viewer


class OpeningRefusedError(Exception):
    """Something has to be put right before the audit can be opened; nothing was written."""

    def __init__(self, faults: Iterable[OpeningFault]) -> None:
        """Keep every fault that refuses."""
        self.faults = tuple(faults)
        super().__init__("; ".join(fault.code.value for fault in self.faults))


@frozen(kw_only=True)
class Opened:
    """An audit with its period, and what is worth a word about it."""

    engagement: Engagement
    period: ObservationPeriod
    noted: tuple[OpeningFault, ...]


def due_next(viewer: Viewer, when: When) -> NextAudit | None:
    """The audit that the valid certificate asks for next; None without one."""
    require(viewer, "programme.read")
    until = past(when)
    return due_of(when.as_of, until, values(EngagementRow, until))


def due_of(today: date, until: datetime | None, engagements: Iterable[Engagement]) -> NextAudit | None:
    """The same for who holds the engagements already: two queries, and one more with a certificate."""
    recorded: tuple[Certificate, ...] = values(CertificateRow, until)
    brought: tuple[IsoCertificate, ...] = values(IsoCertificateRow, until)
    spans = [(c.issued_on, c.valid_until) for c in recorded if c.valid(today)]
    spans += [(c.decision, c.valid_until) for c in brought if c.issued <= today <= c.valid_until]
    if not spans:
        return None
    decided_on, valid_until = max(spans)
    ends = {p.id: p.end for p in values(PeriodRow, until)}
    held_on = [
        ends[e.period]
        for e in engagements
        if e.kind is EngagementKind.ISO_SURVEILLANCE and not e.open_on(today) and e.period in ends
    ]
    return next_audit(decided_on=decided_on, valid_until=valid_until, held_on=held_on)


def open_audit(
    viewer: Viewer,
    *,
    now: datetime,
    today: date,
    asked: Asked,
    firm: str = "",
) -> Opened:
    """Open an audit over a period of its own; every fault at once, and nothing written where one refuses."""
    require(viewer, "engagements.open")
    with exclusive():
        held = tuple(values(EngagementRow))
        due = due_of(today, None, held)
        faults = opening_faults(asked, frameworks=frameworks(today), held=held, due=due, today=today)
        if any(fault.refuses for fault in faults):
            raise OpeningRefusedError(fault for fault in faults if fault.refuses)
        framework = asked.kind.framework
        period = ObservationPeriod(
            id=_next(f"{framework}-", (p.id for p in values(PeriodRow))),
            framework=framework,
            start=asked.start,
            end=asked.end,
        )
        engagement = Engagement(
            id=_next(f"{asked.kind.value}-", (e.id for e in held)),
            kind=asked.kind,
            title=TITLES[asked.kind],
            firm=firm.strip(),
            period=period.id,
            opened_on=asked.opened_on,
            categories=categories(asked.opened_on) if framework == "soc2" else (),
        )
        changes = [
            Change(value=period, action="period.open"),
            Change(value=engagement, action="engagement.open"),
        ]
        record_many(changes, actor=viewer.actor, now=now)
    return Opened(engagement=engagement, period=period, noted=faults)


def close_audit(viewer: Viewer, *, now: datetime, today: date, engagement: str) -> Engagement:
    """Close an audit today: its report or certificate is there, or it does not take place."""
    require(viewer, "engagements.open")
    with exclusive():
        held: tuple[Engagement, ...] = tuple(values(EngagementRow))
        found = next((e for e in held if e.id == engagement), None)
        if found is None:
            known = ", ".join(e.id for e in held) or "none"
            raise RefusedError("unknown_engagement", object=engagement, known=known)
        if found.closed_on is not None:
            raise RefusedError("engagement_is_closed", object=engagement, day=found.closed_on)
        closed = evolve(found, closed_on=max(today, found.opened_on))
        record(closed, actor=viewer.actor, now=now, action="engagement.close")
    return closed


def _next(prefix: str, taken: Iterable[str]) -> str:
    """The next id; one that was given once is never given again."""
    numbers = [int(t) for one in taken if one.startswith(prefix) and (t := one[len(prefix) :]).isdigit()]
    return f"{prefix}{max(numbers, default=0) + 1}"
