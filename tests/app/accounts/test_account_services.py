"""Verbs on people: each writes its rows and entries, personal fields apart."""

from datetime import date, datetime, timedelta

import pytest
from tests.app.conftest import TODAY
from tests.app.entries import last, same, size

from dualtrack.app.accounts import services
from dualtrack.app.accounts.models import GrantRow, PersonDetailsRow, PersonRow, User
from dualtrack.app.accounts.services import AccountError
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.services import tombstone
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.person import Person, PersonDetails, Role


def add(actor: Actor, now: datetime, **changed: object) -> Person:
    """One more manager."""
    said = {"name": " Dana Berg ", "email": " Dana@Acme.example ", "roles": (Role.MANAGER,)}
    return services.add_person(actor=actor, now=now, **(said | changed))  # type: ignore[arg-type]  # varied by tests


def test_a_person_is_three_entries_the_personal_fields_apart(home: Home, now: datetime, alice: Actor) -> None:
    person = add(alice, now, jobs=("cfo",), joined_on=date(2026, 1, 5))
    plain, details, sign_in = last(3)
    assert (plain.type, plain.action, plain.actor) == ("person", "person.add", "person:alice")
    assert (details.type, details.object) == ("person_details", f"person_details/{person.id}")
    assert same(PersonRow.objects.get(), plain)
    assert same(PersonDetailsRow.objects.get(), details)
    assert "Dana" not in str(plain.value)
    assert details.value == {"id": person.id, "name": "Dana Berg", "email": "dana@acme.example"}
    assert sign_in.value == {"id": person.id, "password": None, "active": True}
    assert person.jobs == ("cfo",)


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


def test_a_removed_person_stays_in_the_ledger(home: Home, now: datetime, alice: Actor) -> None:
    person = add(alice, now)
    entry = tombstone(
        PersonDetailsRow.objects.get(), actor=alice, now=now, action="person.forget", reason="left"
    )
    assert (entry.value, entry.tombstone) == (None, {"id": person.id})
    assert not PersonDetailsRow.objects.exists()
    assert PersonRow.objects.get().to_value() == person
    assert services.name_of(person.id) is None
    assert [e.action for e in last(4)] == ["person.add", "person.add", "sign_in.begin", "person.forget"]
