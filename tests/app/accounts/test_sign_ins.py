"""Sign-ins: each change stands with its entry, which holds no hash; what nobody recorded opens nothing."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import identify_hasher, make_password
from tests.app.accounts.test_account_services import add
from tests.app.entries import last, same, size

from dualtrack.app.accounts import sign_ins
from dualtrack.app.accounts.models import SignInRow, User
from dualtrack.app.ledger import queries
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.recorded import NotRecordedError, recording
from dualtrack.app.ledger.verify import verify_home
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.sign_in import commitment

PASSWORD = "correct horse battery"
EMAIL = "dana@acme.example"
OLD, NEW = "django.contrib.auth.hashers.MD5PasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"


@pytest.fixture
def dana(home: Home, now: datetime, alice: Actor) -> str:
    """Somebody who chose a password."""
    person = add(alice, now).id
    sign_ins.set_password(actor=Actor(f"person:{person}", "ui"), now=now, person=person, password=PASSWORD)
    return person


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A program that keeps passwords otherwise than when they were chosen."""
    monkeypatch.setattr("django.contrib.auth.hashers.PBKDF2PasswordHasher.iterations", 10)
    monkeypatch.setattr(settings, "PASSWORD_HASHERS", [NEW, OLD])
    from django.contrib.auth.hashers import reset_hashers  # noqa: PLC0415 - Django keeps what it read once

    reset_hashers(setting="PASSWORD_HASHERS")
    yield
    monkeypatch.undo()
    reset_hashers(setting="PASSWORD_HASHERS")


def signs_in(password: str = PASSWORD) -> bool:
    """Whether Dana may come in."""
    return authenticate(None, email=EMAIL, password=password) is not None


def plant(**fields: object) -> None:
    """Write to the table as nobody may."""
    with recording():
        User.objects.update(**fields)


def test_a_chosen_password_is_on_record_and_its_hash_is_not(dana: str) -> None:
    kept = User.objects.get(pk=dana).password
    (entry,) = last()
    assert (entry.action, entry.actor, entry.via) == ("sign_in.set_password", f"person:{dana}", "ui")
    assert entry.value == {"id": dana, "password": commitment(kept), "active": True}
    assert same(SignInRow.objects.get(), entry)
    assert kept.encode() not in b"".join(line for _, line in queries.lines())
    assert signs_in()
    assert not signs_in("wrong")
    assert verify_home()["problems"] == []


def test_a_password_that_nobody_recorded_opens_nothing(dana: str) -> None:
    plant(password=make_password("planted by hand"))
    assert not signs_in("planted by hand")
    assert not signs_in()


def test_what_was_planted_does_not_come_on_record_by_what_is_done_afterwards(
    dana: str, now: datetime, alice: Actor, newer: None
) -> None:
    before = size()
    plant(password=make_password("planted by hand", hasher="md5"))
    assert not signs_in("planted by hand")
    assert size() == before
    sign_ins.close(actor=alice, now=now, person=dana)
    plant(is_active=True)
    problems = verify_home()["problems"]
    assert isinstance(problems, list)
    (problem,) = problems
    assert (problem["item"], problem["kind"]) == (f"accounts_user/{dana}", "changed")
    assert problem["detail"] == (
        "its password is not the one on record;"
        " it is active, and the record says that this person signs in no more"
    )


def test_a_password_of_an_older_work_factor_is_made_anew_on_record(dana: str, newer: None) -> None:
    assert identify_hasher(User.objects.get().password).algorithm == "md5"
    assert signs_in()
    kept = User.objects.get().password
    assert identify_hasher(kept).algorithm == "pbkdf2_sha256"
    (entry,) = last()
    assert (entry.action, entry.actor) == ("sign_in.renew", f"person:{dana}")
    assert entry.value == {"id": dana, "password": commitment(kept), "active": True}
    before = size()
    assert signs_in()
    assert (size(), verify_home()["problems"]) == (before, [])


def test_who_signs_in_no_more_is_on_record_once(dana: str, now: datetime, alice: Actor) -> None:
    sign_ins.close(actor=alice, now=now, person=dana)
    (entry,) = last()
    assert (entry.action, entry.value) == (
        "sign_in.close",
        {"id": dana, "password": commitment(User.objects.get().password), "active": False},
    )
    assert not signs_in()
    assert verify_home()["problems"] == []
    sign_ins.close(actor=alice, now=now, person="nobody")
    assert last()[0] == entry
    plant(is_active=True)  # by hand, with the password that they had
    assert not signs_in()


def test_a_sign_in_that_is_forgotten_leaves_that_there_was_one(
    dana: str, now: datetime, alice: Actor
) -> None:
    sign_ins.forget(actor=alice, now=now, person=dana)
    (entry,) = last()
    assert (entry.action, entry.value, entry.tombstone) == ("sign_in.forget", None, {"id": dana})
    assert not User.objects.exists()
    assert verify_home()["problems"] == []


def test_no_other_door_writes_a_sign_in(dana: str) -> None:
    user = User.objects.get()
    with pytest.raises(NotRecordedError, match=r"^accounts\.User: save\(\) outside"):
        user.save()
    with pytest.raises(NotRecordedError, match=r"^accounts\.User: update\(\) outside"):
        User.objects.update(is_active=False)
    with pytest.raises(NotRecordedError, match=r"^accounts\.User: delete\(\) outside"):
        User.objects.all().delete()
    user.save(update_fields=["last_login"])
