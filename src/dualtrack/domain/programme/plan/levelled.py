"""The answer of levelling: which task moves from when to when, why, and the plan that it gives."""

from datetime import date
from functools import cached_property

from attrs import frozen

from dualtrack.domain.programme.plan.bars import before as before_of
from dualtrack.domain.programme.plan.conflict import Conflict
from dualtrack.domain.programme.plan.conflicts import conflicts
from dualtrack.domain.programme.plan.levelling import Levelling
from dualtrack.domain.programme.plan.load import Load, load_of
from dualtrack.domain.programme.plan.places import Piece
from dualtrack.domain.programme.plan.replanning import Solved, day_of, moving, replanned
from dualtrack.domain.programme.plan.schedule import Plan


@frozen(kw_only=True)
class Move:
    """One task that moves: from when to when, and what that relieves.

    One that relieves nothing follows others that move, or makes room for them.
    """

    task: str
    role: str
    start: date
    to: date
    weeks: int
    relieves: tuple[date, ...]  # Mondays of weeks in which the role is asked for too much
    hours: int  # of what is missing in them
    behind: tuple[str, ...]  # tasks that move too, and that it waits for


@frozen(kw_only=True, slots=False)
class Levelled:
    """The plan as it stands and as it would be."""

    problem: Levelling
    moves: tuple[Move, ...]
    plan: Plan
    least_weeks: int = 0  # no plan as good moves by fewer weeks
    proved: bool = True  # that no moves leave less missing; else the search was cut short

    @cached_property
    def load(self) -> Load:
        """What it asks of whom then."""
        return load_of(self.plan)

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What is left."""
        return conflicts(self.plan, self.load)


def levelled(problem: Levelling, solved: Solved) -> Levelled:
    """The answer in full, of one that was checked."""
    moves = (_move(problem, piece, solved) for _, piece in moving(problem, solved))
    return Levelled(
        problem=problem,
        moves=tuple(sorted(moves, key=lambda one: (one.start, one.task))),
        plan=replanned(problem, solved),
        least_weeks=solved.least_weeks,
        proved=solved.least_missing == solved.missing,
    )


def _move(problem: Levelling, piece: Piece, solved: Solved) -> Move:
    weeks, net = solved.weeks[piece.task], problem.net
    here, there = piece.spans[0], piece.spans[weeks]
    before, after = problem.hours(piece, here), problem.hours(piece, there)
    spared = {
        cell: least
        for cell, hours in before.items()
        if (least := min(problem.load.over(cell), hours - after.get(cell, 0))) > 0
    }
    return Move(
        task=piece.task,
        role=next((role for role, _ in before), net.nodes[piece.place].task.role),
        start=day_of(problem, here.start),
        to=day_of(problem, there.start),
        weeks=weeks,
        relieves=tuple(problem.load.calendar.monday(week) for _, week in sorted(spared)),
        hours=sum(spared.values()),
        behind=tuple(
            sorted(t for n, _ in before_of(net, piece.place) if solved.weeks.get(t := net.nodes[n].task.id))
        ),
    )
