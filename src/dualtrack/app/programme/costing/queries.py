"""What the programme costs on a day: defaults, figures that somebody set, quotes, what was spent."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

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
from dualtrack.app.programme.planning import planned
from dualtrack.app.programme.queries import When, frameworks, organisation, past
from dualtrack.catalogues.cost_library import load_costs
from dualtrack.domain.ledger.person import Viewer, program
from dualtrack.domain.programme.advice.given import AdviceGiven
from dualtrack.domain.programme.cost.audit_days import AuditDays, audit_days
from dualtrack.domain.programme.cost.estimate import Basis, Hours, estimate
from dualtrack.domain.programme.cost.facts import (
    BASIS,
    CostActual,
    CostBasis,
    CostLineSet,
    CostQuote,
)
from dualtrack.domain.programme.cost.forecast import Forecast, forecasts, spent_off_lines
from dualtrack.domain.programme.cost.line import CostLine
from dualtrack.domain.programme.cost.totals import Totals, totals
from dualtrack.domain.programme.plan.hours import hours_by_role

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


@frozen(kw_only=True)
class Costing:
    """The costs of a day. `assumed` says that nobody has stated the basis yet."""

    as_of: date
    basis: CostBasis
    assumed: bool
    days: AuditDays
    estimated: tuple[CostLine, ...]
    rows: tuple[Forecast, ...]
    totals: Totals
    facts: Facts = field(repr=False)
    off_lines: tuple[CostActual, ...] = ()

    @property
    def spent(self) -> Decimal:
        """What was spent by that day, lines that are there no more included."""
        return sum((one.spent for one in self.rows), Decimal(0)) + self._off

    @property
    def outlook(self) -> Decimal:
        """What the programme will come to."""
        return sum((one.outlook for one in self.rows), Decimal(0)) + self._off

    @property
    def _off(self) -> Decimal:
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


def costing(viewer: Viewer, when: When) -> Costing:
    """The costs for who may see them; hours of ours are those of the plan as it was drawn up."""
    require(viewer, "costs.read")
    hours = hours_by_role(planned(program("costs"), when).as_drawn)
    held = facts(when)
    basis = held.basis or assumed_basis(when)
    days = audit_days(basis.persons)
    estimated = estimate(load_costs(), estimate_basis(basis, days.initial, when.as_of, hours))
    rows = forecasts(estimated, edits=held.edits, quotes=held.quotes, actuals=held.actuals, as_of=when.as_of)
    paid = [one for one in held.actuals if one.spent_on <= when.as_of]
    return Costing(
        as_of=when.as_of,
        basis=basis,
        assumed=held.basis is None,
        days=days,
        estimated=estimated,
        rows=rows,
        totals=totals((one.line for one in rows), basis.carry_over),
        facts=held,
        off_lines=spent_off_lines(rows, paid),
    )


def assumed_basis(when: When) -> CostBasis:
    """What is taken until somebody states it: the last advice's answers, else a round figure."""
    given: tuple[AdviceGiven, ...] = values(AdviceRow, past(when))
    last = max(given, key=lambda one: (one.given_on, one.id), default=None)
    answers = None if last is None else last.answers
    return CostBasis(
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


def estimate_basis(basis: CostBasis, days: Decimal, as_of: date, hours: Mapping[str, Hours]) -> Basis:
    """The basis of an estimate, with the frameworks of that day and the categories of the programme."""
    return Basis(
        persons=basis.persons,
        sites=basis.sites,
        countries=basis.countries,
        categories=organisation().categories,
        frameworks=frameworks(as_of),
        audit_days=days,
        currency=basis.currency,
        per_dollar=basis.per_dollar,
        hours_by_role=hours,
    )
