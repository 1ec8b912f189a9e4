"""All that is wrong with a risk or an action of its plan, at once, before it is recorded."""

from collections.abc import Collection, Iterator
from datetime import date
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.risks.fault import Fault, fault
from dualtrack.domain.risks.method import RiskMethod
from dualtrack.domain.risks.risk import Rating, Risk, TreatmentAction


class RiskFault(StrEnum):
    """Why a risk or an action is refused."""

    UNSAID = "field_is_missing"
    NO_OWNER = "risk_has_no_owner"
    UNKNOWN_OWNER = "owner_is_nobody_on_record"
    OWNER_LEFT = "owner_has_left"
    OFF_SCALE = "score_is_off_the_scale"
    NO_CONSEQUENCE = "scenario_touches_nothing"
    RESIDUAL_ABOVE = "residual_above_inherent"
    STEPS = "control_lowers_nothing"
    CONTROL_TWICE = "control_named_twice_for_one_side"
    UNKNOWN_CONTROL = "control_is_unknown"
    UNKNOWN_ASSET = "asset_is_unknown"
    UNKNOWN_SERVICE = "service_is_unknown"
    UNKNOWN_REQUIREMENT = "requirement_is_unknown"
    IDENTIFIED_AHEAD = "identified_on_a_day_to_come"
    DONE_AHEAD = "done_on_a_day_to_come"
    DONE_UNSHOWN = "done_without_a_note_on_evidence"


@frozen(kw_only=True)
class Known:
    """Which ids exist in other registers; None where that register is not kept here, so nothing is refused.

    `people` maps a person to the day on which they left.
    """

    people: dict[str, date | None]
    controls: Collection[str]
    assets: Collection[str] | None = None
    services: Collection[str] | None = None
    requirements: Collection[str] | None = None


def risk_faults(risk: Risk, method: RiskMethod, known: Known, today: date) -> tuple[Fault, ...]:
    """Every fault of a risk that somebody wants to record today."""
    found = [
        fault(RiskFault.UNSAID, name)
        for name in ("title", "cause", "event", "consequence", "category")
        if not str(getattr(risk, name)).strip()
    ]
    found += owner_faults(risk.owner, known, today)
    found += rating_faults("inherent", risk.inherent, method)
    if risk.residual is not None:
        found += rating_faults("residual", risk.residual, method)
        found += _above(risk.inherent, risk.residual)
    found += _controls(risk, known)
    found += unknown_ids(risk, known)
    if risk.identified_on > today:
        found.append(fault(RiskFault.IDENTIFIED_AHEAD, "identified_on", day=risk.identified_on, today=today))
    return tuple(found)


def owner_faults(owner: str | None, known: Known, today: date) -> Iterator[Fault]:
    """A risk and an action each need somebody who is there."""
    if not owner:
        yield fault(RiskFault.NO_OWNER, "owner")
    elif owner not in known.people:
        yield fault(RiskFault.UNKNOWN_OWNER, "owner", owner=owner)
    else:
        left = known.people[owner]
        if left is not None and left <= today:
            yield fault(RiskFault.OWNER_LEFT, "owner", owner=owner, day=left)


def rating_faults(name: str, rating: Rating, method: RiskMethod) -> Iterator[Fault]:
    """Each score that is off its scale, by name; and a scenario that touches no property."""
    if not method.on_likelihood(rating.likelihood):
        yield _off(f"{name}.likelihood", rating.likelihood, len(method.likelihood))
    for side, step in rating.consequences.items():
        if step and not method.on_consequence(step):
            yield _off(f"{name}.{side}", step, len(method.consequence))
    if rating.consequences.overall == 0:
        yield fault(RiskFault.NO_CONSEQUENCE, name)


def _off(field: str, score: int, highest: int) -> Fault:
    return fault(RiskFault.OFF_SCALE, field, score=score, highest=highest)


def _above(inherent: Rating, residual: Rating) -> Iterator[Fault]:
    if residual.likelihood > inherent.likelihood:
        told = {"inherent": inherent.likelihood, "residual": residual.likelihood}
        yield fault(RiskFault.RESIDUAL_ABOVE, "residual.likelihood", **told)
    for (side, before), (_, after) in zip(
        inherent.consequences.items(), residual.consequences.items(), strict=True
    ):
        if after > before:
            yield fault(RiskFault.RESIDUAL_ABOVE, f"residual.{side}", inherent=before, residual=after)


def _controls(risk: Risk, known: Known) -> Iterator[Fault]:
    seen = set()
    for link in risk.controls:
        if link.steps < 1:
            yield fault(RiskFault.STEPS, "controls", control=link.control, steps=link.steps)
        if link.control not in known.controls:
            yield fault(RiskFault.UNKNOWN_CONTROL, "controls", control=link.control)
        if (link.control, link.lowers) in seen:
            yield fault(RiskFault.CONTROL_TWICE, "controls", control=link.control, lowers=link.lowers.value)
        seen.add((link.control, link.lowers))


def unknown_ids(risk: Risk, known: Known) -> Iterator[Fault]:
    """Ids of assets, services and requirements that their registers do not hold."""
    kinds = (
        (RiskFault.UNKNOWN_ASSET, "assets", risk.assets, known.assets),
        (RiskFault.UNKNOWN_SERVICE, "services", risk.services, known.services),
        (RiskFault.UNKNOWN_REQUIREMENT, "criteria", risk.criteria, known.requirements),
    )
    for code, field, named, there in kinds:
        for one in named:
            if there is not None and one not in there:
                yield fault(code, field, id=one)


def action_faults(action: TreatmentAction, known: Known, today: date) -> tuple[Fault, ...]:
    """Every fault of an action that somebody wants to record today."""
    found = [] if action.what.strip() else [fault(RiskFault.UNSAID, "what")]
    if action.done_on is None:
        found += owner_faults(action.owner, known, today)
    else:
        if action.done_on > today:
            found.append(fault(RiskFault.DONE_AHEAD, "done_on", day=action.done_on, today=today))
        if not action.evidence.strip():
            found.append(fault(RiskFault.DONE_UNSHOWN, "evidence"))
    found += [
        fault(RiskFault.UNKNOWN_CONTROL, "controls", control=one)
        for one in action.controls
        if one not in known.controls
    ]
    return tuple(found)
