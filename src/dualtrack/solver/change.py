"""What a control spares and what a change of what is wanted does, each by solving the changed question."""

from dualtrack.domain.controls.covering import Covering
from dualtrack.domain.controls.set_change import (
    Saving,
    SetChange,
    among,
    beside,
    lacking,
    saving,
    set_change,
)
from dualtrack.domain.controls.smallest_set import SmallestSet
from dualtrack.solver.smallest import solve


def savings(problem: Covering, answer: SmallestSet) -> dict[str, Saving]:
    """What each member spares that others could stand in for; where only it serves, nothing is compared."""
    return {
        member.id: saving(member.id, answer, solve(lacking(problem, member.id), first=False))
        for member in answer.members
        if not member.only
    }


def change(before: Covering, there: SmallestSet, after: Covering) -> SetChange:
    """From the set that is there: what has to come, then what is needed no more; and the size afresh."""
    with_new = solve(beside(after, there))
    return set_change(
        before=before,
        after=after,
        there=there,
        moved=solve(among(after, with_new)),
        fresh=solve(after, first=False),
    )
