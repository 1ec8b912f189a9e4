"""What a solver says of a plan, and the plan drawn up anew by it."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from attrs import evolve, field, frozen

from dualtrack.domain.programme.plan.conflicts import two_audits
from dualtrack.domain.programme.plan.levelling import Levelling
from dualtrack.domain.programme.plan.load import Load
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
        for name, piece in moving(problem, solved)
    }
    choices = evolve(problem.choices, moves={**problem.choices.moves, **days})
    return plan(problem.profile, problem.tasks, choices)


def moving(problem: Levelling, solved: Solved) -> Iterator[tuple[str, Piece]]:
    """Tasks that move, in the order of the network."""
    return ((one.task, one) for one in problem.pieces if solved.weeks.get(one.task))


def day_of(problem: Levelling, number: int) -> date:
    """The date of a day number."""
    return problem.choices.start + timedelta(days=number)
