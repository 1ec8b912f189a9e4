"""Set-up links: each is made, used and ended on record; one works once, within a day, and for its person."""

from datetime import datetime, timedelta

import pytest
from tests.app.accounts.test_account_services import add
from tests.app.entries import last, size
from tests.conftest import NOW

from dualtrack.app.accounts import links
from dualtrack.app.accounts.models import SetupLinkRow, User
from dualtrack.app.accounts.services import AccountError, leave
from dualtrack.app.ledger import snapshot
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.ledger.services import record
from dualtrack.app.ledger.verify import verify_home
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.person import Role
from dualtrack.domain.ledger.restoration import Restoration

ROOT = Actor("operator:root@host", "cli")
PASSWORD = "correct horse battery"


def test_the_first_link_makes_the_lead_and_ends(home: Home, now: datetime) -> None:
    token = links.make_setup_token(actor=ROOT, now=now)
    assert token is not None
    assert SetupLinkRow.objects.get().pk != token  # only its hash is kept
    person = links.use_setup_token(
        token, now=now, name="Ada", email="ada@acme.example", password="correct horse battery"
    )
    assert person.roles == (Role.LEAD, Role.ADMIN)
    assert not links.setup_token_valid(token, now=now)
    with pytest.raises(AccountError, match="setup_link_not_valid"):
        links.use_setup_token(token, now=now, name="Eve", email="eve@acme.example", password="x" * 12)
    assert [u.email for u in User.objects.all()] == ["ada@acme.example"]
    assert links.make_setup_token(actor=ROOT, now=now) is None  # somebody can sign in: no more first links


def test_a_second_first_link_ends_the_first(home: Home, now: datetime) -> None:
    first, second = links.make_setup_token(actor=ROOT, now=now), links.make_setup_token(actor=ROOT, now=now)
    assert first is not None
    assert second is not None
    assert not links.setup_token_valid(first, now=now)
    assert links.setup_token_valid(second, now=now)


def test_a_link_ends_after_a_day(home: Home, now: datetime) -> None:
    token = links.make_setup_token(actor=ROOT, now=now)
    assert token is not None
    assert links.setup_token_valid(token, now=now + timedelta(hours=23, minutes=59))
    later = now + timedelta(hours=24)
    assert not links.setup_token_valid(token, now=later)
    with pytest.raises(AccountError, match="setup_link_not_valid"):
        links.use_setup_token(token, now=later, name="A", email="a@acme.example", password="x" * 12)
    assert User.objects.count() == 0


def test_a_wrong_link_makes_nobody(home: Home, now: datetime) -> None:
    links.make_setup_token(actor=ROOT, now=now)
    before = size()
    with pytest.raises(AccountError, match="setup_link_not_valid"):
        links.use_setup_token("guessed", now=now, name="E", email="e@acme.example", password="x" * 12)
    assert (User.objects.count(), size()) == (0, before)


def test_a_password_link_sets_the_password_of_its_person_once(
    home: Home, now: datetime, alice: Actor
) -> None:
    person = add(alice, now)
    token = links.make_password_token(actor=alice, now=now, person=person.id)
    assert links.token_person(token) == person.id
    assert links.use_password_token(token, now=now, password="correct horse battery") == person.id
    assert User.objects.get(pk=person.id).check_password("correct horse battery")
    assert links.token_person(token) is None
    with pytest.raises(AccountError, match="setup_link_not_valid"):
        links.use_password_token(token, now=now, password="another password")


def test_a_password_link_is_no_first_link_nor_the_other_way(home: Home, now: datetime, alice: Actor) -> None:
    first = links.make_setup_token(actor=ROOT, now=now)
    person = add(alice, now)
    mine = links.make_password_token(actor=alice, now=now, person=person.id)
    assert first is not None
    with pytest.raises(AccountError, match="setup_link_not_valid"):
        links.use_setup_token(mine, now=now, name="E", email="e@acme.example", password="x" * 12)
    with pytest.raises(AccountError, match="setup_link_not_valid"):
        links.use_password_token(first, now=now, password="x" * 12)
    assert User.objects.get(pk=person.id).has_usable_password() is False


def test_the_record_tells_who_made_a_link_and_by_which_a_password_was_chosen(
    home: Home, now: datetime, alice: Actor
) -> None:
    person = add(alice, now)
    token = links.make_password_token(actor=alice, now=now, person=person.id)
    (made,) = last()
    assert (made.action, made.actor) == ("setup_link.make", "person:alice")
    assert made.value == {
        "id": SetupLinkRow.objects.get().pk,
        "person": person.id,
        "expires_at": "2026-03-03T09:00:00.000000Z",
    }
    links.use_password_token(token, now=now, password=PASSWORD)
    used, chosen = last(2)
    assert (used.action, used.actor, used.object) == ("setup_link.use", f"person:{person.id}", made.object)
    assert (chosen.action, chosen.actor) == ("sign_in.set_password", f"person:{person.id}")
    assert chosen.reason == f"by the link of entry {made.seq}"
    assert not SetupLinkRow.objects.exists()
    assert verify_home()["problems"] == []


def test_an_earlier_link_and_those_of_who_leaves_end_on_record(
    home: Home, now: datetime, alice: Actor
) -> None:
    person = add(alice, now)
    first = links.make_password_token(actor=alice, now=now, person=person.id)
    second = links.make_password_token(actor=alice, now=now, person=person.id)
    assert [entry.action for entry in last(2)] == ["setup_link.end", "setup_link.make"]
    valid = [links.setup_token_valid(token, now=now) for token in (first, second)]
    assert valid == [False, True]
    leave(actor=alice, now=now, today=now.date(), person=person.id, on=now.date())
    assert [entry.action for entry in last(3)] == ["setup_link.end", "sign_in.close", "person.leave"]
    assert not links.setup_token_valid(second, now=now)
    assert verify_home()["problems"] == []


def test_a_link_from_before_the_home_was_restored_opens_nothing(
    home: Home, now: datetime, alice: Actor
) -> None:
    person = add(alice, now)
    before = links.make_password_token(actor=alice, now=now, person=person.id)
    back = Restoration(
        id="rst_1", taken_at=NOW, program="1", size=1, root="0", checkpoint_size=1, checkpoint_root="0"
    )
    record(back, actor=ROOT, now=now, action="home.restored")
    assert not links.setup_token_valid(before, now=now)
    with pytest.raises(AccountError, match="setup_link_not_valid"):
        links.use_password_token(before, now=now, password=PASSWORD)
    after = links.make_password_token(actor=alice, now=now, person=person.id)
    assert links.setup_token_valid(after, now=now)


def test_a_row_of_a_link_lets_nobody_in_so_a_backup_holds_it(home: Home) -> None:
    assert SetupLinkRow._meta.db_table not in snapshot.secrets()


def test_another_link_is_for_who_may_sign_in_alone(home: Home, now: datetime, alice: Actor) -> None:
    person = add(alice, now)
    first = links.make_password_token(actor=alice, now=now, person=person.id)
    links.use_password_token(first, now=now, password="correct horse battery")
    again = links.make_link_again(actor=alice, now=now, person=person.id)
    assert User.objects.get(pk=person.id).check_password("correct horse battery")
    assert links.use_password_token(again, now=now, password="another horse battery") == person.id
    assert not User.objects.get(pk=person.id).check_password("correct horse battery")
    leave(actor=alice, now=now, today=now.date(), person=person.id, on=now.date())
    for name, code in ((person.id, "does_not_sign_in"), ("nobody", "unknown_person")):
        with pytest.raises(RefusedError, match=code):
            links.make_link_again(actor=alice, now=now, person=name)
    assert not SetupLinkRow.objects.exists()
