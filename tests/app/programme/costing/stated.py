"""Facts about costs for tests: a basis in euros, quotes and payments, entered through the verbs."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from attrs import evolve
from tests.app.conftest import viewer
from tests.conftest import NOW

from dualtrack.app.programme.costing import services
from dualtrack.domain.programme.cost.facts import BASIS, CostActual, CostBasis, CostLineSet, CostQuote
from dualtrack.domain.programme.cost.line import Kind, Tag

TODAY = NOW.date()
EUROS = CostBasis(
    id=BASIS,
    currency="EUR",
    per_dollar=Decimal("0.9"),
    carry_over=Decimal("0.25"),
    persons=90,
    sites=1,
    countries=1,
    reason="as the budget is kept",
    set_by="",
    set_on=TODAY,
)
LINE = CostLineSet(
    id="tooling",
    title="",
    tag=Tag.SHARED,
    kind=Kind.TOOLING,
    low=Decimal(1000),
    likely=Decimal(2000),
    high=Decimal(3000),
    dropped=False,
    reason="most of it is there",
    set_by="",
    set_on=TODAY,
)
QUOTE = CostQuote(
    id="",
    line="cpa_type2",
    firm="Fictional Assurance",
    amount=Decimal(27500),
    currency="EUR",
    received_on=TODAY,
    valid_until=None,
    accepted=False,
    entered_by="",
)


def state(who: str = "alice", at: datetime = NOW, **more: Any) -> CostBasis:
    """State the basis."""
    return services.set_basis(viewer(who), now=at, today=at.date(), basis=evolve(EUROS, **more))


def put(who: str = "alice", at: datetime = NOW, **more: Any) -> CostLineSet:
    """Set a line."""
    return services.set_line(viewer(who), now=at, today=at.date(), line=evolve(LINE, **more))


def offer(who: str = "alice", at: datetime = NOW, **more: Any) -> CostQuote:
    """Enter a quote."""
    return services.enter_quote(viewer(who), now=at, today=at.date(), quote=evolve(QUOTE, **more))


def accept(
    quote: str, at: datetime = NOW, *, accepted: bool = True, rate: Decimal | None = None
) -> CostQuote:
    """Accept a quote, or take it back."""
    return services.accept_quote(
        viewer("charlie"), now=at, today=at.date(), quote=quote, accepted=accepted, reason="agreed", rate=rate
    )


def pay(
    amount: int, line: str = "tooling", at: datetime = NOW, on: date = TODAY, *, final: bool = False
) -> CostActual:
    """Enter what was spent."""
    return services.enter_actual(
        viewer("alice"),
        now=at,
        today=at.date(),
        line=line,
        amount=Decimal(amount),
        spent_on=on,
        note="invoice 7",
        final=final,
    )
