"""The example's decision and money: an advice on record, the basis, two quotes, what was spent by October."""

from datetime import date, datetime
from decimal import Decimal
from functools import partial

from attrs import frozen

from dualtrack.app.cli.example import company
from dualtrack.app.cli.example.script import Script, at
from dualtrack.app.programme import advising
from dualtrack.app.programme.costing import services
from dualtrack.app.programme.queries import When
from dualtrack.domain.frameworks.catalogue import Category
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.advice.answers import Acceptance, Answers, Existing, Market
from dualtrack.domain.programme.cost.facts import BASIS, CostBasis, CostLineSet, CostQuote
from dualtrack.domain.programme.cost.line import Kind, Tag

_RATE = Decimal("0.92")  # euros for a US dollar, as the company's budget of the year has it
_BUDGET = Decimal(190000)
ANSWERS = Answers(
    headcount=120,
    us_revenue_percent=35,
    entering=(Market.US,),
    exists=(Existing.POLICIES, Existing.CONTROLS),
    sites=2,
    countries=1,
    commits_to=(Category.AVAILABILITY, Category.CONFIDENTIALITY),
    accepts_type_1=Acceptance.NO,
    currency="EUR",
    per_dollar=_RATE,
)
DECIDED = date(2027, 2, 2)


@frozen
class Paid:
    """One payment of the example."""

    line: str
    amount: str
    day: date
    note: str
    final: bool = False


PAID = (
    Paid("consulting", "7200", date(2027, 4, 30), "Method and risk workshops, three days"),
    Paid("tooling", "9800", date(2027, 5, 31), "Scanner and device management, a year", final=True),
    Paid("pen_test", "14600", date(2027, 8, 27), "Test of the platform, one retest", final=True),
    Paid("training", "2450", date(2027, 9, 15), "Awareness, everybody"),
    Paid(
        "hours.compliance_lead.shared", "11300", date(2027, 9, 30), "January to September, by the timesheet"
    ),
)


def plan(script: Script) -> None:
    """Plan the advice, the basis, the quotes and the payments."""
    script.add(at(DECIDED, 11), _advise)
    script.add(at(DECIDED, 14), _basis)
    script.add(at(date(2027, 2, 19), 10), partial(_quote, "cpa_type2", company.SERVICE_AUDITOR, "31500"))
    script.add(at(date(2027, 2, 19), 11), partial(_quote, "cb_days", company.CERTIFICATION_BODY, "21600"))
    script.add(at(date(2027, 3, 2), 9), _set)
    for one in PAID:
        script.add(at(one.day, 16), partial(_pay, one))


def _lead() -> Viewer:
    roles = next(m.roles for m in company.PEOPLE if m.id == "mara")
    return Viewer(actor=Actor("person:mara", "demo"), roles=frozenset(roles))


def _advise(now: datetime) -> None:
    viewer, today = _lead(), now.date()
    found = advising.advised(viewer, When(as_of=today), ANSWERS)
    advising.give(
        viewer, now=now, today=today, answers=ANSWERS, advice=found, note="Shown to management on the day"
    )


def _basis(now: datetime) -> None:
    basis = CostBasis(
        id=BASIS,
        currency="EUR",
        per_dollar=_RATE,
        carry_over=Decimal("0.25"),
        persons=ANSWERS.headcount,
        sites=ANSWERS.sites,
        countries=ANSWERS.countries,
        budget=_BUDGET,
        reason="As the budget of the year is kept",
        set_by="",
        set_on=now.date(),
    )
    services.set_basis(_lead(), now=now, today=now.date(), basis=basis)


def _quote(line: str, firm: str, amount: str, now: datetime) -> None:
    viewer, today = _lead(), now.date()
    quote = CostQuote(
        id="",
        line=line,
        firm=firm,
        amount=Decimal(amount),
        currency="EUR",
        received_on=today,
        valid_until=date(2027, 3, 31),
        accepted=False,
        entered_by="",
    )
    held = services.enter_quote(viewer, now=now, today=today, quote=quote)
    services.accept_quote(
        viewer, now=now, today=today, quote=held.id, accepted=True, reason="Within the published table"
    )


def _set(now: datetime) -> None:
    line = CostLineSet(
        id="iso_internal_audit",
        title="",
        tag=Tag.ISO27001,
        kind=Kind.INTERNAL_AUDIT,
        low=Decimal(0),
        likely=Decimal(1500),
        high=Decimal(4000),
        dropped=False,
        reason="Our own internal auditor owns nothing that is audited; an outside reader for two days",
        set_by="",
        set_on=now.date(),
    )
    services.set_line(_lead(), now=now, today=now.date(), line=line)


def _pay(one: Paid, now: datetime) -> None:
    services.enter_actual(
        _lead(),
        now=now,
        today=now.date(),
        line=one.line,
        amount=Decimal(one.amount),
        spent_on=one.day,
        note=one.note,
        final=one.final,
    )
