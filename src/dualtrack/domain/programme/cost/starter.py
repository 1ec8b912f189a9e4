"""The figures that an estimate begins with: lines by size, hours by role, multipliers, with sources."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from attrs import field, frozen

from dualtrack.domain.programme.cost.line import Kind, Mark, Tag
from dualtrack.domain.programme.cost.range import Range


class Size(StrEnum):
    """How large the organisation is, by the persons who work under its control."""

    SMALL = "small"
    MID = "mid"
    LARGE = "large"


class Per(StrEnum):
    """What the figures of a line are for."""

    PROGRAMME = "programme"
    AUDIT_DAY = "audit_day"
    EXTRA_AI_DAY = "extra_ai_day"


@frozen(kw_only=True)
class StarterLine:
    """One default: amounts by size, or for each audit day."""

    id: str
    tag: Tag
    kind: Kind
    per: Per
    amounts: Mapping[Size, Range] = field(hash=False)
    mark: Mark
    source: str
    by_category: bool = False  # grows with the criteria of further categories
    by_site: bool = False  # grows with sites and countries
    by_month: bool = False  # of a year: paid by the month until the programme ends
    optional: bool = False


@frozen(kw_only=True)
class StarterHours:
    """What an hour of one role costs, and how its hours grow with the size of the organisation.

    The hours are the plan's, which a mid-sized organisation takes; `sizes` are the shares of the two others.
    """

    role: str
    rate: Decimal
    sizes: Mapping[Size, Decimal] = field(hash=False)
    mark: Mark
    source: str


@frozen(kw_only=True)
class SiteFactor:
    """What several sites do to a certification body's price: the first that fits, from the top."""

    sites: int  # at least so many
    countries: int  # in at least so many countries
    factor: Decimal


@frozen(kw_only=True)
class CostStarter:
    """All defaults of one file, in one currency."""

    name: str
    currency: str
    carry_over: Decimal
    carry_over_source: str
    up_to: Mapping[Size, int] = field(hash=False)  # persons; the largest size has no end
    category_share: Decimal  # of a fee: how far it grows as criteria are added
    ai_days_share: Decimal  # of the audit days for ISO/IEC 27001: what ISO/IEC 42001 adds to them
    other_rate: Decimal  # an hour of a role that the file does not name
    lines: tuple[StarterLine, ...]
    hours: tuple[StarterHours, ...]
    sites: tuple[SiteFactor, ...]

    def size(self, persons: int) -> Size:
        """The size of an organisation of so many persons."""
        return next((size for size in Size if persons <= self.up_to.get(size, persons)), Size.LARGE)

    def site_factor(self, sites: int, countries: int) -> Decimal:
        """The multiplier of the price for so many sites."""
        fitting = (one for one in self.sites if sites >= one.sites and countries >= one.countries)
        return max((one.factor for one in fitting), default=Decimal(1))
