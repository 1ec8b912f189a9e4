"""What is amiss in the register on one day, as values: owner, method, review, plan, acceptance."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.controls.period import add_months
from dualtrack.domain.risks.acceptance import OWNER, AcceptanceKind
from dualtrack.domain.risks.current import Backing
from dualtrack.domain.risks.fault import Fault, fault
from dualtrack.domain.risks.method import RiskMethod
from dualtrack.domain.risks.register import RiskRegister, Standing
from dualtrack.domain.risks.risk import Risk, Treatment
from dualtrack.domain.risks.risk_faults import Known, owner_faults, rating_faults, unknown_ids


class RiskFinding(StrEnum):
    """What may be amiss beyond the faults that a risk is refused for."""

    NO_METHOD = "no_method_is_approved"
    METHOD_UNKNOWN = "method_of_the_risk_is_unknown"
    METHOD_CHANGED = "method_changed_and_not_reassessed"
    REVIEW_OVERDUE = "review_is_overdue"
    ACTION_OVERDUE = "action_is_overdue"
    ACTION_OWNER = "action_owner_has_left"
    NO_TREATMENT = "treatment_is_not_chosen"
    NO_PLAN = "modified_without_control_or_action"
    PLAN_UNAPPROVED = "plan_is_not_approved_by_the_owner"
    RESIDUAL_UNRATED = "residual_risk_is_not_rated"
    RESIDUAL_UNACCEPTED = "residual_above_the_line_is_not_accepted"
    RETAIN_UNACCEPTED = "retained_risk_is_not_accepted"
    VOIDED = "acceptance_voided_by_a_change"
    NOBODY_NAMED = "nobody_holds_what_the_band_names"
    CONTROL_RETIRED = "control_behind_it_is_retired"
    CONTROL_UNKNOWN = "control_is_unknown"
    NO_FRAUD = "no_risk_of_fraud_identified"
    NO_CHANGE = "no_risk_of_change_identified"


@frozen(kw_only=True)
class Found:
    """One finding on the register; `risk` is None where it is about the register as a whole."""

    risk: str | None
    about: Fault

    @property
    def code(self) -> str:
        """What is amiss."""
        return self.about.code


def findings(
    register: RiskRegister,
    stands: Iterable[Standing],
    known: Known,
    as_of: date,
    *,
    capacities: Iterable[str] = (),
) -> tuple[Found, ...]:
    """Everything that is amiss on a day, the register's own first, then by risk.

    `capacities` are the roles and jobs that anybody who is there holds.
    """
    held = tuple(stands)
    in_force = register.in_force(as_of)
    found = [Found(risk=None, about=one) for one in _whole(held, in_force)]
    there = frozenset(capacities)
    for one in held:
        about = (
            *_owner(one.risk, known, as_of),
            *_rating(one, in_force),
            *_controls(one),
            *unknown_ids(one.risk, known),
            *_review(register, one, as_of),
            *_actions(register, one.risk, known, as_of),
            *_treatment(register, one),
            *_acceptance(register, one, there),
        )
        found += [Found(risk=one.risk.id, about=each) for each in about]
    return tuple(found)


def _whole(held: tuple[Standing, ...], in_force: RiskMethod | None) -> Iterator[Fault]:
    if in_force is None:
        yield fault(RiskFinding.NO_METHOD)
    if not any(one.risk.fraud for one in held):
        yield fault(RiskFinding.NO_FRAUD)
    if not any(one.risk.change for one in held):
        yield fault(RiskFinding.NO_CHANGE)


def _owner(risk: Risk, known: Known, as_of: date) -> Iterator[Fault]:
    yield from owner_faults(risk.owner, known, as_of)


def _rating(one: Standing, in_force: RiskMethod | None) -> Iterator[Fault]:
    risk, method = one.risk, one.method
    if method is None:
        yield fault(RiskFinding.METHOD_UNKNOWN, "method", method=risk.method)
        return
    yield from rating_faults("inherent", risk.inherent, method)
    if risk.residual is not None:
        yield from rating_faults("residual", risk.residual, method)
    if in_force is not None and in_force.id != method.id:
        yield fault(RiskFinding.METHOD_CHANGED, "method", rated_by=method.id, in_force=in_force.id)


def _controls(one: Standing) -> Iterator[Fault]:
    codes = {
        Backing.UNKNOWN: RiskFinding.CONTROL_UNKNOWN,
        Backing.RETIRED: RiskFinding.CONTROL_RETIRED,
    }
    for control, backing in dict.fromkeys((low.link.control, low.backing) for low in one.lowerings):
        if backing in codes:
            yield fault(codes[backing], "controls", control=control)


def _review(register: RiskRegister, one: Standing, as_of: date) -> Iterator[Fault]:
    due = review_due(register, one, as_of)
    if due is not None and due < as_of:
        yield fault(RiskFinding.REVIEW_OVERDUE, "", due=due)


def review_due(register: RiskRegister, one: Standing, as_of: date) -> date | None:
    """The last day on which the assessment still stands, by the band of the current level."""
    if one.current.band is None:
        return None
    last = register.last_assessed(one.risk, as_of)
    return add_months(last, one.current.band.review_months) - timedelta(days=1)


def _actions(register: RiskRegister, risk: Risk, known: Known, as_of: date) -> Iterator[Fault]:
    for action in register.actions_of.get(risk.id, ()):
        if action.done_on is not None and action.done_on <= as_of:
            continue
        if action.due < as_of:
            yield fault(RiskFinding.ACTION_OVERDUE, "actions", action=action.id, due=action.due)
        left = known.people.get(action.owner)
        if left is not None and left <= as_of:
            yield fault(RiskFinding.ACTION_OWNER, "actions", action=action.id, owner=action.owner, day=left)


def _treatment(register: RiskRegister, one: Standing) -> Iterator[Fault]:
    risk = one.risk
    if risk.treatment is None:
        yield fault(RiskFinding.NO_TREATMENT, "treatment")
    elif risk.treatment is not Treatment.RETAIN:
        if not risk.controls and not register.actions_of.get(risk.id):
            yield fault(RiskFinding.NO_PLAN, "controls", treatment=risk.treatment.value)
        if risk.residual is None:
            yield fault(RiskFinding.RESIDUAL_UNRATED, "residual")


def _acceptance(register: RiskRegister, one: Standing, there: frozenset[str]) -> Iterator[Fault]:
    risk = one.risk
    plan = register.standing(risk, AcceptanceKind.PLAN)
    residual = register.standing(risk, AcceptanceKind.RESIDUAL)
    for held in (plan, residual):
        if held.voided is not None:
            fields = ", ".join(change.field for change in held.changes)
            yield fault(RiskFinding.VOIDED, held.kind.value, kind=held.kind.value, fields=fields)
    if risk.treatment is not None and risk.treatment is not Treatment.RETAIN and not plan.complete:
        yield fault(RiskFinding.PLAN_UNAPPROVED, "treatment")
    if residual.complete:
        return
    missing = ", ".join(residual.missing)
    if risk.treatment is Treatment.RETAIN:
        yield fault(RiskFinding.RETAIN_UNACCEPTED, "treatment", missing=missing)
    elif one.residual is not None and residual_above(one):
        yield fault(RiskFinding.RESIDUAL_UNACCEPTED, "residual", missing=missing)
    for capacity in residual.missing:
        if capacity != OWNER and capacity not in there:
            yield fault(RiskFinding.NOBODY_NAMED, "method", capacity=capacity)


def residual_above(one: Standing) -> bool:
    """True when the level aimed at is above the acceptance line of the method that the risk is rated by."""
    level = None if one.residual is None else one.residual.level
    return level is not None and one.method is not None and level > one.method.acceptable
