"""Verbs on people: each writes its rows and entries, personal fields apart; links are used once."""

from datetime import date, datetime, timedelta

import pytest
from tests.app.conftest import TODAY
from tests.app.entries import last, same, size

from dualtrack.app.accounts import services
from dualtrack.app.accounts.models import GrantRow, PersonDetailsRow, PersonRow, SetupToken, User
from dualtrack.app.accounts.services import AccountError
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.services import tombstone
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.person import Person, PersonDetails, Role


def add(actor: Actor, now: datetime, **changed: object) -> Person:
    """One more manager."""
    said = {"name": " Dana Berg ", "email": " Dana@Acme.example ", "roles": (Role.MANAGER,)}
    return services.add_person(actor=actor, now=now, **(said | changed))  # type: ignore[arg-type]  # varied by tests


def test_a_person_is_two_entries_the_personal_fields_apart(home: Home, now: datetime, alice: Actor) -> None:
    person = add(alice, now, jobs=("cfo",), joined_on=date(2026, 1, 5))
    plain, details = last(2)
    assert (plain.type, plain.action, plain.actor) == ("person", "person.add", "person:alice")
    assert (details.type, details.object) == ("person_details", f"person_details/{person.id}")
    assert same(PersonRow.objects.get(), plain)
    assert same(PersonDetailsRow.objects.get(), details)
    assert "Dana" not in str(plain.value)
    assert details.value == {"id": person.id, "name": "Dana Berg", "email": "dana@acme.example"}
    assert person.jobs == ("cfo",)


def test_a_person_without_a_password_cannot_sign_in_yet(home: Home, now: datetime, alice: Actor) -> None:
    person = add(alice, now)
    assert not User.objects.get(pk=person.id).has_usable_password()
    services.set_password(person=person.id, password="correct horse battery")
    assert User.objects.get(pk=person.id).check_password("correct horse battery")


def test_an_address_is_used_once_however_it_is_written(home: Home, now: datetime, alice: Actor) -> None:
    add(alice, now)
    before = size()
    with pytest.raises(AccountError, match=r"^email_in_use: dana@acme\.example$") as told:
        add(alice, now, email="DANA@acme.EXAMPLE")
    assert (told.value.code, told.value.about) == ("email_in_use", "dana@acme.example")
    assert size() == before
    assert (User.objects.count(), PersonRow.objects.count()) == (1, 1)


def staff(*mails: str) -> list[tuple[Person, PersonDetails]]:
    """Two values for each address."""
    return [
        (
            Person(id=f"p-{n}", roles=(), jobs=("engineer",), joined_on=date(2026, 1, 5)),
            PersonDetails(id="", name=f"N {n}", email=mail),
        )
        for n, mail in enumerate(mails)
    ]


def test_staff_are_entered_at_once_and_do_not_sign_in(home: Home, now: datetime, alice: Actor) -> None:
    made = services.enter_people(actor=alice, now=now, people=staff(" Eva@Acme.example", "jan@acme.example"))
    assert [one.id for one in made] == ["p-0", "p-1"]
    entries = last(4)
    assert [(e.action, e.object) for e in entries] == [
        ("person.add", f"{kind}/p-{n}") for n in (0, 1) for kind in ("person", "person_details")
    ]
    assert list(PersonDetailsRow.objects.order_by("pk").values_list("email", flat=True)) == [
        "eva@acme.example",
        "jan@acme.example",
    ]
    assert User.objects.count() == 0


@pytest.mark.parametrize("mails", [("dana@acme.example", "x@acme.example"), ("a@b.example", "A@b.example")])
def test_staff_with_a_used_address_are_refused_all_or_none(
    home: Home, now: datetime, alice: Actor, mails: tuple[str, ...]
) -> None:
    add(alice, now)
    before = size()
    with pytest.raises(AccountError, match=r"^email_in_use: (dana@acme|a@b)\.example$"):
        services.enter_people(actor=alice, now=now, people=staff(*mails))
    assert size() == before


def test_staff_that_are_on_record_are_refused_by_id(home: Home, now: datetime, alice: Actor) -> None:
    services.enter_people(actor=alice, now=now, people=staff("a@b.example"))
    before = size()
    with pytest.raises(AccountError, match=r"^person_id_in_use: p-0$"):
        services.enter_people(actor=alice, now=now, people=staff("c@d.example"))
    with pytest.raises(AccountError, match=r"^email_in_use: a@b\.example$"):
        services.enter_people(actor=alice, now=now, people=staff("a@b.example"))
    assert size() == before


def test_a_grant_is_recorded(home: Home, now: datetime, alice: Actor) -> None:
    until = TODAY + timedelta(days=30)
    value = services.grant(
        actor=alice, now=now, person="sam", engagement="soc2-type2-1", since=TODAY, until=until
    )
    (entry,) = last()
    assert (entry.action, entry.object) == ("grant.give", f"grant/{value.id}")
    assert same(GrantRow.objects.get(), entry)


def test_the_first_link_makes_the_lead_and_ends(home: Home, now: datetime) -> None:
    token = services.make_setup_token(now=now)
    assert token is not None
    assert SetupToken.objects.get().digest != token  # only its hash is kept
    person = services.use_setup_token(
        token, now=now, name="Ada", email="ada@acme.example", password="correct horse battery"
    )
    assert person.roles == (Role.LEAD, Role.ADMIN)
    assert not services.setup_token_valid(token, now=now)
    with pytest.raises(AccountError, match="setup_link_not_valid"):
        services.use_setup_token(token, now=now, name="Eve", email="eve@acme.example", password="x" * 12)
    assert [u.email for u in User.objects.all()] == ["ada@acme.example"]
    assert services.make_setup_token(now=now) is None  # somebody can sign in: no more first links


def test_a_second_first_link_ends_the_first(home: Home, now: datetime) -> None:
    first, second = services.make_setup_token(now=now), services.make_setup_token(now=now)
    assert first is not None
    assert second is not None
    assert not services.setup_token_valid(first, now=now)
    assert services.setup_token_valid(second, now=now)


def test_a_link_ends_after_a_day(home: Home, now: datetime) -> None:
    token = services.make_setup_token(now=now)
    assert token is not None
    assert services.setup_token_valid(token, now=now + timedelta(hours=23, minutes=59))
    later = now + timedelta(hours=24)
    assert not services.setup_token_valid(token, now=later)
    with pytest.raises(AccountError, match="setup_link_not_valid"):
        services.use_setup_token(token, now=later, name="A", email="a@acme.example", password="x" * 12)
    assert User.objects.count() == 0


def test_a_wrong_link_makes_nobody(home: Home, now: datetime) -> None:
    services.make_setup_token(now=now)
    with pytest.raises(AccountError, match="setup_link_not_valid"):
        services.use_setup_token("guessed", now=now, name="E", email="e@acme.example", password="x" * 12)
    assert (User.objects.count(), size()) == (0, 0)


def test_a_password_link_sets_the_password_of_its_person_once(
    home: Home, now: datetime, alice: Actor
) -> None:
    person = add(alice, now)
    token = services.make_password_token(person=person.id, now=now)
    assert services.token_person(token) == person.id
    assert services.use_password_token(token, now=now, password="correct horse battery") == person.id
    assert User.objects.get(pk=person.id).check_password("correct horse battery")
    assert services.token_person(token) is None
    with pytest.raises(AccountError, match="setup_link_not_valid"):
        services.use_password_token(token, now=now, password="another password")


def test_a_password_link_is_no_first_link_nor_the_other_way(home: Home, now: datetime, alice: Actor) -> None:
    first = services.make_setup_token(now=now)
    person = add(alice, now)
    mine = services.make_password_token(person=person.id, now=now)
    assert first is not None
    with pytest.raises(AccountError, match="setup_link_not_valid"):
        services.use_setup_token(mine, now=now, name="E", email="e@acme.example", password="x" * 12)
    with pytest.raises(AccountError, match="setup_link_not_valid"):
        services.use_password_token(first, now=now, password="x" * 12)
    assert User.objects.get(pk=person.id).has_usable_password() is False


def test_a_removed_person_stays_in_the_ledger(home: Home, now: datetime, alice: Actor) -> None:
    person = add(alice, now)
    entry = tombstone(
        PersonDetailsRow.objects.get(), actor=alice, now=now, action="person.forget", reason="left"
    )
    assert (entry.value, entry.tombstone) == (None, {"id": person.id})
    assert not PersonDetailsRow.objects.exists()
    assert PersonRow.objects.get().to_value() == person
    assert services.name_of(person.id) is None
    assert [e.action for e in last(3)] == ["person.add", "person.add", "person.forget"]
