"""The questionnaire as a value: markets, what exists, how large, how much cloud, AI in the product."""

from decimal import Decimal
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.frameworks.catalogue import Category


class Market(StrEnum):
    """Where customers are: the two that the choice of reports turns on."""

    US = "us"
    INTERNATIONAL = "international"  # the EU and everywhere else outside the US


class Existing(StrEnum):
    """What runs already."""

    POLICIES = "policies"  # approved and in use
    CONTROLS = "controls_operating"  # with owners, and something to show
    RISK_REGISTER = "risk_register"
    ISMS = "isms"  # clauses 4 to 10 in operation, no certificate
    SOC2_TYPE_1 = "soc2_type_1"
    SOC2_TYPE_2 = "soc2_type_2"
    CERTIFICATE = "iso27001_certificate"


class Cloud(StrEnum):
    """How much of what runs the product stands in somebody else's cloud."""

    ALL = "all"
    MOSTLY = "mostly"
    PARTLY = "partly"
    NONE = "none"


class Ai(StrEnum):
    """What AI is to the product."""

    NONE = "none"
    SOME = "some"  # used somewhere, and the product would do without it
    MATERIAL = "material"  # the product rests on it


class Acceptance(StrEnum):
    """Whether customers take something meanwhile."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not_asked"


@frozen(kw_only=True)
class Answers:
    """What the questionnaire was answered; amounts are in the one currency of `currency`.

    `us_revenue_percent` is the share of this year's revenue; None before there is any. `ahead_of_demand` says
    that management wants the posture before customers ask (the article's third scenario).
    """

    headcount: int
    us_revenue_percent: int | None = None
    entering: tuple[Market, ...] = ()
    ahead_of_demand: bool = False
    exists: tuple[Existing, ...] = ()
    sites: int = 1
    countries: int = 1
    cloud: Cloud = Cloud.ALL
    ai_in_product: Ai = Ai.NONE
    commits_to: tuple[Category, ...] = ()
    accepts_type_1: Acceptance = Acceptance.NOT_ASKED
    period_months: int | None = None
    revenue_at_stake: Decimal | None = None
    currency: str = "USD"
    per_dollar: Decimal = Decimal(1)

    @property
    def markets(self) -> frozenset[Market]:
        """The markets with revenue today, and those to be entered."""
        share = self.us_revenue_percent
        today = {Market.US} if share else set()
        if share is not None and share < 100:
            today.add(Market.INTERNATIONAL)
        return frozenset(today | set(self.entering))

    def has(self, *any_of: Existing) -> bool:
        """True where any of these exists."""
        return any(one in self.exists for one in any_of)
