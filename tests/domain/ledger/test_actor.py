"""The actor: four forms, and who of them may approve."""

import pytest
from tests.each import each

from dualtrack.domain.ledger import actor as actors
from dualtrack.domain.ledger.actor import VIAS, Actor, of_token, person_of


@each(
    ("form", "person", "approves"),
    [
        ("person:p1", "p1", True),
        ("person:01J9-a.b_c", "01J9-a.b_c", True),
        ("token:t9/by:p1", "p1", False),
        ("operator:root@host.example", None, False),
        ("operator:ACME\\anna@pc", None, False),
        ("system:worker", None, False),
    ],
)
def test_an_actor_knows_its_person_and_whether_it_may_approve(
    form: str, person: str | None, approves: bool
) -> None:
    actor = Actor(form, "ui")
    assert (actor.person_id, actor.can_approve) == (person, approves)


@each("via", VIAS)
def test_each_door_is_known(via: str) -> None:
    assert Actor("person:p1", via).via == via


@each(
    "wrong",
    [
        "",
        "p1",
        "person:",
        "person:a b",
        "person:p1\n",
        "user:p1",
        "token:t1",
        "token:t1/by:",
        "token:t/by:person:p1",
        "operator:root",
        "operator:@host",
        "operator:a@b@c",
        "system:",
        "person:../x",
        "Person:p1",
    ],
)
def test_any_other_form_is_refused(wrong: str) -> None:
    with pytest.raises(
        ValueError, match=r"^actor id .*: expected person:<id>, token:<id>/by:<person>, operator:"
    ):
        Actor(wrong, "ui")


def test_an_unknown_door_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^actor via 'email': expected one of ui, api, cli, job, demo, or"):
        Actor("person:p1", "email")


def test_the_command_line_keeps_who_sat_there_and_approves_nothing() -> None:
    actor = Actor("person:p1", "cli:anna@laptop.example")
    assert (actor.person_id, actor.via, actor.can_approve) == ("p1", "cli:anna@laptop.example", False)
    assert not Actor("person:p1", "cli").can_approve


@each("via", ["cli:", "cli:anna", "cli:@host", "cli:a@b@c", "cli:a b@c", "cli:a@b\n", "ui:a@b", "cli:a@b:c"])
def test_a_seat_is_a_user_and_a_host_and_belongs_to_the_command_line(via: str) -> None:
    with pytest.raises(ValueError, match=r"^actor via .*: expected one of ui, api, cli, job, demo, or cli:"):
        Actor("person:p1", via)


@each(
    ("form", "person"),
    [("person:p1", "p1"), ("token:t9/by:p1", "p1"), ("system:worker", None), ("", None), ("token:t9", None)],
)
def test_the_person_is_in_the_id_of_an_actor_who_is_one_or_acts_for_one(
    form: str, person: str | None
) -> None:
    assert person_of(form) == person


def test_a_token_is_an_actor_for_its_owner_and_approves_nothing() -> None:
    actor = Actor(of_token("tok_4k0c", "p1"), "api")
    assert (actor.id, actor.person_id, actor.can_approve) == ("token:tok_4k0c/by:p1", "p1", False)


def test_what_a_tampered_line_holds_is_not_kept_in_memory() -> None:
    kept = actors._known.cache_info().currsize
    assert not actors.well_formed("person:" + "a" * 200_000, "ui")
    assert not actors.well_formed("person:p1", "cli:" + "a" * 200_000)
    assert actors._known.cache_info().currsize == kept
