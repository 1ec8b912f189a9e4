"""Lines from the starter's figures and from what is known of the organisation; each says how it was made."""

from collections.abc import Iterator, Mapping
from decimal import ROUND_CEILING, Decimal
from itertools import product

from attrs import field, frozen

from dualtrack.domain.programme.cost.audit_days import AuditDays, StepCode
from dualtrack.domain.programme.cost.line import CostLine, Kind, Mark, Tag, Working, working
from dualtrack.domain.programme.cost.range import NOTHING, Range
from dualtrack.domain.programme.cost.starter import CostStarter, Per, StarterHours, StarterLine
from dualtrack.domain.programme.plan.hours import Hours

CRITERIA = {  # of the TSP 100 categories; the common criteria are the base
    "security": 33,
    "availability": 3,
    "confidentiality": 2,
    "processing_integrity": 5,
    "privacy": 18,
}
_SERVED = {Tag.SOC2: "soc2", Tag.ISO27001: "iso27001", Tag.ISO42001: "iso42001"}
_HALF = Decimal("0.5")
_CHANGES = frozenset({StepCode.ALIKE, StepCode.COMPLEXITY, StepCode.SITES, StepCode.INTEGRATION})
YEAR = 12  # months that an amount by the month is written down for


@frozen(kw_only=True)
class Basis:
    """What an estimate rests on. `audit_days` are Stage 1 and 2 together, by the published table.

    `per_dollar` is how much of the programme's currency one US dollar is: the defaults are in dollars.
    """

    persons: int
    sites: int = 1
    countries: int = 1
    categories: tuple[str, ...] = ()
    frameworks: tuple[str, ...] = ("soc2", "iso27001")
    audit_days: Decimal
    days_how: tuple[Working, ...] = ()  # what changed them from the table
    currency: str = "USD"
    per_dollar: Decimal = Decimal(1)
    months: int = YEAR  # until the programme ends, as its plan is drawn
    hours: Mapping[tuple[str, str], Hours] = field(factory=dict, hash=False)  # by role and what they serve


def estimate(starter: CostStarter, basis: Basis) -> tuple[CostLine, ...]:
    """Every line that the frameworks of the basis ask for, in the currency of the basis, in whole units."""
    found = [*_lines(starter, basis), *_hours(starter, basis)]
    return tuple(one for one in found if _asked(one.tag, basis))


def _asked(tag: Tag, basis: Basis) -> bool:
    return tag is Tag.SHARED or _SERVED[tag] in basis.frameworks


def _lines(starter: CostStarter, basis: Basis) -> Iterator[CostLine]:
    for one in starter.lines:
        amount, how = _priced(starter, one, basis)
        if amount == NOTHING:
            continue
        yield CostLine(
            id=one.id,
            title=one.id,
            tag=one.tag,
            kind=one.kind,
            amount=amount.scaled(basis.per_dollar).whole(),
            mark=one.mark,
            source=one.source,
            optional=one.optional,
            months=basis.months if one.by_month else None,
            how=(*how, *_converted(basis)),
        )


def _priced(starter: CostStarter, one: StarterLine, basis: Basis) -> tuple[Range, tuple[Working, ...]]:
    size = starter.size(basis.persons)
    amount = one.amounts[size]
    how = [working("by_size", size=size.value, persons=basis.persons)]
    if one.per is not Per.PROGRAMME:
        days = basis.audit_days
        if one.per is Per.EXTRA_AI_DAY:
            days = half_up(days * starter.ai_days_share)
        how = [
            working("days_times_rate", days=days, rate=amount.likely, persons=basis.persons),
            *basis.days_how,
        ]
        amount = amount.scaled(days)
    if one.by_month and basis.months != YEAR:
        amount = amount.scaled(Decimal(basis.months) / YEAR)
        how.append(working("by_months", months=basis.months, year=YEAR))
    if one.by_category:
        extra = sum(CRITERIA.get(name, 0) for name in basis.categories if name != "security")
        if extra:
            factor = 1 + starter.category_share * extra / CRITERIA["security"]
            amount = amount.scaled(factor)
            how.append(working("by_criteria", extra=extra, base=CRITERIA["security"], factor=f"{factor:.2f}"))
    if one.by_site and not any(step.code == StepCode.SITES for step in basis.days_how):
        factor = starter.site_factor(basis.sites, basis.countries)
        if factor != 1:
            amount = amount.scaled(factor)
            how.append(
                working("by_sites", sites=basis.sites, countries=basis.countries, factor=f"{factor:.2f}")
            )
    return amount, tuple(how)


def days_how(days: AuditDays) -> tuple[Working, ...]:
    """What changed the days of the table, each as a step of the line that they price.

    Where further sites are among the days, their number does not raise the price once more.
    """
    return tuple(Working(one.code, one.params) for one in days.steps if one.code in _CHANGES)


def half_up(days: Decimal) -> Decimal:
    """Days in halves, the next half up: auditors sell no smaller part."""
    return (days / _HALF).to_integral_value(ROUND_CEILING) * _HALF


def _converted(basis: Basis) -> tuple[Working, ...]:
    if basis.per_dollar == 1:
        return ()
    return (working("converted", currency=basis.currency, per_dollar=basis.per_dollar),)


def _hours(starter: CostStarter, basis: Basis) -> Iterator[CostLine]:
    """One line for each role and the audit that its hours serve, as the plan's tasks have them."""
    known = {one.role: one for one in starter.hours}
    roles = (*known, *sorted({role for role, _ in basis.hours} - set(known)))
    for role, tag in product(roles, Tag):
        hours = basis.hours.get((role, tag.value))
        if hours is not None and any(hours):
            yield _hours_line(starter, role, tag, Range(*hours), known.get(role), basis)


def _hours_line(
    starter: CostStarter, role: str, tag: Tag, planned: Range, said: StarterHours | None, basis: Basis
) -> CostLine:
    size = starter.size(basis.persons)
    factor = Decimal(1) if said is None else said.sizes.get(size, Decimal(1))
    rate = starter.other_rate if said is None else said.rate
    hours = planned.scaled(factor)
    how = [working("hours_from_plan", hours=planned.likely, rate=rate)]
    if factor != 1:
        how.append(working("hours_by_size", size=size.value, factor=factor, persons=basis.persons))
    return CostLine(
        id=f"hours.{role}.{tag.value}",
        title="internal_hours",
        tag=tag,
        kind=Kind.INTERNAL_HOURS,
        amount=hours.scaled(rate * basis.per_dollar).whole(),
        mark=Mark.PLAN,
        source="" if said is None else said.source,
        role=role,
        hours=hours.whole(),
        rate=rate * basis.per_dollar,
        how=(*how, *_converted(basis)),
    )
