"""What a programme has chosen and recorded for its plan: order, period, moves, pauses, completions."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum

from attrs import field, frozen

from dualtrack.domain.controls.period import Period
from dualtrack.domain.ledger.codec import recorded
from dualtrack.domain.programme.organisation import Sequencing


class MovedBy(StrEnum):
    """Who wanted another date."""

    US = "us"
    AUDITOR = "auditor"


@recorded("plan_move")
@frozen(kw_only=True)
class PlanMove:
    """A task begins on a day that somebody set, until it is set again or taken back."""

    id: str  # the task
    start: date
    by: MovedBy
    reason: str


@recorded("plan_completion")
@frozen(kw_only=True)
class PlanCompletion:
    """A named person says that a task is done, where no register holds the fact yet."""

    id: str  # the task
    on: date
    by: str
    note: str


@recorded("plan_pause")
@frozen(kw_only=True)
class PlanPause:
    """From one day to another, both included, nobody works on the programme; controls go on operating."""

    id: str
    start: date
    end: date
    reason: str


@recorded("plan_baseline")
@frozen(kw_only=True)
class PlanBaseline:
    """The plan as it stood on a day, to be compared with."""

    id: str
    name: str
    taken_on: date
    tasks: tuple["BaselineTask", ...]


@frozen(kw_only=True)
class BaselineTask:
    """One task of a baseline."""

    task: str
    start: date
    finish: date


@recorded("plan_settings", version=2, upcasters={1: lambda data: {**data, "hours_a_week": None}})
@frozen(kw_only=True)
class PlanSettings:
    """Where people work, how many of a role there are, and parameters that differ from the profile's."""

    id: str
    country: str = ""  # ISO 3166 code whose public holidays count; empty: none
    subdivision: str = ""
    stage_gap_days: int | None = None
    people: tuple["RoleCount", ...] = ()
    hours_a_week: int | None = None  # that one person may give the programme


@frozen(kw_only=True)
class RoleCount:
    """How many people there are of one role."""

    role: str
    count: int


@frozen(kw_only=True)
class Choices:
    """All of it on a day, as the plan reads it."""

    profile: str
    start: date
    sequencing: Sequencing
    period_months: int
    categories: tuple[str, ...] = ()
    frameworks: tuple[str, ...] = ()  # beside those of the profile
    type_1: bool = False
    period: Period | None = None  # the SOC 2 period that is open, where one is
    unused: tuple[Period, ...] = ()  # SOC 2 periods that ended before anything operated in them
    stage_gap_days: int | None = None
    holidays: frozenset[date] = frozenset()
    holiday_names: Mapping[date, str] = field(factory=dict)  # of them, as far as somebody knows it
    pauses: tuple[Period, ...] = ()
    moves: Mapping[str, date] = field(factory=dict)
    lengths: Mapping[str, int] = field(factory=dict)  # working days of tasks that are booked for so many
    people: Mapping[str, int] = field(factory=dict)  # of each role; one that is not named has somebody
    hours_a_week: int | None = None  # of one person; none: nobody said
    done: Mapping[str, date] = field(factory=dict)  # tasks that facts or people say are done, and when
    today: date | None = None  # none: the plan as it was drawn up, without what happened since


MONTH_DAYS = Decimal("30.4375")  # for the part of a month behind the comma


def months_until(start: date, day: date) -> Decimal:
    """How many months after the beginning a day lies."""
    return Decimal((day - start).days) / MONTH_DAYS
