"""The answer of levelling: which task moves from when to when, why, and the plan that it gives."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property

from attrs import evolve, field, frozen

from dualtrack.domain.programme.plan.bars import before as before_of
from dualtrack.domain.programme.plan.conflicts import Conflict, conflicts, two_audits
from dualtrack.domain.programme.plan.levelling import Levelling
from dualtrack.domain.programme.plan.load import Load, load_of
from dualtrack.domain.programme.plan.places import Piece
from dualtrack.domain.programme.plan.schedule import Plan, plan


@frozen(kw_only=True)
class Solved:
    """What a solver says: the place of each task that moves, and what is left then."""

    weeks: Mapping[str, int] = field(factory=dict)  # by task; one that is not named stays
    missing: int  # hours, and the price of moved ends
    least_missing: int = 0  # no answer has less
    audit_weeks: int  # weeks in which two firms sit with the same people
    least_weeks: int = 0  # no answer as good moves by fewer weeks


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


def standing(problem: Levelling) -> Solved:
    """Nothing moves."""
    load = problem.load
    missing = load.overload
    return Solved(missing=missing, least_missing=missing, audit_weeks=audit_weeks(problem.plan, load))


def audit_weeks(found: Plan, load: Load) -> int:
    """Weeks of a role in which two firms sit with the same people."""
    tasks = {one.task.id: one.task for one in found.tasks}
    return sum(two_audits(tasks, names) for names in load.asked.values())


def replanned(problem: Levelling, solved: Solved) -> Plan:
    """The plan with the moves recorded: drawn up anew, by the rules by which every plan is."""
    days = {
        name: day_of(problem, piece.spans[solved.weeks[name]].start)
        for name, piece in _moving(problem, solved)
    }
    choices = evolve(problem.choices, moves={**problem.choices.moves, **days})
    return plan(problem.profile, problem.tasks, choices)


def levelled(problem: Levelling, solved: Solved) -> Levelled:
    """The answer in full, of one that was checked."""
    moves = (_move(problem, piece, solved) for _, piece in _moving(problem, solved))
    return Levelled(
        problem=problem,
        moves=tuple(sorted(moves, key=lambda one: (one.start, one.task))),
        plan=replanned(problem, solved),
        least_weeks=solved.least_weeks,
        proved=solved.least_missing == solved.missing,
    )


def _moving(problem: Levelling, solved: Solved) -> Iterator[tuple[str, Piece]]:
    return ((one.task, one) for one in problem.pieces if solved.weeks.get(one.task))


def day_of(problem: Levelling, number: int) -> date:
    """The date of a day number."""
    return problem.choices.start + timedelta(days=number)


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
