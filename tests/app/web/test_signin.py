"""Signing in and out, the one-time first sign-in, and no public sign-up."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from tests.app.entries import last
from tests.app.web import world
from tests.app.web.conftest import As

from dualtrack.app.accounts import sign_ins
from dualtrack.app.accounts.links import make_password_token, make_setup_token
from dualtrack.app.accounts.models import SetupLinkRow, User
from dualtrack.app.accounts.queries import viewer_of
from dualtrack.app.accounts.services import add_person
from dualtrack.app.accounts.verifying_sign_ins import check_sign_ins
from dualtrack.app.ledger import clock
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.recorded import recording
from dualtrack.app.ledger.verify_report import Report
from dualtrack.app.programme.services import Beginning, begin
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.person import Role
from dualtrack.domain.programme.organisation import Profile

LOGIN = "/accounts/login/"
SETUP = Actor("system:test", "job")
FILLED = {
    "name": "Lena Lead",
    "email": "Lena@Acme.example",
    "password": "correct horse battery",
    "again": "correct horse battery",
}


@pytest.fixture(autouse=True)
def _no_memory_of_failed_tries() -> None:
    cache.clear()


@pytest.fixture
def link(home: Home) -> str:
    """The set-up link of a begun programme in which nobody can sign in."""
    what = Beginning(name="Acme", profile=Profile.SOC2_ONLY, start=world.START, example=True)
    begin(actor=SETUP, now=clock.now(), what=what)
    token = make_setup_token(actor=SETUP, now=clock.now())
    assert token is not None
    return f"/setup/{token}/"


def test_the_first_person_leads_and_manages_and_is_signed_in(link: str) -> None:
    client = Client()
    assert client.get(link).status_code == 200
    answer = client.post(link, FILLED)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    user = User.objects.get()
    assert user.email == "lena@acme.example"
    assert viewer_of(user, today=world.TODAY).roles == {Role.LEAD, Role.ADMIN}
    assert client.get("/").status_code == 200


def test_the_link_works_once(link: str) -> None:
    Client().post(link, FILLED)
    for answer in (Client().get(link), Client().post(link, FILLED | {"email": "eve@acme.example"})):
        assert answer.status_code == 404
        assert b"This link has ended" in answer.content
    assert User.objects.count() == 1


def test_the_link_ends_after_a_day(link: str) -> None:
    with recording():
        SetupLinkRow.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    assert Client().get(link).status_code == 404
    assert Client().post(link, FILLED).status_code == 404
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"again": "something else"}, "The two passwords differ"),
        ({"password": "short", "again": "short"}, "at least 12 characters"),
        ({"password": "passwordpassword1", "again": "x"}, "The two passwords differ"),
        ({"email": "no address"}, "Enter a valid email address."),
        ({"name": ""}, "This field is required."),
    ],
)
def test_what_is_wrong_is_said_and_the_link_stays(link: str, changed: dict[str, str], said: str) -> None:
    answer = Client().post(link, FILLED | changed)
    text = answer.content.decode()
    assert said in text
    assert "correct horse" not in text
    assert Client().get(link).status_code == 200


def test_somebody_signs_in_with_address_and_password_and_out_again(world: Home) -> None:
    client = Client()
    assert client.get("/evidence/").headers["Location"] == f"{LOGIN}?next=/evidence/"
    sent = {"login": "Lead@example.test", "password": "a long enough password", "next": "/evidence/"}
    assert client.post(LOGIN, sent).headers["Location"] == "/evidence/"
    assert client.get("/evidence/").status_code == 200
    client.post("/accounts/logout/")
    assert client.get("/evidence/").status_code == 302


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(world: Home) -> None:
    answers = [
        [*Client().post(LOGIN, {"login": login, "password": "wrong"}).context["form"].non_field_errors()]
        for login in ("lead@example.test", "nobody@example.test")
    ]
    assert answers[0] == answers[1]
    assert answers[0]


def test_too_many_tries_are_stopped(world: Home) -> None:
    client, sent = Client(), {"login": "lead@example.test", "password": "wrong"}
    for _ in range(5):
        client.post(LOGIN, sent)
    right = {"login": "lead@example.test", "password": "a long enough password"}
    answer = client.post(LOGIN, right)
    assert answer.status_code == 200
    assert b"Too many failed login attempts" in answer.content


def test_nobody_is_sent_to_another_site_after_signing_in(world: Home) -> None:
    sent = {"login": "lead@example.test", "password": "a long enough password", "next": "https://evil.test/"}
    assert Client().post(LOGIN, sent).headers["Location"] == "/"


def test_there_is_no_sign_up(world: Home) -> None:
    assert Client().get("/accounts/signup/").status_code == 404
    assert not re.search(r"sign.?up", Client().get(LOGIN).content.decode(), re.IGNORECASE)


def test_a_changed_password_ends_other_sessions(signed_in: As) -> None:
    here, there = signed_in("lead"), signed_in("lead")
    sent = {
        "oldpassword": "a long enough password",
        "password1": "an even longer password",
        "password2": "an even longer password",
    }
    assert here.post("/accounts/password/change/", sent).status_code == 302
    (entry,) = last()
    assert (entry.action, entry.actor, entry.object) == (
        "sign_in.set_password",
        "person:lead",
        "sign_in/lead",
    )
    check_sign_ins(report := Report())
    assert report.problems == []
    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 302


def test_somebody_who_left_sees_nothing(signed_in: As, lead: Client) -> None:
    sign_ins.close(actor=SETUP, now=clock.now(), person="owner")
    assert signed_in("owner").get("/").status_code == 302


def test_somebody_put_on_record_chooses_a_password_once(home: Home) -> None:
    what = Beginning(name="Acme", profile=Profile.SOC2_ONLY, start=world.START, example=True)
    begin(actor=SETUP, now=clock.now(), what=what)
    ada = add_person(
        actor=SETUP, now=clock.now(), name="Ada Berg", email="ada@acme.example", roles=(Role.MANAGER,)
    )
    link = f"/setup/{make_password_token(actor=SETUP, now=clock.now(), person=ada.id)}/"
    chosen = {"password": "correct horse battery", "again": "correct horse battery"}
    client = Client()
    assert b"ada@acme.example" in client.get(link).content
    assert client.post(link, chosen | {"again": "another"}).status_code == 200
    assert client.post(link, chosen).headers["Location"] == "/"
    assert client.get("/").status_code == 200
    assert Client().post(link, chosen).status_code == 404
    assert Client().login(email="ada@acme.example", password="correct horse battery")
    assert User.objects.count() == 1
