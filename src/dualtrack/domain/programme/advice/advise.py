"""The whole answer: reports, scenario, order, shape, price, and what is to be decided now."""

from collections.abc import Iterable, Sequence
from datetime import date

from attrs import evolve, frozen

from dualtrack.domain.controls.period import add_months
from dualtrack.domain.frameworks.catalogue import Category
from dualtrack.domain.programme.advice.answers import Acceptance, Answers, Cloud, Existing
from dualtrack.domain.programme.advice.demands import ISO27001, SOC2, Asking, asking, named, open_demands
from dualtrack.domain.programme.advice.length import Lengths, Plans
from dualtrack.domain.programme.advice.order import Scenario, order, scenario
from dualtrack.domain.programme.advice.price import Costs, Price, price
from dualtrack.domain.programme.advice.reports import HELD, Chosen, choose
from dualtrack.domain.programme.advice.shape import Months, Shape, shape
from dualtrack.domain.programme.advice.statement import Because, Statement, Topic, because, statement
from dualtrack.domain.programme.organisation import Profile, Sequencing
from dualtrack.domain.registers.customers import Demand

LONGEST_FIRST = 18  # months


@frozen(kw_only=True)
class Advice:
    """What to run and why. `statements` is the answer in its order, each sentence with its reasons."""

    as_of: date
    reports: tuple[str, ...]
    iso42001: bool
    scenario: Scenario
    first: Sequencing | None
    profile: Profile | None
    months: Months | None
    period_months: int | None
    categories: tuple[Category, ...]
    currency: str
    price: Price
    demands: tuple[str, ...]  # ids of those that it rests on
    statements: tuple[Statement, ...]

    @property
    def recommendation(self) -> str:
        """In one word."""
        if not self.reports:
            return "neither_yet"
        return "both" if len(self.reports) > 1 else f"{self.reports[0]}_only"

    def about(self, topic: Topic) -> tuple[Statement, ...]:
        """The sentences on one thing."""
        return tuple(one for one in self.statements if one.topic is topic)


def advise(
    answers: Answers,
    demands: Iterable[Demand],
    costs: Costs,
    plans: Plans,
    *,
    as_of: date,
    start: date | None = None,
) -> Advice:
    """The advice on that day; the same arguments give the same answer. Its days are those of the plans.

    `start` is the first day of a programme that runs: its months are counted from there, as long as it can
    still be the first one (18 months, the longest profile); otherwise from the day itself.
    """
    begins = _begins(start, as_of)
    waiting = open_demands(demands, as_of)
    asked = asking(waiting, as_of)
    made = choose(answers, asked)
    which, told = scenario(answers, asked, made)
    ordered = order(answers, asked, made)
    form = shape(
        answers,
        asked,
        made,
        waiting,
        Lengths(
            plans=plans,
            start=begins,
            sequencing=ordered.first or Sequencing.ISO_FIRST,
            frameworks=("iso42001",) if made.iso42001 else (),
        ),
        as_of,
    )
    priced = price(answers, asked, made, costs, form)
    if priced.type_1 is not None and priced.type_1.day < as_of:
        priced = evolve(priced, type_1=None, statements=_without(priced.statements, Topic.TYPE_1))
    decide = _decide(answers, asked, waiting, made, form)
    said = (*made.statements, told, *ordered.statements, *form.statements, *priced.statements, *decide)
    places = {topic: place for place, topic in enumerate(Topic)}
    return Advice(
        as_of=as_of,
        reports=made.reports,
        iso42001=made.iso42001,
        scenario=which,
        first=ordered.first,
        profile=form.profile,
        months=None if form.length is None else form.length.months,
        period_months=form.period_months,
        categories=form.categories,
        currency=answers.currency,
        price=priced,
        demands=tuple(one.id for one in waiting),
        statements=tuple(sorted(said, key=lambda one: places[one.topic])),
    )


def _begins(start: date | None, as_of: date) -> date:
    if start is None or add_months(start, LONGEST_FIRST) <= as_of:
        return as_of
    return start


def _without(statements: Sequence[Statement], topic: Topic) -> tuple[Statement, ...]:
    return tuple(one for one in statements if one.topic is not topic)


def _decide(
    answers: Answers, asked: Asking, waiting: Sequence[Demand], made: Chosen, form: Shape
) -> list[Statement]:
    """What cannot wait: questions to customers, the order, the auditors, the scopes."""
    found = list(_questions(answers, asked, waiting, made))
    if not made.reports:
        return [_now("enter_demands", because("not_on_speculation")), *found]
    if form.profile is None:
        return [*found, _now("keep_running", because("no_gap"))]
    if len(made.reports) > 1:
        found.append(_now("commit_order", because("commit_in_phase_1")))
        found.append(_now("align_scopes", because("narrower_is_a_finding")))
    book = [report for report in made.reports if HELD[report] not in answers.exists]
    both = len(book) > 1
    if SOC2 in book:
        firms = because("two_firms" if both else "one_cpa_firm")
        found.append(_now("book_cpa", firms, because("selection_takes_weeks")))
    if ISO27001 in book:
        firms = because("two_firms" if both else "one_body")
        found.append(_now("book_cb", firms, because("accreditation_27006")))
    if answers.cloud in (Cloud.ALL, Cloud.MOSTLY):
        reason = because("answered", field="cloud", value=answers.cloud.value)
        found.append(_now("shared_responsibility", reason, because("inherited_controls")))
    if answers.cloud in (Cloud.PARTLY, Cloud.NONE):
        reason = because("answered", field="cloud", value=answers.cloud.value)
        found.append(_now("own_rooms", reason, because("physical_controls")))
    return found


def _now(code: str, *reasons: Because, **params: object) -> Statement:
    return statement(Topic.DECIDE, code, reasons, **params)


def _questions(
    answers: Answers, asked: Asking, waiting: Sequence[Demand], made: Chosen
) -> Iterable[Statement]:
    unasked = [
        one for one in waiting if one.accepts_other is None and one.asks_for.value not in ("both", "either")
    ]
    if unasked:
        yield _now("ask_substitution", *named(unasked), because("not_interchangeable"), count=len(unasked))
    undated = [one for one in waiting if one.needed_by is None]
    if undated:
        yield _now("ask_days", *named(undated), because("days_decide"), count=len(undated))
    no_type_2 = not answers.has(Existing.SOC2_TYPE_1, Existing.SOC2_TYPE_2)
    if (
        SOC2 in made.reports
        and no_type_2
        and answers.accepts_type_1 is Acceptance.NOT_ASKED
        and asked.of(SOC2)
    ):
        yield _now("ask_type_1", because("type_1_is_design"))
