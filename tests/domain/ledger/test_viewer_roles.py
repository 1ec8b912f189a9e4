"""Every set of roles that a person can hold, every door, every pair of preparer and approver."""

from itertools import combinations, product

import pytest
from tests.each import each

from dualtrack.domain.ledger.actor import FORMS, VIAS, Actor
from dualtrack.domain.ledger.approval import Refusal, refusal
from dualtrack.domain.ledger.person import Grant, Person, PersonDetails, Role, Viewer

WIDE = {Role.ADMIN, Role.LEAD, Role.MANAGER, Role.INTERNAL_AUDITOR}
SETS = [frozenset(chosen) for count in range(len(Role) + 1) for chosen in combinations(Role, count)]
ACTORS = ("person:ann", "person:ben", "token:t1/by:ann", "token:t2/by:ben", "operator:ann@pc", "system:job")
PERSONS = ("ann", "ben", "ann", "ben", None, None)
BEHIND = list(zip(ACTORS, PERSONS, strict=True))


@each("roles", SETS, ids=lambda roles: "+".join(sorted(roles)) or "none")
def test_one_wide_role_among_others_is_enough_and_none_is_not(roles: frozenset[Role]) -> None:
    viewer = Viewer(actor=Actor("person:ann", "ui"), roles=roles)
    assert viewer.sees_all is bool(roles & WIDE)
    assert [role for role in Role if viewer.holds(role)] == [role for role in Role if role in roles]
    assert viewer.holds(*Role) is bool(roles)


def test_the_operator_sees_all_and_holds_nothing() -> None:
    operator = Viewer(actor=Actor("operator:root@host", "cli"), operator=True)
    assert operator.sees_all
    assert not operator.holds(*Role)
    assert operator.person_id is None


def test_a_grant_alone_does_not_widen_the_view() -> None:
    auditor = Viewer(
        actor=Actor("person:ann", "ui"),
        roles=frozenset({Role.SERVICE_AUDITOR}),
        engagements=frozenset({"e1"}),
    )
    assert not auditor.sees_all
    assert auditor.engagements == {"e1"}


def test_the_roles_are_those_that_records_hold() -> None:
    assert [role.value for role in Role] == [
        "admin",
        "lead",
        "manager",
        "owner",
        "internal_auditor",
        "service_auditor",
        "certification_auditor",
    ]


@each(("actor", "person"), BEHIND)
@each("via", VIAS)
def test_a_person_is_the_same_through_every_door(actor: str, person: str | None, via: str) -> None:
    assert Actor(actor, via).person_id == person
    assert Actor(actor, via).can_approve is (actor.startswith("person:") and via != "cli")


@each(("preparer", "approver"), list(product(BEHIND, BEHIND)))
@each("via", VIAS)
def test_every_pair_of_preparer_and_approver(
    preparer: tuple[str, str | None], approver: tuple[str, str | None], via: str
) -> None:
    found = refusal(preparer=preparer[0], approver=Actor(approver[0], via))
    if not approver[0].startswith("person:") or via == "cli":
        assert found is Refusal.NOT_A_PERSON
    elif preparer[1] == approver[1]:
        assert found is Refusal.SAME_PERSON
    else:
        assert found is None


@each("preparer", ["", "ann", "person:", "Person:ann", "team:all"])
def test_a_preparer_that_is_no_actor_is_an_error_and_never_an_approval(preparer: str) -> None:
    with pytest.raises(ValueError, match=r"^actor id ") as caught:
        refusal(preparer=preparer, approver=Actor("person:ben", "ui"))
    assert str(caught.value) == f"actor id {preparer!r}: expected {FORMS}"


@each("length", [1, 100])
def test_ids_may_be_as_long_as_this(length: int) -> None:
    assert Actor(f"person:{'a' * length}", "ui").person_id == "a" * length


@each(
    "text",
    [f"person:{'a' * 101}", f"system:{'a' * 101}", f"operator:{'u' * 101}@h", f"operator:u@{'h' * 254}"],
)
def test_and_no_longer(text: str) -> None:
    with pytest.raises(ValueError, match="expected person:<id>"):
        Actor(text, "ui")


@each("first", list("._-"))
def test_a_name_begins_with_a_letter_or_a_digit(first: str) -> None:
    for form in (f"person:{first}a", f"token:{first}a/by:ann", f"token:t/by:{first}a", f"system:{first}a"):
        with pytest.raises(ValueError, match=r"^actor id "):
            Actor(form, "ui")


def test_people_are_values() -> None:
    person = Person(id="ann", roles=(Role.OWNER,))
    assert (person.jobs, person.joined_on, person.left_on) == ((), None, None)
    assert person == Person(id="ann", roles=(Role.OWNER,))
    assert {PersonDetails(id="ann", name="Ann", email="a@example.com")}
    assert set(Grant.__annotations__) == {"id", "person", "engagement", "since", "until"}
