"""What a plan breaks: hard constraints that no audit allows, and customs that a certification body may waive.

Hard: the internal audit and the management review are complete before Stage 2 (ISO/IEC 17021-1 9.3.1.3 looks
at both; ISO/IEC 27001 9.2, 9.3), the final tests come after the period has ended, the next period begins the
day after the last. The rest warns and says whom to ask.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from attrs import evolve

from dualtrack.domain.controls.period import Period, add_months
from dualtrack.domain.programme.plan.alone import hours_of_one, waiting_for, with_one
from dualtrack.domain.programme.plan.breach import Breach, BreachCode
from dualtrack.domain.programme.plan.choices import Choices
from dualtrack.domain.programme.plan.comparison import finishes
from dualtrack.domain.programme.plan.driving import longest, shorter_period, waited_for
from dualtrack.domain.programme.plan.network import month_day
from dualtrack.domain.programme.plan.schedule import LAST_AUDIT_DAY, Placed, Plan, observation
from dualtrack.domain.programme.plan.shape import Condition
from dualtrack.domain.programme.plan.workdays import calendar_of

LEAST_GAP = timedelta(weeks=2)  # practice.md section 4; ISO/IEC 17021-1 leaves it to the certification body
MOST_GAP_MONTHS = 6  # ISO/IEC 17021-1 9.5.3.2 counts six months after Stage 2; by custom also from Stage 1
RECORD_MONTHS = 3
LAST_WEEKS = timedelta(weeks=6)
STALE_MONTHS = 12
SHORT_MONTHS, LONG_MONTHS = 6, 12
# Tasks whose dates the rules below look at, two at a time.
LOOKED_AT = (
    "fieldwork",
    "internal_audit",
    "management_review",
    "next_period",
    "observation",
    "records",
    "stage1",
    "stage2",
    "window_gate",
)


def breaches(plan: Plan) -> tuple[Breach, ...]:
    """All that a plan breaks: hard ones first, then in the order in which they are checked."""
    found = [_ahead(one, plan.choices.today) for rule in _RULES for one in rule(plan)]
    return tuple(sorted(found, key=lambda one: not one.hard))


def _ahead(one: Breach, today: date | None) -> Breach:
    """Nobody begins in the past: a nearest day that has passed becomes today, and is told as passed."""
    if one.nearest is None or today is None or one.nearest >= today:
        return one
    passed = ("passed", one.nearest.isoformat())
    return evolve(one, nearest=today, params=(*one.params, passed))


def _two(plan: Plan, one: str, other: str) -> tuple[Placed, Placed] | None:
    first, second = plan.of(one), plan.of(other)
    return None if first is None or second is None else (first, second)


def _ends_after_start(plan: Plan, earlier: str, later: str, code: BreachCode) -> Iterator[Breach]:
    """`earlier` has to be over when `later` begins."""
    pair = _two(plan, earlier, later)
    if pair is None:
        return
    first, second = pair
    if first.finish > second.start:
        over = (first.finish - second.start).days
        yield Breach(code=code, tasks=(later, earlier), days=over, nearest=first.finish)


def _internal_audit(plan: Plan) -> Iterator[Breach]:
    yield from _ends_after_start(plan, "internal_audit", "stage2", BreachCode.INTERNAL_AUDIT_AFTER_STAGE2)
    yield from _ends_after_start(plan, "management_review", "stage2", BreachCode.REVIEW_AFTER_STAGE2)


def _order(plan: Plan) -> Iterator[Breach]:
    yield from _ends_after_start(plan, "internal_audit", "management_review", BreachCode.REVIEW_BEFORE_AUDIT)
    yield from _ends_after_start(plan, "management_review", "stage1", BreachCode.STAGE1_BEFORE_REVIEW)


def _fieldwork(plan: Plan) -> Iterator[Breach]:
    yield from _ends_after_start(plan, "observation", "fieldwork", BreachCode.FIELDWORK_IN_PERIOD)


def _next(plan: Plan) -> Iterator[Breach]:
    pair = _two(plan, "observation", "next_period")
    if pair is not None and pair[1].start != pair[0].finish:
        away = (pair[1].start - pair[0].finish).days
        yield Breach(
            code=BreachCode.GAP_BETWEEN_PERIODS, tasks=("next_period",), days=away, nearest=pair[0].finish
        )


def _moves(plan: Plan) -> Iterator[Breach]:
    """A day that somebody set is not kept: what the task waits for ends later, or nobody works on it."""
    calendar = calendar_of(plan.choices)
    for one in plan.tasks:
        wanted = plan.choices.moves.get(one.task.id)
        if one.done is not None or wanted is None:
            continue
        last = waited_for(plan, one)
        if last is not None and last[1] > wanted:
            yield Breach(
                code=BreachCode.BEFORE_PREDECESSOR,
                tasks=(one.task.id, last[0]),
                days=(one.start - wanted).days,
                nearest=one.start,
                params=(("wanted", wanted.isoformat()),),
            )
        elif one.start > wanted and not calendar.works(wanted):
            yield Breach(
                code=BreachCode.NOT_A_WORKDAY,
                tasks=(one.task.id,),
                days=(one.start - wanted).days,
                nearest=one.start,
                params=(("wanted", wanted.isoformat()), *_free(plan.choices, wanted)),
            )


def _free(choices: Choices, day: date) -> tuple[tuple[str, str], ...]:
    """Why nobody works on a day: a public holiday by its name, a pause, or the day of the week."""
    if day in choices.holidays:
        return (("why", "holiday"), ("name", choices.holiday_names.get(day, "")))
    paused = any(pause.holds(day) for pause in choices.pauses)
    return (("why", "pause" if paused else day.strftime("%A").lower()),)


def _nobody(plan: Plan) -> Iterator[Breach]:
    """Work of ours for a role that nobody holds is done by nobody; with one person it could be done then."""
    for role in sorted(role for role, count in plan.choices.people.items() if count < 1):
        tasks = waiting_for(plan, role)
        if tasks:
            ends = finishes(with_one(plan, role))
            yield Breach(
                code=BreachCode.NOBODY,
                tasks=tuple(one.task.id for one in tasks),
                nearest=tasks[0].start,
                params=(
                    ("role", role),
                    ("hours", str(hours_of_one(plan))),
                    *((name, day.isoformat()) for name, day in ends.items()),
                ),
            )


def _stages(plan: Plan) -> Iterator[Breach]:
    pair = _two(plan, "stage1", "stage2")
    if pair is None:
        return
    first, second = pair
    if second.start - first.finish < LEAST_GAP:
        yield Breach(
            code=BreachCode.STAGES_TOO_CLOSE,
            tasks=("stage2", "stage1"),
            days=(second.start - first.finish).days,
            nearest=first.finish + LEAST_GAP,
        )
    if second.start > (last := add_months(first.finish, MOST_GAP_MONTHS)):
        yield Breach(
            code=BreachCode.STAGES_TOO_FAR,
            tasks=("stage2", "stage1"),
            days=(second.start - last).days,
            nearest=_unless_past(last, plan),
            params=(("limit", last.isoformat()),),
        )


def _unless_past(limit: date, plan: Plan) -> date | None:
    """The last day that keeps a limit, as long as somebody can still begin on it."""
    today = plan.choices.today
    return limit if today is None or limit >= today else None


def _records(plan: Plan) -> Iterator[Breach]:
    """By custom an auditor is shown three months of records of the system before Stage 2."""
    pair = _two(plan, "records", "stage2")
    if pair is None:
        return
    records, stage2 = pair
    enough = add_months(records.start, RECORD_MONTHS)
    if stage2.start < enough:
        short = (enough - stage2.start).days
        yield Breach(code=BreachCode.FEW_RECORDS, tasks=("stage2", "records"), days=short, nearest=enough)


def _stale(plan: Plan) -> Iterator[Breach]:
    pair = _two(plan, "internal_audit", "stage2")
    if pair is None:
        return
    audit, stage2 = pair
    if stage2.start > (until := add_months(audit.finish, STALE_MONTHS)):
        over = (stage2.start - until).days
        yield Breach(
            code=BreachCode.AUDIT_STALE,
            tasks=("internal_audit", "stage2"),
            days=over,
            nearest=_unless_past(until, plan),
            params=(("limit", until.isoformat()),),
        )


def _busy(one: Placed, start: date, finish: date, plan: Plan) -> int:
    """Person-days of ours that a task takes within [start, finish)."""
    days = calendar_of(plan.choices)
    shared = days.between(days.number(max(one.start, start)), days.number(min(one.finish, finish)))
    return shared * one.task.people


def _period_end(plan: Plan) -> Iterator[Breach]:
    """A stage while the last evidence of the period is gathered by the same people (oddity 15)."""
    period = observation(plan)
    if period is None:
        return
    since = max(period.start, period.finish - LAST_WEEKS)
    for name in ("stage1", "stage2"):
        stage = plan.of(name)
        if stage is None or not (stage.start < period.finish and stage.finish > since):
            continue
        yield Breach(
            code=BreachCode.STAGE_IN_PERIOD_END,
            tasks=(name, "observation"),
            days=_busy(stage, since, period.finish, plan),
            nearest=period.finish,
        )


def _audits(plan: Plan) -> Iterator[Breach]:
    """The same people answer a certification body and a CPA firm at once."""
    fieldwork = plan.of("fieldwork")
    if fieldwork is None:
        return
    for name in ("stage1", "stage2"):
        stage = plan.of(name)
        if stage is None or not (stage.start < fieldwork.finish and stage.finish > fieldwork.start):
            continue
        both = _busy(stage, fieldwork.start, fieldwork.finish, plan) + _busy(
            fieldwork, stage.start, stage.finish, plan
        )
        nearest = fieldwork.finish if stage.start >= fieldwork.start else stage.finish
        yield Breach(code=BreachCode.AUDITS_OVERLAP, tasks=(name, "fieldwork"), days=both, nearest=nearest)


def _length(plan: Plan) -> Iterator[Breach]:
    """There is no legal length; buyers distrust less than six months (practice.md 1.5)."""
    if observation(plan) is None or Condition.SOC2 not in plan.profile.holds:
        return
    months = plan.choices.period_months
    if months < SHORT_MONTHS:
        yield Breach(code=BreachCode.PERIOD_SHORT, tasks=("observation",), days=months)
    if months > LONG_MONTHS:
        yield Breach(code=BreachCode.PERIOD_LONG, tasks=("observation",), days=months)


def _window(plan: Plan) -> Iterator[Breach]:
    """A period that began before its gate: controls that were not operating are listed as exceptions."""
    pair = _two(plan, "window_gate", "observation")
    if pair is not None and pair[0].finish > pair[1].start and pair[0].done is None:
        late = (pair[0].finish - pair[1].start).days
        yield Breach(
            code=BreachCode.WINDOW_NOT_READY,
            tasks=("observation", "window_gate"),
            days=late,
            nearest=pair[0].finish,
        )


def _promise(plan: Plan) -> Iterator[Breach]:
    """The profile says how long it takes; a plan that ends later says so, and by how much."""
    last = plan.finish(LAST_AUDIT_DAY)
    promised = month_day(plan.choices.start, plan.profile.months[1])
    if last is not None and last >= promised:
        params = [("promised", promised.isoformat())]
        if (shorter := shorter_period(plan, promised)) is not None:
            months, then = shorter
            params += [("shorter", str(months)), ("then", then.isoformat())]
        yield Breach(
            code=BreachCode.LATER_THAN_PROFILE,
            tasks=tuple(one.task.id for one in longest(plan, LAST_AUDIT_DAY)),
            days=(last - promised).days + 1,
            nearest=last,
            params=tuple(params),
        )


def _pauses(plan: Plan) -> Iterator[Breach]:
    period = observation(plan)
    if period is None or period.finish <= period.start:
        return
    span = Period(period.start, period.last)
    for pause in plan.choices.pauses:
        if pause.overlaps(span):
            days = (min(pause.end, span.end) - max(pause.start, span.start)).days + 1
            yield Breach(code=BreachCode.PAUSED_IN_PERIOD, tasks=("observation",), days=days)


def _unused(plan: Plan) -> Iterator[Breach]:
    """A period in which nothing operated shows an auditor nothing; the plan works for another one."""
    period = observation(plan)
    for one in plan.choices.unused:
        yield Breach(
            code=BreachCode.PERIOD_UNUSED,
            tasks=("observation",),
            days=one.days,
            nearest=None if period is None else period.start,
            params=(("first", one.start.isoformat()), ("last", one.end.isoformat())),
        )


_RULES: tuple[Callable[[Plan], Iterable[Breach]], ...] = (
    _internal_audit,
    _unused,
    _fieldwork,
    _next,
    _moves,
    _order,
    _stages,
    _records,
    _stale,
    _period_end,
    _audits,
    _length,
    _window,
    _promise,
    _pauses,
    _nobody,
)
