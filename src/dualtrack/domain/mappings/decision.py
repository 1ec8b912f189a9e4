"""A mapping's life: who entered a judgement of a pair, what was decided about it, and who reviewed it.

A judgement that somebody enters or imports is a candidate and counts nowhere until another person accepts it.
Deciding is the organisation's; reviewing is an expert's own statement, and puts no other name than theirs.
"""

import hashlib
from datetime import date
from enum import StrEnum

import attrs
from attrs import frozen

from dualtrack.domain.frameworks.crosswalk import Mapping, MappingStatus
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.approval import Refusal, refusal_among
from dualtrack.domain.ledger.codec import recorded

CATALOGUE = "catalogue"  # who entered what we ship: no person of the organisation


class LifeRefusal(StrEnum):
    """Why a step in a mapping's life is refused; beside the reasons for which an approval is."""

    ALREADY = "mapping_is_so_already"
    NO_REASON = "mapping_decision_needs_a_reason"
    OWN_REVIEW = "mapping_reviewed_by_its_author"


@recorded("mapping_decision")
@frozen(kw_only=True)
class MappingDecision:
    """One judgement of a pair as it was entered, with where it stands in its life.

    `mapping` is the judgement itself: its status is the one decided, its reviewer entered their own name.
    """

    id: str
    mapping: Mapping
    entered_by: str  # an actor's id, or CATALOGUE
    entered_on: date
    reason: str = ""  # of the last decision
    decided_by: str | None = None
    decided_on: date | None = None

    @property
    def pair(self) -> frozenset[str]:
        """The two requirements, from whichever side."""
        return frozenset((self.mapping.source, self.mapping.target))

    @property
    def status(self) -> MappingStatus:
        """Candidate, accepted or rejected."""
        return self.mapping.status

    @property
    def shipped(self) -> bool:
        """True for a judgement of ours that the organisation decided about."""
        return self.entered_by == CATALOGUE


def decision_id(mapping: Mapping) -> str:
    """One id for a pair and where its judgement comes from, the same from either side."""
    low, high = sorted((mapping.source, mapping.target))
    name = f"{low}\n{high}\n{mapping.origin}"
    return f"map_{hashlib.sha256(name.encode()).hexdigest()[:24]}"


def entered(mapping: Mapping, *, by: str, on: date) -> MappingDecision:
    """A judgement as it enters: a candidate, reviewed by nobody, whatever the file said of itself."""
    bare = attrs.evolve(mapping, status=MappingStatus.CANDIDATE, reviewed_by=None, reviewed_on=None)
    return MappingDecision(id=decision_id(mapping), mapping=bare, entered_by=by, entered_on=on)


def of_ours(mapping: Mapping, *, on: date) -> MappingDecision:
    """A judgement that we ship, before the organisation decides about it."""
    return MappingDecision(id=decision_id(mapping), mapping=mapping, entered_by=CATALOGUE, entered_on=on)


def decision_refusal(
    held: MappingDecision, *, to: MappingStatus, by: Actor, reason: str
) -> Refusal | LifeRefusal | None:
    """Why the organisation cannot decide so, or nothing.

    Only a named person decides, never the one who entered the judgement; a rejection says why.
    """
    undecided_of_ours = held.shipped and held.decided_by is None
    if held.status is to and not (undecided_of_ours and to is MappingStatus.ACCEPTED):
        return LifeRefusal.ALREADY
    if to is MappingStatus.REJECTED and not reason.strip():
        return LifeRefusal.NO_REASON
    return _not_its_author(held, by)


def _not_its_author(held: MappingDecision, by: Actor) -> Refusal | None:
    """What we ship was entered by nobody of the organisation, so that any person may decide about it."""
    return refusal_among(preparers=() if held.shipped else (held.entered_by,), approver=by)


def decided(held: MappingDecision, *, to: MappingStatus, by: Actor, on: date, reason: str) -> MappingDecision:
    """The judgement after the decision; what was reviewed stays reviewed."""
    return attrs.evolve(
        held,
        mapping=attrs.evolve(held.mapping, status=to),
        reason=reason.strip(),
        decided_by=by.id,
        decided_on=on,
    )


def as_of_day(held: MappingDecision, day: date) -> MappingDecision | None:
    """The judgement as it stood at the end of a day; nothing before it was entered.

    What was decided or reviewed later is not there yet; an earlier decision that a later one replaced is
    known from the ledger alone.
    """
    if held.entered_on > day:
        return None
    mapping = held.mapping
    if mapping.reviewed_on is not None and mapping.reviewed_on > day:
        mapping = attrs.evolve(mapping, reviewed_by=None, reviewed_on=None)
    if held.decided_on is None or held.decided_on <= day:
        return attrs.evolve(held, mapping=mapping)
    before = MappingStatus.ACCEPTED if held.shipped else MappingStatus.CANDIDATE
    return attrs.evolve(
        held,
        mapping=attrs.evolve(mapping, status=before),
        reason="",
        decided_by=None,
        decided_on=None,
    )


def review_refusal(held: MappingDecision, *, by: Actor) -> Refusal | LifeRefusal | None:
    """Why this person cannot put their name to the judgement, or nothing: nobody reviews their own."""
    why = _not_its_author(held, by)
    if why is Refusal.SAME_PERSON:
        return LifeRefusal.OWN_REVIEW
    if why is None and held.mapping.reviewed_by == by.id:
        return LifeRefusal.ALREADY
    return why


def reviewed(held: MappingDecision, *, by: Actor, on: date) -> MappingDecision:
    """The judgement with the name of the person who reviewed it, entered by themselves."""
    return attrs.evolve(held, mapping=attrs.evolve(held.mapping, reviewed_by=by.id, reviewed_on=on))
