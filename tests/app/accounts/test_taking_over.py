"""A home made before sign-ins were on record verifies as it is, and once it is brought up has them there."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from tests.app.accounts.test_account_services import staff
from tests.app.accounts.test_verifying_sign_ins import sql, told
from tests.app.entries import last, size

from dualtrack.app.accounts import links
from dualtrack.app.accounts.models import SetupLinkRow, SetupToken, User
from dualtrack.app.accounts.services import enter_people
from dualtrack.app.ledger import repairs
from dualtrack.app.ledger.home import Home
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.sign_in import commitment, link_of

PASSWORD = "correct horse battery"


@pytest.fixture
def older(home: Home, now: datetime, alice: Actor) -> Iterator[datetime]:
    """Two people who sign in and a link, in the tables of the program before, and nothing of it on record."""
    mails = ("eva@acme.example", "jan@acme.example")
    enter_people(actor=alice, now=now, people=staff(*mails))
    call_command("migrate", "accounts", "0003", verbosity=0)
    for number, (mail, password) in enumerate(zip(mails, (make_password(PASSWORD), "!x"), strict=True)):
        sql(
            "INSERT INTO accounts_user (id, email, password, is_active) VALUES (%s, %s, %s, %s)",
            f"p-{number}",
            mail,
            password,
            number == 0,
        )
    for text, valid in (("a link", 1), ("an ended link", -1)):
        digest, until = link_of(text), now + timedelta(hours=valid)
        SetupToken.objects.create(digest=digest, person="p-1", expires_at=until)
    yield now
    call_command("migrate", "accounts", verbosity=0)


def test_what_stands_is_taken_over_once_and_verifies(older: datetime) -> None:
    before = size()
    assert repairs.bring_up(older) == ()
    eva, jan, link = last(3)
    assert size() == before + 3
    assert {(one.actor, one.via) for one in (eva, jan, link)} == {("system:sign-ins", "job")}
    assert (eva.action, eva.reason) == ("sign_in.take_over", "sign-in facts taken over on 2026-03-02")
    kept = User.objects.get(pk="p-0").password
    assert [one.value for one in (eva, jan)] == [
        {"id": "p-0", "password": commitment(kept), "active": True},
        {"id": "p-1", "password": None, "active": False},
    ]
    assert (link.action, link.reason) == ("setup_link.take_over", "set-up links taken over on 2026-03-02")
    assert (SetupLinkRow.objects.get().pk, SetupToken.objects.count()) == (link_of("a link"), 0)
    assert told() == []
    assert authenticate(None, email="eva@acme.example", password=PASSWORD) is not None
    assert links.use_password_token("a link", now=older, password=PASSWORD) == "p-1"
    assert told() == []
    repairs.bring_up(older)
    assert size() == before + 5, "the three, the link used and the password chosen"


def test_what_is_planted_afterwards_is_not_taken_over(older: datetime, alice: Actor) -> None:
    repairs.bring_up(older)
    sql("UPDATE accounts_user SET password = 'x' WHERE id = 'p-0'")
    SetupToken.objects.create(digest="d", person="p-0", expires_at=older + timedelta(hours=1))
    before = size()
    repairs.bring_up(older)
    assert size() == before
    assert told() == [
        ("accounts_user/p-0", "changed", "its password is not the one on record"),
        ("accounts_setuptoken/d", "extra", "the program keeps no such row"),
    ]


def test_a_home_that_was_not_brought_up_is_held_against_people_and_addresses_alone(older: datetime) -> None:
    call_command("migrate", "accounts", verbosity=0)
    assert told() == []
    sql("UPDATE accounts_user SET email = 'x@evil.example' WHERE id = 'p-0'")
    sql("INSERT INTO accounts_user (id, email, password, is_active) VALUES ('m', 'm', 'x', %s)", True)
    assert told() == [
        ("accounts_user/m", "extra", "signs in a person who is not on record"),
        ("accounts_user/p-0", "changed", "its email is not the address on record"),
    ]
    repairs.bring_up(older)
    assert [entry.object for entry in last(3)] == [
        "sign_in/p-0",
        "sign_in/p-1",
        f"setup_link/{link_of('a link')}",
    ]
