"""The plan on a day: drawn up from its profile, what was decided and recorded, and the facts of that day."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cached_property

from attrs import evolve, frozen

from dualtrack.app.accounts.rights import require
from dualtrack.app.audits.models import AuditorBookingRow, PackageMadeRow
from dualtrack.app.ledger.queries import firsts, values
from dualtrack.app.ledger.recorded import recorded_type
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.programme import memo
from dualtrack.app.programme.memo import Judged
from dualtrack.app.programme.models import (
    FrameworkAddedRow,
    PlanBaselineRow,
    PlanCompletionRow,
    PlanMoveRow,
    PlanPauseRow,
    PlanSettingsRow,
    SequencingDecisionRow,
)
from dualtrack.app.programme.public_holidays import public_holidays
from dualtrack.app.programme.queries import When, frameworks, organisation, past
from dualtrack.app.registers.models import TABLES
from dualtrack.app.risks.queries import register
from dualtrack.catalogues.loader import load_plans
from dualtrack.domain.audits.choosing import AuditorBooking
from dualtrack.domain.controls.period import Period, months_from
from dualtrack.domain.ledger.person import Viewer, program
from dualtrack.domain.programme.organisation import (
    FrameworkAdded,
    Organisation,
    Sequencing,
    both_audits,
)
from dualtrack.domain.programme.plan.bookings import (
    BookedAudit,
    BookingToMove,
    booked_audits,
    kept,
    to_move,
)
from dualtrack.domain.programme.plan.breach import Breach
from dualtrack.domain.programme.plan.breaches import breaches
from dualtrack.domain.programme.plan.choices import (
    Choices,
    PlanBaseline,
    PlanCompletion,
    PlanMove,
    PlanPause,
    PlanSettings,
)
from dualtrack.domain.programme.plan.comparison import Joined
from dualtrack.domain.programme.plan.facts import done, unused
from dualtrack.domain.programme.plan.holding import conditions
from dualtrack.domain.programme.plan.joining import delta, joined, order_of, phase_1_end
from dualtrack.domain.programme.plan.network import OBSERVATION, Network, network
from dualtrack.domain.programme.plan.on_record import OnRecord
from dualtrack.domain.programme.plan.schedule import Plan, observation, scheduled
from dualtrack.domain.programme.plan.sequencing import (
    SequencingDecision,
    Undecided,
    sequencing_on,
    undecided,
)
from dualtrack.domain.programme.plan.shape import Condition, PlanProfile, PlanTask
from dualtrack.domain.programme.plan.workdays import pauses_of, reach
from dualtrack.domain.programme.plan.years import Year, first_year, second_year
from dualtrack.domain.programme.snapshot import Programme
from dualtrack.domain.risks.register import RiskRegister

SETTINGS = "plan"  # the one id of the settings
_FRAMEWORKS = (Condition.SOC2, Condition.ISO27001, Condition.ISO42001)
_NO_SETTINGS = PlanSettings(id=SETTINGS)


@frozen(kw_only=True)
class Recorded:
    """All that is on record of the plan."""

    moves: tuple[PlanMove, ...]
    completions: tuple[PlanCompletion, ...]
    pauses: tuple[PlanPause, ...]
    baselines: tuple[PlanBaseline, ...]
    settings: PlanSettings
    decisions: tuple[SequencingDecision, ...]


@frozen(kw_only=True)
class Asked:
    """Another plan than the programme's own: what if it ran by another profile, order or period."""

    profile: str | None = None
    sequencing: Sequencing | None = None
    period_months: int | None = None

    def of(self, organisation: Organisation) -> "Asked":
        """The same without a period that is the organisation's own: the plan then has what is on record."""
        months = None if self.period_months == organisation.period_months else self.period_months
        return evolve(self, period_months=months)


@frozen(kw_only=True, slots=False)
class Planned:
    """A plan with what it was drawn up from, and what is computed from it when it is first asked for."""

    when: When
    organisation: Organisation
    profile: PlanProfile
    tasks: tuple[PlanTask, ...]
    choices: Choices
    booked: tuple[BookedAudit, ...]
    recorded: Recorded
    asked: Asked

    @cached_property
    def network(self) -> Network:
        """The tasks as numbers."""
        return network(self.profile, self.tasks, self.choices)

    @cached_property
    def plan(self) -> Plan:
        """The plan of the day: what happened, and the forecast of the rest."""
        return scheduled(self.profile, self.choices, self.network)

    @cached_property
    def breaches(self) -> tuple[Breach, ...]:
        """What it breaks."""
        return breaches(self.plan)

    @cached_property
    def as_drawn(self) -> Plan:
        """The plan as its profile draws it, before anything happened or was moved."""
        plain = evolve(self.choices, moves={}, lengths={}, done={}, today=None, period=None, pauses=())
        return scheduled(self.profile, plain, network(self.profile, self.tasks, plain))

    @cached_property
    def joined(self) -> Joined | None:
        """What a framework that was added does to the plan of the day; none where none was."""
        join = self.profile.join
        if join is None:
            return None
        alone = scheduled(join.own, self.choices, network(join.own, self.tasks, self.choices))
        return delta(join, alone, self.plan)

    @property
    def bookings_to_move(self) -> tuple[BookingToMove, ...]:
        """The bookings that it cannot keep."""
        return to_move(self.plan, self.booked)

    @property
    def reports(self) -> tuple[str, ...]:
        """The frameworks whose work is in it."""
        holds = conditions(self.profile, self.choices)
        return tuple(one.value for one in _FRAMEWORKS if one in holds)

    @property
    def phase_end(self) -> date:
        """The exclusive end of phase 1; the order is asked for from the day on which there are two audits."""
        return phase_1_end(self.profile, self.choices.start)

    @property
    def undecided(self) -> Undecided | None:
        """Phase 1 is over and nobody decided which audit comes first; with one there is no order."""
        if not both_audits(self.choices.frameworks):
            return None
        return undecided(self.recorded.decisions, self.phase_end, self.when.as_of)


def planned(viewer: Viewer, when: When, asked: Asked | None = None) -> Planned:
    """The plan of a day, for whoever may read it.

    Raises RefusedError for a profile that there is none of, and CircularPlanError.
    """
    require(viewer, "plan.read")
    reader, until = program("plan"), past(when)
    return drawn_up(memo.judged(reader, when), register(reader, until), when, until, asked)


def drawn_up(
    judged: Judged, risks: RiskRegister, when: When, until: datetime | None, asked: Asked | None = None
) -> Planned:
    """The same over a programme that is judged already, and its risks."""
    organisation = judged.programme.organisation
    wanted = (asked or Asked()).of(organisation)
    profiles, tasks = plan_files()
    key = wanted.profile or organisation.profile.value
    profile = profiles.get(key)
    if profile is None:
        raise RefusedError("unknown_profile", object=key, known=", ".join(sorted(profiles)))
    held = on_record(until)
    year = _year(judged, risks, when, until, profile, wanted)
    bookings = year.bookings(values(AuditorBookingRow, until))
    choices = _choices(judged, risks, until, profile, tasks, held, wanted, year, bookings)
    if wanted.profile is None:
        profile = joined(profile, profiles, judged.programme.added, choices)
    booked = booked_audits(bookings, profile)
    return Planned(
        when=when,
        organisation=organisation,
        profile=profile,
        tasks=tasks,
        choices=kept(choices, booked, tasks),
        booked=booked,
        recorded=held,
        asked=wanted,
    )


def _year(
    judged: Judged,
    risks: RiskRegister,
    when: When,
    until: datetime | None,
    profile: PlanProfile,
    asked: Asked,
) -> Year:
    """The year of the plan: one that follows begins when the first period ends, on record or by the plan."""
    organisation, first = judged.programme.organisation, _period(judged, Asked())
    months = asked.period_months or organisation.period_months
    if not profile.follows:
        ended = None if first is None else first.end
        late = frozenset(one.framework for one in judged.programme.added)
        return first_year(organisation.start, ended, organisation.period_months, late)
    if first is not None:
        return second_year(first.end, months)
    own = drawn_up(judged, risks, when, until).plan
    observed = observation(own)
    ends = own.end if observed is None else observed.finish
    return second_year(ends - timedelta(days=1), months)


def plan_files() -> tuple[Mapping[str, PlanProfile], tuple[PlanTask, ...]]:
    """The shipped profiles by key, and the tasks; they are checked when they are released."""
    held = load_plans()
    return {one.key: one for one in held.profiles}, held.tasks


def running(day: date, until: datetime | None) -> tuple[PlanProfile, date]:
    """The profile by which the programme runs on a day, with what was added to it, and its first day."""
    profiles, _ = plan_files()
    held = organisation()
    added: tuple[FrameworkAdded, ...] = values(FrameworkAddedRow, until)
    choices = Choices(
        profile=held.profile.value,
        start=held.start,
        sequencing=held.sequencing,
        period_months=held.period_months,
        frameworks=frameworks(day),
    )
    return joined(profiles[held.profile.value], profiles, added, choices), held.start


def on_record(until: datetime | None) -> Recorded:
    """Everything recorded of the plan, as known at that time."""
    settings = values(PlanSettingsRow, until)
    return Recorded(
        moves=values(PlanMoveRow, until),
        completions=values(PlanCompletionRow, until),
        pauses=values(PlanPauseRow, until),
        baselines=values(PlanBaselineRow, until),
        settings=settings[0] if settings else _NO_SETTINGS,
        decisions=values(SequencingDecisionRow, until),
    )


def _choices(
    judged: Judged,
    risks: RiskRegister,
    until: datetime | None,
    profile: PlanProfile,
    tasks: tuple[PlanTask, ...],
    held: Recorded,
    asked: Asked,
    year: Year,
    booked: Mapping[str, AuditorBooking],
) -> Choices:
    programme, day = judged.programme, judged.readiness.as_of
    organisation, settings = programme.organisation, held.settings
    until_year = reach(year.start, day)
    holidays = public_holidays(settings.country, settings.subdivision, year.start.year, until_year)
    period = _period(judged, asked) if asked.profile is None else None
    moves = year.days({one.id: one.start for one in held.moves})
    running = period is not None and period.start <= day
    if period is not None and not running:
        moves.setdefault(OBSERVATION, period.start)
    default = organisation.sequencing
    if asked.profile is None:
        default = order_of([a for a in programme.added if a.since <= day], profile, default)
    order = sequencing_on(held.decisions, default, day)
    return Choices(
        profile=profile.key,
        start=year.start,
        sequencing=asked.sequencing or order,
        period_months=asked.period_months or organisation.period_months,
        categories=programme.categories_on(day),
        frameworks=programme.frameworks_on(day),
        period=period if running else None,
        unused=_unused(judged) if asked.profile is None else (),
        stage_gap_days=settings.stage_gap_days,
        holidays=frozenset(holidays),
        holiday_names=holidays,
        pauses=pauses_of(Period(p.start, p.end) for p in held.pauses),
        moves=moves,
        people={one.role: one.count for one in settings.people},
        hours_a_week=settings.hours_a_week,
        done=_as_asked(
            done(
                tasks,
                [one for one in held.completions if year.its_own(one.on)],
                _facts(judged, risks, until, held, tasks, booked, year),
            ),
            period,
            asked,
            day,
        ),
        today=day,
    )


def _as_asked(held: Mapping[str, date], period: Period | None, asked: Asked, day: date) -> dict[str, date]:
    """What is done, had the period been as long as is asked: a longer one would not be over yet.

    A shorter one that would be over by now would have been followed by the next at once.
    """
    if asked.period_months is None or period is None:
        return dict(held)
    if period.end >= day:
        return {task: on for task, on in held.items() if task != OBSERVATION}
    return {**held, "next_period": period.end + timedelta(days=1)}


def _period(judged: Judged, asked: Asked) -> Period | None:
    """The SOC 2 period that the programme works for: the first that ends within it, as long as is asked."""
    empty = _unused(judged)
    found = min((one for one in _periods(judged) if one not in empty), default=None)
    if found is None or asked.period_months is None:
        return found
    return months_from(found.start, asked.period_months)


def _periods(judged: Judged) -> tuple[Period, ...]:
    """The SOC 2 periods that end within the programme."""
    start = judged.programme.organisation.start
    return tuple(p.period for p in judged.programme.periods if p.framework == "soc2" and p.end >= start)


def _unused(judged: Judged) -> tuple[Period, ...]:
    """Those that ended before anything operated in them."""
    day = judged.readiness.as_of
    return tuple(one for one in _periods(judged) if unused(judged.programme, one, day))


def _registers(tasks: tuple[PlanTask, ...]) -> tuple[str, ...]:
    """Registers that tasks wait for."""
    codes = (task.fact.partition(":") for task in tasks)
    return tuple(sorted({what for name, _, what in codes if name == "register_filled"}))


def _facts(
    judged: Judged,
    risks: RiskRegister,
    until: datetime | None,
    held: Recorded,
    tasks: tuple[PlanTask, ...],
    booked: Mapping[str, AuditorBooking],
    year: Year,
) -> OnRecord:
    programme = judged.programme
    if year.later:
        programme = evolve(programme, periods=tuple(p for p in programme.periods if year.its_own(p.start)))
    return OnRecord(
        programme=programme,
        readiness=judged.readiness,
        risks=risks,
        decisions=held.decisions,
        filled=_filled(judged, _registers(tasks)),
        booked={framework: one.booked_on for framework, one in booked.items()},
        packed=_packed(judged.programme, until, year),
    )


def _packed(programme: Programme, until: datetime | None, year: Year) -> dict[str, date]:
    """The first package of each kind that was made in this year."""
    found: dict[str, date] = {}
    for made in values(PackageMadeRow, until):
        day = programme.local_day(made.made_at)
        if year.its_own(day):
            found[made.kind] = min(found.get(made.kind, day), day)
    return found


def _filled(judged: Judged, registers: tuple[str, ...]) -> dict[str, date]:
    """Registers that hold something, with the day of their first entry."""
    kinds = {recorded_type(TABLES[key])[0]: key for key in registers}
    days = {kinds[kind]: judged.programme.local_day(one.recorded_at) for kind, one in firsts(kinds).items()}
    return {key: day for key, day in days.items() if day <= judged.readiness.as_of}
