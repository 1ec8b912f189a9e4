"""Verbs on costs: state the basis, set a line, enter a quote and accept it, enter what was spent."""

from datetime import date, datetime
from decimal import Decimal

from attrs import evolve

from dualtrack.app.accounts.rights import require
from dualtrack.app.ledger import entropy
from dualtrack.app.ledger.refusals import RefusedError, require_day
from dualtrack.app.ledger.services import exclusive, record
from dualtrack.app.programme.costing.queries import Costing, costing
from dualtrack.app.programme.models import CostQuoteRow
from dualtrack.app.programme.queries import When
from dualtrack.app.risks.refusing import refuse_faults
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.cost.facts import BASIS, CostActual, CostBasis, CostLineSet, CostQuote
from dualtrack.domain.programme.cost.fault import actual_faults, basis_faults, line_faults, quote_faults

_WHAT = "costs"


def _held(viewer: Viewer, today: date) -> Costing:
    return costing(viewer, When(as_of=today))


def _known(held: Costing) -> set[str]:
    """Lines that may be named: ours, also those that were taken out, and the organisation's own."""
    return {one.id for one in held.estimated} | {one.id for one in held.facts.edits}


def set_basis(viewer: Viewer, *, now: datetime, today: date, basis: CostBasis) -> CostBasis:
    """State the currency and what the estimate rests on; the currency stays once amounts are on record."""
    require(viewer, "costs.edit")
    require_day(today, now, _WHAT)
    with exclusive():
        value = evolve(basis, id=BASIS, set_by=viewer.actor.id, set_on=today, reason=basis.reason.strip())
        refuse_faults(_WHAT, basis_faults(value, _held(viewer, today).facts.currency_held))
        record(value, actor=viewer.actor, now=now, action="cost.basis", reason=value.reason)
    return value


def set_line(viewer: Viewer, *, now: datetime, today: date, line: CostLineSet) -> CostLineSet:
    """Set the figures of a line, take it out or put it back, or add a line of one's own; with the reason.

    A line of ours keeps its tag and kind; an own line with no id gets one.
    """
    require(viewer, "costs.edit")
    require_day(today, now, _WHAT)
    with exclusive():
        held = _held(viewer, today)
        ours = {one.id: one for one in held.estimated}.get(line.id)
        value = evolve(
            line,
            id=line.id or entropy.new_id("cst"),
            title="" if ours is not None else line.title.strip(),
            tag=line.tag if ours is None else ours.tag,
            kind=line.kind if ours is None else ours.kind,
            reason=line.reason.strip(),
            set_by=viewer.actor.id,
            set_on=today,
        )
        refuse_faults(line.id or _WHAT, line_faults(value, _known(held)))
        record(value, actor=viewer.actor, now=now, action="cost.set", reason=value.reason)
    return value


def enter_quote(viewer: Viewer, *, now: datetime, today: date, quote: CostQuote) -> CostQuote:
    """Enter what a firm offers for a line; in another currency with the rate at which it would count."""
    require(viewer, "costs.edit")
    with exclusive():
        held = _held(viewer, today)
        value = evolve(quote, id=entropy.new_id("qte"), firm=quote.firm.strip(), entered_by=viewer.actor.id)
        refuse_faults(quote.line, quote_faults(value, held.basis.currency, _known(held)))
        if value.received_on > today:
            raise RefusedError("quote_received_ahead", object=quote.line, day=value.received_on, today=today)
        record(value, actor=viewer.actor, now=now, action="cost.quote")
    return value


def accept_quote(
    viewer: Viewer,
    *,
    now: datetime,
    today: date,
    quote: str,
    accepted: bool,
    reason: str,
    rate: Decimal | None = None,
) -> CostQuote:
    """Accept a quote, or take the acceptance back: what is accepted is the line's forecast.

    One in another currency is accepted at its rate, or at the one that is given now.
    """
    require(viewer, "costs.edit")
    with exclusive():
        row = CostQuoteRow.objects.filter(pk=quote).first()
        if row is None:
            raise RefusedError("unknown_quote", object=quote)
        held: CostQuote = row.to_value()
        if accepted and held.valid_until is not None and held.valid_until < today:
            raise RefusedError("quote_has_ended", object=held.firm, day=held.valid_until, today=today)
        costs = _held(viewer, today)
        value = evolve(held, accepted=accepted, rate=held.rate if rate is None else rate)
        refuse_faults(held.firm, quote_faults(value, costs.basis.currency, {*_known(costs), held.line}))
        if accepted and value.comes_to(costs.basis.currency) is None:
            raise RefusedError(
                "quote_without_rate", object=held.firm, came=held.currency, currency=costs.basis.currency
            )
        if value != held:
            record(value, actor=viewer.actor, now=now, action="cost.accept", reason=reason.strip())
    return value


def enter_actual(
    viewer: Viewer,
    *,
    now: datetime,
    today: date,
    line: str,
    amount: Decimal,
    spent_on: date,
    note: str = "",
    final: bool = False,
) -> CostActual:
    """Enter what was spent on a line; `final` says that nothing more is expected on it."""
    require(viewer, "costs.edit")
    with exclusive():
        held = _held(viewer, today)
        value = CostActual(
            id=entropy.new_id("act"),
            line=line,
            amount=amount,
            spent_on=spent_on,
            note=note.strip(),
            final=final,
            entered_by=viewer.actor.id,
        )
        refuse_faults(line, actual_faults(value, today, _known(held)))
        record(value, actor=viewer.actor, now=now, action="cost.spend")
    return value
