"""What of the risk register waits for a person: approval, acceptance, an action, a reassessment.

ISO/IEC 27001 6.1.3 e and f (the plan and the residual risk are the owner's to approve and accept), 8.2, 8.3.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.risks.acceptance import OWNER, AcceptanceKind, AcceptanceStanding, remaining_level
from dualtrack.domain.risks.findings import residual_above, review_due
from dualtrack.domain.risks.register import RiskRegister, Standing
from dualtrack.domain.risks.risk import Treatment

AHEAD = timedelta(days=30)  # so long before its day a reassessment is told


class WaitsFor(StrEnum):
    """What a person has to do about a risk."""

    PLAN = "treatment_plan"
    RESIDUAL = "residual"
    ACTION = "action"
    REASSESSMENT = "reassessment"
    NEW_METHOD = "new_method"


ACCEPTANCES = (WaitsFor.PLAN, WaitsFor.RESIDUAL)


@frozen(kw_only=True)
class Waiting:
    """One thing that waits: for a person (`person`), or for whoever holds a role or job (`capacity`).

    `due` is None where no day is set; `voided` says that what was agreed to before does not stand any more.
    """

    risk: str
    title: str
    waits_for: WaitsFor
    person: str | None = None
    capacity: str = OWNER
    due: date | None = None
    past_due: bool = False
    voided: bool = False
    action: str = ""
    what: str = ""
    controls: tuple[str, ...] = ()

    @property
    def acceptance(self) -> bool:
        """True for an approval of a plan or an acceptance of what remains."""
        return self.waits_for in ACCEPTANCES

    def of(self, person: str | None, capacities: Iterable[str] = ()) -> bool:
        """True when it waits for this person, or for a role or job that they hold."""
        if self.capacity != OWNER:
            return self.capacity in set(capacities)
        return person is not None and self.person == person


def waiting(register: RiskRegister, stands: Iterable[Standing], as_of: date) -> tuple[Waiting, ...]:
    """Everything that waits on a day: what is past due first, then by day, what has no day last.

    A risk that was rated by another method than the one in force is rated again before anything of it can
    be accepted; a reassessment is told from a month before its day.
    """
    found = [each for one in stands for each in _of_risk(register, one, as_of)]
    return tuple(sorted(found, key=_place))


def _place(one: Waiting) -> tuple[bool, date, str, str]:
    return (not one.past_due, one.due or date.max, one.risk, one.waits_for)


def _of_risk(register: RiskRegister, one: Standing, as_of: date) -> Iterator[Waiting]:
    yield from _actions(register, one, as_of)
    in_force = register.in_force(as_of)
    if one.method is None or in_force is None or one.method.id != in_force.id:
        if in_force is not None:
            yield _of_owner(one, WaitsFor.NEW_METHOD)
        return
    yield from _acceptances(register, one)
    due = review_due(register, one, as_of)
    if due is not None and due - AHEAD <= as_of:
        yield _of_owner(one, WaitsFor.REASSESSMENT, due=due, past_due=due < as_of)


def _of_owner(
    one: Standing,
    waits_for: WaitsFor,
    *,
    due: date | None = None,
    past_due: bool = False,
    voided: bool = False,
) -> Waiting:
    return Waiting(
        risk=one.risk.id,
        title=one.risk.title,
        waits_for=waits_for,
        person=one.risk.owner,
        due=due,
        past_due=past_due,
        voided=voided,
    )


def _actions(register: RiskRegister, one: Standing, as_of: date) -> Iterator[Waiting]:
    for action in register.actions_of.get(one.risk.id, ()):
        if action.done_on is None or action.done_on > as_of:
            yield Waiting(
                risk=one.risk.id,
                title=one.risk.title,
                waits_for=WaitsFor.ACTION,
                person=action.owner,
                due=action.due,
                past_due=action.due < as_of,
                action=action.id,
                what=action.what,
                controls=action.controls,
            )


def _acceptances(register: RiskRegister, one: Standing) -> Iterator[Waiting]:
    risk = one.risk
    plan = register.standing(risk, AcceptanceKind.PLAN)
    if risk.treatment not in (None, Treatment.RETAIN) and not plan.complete:
        yield _of_owner(one, WaitsFor.PLAN, voided=plan.voided is not None)
    residual = register.standing(risk, AcceptanceKind.RESIDUAL)
    if not _asked(one, residual):
        return
    for capacity in residual.missing:
        yield Waiting(
            risk=risk.id,
            title=risk.title,
            waits_for=WaitsFor.RESIDUAL,
            person=risk.owner if capacity == OWNER else None,
            capacity=capacity,
            voided=residual.voided is not None,
        )


def _asked(one: Standing, residual: AcceptanceStanding) -> bool:
    """Whether what remains waits for acceptance: it can be rated, and is above the line, kept or voided."""
    if one.risk.treatment is None or remaining_level(one.risk, one.method) is None:
        return False
    return one.risk.treatment is Treatment.RETAIN or residual_above(one) or residual.voided is not None
