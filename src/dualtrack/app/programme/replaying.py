"""The programme replayed week by week, for who may read all of it: what was, and what the plan has ahead.

Weeks so far cost one fold each of readiness and of the risk register, however many there are; nothing is
judged week by week.
"""

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from attrs import frozen

from dualtrack.app.accounts.rights import require
from dualtrack.app.programme import memo
from dualtrack.app.programme.memo import Judged
from dualtrack.app.programme.planning import Planned, planned
from dualtrack.app.programme.queries import When
from dualtrack.app.programme.risk_register import Risks, risks
from dualtrack.app.programme.watching import Watching, watching
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.patterns.answers import AnswerState
from dualtrack.domain.programme.plan.comparison import PlannedThen, planned_then
from dualtrack.domain.programme.plan.if_held import IfHeld
from dualtrack.domain.programme.plan.replay import FallsDue, Kept, WeekState, promise_ahead, week_states
from dualtrack.domain.programme.statuses import Figure
from dualtrack.domain.risks.findings import review_due


@frozen(kw_only=True, slots=False)
class Replay:
    """A plan, and each of its weeks as it was or is forecast."""

    held: Planned
    judged: Judged
    kept: Kept

    @cached_property
    def states(self) -> tuple[WeekState, ...]:
        """Every week from 0 to the last."""
        return week_states(self.held.plan, self.kept, today=self.held.when.as_of)

    @cached_property
    def promised(self) -> tuple[IfHeld, ...]:
        """Readiness from today on, if the plan holds."""
        return promise_ahead(self.held.plan, self.kept.figures, self.held.when.as_of)

    @cached_property
    def then(self) -> Mapping[str, tuple[PlannedThen, ...]]:
        """Gates and ends as each baseline had them, by its id."""
        return {one.id: planned_then(one.tasks, self.held.plan) for one in self.kept.baselines}


def replay(viewer: Viewer, when: When) -> Replay:
    """All weeks of the programme, as known on a day."""
    require(viewer, "programme.read")
    held, judged, register = planned(viewer, when), memo.judged(viewer, when), risks(viewer, when)
    programme = judged.programme
    kept = Kept(
        figures=judged.curve,
        deviations=tuple(programme.local_day(one.noted_at) for one in programme.deviations),
        scopes=programme.scopes,
        nonconformities=programme.nonconformities,
        risks=register.weekly,
        baselines=held.recorded.baselines,
        due=_falls_due(register, watching(viewer, when), when.as_of),
    )
    return Replay(held=held, judged=judged, kept=kept)


def promised(viewer: Viewer, held: Planned) -> tuple[IfHeld, ...]:
    """Readiness from today on if a plan holds, week by week; for who may read the whole programme."""
    readiness = memo.judged(viewer, held.when).readiness
    now = Figure(
        as_of=readiness.as_of,
        frameworks=tuple((one.framework, one.readiness, one.counts) for one in readiness.frameworks),
    )
    return promise_ahead(held.plan, (now,), held.when.as_of)


def _falls_due(register: Risks, patterns: Watching, day: date) -> FallsDue:
    reviews = (review_due(register.register, one, day) for one in register.stands)
    live = {one.risk.id for one in register.stands}
    return FallsDue(
        reviews=tuple(due for due in reviews if due is not None),
        actions=tuple(
            one.due for one in register.register.actions if one.risk in live and one.done_on is None
        ),
        answers=tuple(
            one.answer.until
            for one in patterns.found
            if one.answer is not None and one.state is AnswerState.STANDS
        ),
    )
