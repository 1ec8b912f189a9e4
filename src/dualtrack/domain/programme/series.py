"""`series`: readiness over many days at the cost of a few, by following only what changes.

A control's standing changes on few days; a requirement is judged again only when one of its controls,
documents or its decision changed. `assess` is the one-day case with reasons; a property test holds
them equal.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from attrs import define, frozen

from dualtrack.domain.controls.control import Control
from dualtrack.domain.controls.design import Design, design_of
from dualtrack.domain.controls.period import ObservationPeriod
from dualtrack.domain.frameworks.catalogue import Requirement
from dualtrack.domain.programme.judgement import Standing, State, judge
from dualtrack.domain.programme.operation import Operation, Tally, changes
from dualtrack.domain.programme.performance import perform
from dualtrack.domain.programme.readiness import Prepared, operates_throughout, serves
from dualtrack.domain.programme.served import in_use
from dualtrack.domain.programme.snapshot import Programme, period_for
from dualtrack.domain.programme.statuses import Figure

_Counts = tuple[tuple[str, int], ...]


def series(
    programme: Programme, days: Iterable[date], *, known_at: datetime | None = None
) -> tuple[Figure, ...]:
    """Figures of each day, in the order of the days; equal to those of `assess` on that day."""
    ordered = sorted(set(days))
    prepared = Prepared.of(programme, known_at)
    columns = {f: dict(_framework(prepared, f, ordered)) for f in programme.frameworks}
    return tuple(
        Figure(as_of=day, frameworks=tuple((f, *columns[f][day]) for f in programme.frameworks_on(day)))
        for day in ordered
    )


def _framework(
    prepared: Prepared, framework: str, days: Sequence[date]
) -> Iterator[tuple[date, tuple[int, _Counts]]]:
    """(day, (figure, counts)) of one framework, one stretch of days a period at a time."""
    for period, stretch in stretches(prepared.programme, framework, days):
        yield from _stretch(prepared, framework, period, stretch)


def stretches(
    programme: Programme, framework: str, days: Iterable[date]
) -> Iterator[tuple[ObservationPeriod | None, list[date]]]:
    """Days in a row that are judged over one period and the same categories, with that period."""
    stretch: list[date] = []
    current: tuple[ObservationPeriod | None, tuple[str, ...]] = (None, ())
    for day in days:
        judged = (period_for(programme, framework, day), programme.categories_on(day))
        if stretch and judged != current:
            yield current[0], stretch
            stretch = []
        current = judged
        stretch.append(day)
    if stretch:
        yield current[0], stretch


@frozen
class Turn:
    """From a day on (an ordinal): a control's new standing, or requirements to judge again."""

    day: int
    control: str | None
    standing: Standing | None
    requirements: tuple[str, ...]


def control_turns(
    prepared: Prepared, control: Control, framework: str, period: ObservationPeriod | None
) -> Iterator[Turn]:
    """Each day on which the control's standing changes.

    Over a period a control that was in use after its first day is judged to the end; without one it leaves on
    the day on which it was retired (None).
    """
    if period is not None and not in_use(control, period.start):
        return
    approvals = prepared.approvals.get(control.id, ())
    designs: dict[int, Design] = {
        d.toordinal(): design_of(control, approvals, d)
        for d in {date.min, *(a.approved_on for a in approvals)}
    }
    operations: dict[int, Operation] = {date.min.toordinal(): Tally().operation}
    if period is not None:
        slots = perform(control, framework, period.period, prepared.index, prepared.knowledge)
        noted = prepared.deviation_days(control, period)
        operations = {day: tally.operation for day, tally in changes(slots, noted)}
    retired = control.retired_on.toordinal() if control.retired_on and period is None else None
    throughout = operates_throughout(control, framework, period)
    design, operation, last = Design.NOT_DESIGNED, Operation.TOO_EARLY, None
    for day in sorted(designs.keys() | operations.keys()):
        if retired is not None and day >= retired:
            break
        design, operation = designs.get(day, design), operations.get(day, operation)
        standing = Standing(control.id, design, operation, throughout)
        if standing != last:
            yield Turn(day, control.id, standing, control.requirements)
            last = standing
    if retired is not None:
        yield Turn(retired, control.id, None, control.requirements)


def _other_turns(prepared: Prepared) -> Iterator[Turn]:
    """Days on which a decision was taken or a document came into force."""
    for requirement, decisions in prepared.serving.decisions.items():
        yield from (Turn(d.decided_on.toordinal(), None, None, (requirement,)) for d in decisions)
    for control_id, begun in prepared.serving.documents.items():
        control = prepared.serving.controls.get(control_id)
        if control is not None:
            yield from (Turn(day.toordinal(), None, None, control.requirements) for day in begun)


@define
class _Running:
    """States and counts of one framework's requirements, kept up as days go by."""

    states: dict[str, State]
    counts: Counter[State]

    def put(self, requirement: str, state: State) -> None:
        """Replace a requirement's state and keep the counts right."""
        before = self.states.get(requirement)
        if before is not None:
            self.counts[before] -= 1
        self.states[requirement] = state
        self.counts[state] += 1

    def figure(self) -> tuple[int, _Counts]:
        """The figure and counts, as `assess` words them."""
        scoped = sum(n for s, n in self.counts.items() if s.in_scope)
        points = sum(n * s.half_points for s, n in self.counts.items())
        counts = tuple((s.value, self.counts[s]) for s in State if self.counts[s])
        return (100 * points // (2 * scoped) if scoped else 0), counts


def _stretch(
    prepared: Prepared, framework: str, period: ObservationPeriod | None, days: Sequence[date]
) -> Iterator[tuple[date, tuple[int, _Counts]]]:
    held = prepared.programme
    asked = {r.id: r for r in held.catalogue.asked((framework,), held.categories_on(days[0]))}
    turns: dict[int, list[Turn]] = defaultdict(list)
    for control in prepared.programme.controls:
        if serves(control, framework):
            for turn in control_turns(prepared, control, framework, period):
                turns[turn.day].append(turn)
    for turn in _other_turns(prepared):
        turns[turn.day].append(turn)
    standings: dict[str, Standing] = {}
    running = _Running({}, Counter())
    waiting = sorted(turns, reverse=True)
    dirty = set(asked)
    for day in days:
        at = day.toordinal()
        while waiting and waiting[-1] <= at:
            for turn in turns[waiting.pop()]:
                _apply(turn, standings)
                dirty.update(r for r in turn.requirements if r in asked)
        for requirement in dirty:
            running.put(requirement, _state(prepared, asked[requirement], standings, day))
        dirty.clear()
        yield day, running.figure()


def _apply(turn: Turn, standings: dict[str, Standing]) -> None:
    if turn.control is None:
        return
    if turn.standing is None:
        standings.pop(turn.control, None)
    else:
        standings[turn.control] = turn.standing


def _state(prepared: Prepared, requirement: Requirement, standings: dict[str, Standing], day: date) -> State:
    lookups = prepared.serving
    serving = [c.id for c in lookups.by_requirement.get(requirement.id, ()) if c.id in standings]
    decision = lookups.decision(requirement.id, day)
    return judge(
        requirement.kind,
        included=decision is None or decision.included,
        decided=decision is not None,
        documented=lookups.documented(requirement, serving, day),
        serving=[standings[control] for control in serving],
    )
