"""`assess`: every status of a programme on one day, from facts, scope, period and two times.

Nothing is stored. `assess` is the one-day case of `series`: both judge with the same rules,
and a property test holds them equal.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from attrs import frozen

from dualtrack.domain.audits.findings import Deviation, Grade
from dualtrack.domain.controls.control import Control
from dualtrack.domain.controls.design import ControlApproval, Design, design_of
from dualtrack.domain.controls.occurrences import judged_span
from dualtrack.domain.controls.period import ObservationPeriod
from dualtrack.domain.frameworks.catalogue import Kind, Requirement
from dualtrack.domain.programme.because import Operated, control_reasons, requirement_reasons
from dualtrack.domain.programme.judgement import Standing, State, judge, readiness_figure
from dualtrack.domain.programme.operation import states_on, tally_on
from dualtrack.domain.programme.performance import Index, Knowledge, perform
from dualtrack.domain.programme.served import Serving, in_use
from dualtrack.domain.programme.snapshot import Programme, period_for
from dualtrack.domain.programme.statuses import (
    ByFramework,
    ControlStatus,
    FrameworkReadiness,
    Readiness,
    RequirementStatus,
)


@frozen
class Prepared:
    """Lookups over a snapshot for one way of knowing, shared by a day and a series."""

    programme: Programme
    knowledge: Knowledge
    index: Index
    serving: Serving
    approvals: Mapping[str, tuple[ControlApproval, ...]]
    deviations: Mapping[str, tuple[tuple[date, int, Deviation], ...]]  # control -> (occurred, known from, it)

    @classmethod
    def of(cls, programme: Programme, known_at: datetime | None) -> "Prepared":
        """Prepare a snapshot."""
        knowledge = Knowledge(programme, known_at)
        approvals: dict[str, list[ControlApproval]] = defaultdict(list)
        for approval in programme.approvals:
            approvals[approval.control].append(approval)
        deviations: dict[str, list[tuple[date, int, Deviation]]] = defaultdict(list)
        for d in programme.deviations:
            deviations[d.control].append((d.occurred_on, knowledge.day(d.occurred_on, d.noted_at), d))
        return cls(
            programme=programme,
            knowledge=knowledge,
            index=Index.of(programme, knowledge),
            serving=Serving.of(programme),
            approvals={k: tuple(v) for k, v in approvals.items()},
            deviations={k: tuple(sorted(v, key=_by_day)) for k, v in deviations.items()},
        )

    def deviation_days(self, control: Control, period: ObservationPeriod) -> list[int]:
        """Days from which each deviation within the control's windows or the period counts."""
        held = self.deviations.get(control.id, ())
        span = judged_span(control.cadence, period.period)
        return [known for on, known, d in held if span.holds(on) and d.counts_in(period.id)]

    def deviation_ids(self, control: Control, period: ObservationPeriod, day: int) -> tuple[str, ...]:
        """Deviations that count and are known on the day."""
        held = self.deviations.get(control.id, ())
        span = judged_span(control.cadence, period.period)
        return tuple(
            d.id for on, known, d in held if span.holds(on) and known <= day and d.counts_in(period.id)
        )


def _by_day(held: tuple[date, int, Deviation]) -> tuple[date, int, str]:
    """In the order of days, then of ids."""
    on, known, deviation = held
    return on, known, deviation.id


def assess(
    programme: Programme,
    as_of: date,
    *,
    known_at: datetime | None = None,
    engagement: str | None = None,
    requirements: Sequence[Requirement] | None = None,
) -> Readiness:
    """Everything about the programme on `as_of` (the organisation's day).

    `known_at` None: as known by the end of that day; an instant: as known then about that day. `engagement`
    chooses whose period the framework is judged over. Raises nothing: what cannot be told is a status.
    """
    prepared = Prepared.of(programme, known_at)
    running = programme.frameworks_on(as_of)
    asked = programme.requirements_on(as_of) if requirements is None else requirements
    periods = {f: period_for(programme, f, as_of, engagement) for f in running}
    since = {f: as_of if period is None else period.start for f, period in periods.items()}
    standings: dict[str, dict[str, Standing]] = {f: {} for f in running}
    judged: dict[str, tuple[ByFramework, ...]] = {}
    for control in programme.controls:
        served = [f for f in periods if serves(control, f) and in_use(control, since[f])]
        if not served:
            continue
        design = design_of(control, prepared.approvals.get(control.id, ()), as_of)
        rows_of = [_judge_control(prepared, control, design, f, periods[f], as_of) for f in served]
        judged[control.id] = tuple(rows_of)
        for row in rows_of:
            throughout = operates_throughout(control, row.framework, periods[row.framework])
            standings[row.framework][control.id] = Standing(control.id, design, row.operation, throughout)
    rows = tuple(
        _judge_requirement(prepared, r, standings[r.framework], as_of, since[r.framework]) for r in asked
    )
    return Readiness(
        as_of=as_of,
        known_at=known_at,
        frameworks=tuple(_framework(programme, f, periods[f], rows, as_of) for f in running),
        controls=tuple(
            ControlStatus(
                id=c.id,
                title=c.title,
                by_framework=judged[c.id],
                owed=prepared.serving.owed_by_control(c, as_of),
            )
            for c in sorted(programme.controls, key=lambda c: c.id)
            if c.id in judged
        ),
        requirements=rows,
    )


def serves(control: Control, framework: str) -> bool:
    """True when the control serves any requirement of the framework."""
    prefix = f"{framework}:"
    return any(r.startswith(prefix) for r in control.requirements)


def operates_throughout(control: Control, framework: str, period: ObservationPeriod | None) -> bool:
    """False where a report over a period could not say so: the control began after the period did.

    ISO/IEC 27001 asks whether a control is implemented, not since which day, so only SOC 2 is cut down.
    """
    if framework != "soc2" or period is None:
        return True
    return control.operating_since is not None and control.operating_since <= period.start


def _judge_control(
    prepared: Prepared,
    control: Control,
    design: Design,
    framework: str,
    period: ObservationPeriod | None,
    as_of: date,
) -> ByFramework:
    operated = _operated(prepared, control, framework, period, as_of.toordinal())
    return ByFramework(
        framework=framework,
        design=design,
        operation=operated.tally.operation,
        tally=operated.tally,
        because=control_reasons(control, design, period, operated, as_of),
    )


def _operated(
    prepared: Prepared, control: Control, framework: str, period: ObservationPeriod | None, day: int
) -> Operated:
    """What the control's operation is judged by; nothing without a period."""
    if period is None:
        return Operated()
    slots = perform(control, framework, period.period, prepared.index, prepared.knowledge)
    states = states_on(slots, day)
    return Operated(
        slots,
        states,
        tally_on(slots, states, prepared.deviation_days(control, period), day),
        prepared.deviation_ids(control, period, day),
    )


def _judge_requirement(
    prepared: Prepared,
    requirement: Requirement,
    standings: Mapping[str, Standing],
    as_of: date,
    since: date,
) -> RequirementStatus:
    lookups = prepared.serving
    serving = [c.id for c in lookups.serving(requirement.id, since)]
    own = [standings[control] for control in serving]
    documented = lookups.documented(requirement, serving, as_of)
    decision = lookups.decision(requirement.id, as_of)
    included = decision is None or decision.included
    state = judge(
        requirement.kind,
        included=included,
        decided=decision is not None,
        documented=documented,
        serving=own,
    )
    return RequirementStatus(
        id=requirement.id,
        framework=requirement.framework,
        status=state,
        because=requirement_reasons(
            own, decision, annex=requirement.kind is Kind.ANNEX_CONTROL, documented=documented
        ),
        controls=tuple(serving),
        owed=lookups.owed_by_requirement(requirement, serving, as_of) if included else (),
    )


def count_states(states: Iterable[State]) -> tuple[tuple[str, int], ...]:
    """Counts by status, in the order of the statuses, without zeros."""
    counted = Counter(states)
    return tuple((s.value, counted[s]) for s in State if counted[s])


def open_majors(programme: Programme, framework: str, day: date) -> tuple[str, ...]:
    """Ids of the major nonconformities with a framework that are open on a day."""
    prefix = f"{framework}:"
    majors = (n for n in programme.nonconformities if n.grade is Grade.MAJOR and n.open_on(day))
    return tuple(sorted(n.id for n in majors if n.requirement.startswith(prefix)))


def _framework(
    programme: Programme,
    framework: str,
    period: ObservationPeriod | None,
    rows: Sequence[RequirementStatus],
    as_of: date,
) -> FrameworkReadiness:
    states = [r.status for r in rows if r.framework == framework]
    return FrameworkReadiness(
        framework=framework,
        readiness=readiness_figure(states),
        counts=count_states(states),
        in_scope=sum(s.in_scope for s in states),
        open_major=open_majors(programme, framework, as_of),
        period=period,
    )
