"""What it costs together and apart, what a report costs that is added later, and a Type 1 on the way."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from dualtrack.domain.controls.period import months_begun
from dualtrack.domain.programme.advice.answers import Acceptance, Answers, Existing
from dualtrack.domain.programme.advice.demands import ISO27001, REPORTS, SOC2, Asking, named
from dualtrack.domain.programme.advice.length import Length
from dualtrack.domain.programme.advice.reports import Chosen
from dualtrack.domain.programme.advice.shape import Shape
from dualtrack.domain.programme.advice.statement import Because, Statement, Topic, because, statement
from dualtrack.domain.programme.cost.estimate import YEAR, Basis, estimate
from dualtrack.domain.programme.cost.line import CostLine, Tag, Working
from dualtrack.domain.programme.cost.range import Range
from dualtrack.domain.programme.cost.starter import CostStarter
from dualtrack.domain.programme.cost.totals import Standing, Totals, totals
from dualtrack.domain.registers.customers import Asked

TYPE_1 = "cpa_type1"
_TAG = {SOC2: Tag.SOC2, ISO27001: Tag.ISO27001}
Finish = Callable[[tuple[CostLine, ...]], tuple[CostLine, ...]]


def _as_they_are(lines: tuple[CostLine, ...]) -> tuple[CostLine, ...]:
    return lines


@frozen(kw_only=True)
class Counted:
    """What the page Cost comes to for both reports on the same day, by its own plan and stated basis."""

    together: Range
    persons: int
    sites: int
    countries: int


@frozen(kw_only=True)
class Costs:
    """What prices the advice: the defaults, the audit days, and what the programme has set or been quoted."""

    starter: CostStarter
    audit_days: Decimal
    days_how: tuple[Working, ...] = ()  # what changed them from the table, by the stated basis
    carry_over: Decimal | None = None  # None: the starter's
    counted: Counted | None = None  # in the same currency, where somebody stated a basis
    finish: Finish = field(default=_as_they_are, eq=False)  # figures set and quoted, in a programme that runs


@frozen(kw_only=True)
class TypeOne:
    """A Type 1 report on the way: what it costs, when, and whether customers accept it."""

    price: Range
    month: int
    day: date
    accepted: Acceptance


@frozen(kw_only=True)
class Price:
    """The figures with their sentences."""

    totals: Totals
    ai: Range
    type_1: TypeOne | None
    statements: tuple[Statement, ...]


def price(
    answers: Answers,
    asked: Asking,
    made: Chosen,
    costs: Costs,
    form: Shape,
) -> Price:
    """Everything about money. Both reports are always priced, so that "apart" and "later" have a figure.

    Where nothing is started there is no first year to be priced, and no two ways to compare.
    """
    length = form.length
    basis = Basis(
        persons=answers.headcount,
        sites=answers.sites,
        countries=answers.countries,
        categories=tuple(one.value for one in form.categories),
        frameworks=(*REPORTS, "iso42001"),
        audit_days=costs.audit_days,
        days_how=costs.days_how,
        currency=answers.currency,
        per_dollar=answers.per_dollar,
        months=YEAR if length is None else length.months[1],
        hours=form.hours,
    )
    lines = costs.finish(estimate(costs.starter, basis))
    found = totals(lines, costs.starter.carry_over if costs.carry_over is None else costs.carry_over)
    told: list[Statement] = []
    if made.reports and length is None:
        held = tuple(because("held_already", report=report) for report in made.reports)
        told.append(statement(Topic.COST, "no_first_year", held))
    elif len(made.reports) == len(REPORTS):
        told += _together(found, answers, _sized(answers, costs, made))
        told += _differs(found, answers, costs.counted)
    elif made.reports:
        told.append(_alone(found, answers, made.reports[0], _sized(answers, costs, made)))
    if len(made.reports) == 1:
        told += _later(found, answers, made.reports[0])
    if made.iso42001:
        ai = found.by_tag[Tag.ISO42001]
        reasons = (because("layers_on_isms"), because("defaults_ours"))
        told.append(statement(Topic.COST, "iso42001_adds", reasons, **_money(ai, answers)))
    type_1 = _type_1(lines, answers, asked, made, length)
    if type_1 is not None:
        told.append(_told(type_1, answers, asked))
    return Price(totals=found, ai=found.by_tag[Tag.ISO42001], type_1=type_1, statements=tuple(told))


def _money(amount: Range, answers: Answers) -> dict[str, object]:
    whole = amount.whole()
    return {"low": whole.low, "likely": whole.likely, "high": whole.high, "currency": answers.currency}


def _sized(answers: Answers, costs: Costs, made: Chosen) -> tuple[Because, ...]:
    days = (because("days_changed", days=costs.audit_days),) if costs.days_how else ()
    return (
        because("answered", field="headcount", value=answers.headcount),
        because("sites", sites=answers.sites, countries=answers.countries),
        *(days if ISO27001 in made.reports else ()),
        because("defaults_ours"),
    )


def _together(found: Totals, answers: Answers, sized: tuple[Because, ...]) -> list[Statement]:
    share = because("carry_over", share=found.carry_over)
    told = [
        statement(Topic.COST, "together", sized, **_money(found.combined, answers)),
        statement(
            Topic.COST,
            "apart",
            (share, because("shared_once", **_money(found.by_tag[Tag.SHARED], answers))),
            **_money(found.separate, answers),
            saved=found.saved.to_integral_value(),
        ),
    ]
    if found.ratio is not None:
        codes = {
            Standing.WITHIN: "ratio_within",
            Standing.NEAR: "ratio_near",
            Standing.FAR: "ratio_far",
        }
        percent = (found.ratio * 100).to_integral_value()
        told.append(
            statement(Topic.COST, codes[found.standing], (because("article_ratio"), share), percent=percent)
        )
    return told


def _differs(found: Totals, answers: Answers, counted: Counted | None) -> list[Statement]:
    """That the page Cost comes to something else, and what each of the two counts with."""
    mine = found.combined.whole().likely
    if counted is None or counted.together.whole().likely == mine:
        return []
    reasons = (
        because("page_counts", persons=counted.persons, sites=counted.sites, countries=counted.countries),
        because("advice_counts", persons=answers.headcount, sites=answers.sites, countries=answers.countries),
    )
    likely, currency = counted.together.whole().likely, answers.currency
    return [statement(Topic.COST, "page_differs", reasons, likely=likely, amount=mine, currency=currency)]


def _alone(found: Totals, answers: Answers, report: str, sized: tuple[Because, ...]) -> Statement:
    """One report by itself."""
    return statement(Topic.COST, "alone", sized, report=report, **_money(found.alone(_TAG[report]), answers))


def _later(found: Totals, answers: Answers, report: str) -> list[Statement]:
    """The door left open: what the other report would add later."""
    other = ISO27001 if report == SOC2 else SOC2
    least, most = found.later(_TAG[other])
    later = {"low": least.whole().likely, "high": most.whole().likely, "currency": answers.currency}
    kept = (because("one_system_two_reports"), because("carry_over", share=found.carry_over))
    return [
        statement(Topic.LATER, "door_open", kept, report=report, other=other),
        statement(Topic.LATER, "later_costs", kept, other=other, **later),
        statement(Topic.LATER, "delta_shown", (because("crosswalk_delta"),), other=other),
    ]


def _type_1(
    lines: tuple[CostLine, ...], answers: Answers, asked: Asking, made: Chosen, length: Length | None
) -> TypeOne | None:
    """A Type 1 is an option as long as there is no report at all."""
    line = next((one for one in lines if one.id == TYPE_1), None)
    if line is None or SOC2 not in made.reports or length is None or length.type_1 is None:
        return None
    if answers.has(Existing.SOC2_TYPE_1, Existing.SOC2_TYPE_2):
        return None
    accepted = answers.accepts_type_1
    if accepted is Acceptance.NOT_ASKED and any(one.asks_for is Asked.SOC2_TYPE_1 for one in asked.of(SOC2)):
        accepted = Acceptance.YES
    month = months_begun(length.start, length.type_1)
    return TypeOne(price=line.amount, month=month, day=length.type_1, accepted=accepted)


def _told(one: TypeOne, answers: Answers, asked: Asking) -> Statement:
    reasons = named(d for d in asked.of(SOC2) if d.asks_for is Asked.SOC2_TYPE_1)
    reasons += (because("answered", field="accepts_type_1", value=answers.accepts_type_1.value),)
    reasons += (because("type_1_is_design"),)
    code = f"type_1_{one.accepted.value}"
    return statement(Topic.TYPE_1, code, reasons, month=one.month, day=one.day, **_money(one.price, answers))
