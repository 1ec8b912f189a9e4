"""One line of what the programme costs: what for, which audit it serves, how much, and how sure that is."""

from decimal import Decimal
from enum import StrEnum

from attrs import field, frozen

from dualtrack.domain.programme.cost.range import Range


class Tag(StrEnum):
    """Which audit a line is for; `shared` serves both reports and is paid once."""

    SHARED = "shared"
    SOC2 = "soc2"
    ISO27001 = "iso27001"
    ISO42001 = "iso42001"  # what the AI management system adds; beside the two reports that are compared


class Kind(StrEnum):
    """What the money goes to."""

    CPA_FEE = "cpa_fee"
    CB_DAYS = "cb_days"
    CB_OTHER = "cb_other"  # administration and travel
    TOOLING = "tooling"
    PEN_TEST = "pen_test"
    CONSULTING = "consulting"
    INTERNAL_AUDIT = "internal_audit"
    INTERNAL_HOURS = "internal_hours"
    TRAINING = "training"
    OTHER = "other"


class Mark(StrEnum):
    """How sure a figure is: where it comes from."""

    SEEN = "S"  # in a public source, which is named
    KNOWLEDGE = "K"  # field knowledge, checked against no source: a default to edit
    COMPUTED = "C"  # from other figures, which are named
    OWN = "O"  # entered by the organisation, with its reason
    QUOTE = "Q"  # an accepted quote
    PLAN = "P"  # hours of the programme's own plan


@frozen
class Working:
    """One step of how a figure was made: a code with its parameters; words are made at the edge."""

    code: str
    params: tuple[tuple[str, str], ...] = ()


def working(code: str, **params: object) -> Working:
    """A step with its parameters as text."""
    return Working(code, tuple((name, str(value)) for name, value in params.items()))


@frozen(kw_only=True)
class CostLine:
    """One line. `title` is a code for a line of ours and the organisation's own words for one of theirs.

    An `optional` line is priced and counted in no sum: a Type 1 report on the way is the case.
    """

    id: str
    title: str
    tag: Tag
    kind: Kind
    amount: Range
    mark: Mark
    source: str = ""
    role: str = ""
    hours: Range | None = None
    rate: Decimal | None = None
    optional: bool = False
    months: int | None = None  # paid by the month, and the amount is for so many; none: hangs on no time
    how: tuple[Working, ...] = field(default=())
