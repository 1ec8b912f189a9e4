"""Levelling of the programme's plan: its conflicts, the moves that spare most, and recording them as read."""

from datetime import date, datetime

from dualtrack.app.accounts.rights import require
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.ledger.services import exclusive
from dualtrack.app.programme.level_words import reason_of
from dualtrack.app.programme.plan_changes import move
from dualtrack.app.programme.planning import Planned, planned
from dualtrack.app.programme.queries import When
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.plan.choices import MovedBy
from dualtrack.domain.programme.plan.levelled import Levelled
from dualtrack.domain.programme.plan.levelling import PRICE_HOURS, Levelling

MOST_PRICE = 1000


def question(held: Planned, *, ends_may_move: bool = False, price_hours: int = PRICE_HOURS) -> Levelling:
    """A plan with what may be moved in it."""
    if not 0 <= price_hours <= MOST_PRICE:
        raise RefusedError("price_out_of_range", object="price", hours=price_hours, most=MOST_PRICE)
    return Levelling(
        profile=held.profile,
        tasks=held.tasks,
        choices=held.choices,
        ends_may_move=ends_may_move,
        price_hours=price_hours,
    )


def solved(asked: Levelling) -> Levelled:
    """The moves that a solver finds; the solver is loaded where somebody asks for them."""
    from dualtrack.solver.levelling import SECONDS, level  # noqa: PLC0415 - HiGHS takes a while to load
    from dualtrack.solver.model import OutOfTimeError  # noqa: PLC0415 - beside the above

    try:
        return level(asked)
    except OutOfTimeError:
        raise RefusedError("levelling_took_too_long", object="plan", seconds=int(SECONDS)) from None


def apply(
    viewer: Viewer,
    *,
    now: datetime,
    today: date,
    seen: str | None = None,
    reason: str = "",
    ends_may_move: bool = False,
    price_hours: int = PRICE_HOURS,
) -> Levelled:
    """Record the moves, all or none, as moves of ours; only of the plan that was read."""
    require(viewer, "plan.change")

    def asked() -> Levelling:
        held = planned(viewer, When(as_of=today))
        return question(held, ends_may_move=ends_may_move, price_hours=price_hours)

    problem = asked()
    if seen is not None and seen != problem.fingerprint:
        raise RefusedError("plan_changed_since", object="plan")
    found = solved(problem)
    if not found.moves:
        raise RefusedError(
            "nothing_to_level" if problem.conflicts else "plan_without_conflicts", object="plan"
        )
    with exclusive():
        if asked().fingerprint != problem.fingerprint:
            raise RefusedError("plan_changed_since", object="plan")
        for one in found.moves:
            text = reason.strip() or reason_of(one, found)
            move(viewer, now=now, today=today, task=one.task, start=one.to, by=MovedBy.US, reason=text)
    return found
