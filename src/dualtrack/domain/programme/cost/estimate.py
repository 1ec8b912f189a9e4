"""Lines from the starter's figures and from what is known of the organisation; each says how it was made."""

from collections.abc import Iterator, Mapping
from decimal import ROUND_CEILING, Decimal

from attrs import field, frozen

from dualtrack.domain.programme.cost.audit_days import AuditDays, StepCode
from dualtrack.domain.programme.cost.line import CostLine, Kind, Mark, Tag, Working, working
from dualtrack.domain.programme.cost.range import NOTHING, Range, sum_of
from dualtrack.domain.programme.cost.starter import CostStarter, Per, Size, StarterHours, StarterLine

Hours = tuple[Decimal, Decimal, Decimal]
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
    hours_by_role: Mapping[str, Hours] = field(factory=dict, hash=False)


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
    known = {one.role for one in starter.hours}
    for one in starter.hours:
        for tag, hours in _hours_by_tag(starter, one, basis).items():
            if hours != NOTHING:
                yield _hours_line(one.role, tag, hours, one.rate, basis, one)
    for role, given in basis.hours_by_role.items():
        if role not in known:
            yield _hours_line(role, Tag.SHARED, Range(*given), starter.other_rate, basis, None)


def _hours_by_tag(starter: CostStarter, one: StarterHours, basis: Basis) -> dict[Tag, Range]:
    """The table's hours; those of a plan are spread over the same tags, and follow its sizes.

    A plan's hours are those of a mid-sized organisation.
    """
    size = starter.size(basis.persons)
    table = {tag: held[size] for tag, held in one.hours.items() if _asked(tag, basis)}
    given = basis.hours_by_role.get(one.role)
    whole = sum_of(table.values()).likely
    if given is None or not whole:
        return table
    mid = sum_of(held[Size.MID] for tag, held in one.hours.items() if _asked(tag, basis)).likely
    return {tag: Range(*given).scaled(held.likely / (mid or whole)) for tag, held in table.items()}


def _hours_line(
    role: str, tag: Tag, hours: Range, rate: Decimal, basis: Basis, table: StarterHours | None
) -> CostLine:
    planned = role in basis.hours_by_role
    return CostLine(
        id=f"hours.{role}.{tag.value}",
        title="internal_hours",
        tag=tag,
        kind=Kind.INTERNAL_HOURS,
        amount=hours.scaled(rate * basis.per_dollar).whole(),
        mark=Mark.PLAN if planned or table is None else table.mark,
        source="" if table is None or planned else table.source,
        role=role,
        hours=hours.whole(),
        rate=rate * basis.per_dollar,
        how=(
            working("hours_from_plan" if planned else "hours_by_size", persons=basis.persons),
            *_converted(basis),
        ),
    )
