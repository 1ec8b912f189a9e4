"""Who sees how a judgement came about, who may put a name to it, and what is said of a pair."""

from tests.domain.frameworks.pairs import ISO, SOC2, pair
from tests.each import each

from dualtrack.app.web.crosswalk.pairing import Pair, is_inside, may_review
from dualtrack.domain.frameworks.crosswalk import Mapping, Relation
from dualtrack.domain.frameworks.crosswalk_reviews import Standing
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.person import Role, Viewer
from dualtrack.domain.mappings.held import Adoption, Held

HERE = next(r for r in SOC2.requirements if r.id == "soc2:CC6.2")
THERE = next(r for r in ISO.requirements if r.id == "iso27001:A.5.18")


def viewer(*roles: Role, granted: bool = False, operator: bool = False) -> Viewer:
    return Viewer(
        actor=Actor("person:x", "ui"),
        roles=frozenset(roles),
        engagements=frozenset({"ENG-1"} if granted else ()),
        operator=operator,
    )


def about(mapping: Mapping | None) -> Pair:
    held = None if mapping is None else Held(mapping=mapping, adoption=next(iter(Adoption)))
    return Pair(
        here=HERE,
        there=THERE,
        held=held,
        ours=mapping,
        steps=(),
        standing=Standing.NOT_REVIEWED if mapping is None else Standing.RELATED,
        closed=None,
    )


@each(
    ("role", "inside", "reviews", "reviews_when_granted"),
    [
        (Role.ADMIN, True, False, False),
        (Role.LEAD, True, True, True),
        (Role.MANAGER, True, True, True),
        (Role.INTERNAL_AUDITOR, True, True, True),
        (Role.OWNER, True, False, False),
        (Role.SERVICE_AUDITOR, False, False, True),
        (Role.CERTIFICATION_AUDITOR, False, False, True),
    ],
)
def test_people_of_ours_see_how_it_came_about_and_auditors_review_on_days_of_a_grant(
    role: Role, inside: bool, reviews: bool, reviews_when_granted: bool
) -> None:
    assert is_inside(viewer(role)) is is_inside(viewer(role, granted=True)) is inside
    assert may_review(viewer(role)) is reviews
    assert may_review(viewer(role, granted=True)) is reviews_when_granted


def test_every_role_is_tried_and_nobody_without_one_sees_or_reviews() -> None:
    assert not is_inside(viewer(granted=True))
    assert not may_review(viewer(granted=True))


def test_an_owner_who_audits_too_is_inside_and_reviews_as_an_auditor_does() -> None:
    both = (Role.OWNER, Role.SERVICE_AUDITOR)
    assert is_inside(viewer(*both))
    assert (may_review(viewer(*both)), may_review(viewer(*both, granted=True))) == (False, True)


@each(
    ("relation", "said"),
    [
        (Relation.EQUAL_TO, "CC6.2 and A.5.18 ask for the same."),
        (Relation.EQUIVALENT_TO, "CC6.2 and A.5.18 ask for the same in other words."),
        (
            Relation.SUPERSET_OF,
            "CC6.2 asks for more than A.5.18: it holds what A.5.18 asks for, and adds to it.",
        ),
        (
            Relation.SUBSET_OF,
            "CC6.2 asks for less than A.5.18: what it asks for is a part of the other.",
        ),
        (
            Relation.INTERSECTS_WITH,
            "CC6.2 and A.5.18 share a part: each asks for something that the other does not.",
        ),
        (Relation.NO_RELATIONSHIP, "CC6.2 and A.5.18 have nothing to do with each other."),
    ],
)
def test_a_relation_is_said_from_the_first_to_the_second(relation: Relation, said: str) -> None:
    held = about(pair(relation=relation))
    assert held.said == said
    assert held.mapping is not None
    assert held.mapping.relation is relation


def test_of_a_pair_that_nobody_judged_nothing_is_said() -> None:
    held = about(None)
    assert (held.mapping, held.said, held.decisions) == (None, "", ())
