"""Whether an answer of levelling is true: held against the plan that its moves give, never against itself."""

from collections.abc import Iterator

from attrs import frozen

from dualtrack.domain.programme.plan.breach import BreachCode
from dualtrack.domain.programme.plan.breaches import breaches
from dualtrack.domain.programme.plan.levelling import Levelling
from dualtrack.domain.programme.plan.load import load_of
from dualtrack.domain.programme.plan.replanning import Solved, audit_weeks, day_of, replanned, standing
from dualtrack.domain.programme.plan.rule_bars import marks
from dualtrack.domain.programme.plan.schedule import Plan
from dualtrack.domain.programme.plan.weeks import WEEK


@frozen(kw_only=True)
class Fault:
    """Something that is not as the solver said."""

    code: str
    what: str


def answer_faults(problem: Levelling, solved: Solved) -> tuple[Fault, ...]:
    """All that is untrue of an answer."""
    unknown = solved.weeks.keys() - {one.task for one in problem.movable}
    far = [one.task for one in problem.pieces if not 0 <= solved.weeks.get(one.task, 0) < len(one.spans)]
    if unknown or far:
        return tuple(Fault(code="no_such_place", what=task) for task in sorted({*unknown, *far}))
    there = replanned(problem, solved)
    return (
        *_misplaced(problem, solved, there),
        *_miscounted(problem, solved, there),
        *_broken(problem, there),
    )


def _misplaced(problem: Levelling, solved: Solved, there: Plan) -> Iterator[Fault]:
    """Every task stands where the answer puts it: what waits was not begun early."""
    for piece in problem.pieces:
        span, found = piece.spans[solved.weeks.get(piece.task, 0)], there.of(piece.task)
        said = day_of(problem, span.start), day_of(problem, span.finish)
        if found is None or (found.start, found.finish) != said:
            yield Fault(code="stands_elsewhere", what=piece.task)


def _miscounted(problem: Levelling, solved: Solved, there: Plan) -> Iterator[Fault]:
    load = load_of(there)
    missing = load.overload + problem.price * _weeks_late(problem, there)
    before = standing(problem)
    if missing != solved.missing:
        yield Fault(code="missing", what=f"{missing}, said {solved.missing}")
    if missing < solved.least_missing:
        yield Fault(code="less_than_shown", what=str(solved.least_missing))
    if missing > before.missing:
        yield Fault(code="worse", what=f"{missing}, before {before.missing}")
    if audit_weeks(there, load) != solved.audit_weeks:
        yield Fault(code="audit_weeks", what=f"{audit_weeks(there, load)}, said {solved.audit_weeks}")
    if solved.audit_weeks > before.audit_weeks:
        yield Fault(code="more_audit_weeks", what=str(solved.audit_weeks))
    if sum(solved.weeks.values()) < solved.least_weeks:
        yield Fault(code="fewer_weeks_than_shown", what=str(solved.least_weeks))
    if solved.weeks and not problem.conflicts:
        yield Fault(code="moved_without_conflict", what=", ".join(sorted(solved.weeks)))


def _weeks_late(problem: Levelling, there: Plan) -> int:
    ends = {name: there.finish(name) for name in problem.ends}
    late = (problem.net.workdays.number(day) + 1 - problem.ends[n] for n, day in ends.items() if day)
    return sum(max(0, -(-days // WEEK)) for days in late)


def _broken(problem: Levelling, there: Plan) -> Iterator[Fault]:
    """No end moves unless it may, and nothing is broken that was not."""
    if not problem.ends_may_move:
        for name in problem.ends:
            if there.finish(name) != problem.plan.finish(name):
                yield Fault(code="end_moved", what=name)
    new = [one for one in breaches(there) if marks((one,)) - marks(breaches(problem.plan))]
    for one in new:
        if not (problem.ends_may_move and one.code is BreachCode.LATER_THAN_PROFILE):
            yield Fault(code="breaks", what=one.code.value)
