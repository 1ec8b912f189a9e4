"""What a plan is made of: profiles with their phases, tasks with their durations, dependencies and facts.

Profiles and tasks are data (catalogues/starters/plans); nothing here knows a date. Months are counted from
the day on which the programme begins and phases are half-open: [0, 2) is the first two months.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from attrs import frozen


class Phase(StrEnum):
    """The five phases of the article; in other profiles they are shorter or longer."""

    SCOPE = "scope_and_planning"
    RISK = "risk_and_iso_work"
    IMPLEMENT = "control_implementation"
    OBSERVE = "observation_and_iso_preparation"
    AUDIT = "audit_sequencing"


class Condition(StrEnum):
    """What has to be so in a programme for a task to be part of its plan."""

    SOC2 = "soc2"
    ISO27001 = "iso27001"
    BOTH = "both"
    ISO42001 = "iso42001"
    NEW_SOC2 = "new_soc2"  # no SOC 2 programme runs yet
    NEW_ISMS = "new_isms"  # no information security management system runs yet
    RUNNING_SOC2 = "running_soc2"
    RUNNING_ISMS = "running_isms"
    PRIVACY = "privacy"
    AVAILABILITY = "availability"
    CONFIDENTIALITY = "confidentiality"
    PROCESSING_INTEGRITY = "processing_integrity"
    CERTIFIES = "certifies"  # a certificate is sought: initial certification
    SURVEILLANCE = "surveillance"  # a certificate is held already
    TYPE_1 = "type_1"  # a Type 1 report on the way was chosen


class Span(StrEnum):
    """How a task's length is counted."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    PERIOD = "period"  # so many months as the observation period has


class Source(StrEnum):
    """Where a profile's durations come from."""

    ARTICLE = "article"
    OURS = "ours"


@frozen
class Spread:
    """Low, likely and high: working days or hours; all zero for an event that takes no time."""

    low: int
    likely: int
    high: int


@frozen
class Months:
    """From one point in time to another, in months since the programme began; half-open."""

    start: Decimal
    end: Decimal

    def at(self, share: Decimal) -> Decimal:
        """The point so far into it: 0 its start, 1 its end."""
        return self.start + share * (self.end - self.start)


@frozen(kw_only=True)
class PlanProfile:
    """One way to run a programme: its phases, when observation begins, and how long it is said to take."""

    key: str
    title: str
    source: Source
    holds: frozenset[Condition]  # what is so in every programme of this profile
    months: tuple[Decimal, Decimal]  # shortest and longest that it is said to take, last audit day
    phases: tuple[tuple[Phase, Months], ...]
    observation: Decimal | None  # the month at which the SOC 2 period begins; none without one
    stage_gap_days: int  # calendar days from the end of Stage 1 to Stage 2
    pace: Decimal = Decimal(1)  # every likely duration is multiplied by it
    join: "Join | None" = None  # what was added while the programme ran

    @property
    def follows(self) -> bool:
        """True for a profile that comes after another: both the SOC 2 programme and the ISMS run already."""
        return {Condition.RUNNING_SOC2, Condition.RUNNING_ISMS} <= self.holds

    def phase(self, phase: Phase) -> Months:
        """The months of one phase.

        Raises KeyError for a phase that the profile does not have.
        """
        return dict(self.phases)[phase]


@frozen(kw_only=True)
class Join:
    """A framework that was added on a day: tasks that it brings are planned by another profile from then."""

    framework: str
    since: date
    own: PlanProfile  # as it was, without the framework
    adds: PlanProfile


GAP = "stage_gap"  # a lag that the profile sets


@frozen(order=True)
class After:
    """A task begins when another has finished, and so many calendar days have passed."""

    task: str
    lag_days: int = 0
    gap: bool = False  # the profile's days between Stage 1 and Stage 2 instead


@frozen(kw_only=True)
class PlanTask:
    """One piece of work or one event of a plan.

    A task is placed at a share of its phase (`at`) and never before that without being moved; it begins when
    what it depends on has finished. `after_iso_first` and `after_soc2_first` hold for one sequencing alone.
    """

    id: str
    title: str
    phase: Phase
    workstream: str
    role: str
    days: Spread
    hours: Spread
    at: Decimal = Decimal(0)
    span: Span = Span.WORKING_DAYS
    when: frozenset[Condition] = frozenset()  # all of them hold
    unless: frozenset[Condition] = frozenset()  # none of them holds
    after: tuple[After, ...] = ()
    after_iso_first: tuple[After, ...] = ()
    after_soc2_first: tuple[After, ...] = ()
    fact: str = ""  # the record that shows that it is done; empty: a named person completes it
    gate: str = ""  # a gate stands here: the audit behind it waits
    milestone: str = ""
    serves: str = "shared"  # soc2, iso27001, shared or iso42001: whose work it is
    people: int = 1  # of ours who are busy with it

    def belongs(self, holds: frozenset[Condition]) -> bool:
        """True where the task is part of a programme of which all this is so."""
        return self.when <= holds and not self.unless & holds
