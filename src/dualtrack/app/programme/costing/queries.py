"""What the programme costs on a day: defaults, figures that somebody set, quotes, what was spent."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum

from attrs import field, frozen

from dualtrack.app.accounts.rights import require
from dualtrack.app.ledger.queries import values
from dualtrack.app.programme.models import (
    AdviceRow,
    CostActualRow,
    CostBasisRow,
    CostLineRow,
    CostQuoteRow,
)
from dualtrack.app.programme.planning import Planned, planned
from dualtrack.app.programme.queries import When, categories, frameworks, past
from dualtrack.catalogues.cost_library import load_costs
from dualtrack.domain.ledger.person import Viewer, program
from dualtrack.domain.programme.advice.given import AdviceGiven
from dualtrack.domain.programme.cost.audit_days import AuditDays, audit_days
from dualtrack.domain.programme.cost.estimate import Basis, days_how, estimate
from dualtrack.domain.programme.cost.exposure import months_of
from dualtrack.domain.programme.cost.facts import (
    BASIS,
    CostActual,
    CostBasis,
    CostLineSet,
    CostQuote,
)
from dualtrack.domain.programme.cost.forecast import Forecast, forecasts, spent_off_lines
from dualtrack.domain.programme.cost.layering import AddedCost, layer_lines
from dualtrack.domain.programme.cost.line import CostLine
from dualtrack.domain.programme.cost.totals import Totals, totals
from dualtrack.domain.programme.plan.hours import Hours, cost_line, hours_by_line
from dualtrack.domain.programme.plan.schedule import Plan
from dualtrack.domain.programme.plan.shape import PlanTask

ASSUMED_PERSONS = 50  # until somebody says how many there are: a round figure, said to be assumed


@frozen(kw_only=True)
class Facts:
    """Everything about costs that is on record by a time."""

    basis: CostBasis | None
    edits: tuple[CostLineSet, ...] = ()
    quotes: tuple[CostQuote, ...] = ()
    actuals: tuple[CostActual, ...] = ()

    @property
    def currency_held(self) -> str | None:
        """The currency in which amounts are on record; None while there are none."""
        if not (self.edits or self.quotes or self.actuals):
            return None
        return "USD" if self.basis is None else self.basis.currency


class Source(StrEnum):
    """Who said what the costs rest on."""

    STATED = "stated"
    ADVICE = "advice"  # the answers of the last advice on record
    NOBODY = "nobody"  # a round figure stands in


@frozen(kw_only=True)
class Costing:
    """The costs of a day; `drawn` is the plan whose hours and months are in them."""

    as_of: date
    basis: CostBasis
    source: Source
    drawn: Plan = field(repr=False)
    days: AuditDays
    estimated: tuple[CostLine, ...]
    rows: tuple[Forecast, ...]
    totals: Totals
    facts: Facts = field(repr=False)
    off_lines: tuple[CostActual, ...] = ()

    @property
    def assumed(self) -> bool:
        """True while nobody has stated the basis."""
        return self.source is not Source.STATED

    @property
    def spent(self) -> Decimal:
        """What was spent by that day, lines that are there no more included."""
        return sum((one.spent for one in self.rows), Decimal(0)) + self.off

    @property
    def outlook(self) -> Decimal:
        """What the programme will come to."""
        return sum((one.outlook for one in self.rows), Decimal(0)) + self.off

    @property
    def off(self) -> Decimal:
        """What was spent on lines that are there no more."""
        return sum((one.amount for one in self.off_lines), Decimal(0))


def facts(when: When) -> Facts:
    """The recorded facts, as known then; four queries."""
    until = past(when)
    held: tuple[CostBasis, ...] = values(CostBasisRow, until)
    return Facts(
        basis=held[0] if held else None,
        edits=values(CostLineRow, until),
        quotes=values(CostQuoteRow, until),
        actuals=values(CostActualRow, until),
    )


def costing(viewer: Viewer, when: When, plan: Planned | None = None) -> Costing:
    """The costs for who may see them; hours and months are those of the plan as it was drawn up.

    Another plan than the programme's own has the lines of the reports that it ends in.
    """
    require(viewer, "costs.read")
    mine = plan or planned(program("costs"), when)
    held = facts(when)
    source, basis = _basis(held, when)
    days = audit_days(basis.persons, basis.profile)
    rests = estimate_basis(
        basis,
        days,
        reports=frameworks(when.as_of) if mine.asked.profile is None else mine.reports,
        hours=hours_by_line(mine.as_drawn),
        months=months_of(mine.as_drawn),
        examined=categories(when.as_of),
    )
    estimated = estimate(load_costs(), rests)
    rows = forecasts(
        estimated,
        edits=held.edits,
        quotes=held.quotes,
        actuals=held.actuals,
        currency=basis.currency,
        as_of=when.as_of,
    )
    paid = [one for one in held.actuals if one.spent_on <= when.as_of]
    return Costing(
        as_of=when.as_of,
        basis=basis,
        source=source,
        drawn=mine.as_drawn,
        days=days,
        estimated=estimated,
        rows=rows,
        totals=totals((one.line for one in rows), basis.carry_over),
        facts=held,
        off_lines=spent_off_lines(rows, paid),
    )


def layer_costs(costs: Costing, framework: str, work: Plan) -> AddedCost:
    """What a layered framework adds to costs that somebody sees: its own lines, set and quoted as they are.

    The hours are those of `work`, the tasks that it brings to the plan; months are those of the costs.
    """
    rests = estimate_basis(
        costs.basis,
        costs.days,
        reports=(framework,),
        hours=hours_by_line(work),
        months=months_of(costs.drawn),
    )
    rows = forecasts(
        layer_lines(load_costs(), rests),
        edits=[one for one in costs.facts.edits if one.tag.value == framework],
        quotes=costs.facts.quotes,
        actuals=costs.facts.actuals,
        currency=costs.basis.currency,
        as_of=costs.as_of,
    )
    return AddedCost(currency=costs.basis.currency, rows=rows)


def likely_with_categories(
    viewer: Viewer,
    when: When,
    examined: tuple[str, ...],
    come: Iterable[PlanTask],
    go: Iterable[PlanTask],
) -> tuple[str, Decimal]:
    """The currency, and how much more the estimate comes to with other categories and these tasks.

    Our own figures alone: a line that somebody set, or a quote, stays as it was said.
    """
    costs = costing(viewer, when)
    hours = dict(hours_by_line(costs.drawn))
    for tasks, sign in ((come, 1), (go, -1)):
        for one in tasks:
            key = cost_line(one)
            low, likely, high = hours.get(key, (Decimal(0), Decimal(0), Decimal(0)))
            more = one.hours
            hours[key] = (low + sign * more.low, likely + sign * more.likely, high + sign * more.high)
    rests = estimate_basis(
        costs.basis,
        costs.days,
        reports=frameworks(when.as_of),
        hours=hours,
        months=months_of(costs.drawn),
        examined=examined,
    )
    after = sum((one.amount.likely for one in estimate(load_costs(), rests) if not one.optional), Decimal(0))
    before = sum((one.amount.likely for one in costs.estimated if not one.optional), Decimal(0))
    return costs.basis.currency, after - before


def _basis(held: Facts, when: When) -> tuple[Source, CostBasis]:
    """What was stated; until then the last advice's answers, else a round figure."""
    if held.basis is not None:
        return Source.STATED, held.basis
    given: tuple[AdviceGiven, ...] = values(AdviceRow, past(when))
    last = max(given, key=lambda one: (one.given_on, one.id), default=None)
    answers = None if last is None else last.answers
    return Source.NOBODY if answers is None else Source.ADVICE, CostBasis(
        id=BASIS,
        currency="USD" if answers is None else answers.currency,
        per_dollar=Decimal(1) if answers is None else answers.per_dollar,
        carry_over=load_costs().carry_over,
        persons=ASSUMED_PERSONS if answers is None else answers.headcount,
        sites=1 if answers is None else answers.sites,
        countries=1 if answers is None else answers.countries,
        reason="",
        set_by="",
        set_on=when.as_of,
    )


def estimate_basis(
    basis: CostBasis,
    days: AuditDays,
    *,
    reports: tuple[str, ...],
    hours: Mapping[tuple[str, str], Hours],
    months: int,
    examined: tuple[str, ...] | None = None,
) -> Basis:
    """The basis of an estimate, with the SOC 2 categories `examined`; None: those chosen last."""
    return Basis(
        persons=basis.persons,
        sites=basis.sites,
        countries=basis.countries,
        categories=categories() if examined is None else examined,
        frameworks=reports,
        audit_days=days.initial,
        days_how=days_how(days),
        currency=basis.currency,
        per_dollar=basis.per_dollar,
        months=months,
        hours=hours,
    )
