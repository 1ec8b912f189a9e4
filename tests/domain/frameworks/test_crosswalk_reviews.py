"""A pair that is not listed is not reviewed, until a named person closes one of its requirements."""

from datetime import date

from tests.domain.frameworks.pairs import pair
from tests.each import each

from dualtrack.domain.frameworks.crosswalk import Covered, Crosswalk, EvidenceReuse, MappingStatus, Relation
from dualtrack.domain.frameworks.crosswalk_reviews import Review, Standing, closed_by, standing

LISTED = pair()
CROSSWALK = Crosswalk((LISTED,))
CLOSED = Review(requirement="soc2:CC6.2", against="iso27001", by="A. Reviewer", on=date(2026, 3, 1))
OTHER_SIDE = Review(requirement="iso27001:A.6.1", against="soc2", by="B. Reviewer", on=date(2026, 4, 1))


def test_an_unlisted_pair_is_not_reviewed() -> None:
    assert standing(CROSSWALK, (), "soc2:CC6.2", "iso27001:A.6.1") is Standing.NOT_REVIEWED


@each("review", [CLOSED, OTHER_SIDE])
def test_a_closed_row_makes_unlisted_pairs_unrelated_from_both_sides(review: Review) -> None:
    a, b = "soc2:CC6.2", "iso27001:A.6.1"
    assert standing(CROSSWALK, (review,), a, b) is Standing.NO_RELATIONSHIP
    assert standing(CROSSWALK, (review,), b, a) is Standing.NO_RELATIONSHIP
    assert closed_by((review,), a, b) == closed_by((review,), b, a) == review


def test_a_closed_row_leaves_listed_pairs_as_they_are() -> None:
    assert standing(CROSSWALK, (CLOSED,), LISTED.source, LISTED.target) is Standing.RELATED
    assert standing(CROSSWALK, (), LISTED.target, LISTED.source) is Standing.RELATED


@each(
    ("a", "b"),
    [
        ("soc2:CC6.3", "iso27001:A.8.1"),  # neither is closed
        ("soc2:CC6.2", "acme:G.1"),  # closed, but against another framework
        ("iso27001:5.1", "soc2:CC6.3"),
    ],
)
def test_a_review_closes_its_own_requirement_against_its_own_framework_only(a: str, b: str) -> None:
    assert closed_by((CLOSED, OTHER_SIDE), a, b) is None
    assert standing(CROSSWALK, (CLOSED, OTHER_SIDE), a, b) is Standing.NOT_REVIEWED


@each(
    ("status", "stands"),
    [
        (MappingStatus.CANDIDATE, Standing.CANDIDATE),
        (MappingStatus.REJECTED, Standing.REJECTED),
        (MappingStatus.ACCEPTED, Standing.RELATED),
    ],
)
def test_only_an_accepted_pair_relates(status: MappingStatus, stands: Standing) -> None:
    crosswalk = Crosswalk((pair(status=status),))
    assert standing(crosswalk, (CLOSED,), LISTED.source, LISTED.target) is stands


def test_a_pair_may_say_that_there_is_no_relationship() -> None:
    nothing = pair(
        relation=Relation.NO_RELATIONSHIP,
        strength=0,
        source_covered=Covered.NONE,
        target_covered=Covered.NONE,
        source_delta=(),
        target_delta=(),
        evidence_reuse=EvidenceReuse.NONE,
    )
    assert standing(Crosswalk((nothing,)), (), LISTED.source, LISTED.target) is Standing.NO_RELATIONSHIP
