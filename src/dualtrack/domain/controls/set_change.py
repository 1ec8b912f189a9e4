"""What changes in the smallest set when something else is wanted: moved from what is there, or afresh."""

from decimal import Decimal

from attrs import evolve, frozen

from dualtrack.domain.controls.covering import Covering
from dualtrack.domain.controls.smallest_set import Member, SmallestSet


@frozen(kw_only=True)
class SetChange:
    """From a smallest set to one that serves something else, keeping as much as it may.

    `fresh` is how many controls the smallest set would have if nothing were there yet. The moved set may
    have more: it exchanges no control that serves for another one.
    """

    wanted_more: tuple[str, ...]
    wanted_no_more: tuple[str, ...]
    stay: tuple[str, ...]
    come: tuple[Member, ...]
    go: tuple[str, ...]
    hours: Decimal  # a year, more (or less) than before
    fresh: int
    unreachable: tuple[str, ...]  # of what is wanted more


@frozen(kw_only=True)
class Saving:
    """What a control spares: what the smallest set without it takes more."""

    control: str
    controls: int
    hours: Decimal


def beside(problem: Covering, there: SmallestSet) -> Covering:
    """The question which controls have to come when all that is there stays, where it may still be chosen."""
    allowed = {c.id for c in problem.allowed}
    stay = (m.id for m in there.members if m.id in allowed)
    return evolve(problem, chosen=tuple(sorted({*problem.chosen, *stay})))


def among(problem: Covering, there: SmallestSet) -> Covering:
    """The question which controls of a set are still needed."""
    inside = {m.id for m in there.members}
    return evolve(
        problem,
        candidates=tuple(c for c in problem.candidates if c.id in inside),
        forbidden=tuple(control for control in problem.forbidden if control in inside),
    )


def lacking(problem: Covering, control: str) -> Covering:
    """The same question with one control forbidden, even if it was chosen."""
    kept = tuple(c for c in problem.chosen if c != control)
    return evolve(problem, chosen=kept, forbidden=(*problem.forbidden, control))


def saving(control: str, answer: SmallestSet, without: SmallestSet) -> Saving:
    """What the control spares, where the set without it serves as much."""
    return Saving(
        control=control,
        controls=len(without.members) - len(answer.members),
        hours=without.hours - answer.hours,
    )


def set_change(
    *, before: Covering, after: Covering, there: SmallestSet, moved: SmallestSet, fresh: SmallestSet
) -> SetChange:
    """What has changed from the set that is there to the moved one."""
    old, new = {m.id for m in there.members}, {m.id for m in moved.members}
    more = tuple(r for r in after.serving if r not in before.serving)
    return SetChange(
        wanted_more=more,
        wanted_no_more=tuple(r for r in before.serving if r not in after.serving),
        stay=tuple(sorted(old & new)),
        come=tuple(m for m in moved.members if m.id not in old),
        go=tuple(sorted(old - new)),
        hours=moved.hours - there.hours,
        fresh=len(fresh.members),
        unreachable=tuple(r for r in more if r in after.unreachable),
    )
