"""People, their roles, and what a viewer may see."""

from tests import factories as make
from tests.each import each

from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.codec import decode, encode
from dualtrack.domain.ledger.person import Grant, Person, PersonDetails, Role, Viewer


def viewer(*roles: Role, actor: str = make.ALICE, operator: bool = False) -> Viewer:
    """A viewer with these roles."""
    return Viewer(actor=Actor(actor, "ui"), roles=frozenset(roles), operator=operator)


@each("role", Role)
def test_owners_and_outside_auditors_do_not_see_the_whole_programme(role: Role) -> None:
    part = {Role.OWNER, Role.SERVICE_AUDITOR, Role.CERTIFICATION_AUDITOR}
    assert viewer(role).sees_all is (role not in part)


def test_without_a_role_nothing_is_seen_but_the_operator_sees_all() -> None:
    assert not viewer().sees_all
    assert viewer(operator=True).sees_all
    assert viewer(Role.OWNER, Role.LEAD).sees_all
    assert not viewer(Role.OWNER, Role.SERVICE_AUDITOR).sees_all


def test_a_viewer_holds_any_of_the_roles_asked_for() -> None:
    owner = viewer(Role.OWNER)
    assert owner.holds(Role.LEAD, Role.OWNER)
    assert not owner.holds(Role.LEAD, Role.ADMIN)
    assert not owner.holds()


@each(
    ("actor", "person"),
    [(make.ALICE, "alice"), ("token:t1/by:bob", "bob"), ("operator:root@host", None), ("system:job", None)],
)
def test_the_person_behind_the_actor_is_known(actor: str, person: str | None) -> None:
    assert viewer(actor=actor).person_id == person


def test_personal_fields_stand_in_a_value_of_their_own() -> None:
    person = Person(id="alice", roles=(Role.LEAD, Role.ADMIN), jobs=("ciso",), joined_on=make.START)
    details = PersonDetails(id="alice", name="Alice", email="alice@example.com")
    grant = Grant(id="g1", person="charlie", engagement="e1", since=make.START, until=make.END)
    assert "Alice" not in str(encode(person))
    for name, value in (("person", person), ("person_details", details), ("grant", grant)):
        assert decode(name, 1, encode(value)) == value
