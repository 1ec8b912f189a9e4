"""What a person may do about one pair now: its judgements, and which steps of their lives are open."""

from datetime import date

from attrs import frozen

from dualtrack.domain.frameworks.crosswalk import Mapping, MappingStatus
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.approval import Refusal
from dualtrack.domain.mappings.decision import (
    LifeRefusal,
    MappingDecision,
    decision_refusal,
    of_ours,
    review_refusal,
)
from dualtrack.domain.mappings.held import Adoption, Held, same_judgement

_VERDICTS = (MappingStatus.ACCEPTED, MappingStatus.REJECTED)
_SOME_REASON = "asked for where it is needed"  # a missing reason keeps no step from being offered


@frozen(kw_only=True)
class Step:
    """One judgement of a pair, what a person may decide about it, and whether they may review it."""

    decision: MappingDecision
    ours: bool
    to: tuple[MappingStatus, ...] = ()
    why_not: Refusal | LifeRefusal | None = None  # told where nothing may be decided
    reviewable: bool = False


def steps(held: Held | None, ours: Mapping | None, *, by: Actor, on: date) -> tuple[Step, ...]:
    """Every judgement of the pair, ours first, with the steps that are open to this person.

    `ours` is what the catalogues say now. Where the organisation holds its own judgement, ours waits beside
    it and nothing is decided about ours: the own one has to be rejected first.
    """
    known = () if held is None else tuple(d for d in (held.decision, *held.others) if d is not None)
    found = [_step(d, by=by) for d in known if not d.shipped]
    if ours is None:
        return tuple(found)
    about = next((d for d in known if d.shipped and same_judgement(d.mapping, ours)), of_ours(ours, on=on))
    if held is not None and held.adoption is Adoption.OWN:
        return (Step(decision=about, ours=True), *found)
    return (_step(about, by=by), *found)


def _step(decision: MappingDecision, *, by: Actor) -> Step:
    refusals = {to: decision_refusal(decision, to=to, by=by, reason=_SOME_REASON) for to in _VERDICTS}
    to = tuple(verdict for verdict, why in refusals.items() if why is None)
    rejected = decision.status is MappingStatus.REJECTED
    return Step(
        decision=decision,
        ours=decision.shipped,
        to=to,
        why_not=None if to else next(iter(refusals.values())),
        reviewable=not rejected and review_refusal(decision, by=by) is None,
    )
