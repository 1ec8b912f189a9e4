"""Forecast and actual: each line as estimated, set or quoted, what was spent, what it will come to."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from attrs import evolve, frozen

from dualtrack.domain.programme.cost.facts import CostActual, CostLineSet, CostQuote
from dualtrack.domain.programme.cost.line import CostLine, Mark, working
from dualtrack.domain.programme.cost.range import Range, exactly


@frozen(kw_only=True)
class Forecast:
    """One line with its facts. `line` is what counts now; `estimated` is ours, where somebody set another.

    `outlook` is what the line will come to: what was spent once it is final, else the larger of forecast
    and spent, so that an overrun is never hidden by an estimate.
    """

    line: CostLine
    estimated: Range | None = None
    quotes: tuple[CostQuote, ...] = ()
    spent: Decimal = Decimal(0)
    final: bool = False

    @property
    def outlook(self) -> Decimal:
        """What it will come to."""
        if self.final:
            return self.spent
        planned = Decimal(0) if self.line.optional else self.line.amount.likely
        return max(planned, self.spent)

    @property
    def over(self) -> bool:
        """True when more was spent than the likeliest figure says."""
        return self.spent > self.line.amount.likely


def set_lines(lines: Iterable[CostLine], edits: Iterable[CostLineSet]) -> tuple[CostLine, ...]:
    """The lines as somebody set them: figures replaced, lines taken out, own lines at the end."""
    by_id = {one.id: one for one in edits}
    kept = [_set(line, by_id.pop(line.id)) if line.id in by_id else line for line in lines]
    own = [_own(edit) for _, edit in sorted(by_id.items()) if edit.title and not edit.dropped]
    return (*(line for line in kept if line is not None), *own)


def _set(line: CostLine, edit: CostLineSet) -> CostLine | None:
    if edit.dropped:
        return None
    return evolve(
        line,
        amount=Range(edit.low, edit.likely, edit.high),
        mark=Mark.OWN,
        source=edit.reason,
        hours=None,
        how=(working("set_by_hand", by=edit.set_by, day=edit.set_on),),
    )


def _own(edit: CostLineSet) -> CostLine:
    return CostLine(
        id=edit.id,
        title=edit.title,
        tag=edit.tag,
        kind=edit.kind,
        amount=Range(edit.low, edit.likely, edit.high),
        mark=Mark.OWN,
        source=edit.reason,
        how=(working("set_by_hand", by=edit.set_by, day=edit.set_on),),
    )


def quoted(line: CostLine, quotes: Iterable[CostQuote], currency: str) -> CostLine:
    """The line at its accepted quotes, in the programme's currency; several parts of one line add up."""
    mine = ((one, one.comes_to(currency)) for one in quotes if one.line == line.id and one.accepted)
    accepted = [(one, amount) for one, amount in mine if amount is not None]
    if not accepted:
        return line
    amount = sum((amount for _, amount in accepted), Decimal(0))
    firms = ", ".join(one.firm for one, _ in accepted)
    converted = (
        working("quote_converted", amount=one.amount, currency=one.currency, rate=one.rate)
        for one, _ in accepted
        if one.currency != currency
    )
    return evolve(
        line,
        amount=exactly(amount),
        mark=Mark.QUOTE,
        source=firms,
        hours=None,
        optional=False,
        months=None,
        how=(working("quoted", firms=firms, amount=amount), *converted),
    )


def forecasts(
    estimated: Sequence[CostLine],
    *,
    edits: Iterable[CostLineSet] = (),
    quotes: Iterable[CostQuote] = (),
    actuals: Iterable[CostActual] = (),
    currency: str,
    as_of: date,
) -> tuple[Forecast, ...]:
    """Every line of a day with its quotes and what was spent on it by then."""
    ours = {one.id: one.amount for one in estimated}
    held = tuple(one for one in quotes if one.received_on <= as_of)
    paid = tuple(one for one in actuals if one.spent_on <= as_of)
    found = []
    for line in set_lines(estimated, edits):
        now = quoted(line, held, currency)
        mine = [one for one in paid if one.line == line.id]
        found.append(
            Forecast(
                line=now,
                estimated=ours.get(line.id) if now.amount != ours.get(line.id) else None,
                quotes=tuple(one for one in held if one.line == line.id),
                spent=sum((one.amount for one in mine), Decimal(0)),
                final=any(one.final for one in mine),
            )
        )
    return tuple(found)


def spent_off_lines(found: Iterable[Forecast], actuals: Iterable[CostActual]) -> tuple[CostActual, ...]:
    """What was spent on lines that are there no more: it counts, and is shown on its own."""
    there = {one.line.id for one in found}
    return tuple(one for one in actuals if one.line not in there)
