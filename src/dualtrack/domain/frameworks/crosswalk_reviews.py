"""Reviews: who closed a requirement, so that a pair not listed there means no relationship."""

from datetime import date
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.frameworks.crosswalk import Crosswalk, Mapping, MappingStatus, Relation
from dualtrack.domain.frameworks.ids import key_of


@frozen(kw_only=True)
class Review:
    """A named person went through all of a framework for one requirement and closed it on a day."""

    requirement: str
    against: str  # key of the framework that was gone through
    by: str
    on: date


class Standing(StrEnum):
    """What is known of two requirements: a pair that is not listed is not thereby unrelated."""

    RELATED = "related"
    CANDIDATE = "candidate"
    REJECTED = "rejected"
    NO_RELATIONSHIP = "no-relationship"
    NOT_REVIEWED = "not-reviewed"


def closed_by(reviews: tuple[Review, ...], a: str, b: str) -> Review | None:
    """The review that closes a pair: of either side, against the framework of the other."""
    ends = {(a, key_of(b)), (b, key_of(a))}
    return next((r for r in reviews if (r.requirement, r.against) in ends), None)


def standing(crosswalk: Crosswalk, reviews: tuple[Review, ...], a: str, b: str) -> Standing:
    """How the two stand: as the pair says, else as a review closed it, else not reviewed."""
    pair = crosswalk.between(a, b)
    if pair is None:
        return Standing.NOT_REVIEWED if closed_by(reviews, a, b) is None else Standing.NO_RELATIONSHIP
    return standing_of(pair)


def standing_of(pair: Mapping) -> Standing:
    """How two requirements stand whose pair is listed."""
    if pair.status is not MappingStatus.ACCEPTED:
        return Standing(pair.status)
    return Standing.NO_RELATIONSHIP if pair.relation is Relation.NO_RELATIONSHIP else Standing.RELATED
