"""What is recorded of costs: the basis, lines as somebody set them, quotes, and what was paid."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from attrs import frozen

from dualtrack.domain.ledger.codec import recorded
from dualtrack.domain.programme.cost.audit_days import STANDARD, Profile
from dualtrack.domain.programme.cost.currency import digits
from dualtrack.domain.programme.cost.line import Kind, Tag

BASIS = "basis"


_PLAIN: dict[str, object] = {  # a profile that changes nothing, as the record has it
    "business": "medium",
    "technology": "medium",
    "adjustment": None,
    "alike": [],
    "integration": 0,
    "sites": [],
    "why_complexity": "",
    "why_alike": "",
    "why_integration": "",
}


@recorded(
    "cost_basis",
    version=3,
    upcasters={1: lambda data: {**data, "budget": None}, 2: lambda data: {**data, "profile": _PLAIN}},
)
@frozen(kw_only=True)
class CostBasis:
    """The one currency of the programme, what its estimate rests on, and what it may cost.

    `profile` is what the certification body's days hang on beside the persons, each change with its reason.
    """

    id: str  # there is one: BASIS
    currency: str
    per_dollar: Decimal
    carry_over: Decimal
    persons: int
    sites: int
    countries: int
    budget: Decimal | None = None  # what the whole programme may cost, where somebody said so
    profile: Profile = STANDARD
    reason: str
    set_by: str
    set_on: date


@recorded("cost_line")
@frozen(kw_only=True)
class CostLineSet:
    """A line as somebody set it: another figure for one of ours, a line of their own, or one taken out."""

    id: str  # of the line
    title: str  # of an own line; empty for one of ours
    tag: Tag
    kind: Kind
    low: Decimal
    likely: Decimal
    high: Decimal
    dropped: bool
    reason: str
    set_by: str
    set_on: date


@recorded("cost_quote", version=2, upcasters={1: lambda data: {**data, "rate": None}})
@frozen(kw_only=True)
class CostQuote:
    """What somebody offers a line for; an accepted quote is the line's forecast.

    One in another currency than the programme's counts at the rate that a person entered: how much of the
    programme's currency one unit of the quote's is. Without a rate it is shown, and counts nowhere.
    """

    id: str
    line: str
    firm: str
    amount: Decimal
    currency: str
    received_on: date
    valid_until: date | None
    accepted: bool
    entered_by: str
    rate: Decimal | None = None

    def comes_to(self, currency: str) -> Decimal | None:
        """Its amount in a currency, to the smallest part of it; none without a rate."""
        if self.currency == currency:
            return self.amount
        if self.rate is None:
            return None
        return (self.amount * self.rate).quantize(Decimal(1).scaleb(-digits(currency)), ROUND_HALF_UP)


@recorded("cost_actual")
@frozen(kw_only=True)
class CostActual:
    """What was paid, or what hours came to, for a line; `final` when nothing more is expected on it."""

    id: str
    line: str
    amount: Decimal
    spent_on: date
    note: str
    final: bool
    entered_by: str
