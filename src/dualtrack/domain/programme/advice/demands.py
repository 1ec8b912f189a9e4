"""Customers' demands weighed: which report each asks for firmly, which would do with the other."""

from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal

from attrs import frozen

from dualtrack.domain.programme.advice.answers import Market
from dualtrack.domain.programme.advice.statement import Because, because
from dualtrack.domain.registers.customers import Asked, Demand

SOC2, ISO27001 = "soc2", "iso27001"
REPORTS = (SOC2, ISO27001)
_ASKS = {
    Asked.SOC2_TYPE_1: (SOC2,),
    Asked.SOC2_TYPE_2: (SOC2,),
    Asked.ISO27001: (ISO27001,),
    Asked.BOTH: REPORTS,
    Asked.EITHER: REPORTS,
}
_US = frozenset({"us", "usa", "u.s.", "united states", "north america", "america"})


def open_demands(demands: Iterable[Demand], as_of: date) -> tuple[Demand, ...]:
    """What customers wait for on a day: not answered by then, not taken out, in the order of ids."""
    return tuple(
        sorted(
            (
                one
                for one in demands
                if one.there(as_of)
                and (one.raised_on is None or one.raised_on <= as_of)
                and (one.answered_on is None or one.answered_on > as_of)
            ),
            key=lambda one: one.id,
        )
    )


@frozen(kw_only=True)
class Asking:
    """The demands by what they bind to.

    `firm` ask for a report and take no other; `flexible` asked for one and accept the other instead;
    `open` take either.
    """

    firm: dict[str, tuple[Demand, ...]]
    flexible: dict[str, tuple[Demand, ...]]
    either: tuple[Demand, ...]
    day: date = date.min  # of the question

    def of(self, report: str) -> tuple[Demand, ...]:
        """Every demand that the report answers as it was asked, by id."""
        return tuple(sorted((*self.firm[report], *self.flexible[report]), key=lambda one: one.id))

    def served(self, report: str) -> tuple[Demand, ...]:
        """Every demand that the report answers at all."""
        other = _other(report)
        return (*self.of(report), *self.flexible[other], *self.either)

    def worded(self, code: str, one: Demand) -> str:
        """The code of what is said of a demand's day: another one where that day has passed."""
        return f"{code}_passed" if one.needed_by is not None and one.needed_by < self.day else code

    @property
    def any(self) -> bool:
        """True where anything is asked for."""
        return any(self.firm.values()) or any(self.flexible.values()) or bool(self.either)


def asking(demands: Iterable[Demand], day: date = date.min) -> Asking:
    """Each demand by what it binds to; "accepts the other" is believed only where the customer said so."""
    held = tuple(demands)
    single = [one for one in held if one.asks_for not in (Asked.BOTH, Asked.EITHER)]
    both = tuple(one for one in held if one.asks_for is Asked.BOTH)
    firm = {
        r: tuple(d for d in single if r in _ASKS[d.asks_for] and d.accepts_other is not True) + both
        for r in REPORTS
    }
    flexible = {
        r: tuple(d for d in single if r in _ASKS[d.asks_for] and d.accepts_other is True) for r in REPORTS
    }
    either = tuple(one for one in held if one.asks_for is Asked.EITHER)
    return Asking(firm=firm, flexible=flexible, either=either, day=day)


def _other(report: str) -> str:
    return ISO27001 if report == SOC2 else SOC2


def at_stake(demands: Iterable[Demand], currency: str) -> Decimal:
    """Revenue a year that hangs on these, of what is stated in that currency; nothing is converted."""
    return sum(
        (
            one.revenue
            for one in demands
            if one.revenue is not None and one.revenue > 0 and one.currency in ("", currency)
        ),
        Decimal(0),
    )


def comparable(asked: Asking, currency: str) -> bool:
    """True where no revenue is stated in another currency: else one side would count for nothing."""
    stated = (one for report in REPORTS for one in asked.of(report) if one.revenue)
    return all(one.currency in ("", currency) for one in stated)


def earliest(demands: Iterable[Demand]) -> Demand | None:
    """The demand that is needed first, of those with a day."""
    dated = [one for one in demands if one.needed_by is not None]
    return min(dated, key=lambda one: (one.needed_by or date.max, one.id), default=None)


def market_of(demand: Demand) -> Market | None:
    """The side of the choice that a demand's market is on; None where none is stated."""
    text = demand.market.strip().casefold()
    if not text:
        return None
    return Market.US if text in _US else Market.INTERNATIONAL


def reasons_for(asked: Asking, report: str) -> tuple[Because, ...]:
    """Every demand that one report answers, as a reason: asked for, or taken instead of the other."""
    other = _other(report)
    instead = {one.id for one in asked.flexible[other]}
    found = {one.id: one for one in asked.served(report)}
    return tuple(
        because("demand_takes", id=key, name=one.name, asks_for=one.asks_for.value, report=report)
        if key in instead
        else named((one,))[0]
        for key, one in sorted(found.items())
    )


def answered_by(asked: Asking, reports: Collection[str], report: str) -> tuple[Demand, ...]:
    """The demands that wait for a report: where it is the only one, also those that take it instead."""
    return asked.of(report) if len(reports) > 1 else asked.served(report)


def named(demands: Iterable[Demand]) -> tuple[Because, ...]:
    """Each demand as a reason."""
    return tuple(because("demand", id=one.id, name=one.name, asks_for=one.asks_for.value) for one in demands)
