"""Verbs on tokens: who makes one for whom, for how long; its text is given once and kept nowhere."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from tests.app.accounts.test_account_queries import leave
from tests.app.conftest import SETUP, TODAY, viewer
from tests.app.entries import last, refused, same, size
from tests.conftest import NOW

from dualtrack.app.accounts import tokens
from dualtrack.app.accounts.models import TokenRow
from dualtrack.app.accounts.rights import NotAllowedError
from dualtrack.app.ledger import entropy, snapshot
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.queries import entries
from dualtrack.app.ledger.services import record
from dualtrack.domain.ledger.person import Person, Role, Viewer
from dualtrack.domain.ledger.token import Scope, Token, digest_of, id_in

WHEN = {"now": NOW, "today": TODAY}
INSIDE = ("alice", "bob", "charlie", "ada", "ivy")
OUTSIDE = ("sam", "cora")


def make(by: str, owner: str, **changed: object) -> tokens.Made:
    """A token of somebody's."""
    said: dict[str, object] = {"name": " nightly export ", "owner": owner}
    return tokens.create(viewer(by), **WHEN, **(said | changed))  # type: ignore[arg-type]  # varied by tests


def test_a_token_is_recorded_without_its_text(programme: Home) -> None:
    made = make("alice", "alice")
    (entry,) = last()
    assert (entry.type, entry.action, entry.actor) == ("token", "token.create", "person:alice")
    assert same(TokenRow.objects.get(), entry)
    assert made.token == Token(
        id=made.token.id,
        name="nightly export",
        owner="alice",
        scopes=(Scope.READ,),
        digest=digest_of(made.text),
        made_on=TODAY,
        expires_on=TODAY + timedelta(days=90),
    )
    assert id_in(made.text) == made.token.id


def test_the_text_is_in_no_entry_no_row_and_no_traceback(programme: Home) -> None:
    made = make("alice", "alice")
    secret = made.text.rpartition(f"{made.token.id}_")[2]
    assert len(secret) == 64
    assert not [entry for entry in entries() if secret in str(entry)]
    assert secret not in str(TokenRow.objects.values())
    assert secret not in repr(made)


def test_two_texts_are_never_the_same_even_in_an_example(programme: Home) -> None:
    made = []
    for _ in range(2):
        with entropy.seeded("same", programme):
            made.append(entropy.secret())
    assert made[0] != made[1]


def test_the_row_stands_in_a_backup_since_it_opens_nothing(programme: Home) -> None:
    assert TokenRow._meta.db_table not in snapshot.secrets()


@pytest.mark.parametrize("person", INSIDE)
def test_each_member_makes_tokens_of_their_own(programme: Home, person: str) -> None:
    assert make(person, person).token.owner == person


@pytest.mark.parametrize("person", INSIDE)
def test_who_manages_people_makes_them_for_anybody_inside(programme: Home, person: str) -> None:
    assert make("ada", person).token.owner == person


def test_the_operator_of_the_machine_may_too(programme: Home, operator: Viewer) -> None:
    made = tokens.create(operator, **WHEN, name="export", owner="bob")
    assert (made.token.owner, last()[0].actor) == ("bob", "operator:root@host")


@pytest.mark.parametrize(("by", "owner"), [("alice", "bob"), ("bob", "alice"), ("charlie", "ada")])
def test_nobody_else_makes_a_token_for_another(programme: Home, by: str, owner: str) -> None:
    before = size()
    with pytest.raises(NotAllowedError, match=r"^people\.manage$"):
        make(by, owner)
    assert size() == before


@pytest.mark.parametrize("person", OUTSIDE)
def test_an_outside_auditor_makes_none(programme: Home, person: str) -> None:
    with pytest.raises(NotAllowedError, match=r"^tokens\.own$"):
        make(person, person)
    words = (
        f"{person}: only a member of the organisation who holds a role has tokens; auditors read what was"
        " released to them on the pages"
    )
    with refused("token_needs_a_member", words):
        make("ada", person)


def test_nor_does_anybody_for_who_left_or_holds_no_role(programme: Home) -> None:
    record(Person(id="eva", roles=()), actor=SETUP, now=NOW, action="person.add")
    leave("charlie", TODAY)
    for person in ("eva", "charlie"):
        words = f"{person}: only a member of the organisation who holds a role has tokens; auditors read what"
        with refused("token_needs_a_member", f"{words} was released to them on the pages"):
            make("ada", person)


def test_nor_for_somebody_who_is_not_on_record(programme: Home) -> None:
    with refused("unknown_person", "zoe: no such person; list them with: dualtrack people list"):
        make("ada", "zoe")


@pytest.mark.parametrize(
    ("changed", "code", "words"),
    [
        ({"name": "  "}, "token_has_no_name", "--name: say what the token is for, such as: nightly export"),
        (
            {"expires_on": date(2026, 3, 1)},
            "token_expires_too_early",
            "--expires: 2026-03-01 lies before today (2026-03-02)",
        ),
        (
            {"expires_on": date(2027, 3, 3)},
            "token_expires_too_late",
            "--expires: 2027-03-03 is too late; a token lasts a year at most, until 2027-03-02",
        ),
    ],
)
def test_bad_input_is_refused_with_its_reason(
    programme: Home, changed: dict[str, object], code: str, words: str
) -> None:
    with refused(code, words):
        make("alice", "alice", **changed)


@pytest.mark.parametrize("day", [TODAY, date(2027, 3, 2)])
def test_the_first_and_the_last_day_that_it_may_end_on(programme: Home, day: date) -> None:
    assert make("alice", "alice", expires_on=day).token.expires_on == day


@pytest.mark.parametrize(("by", "who"), [("alice", "person:alice"), ("ada", "person:ada")])
def test_a_token_is_revoked_by_its_owner_or_who_manages_people(programme: Home, by: str, who: str) -> None:
    token = make("alice", "alice").token
    ended = tokens.revoke(viewer(by), **WHEN, token=token.id)
    (entry,) = last()
    assert (entry.action, entry.actor, entry.object) == ("token.revoke", who, f"token/{token.id}")
    assert (ended.revoked_on, ended.revoked_by) == (TODAY, who)
    assert same(TokenRow.objects.get(), entry)


@pytest.mark.parametrize("by", ["bob", "charlie", "sam"])
def test_nobody_else_revokes_it(programme: Home, by: str) -> None:
    token = make("alice", "alice").token
    before = size()
    with pytest.raises(NotAllowedError, match=r"^people\.manage$"):
        tokens.revoke(viewer(by), **WHEN, token=token.id)
    assert size() == before


def test_a_token_is_revoked_once(programme: Home) -> None:
    token = make("alice", "alice").token
    tokens.revoke(viewer("alice"), **WHEN, token=token.id)
    with refused("token_was_revoked_before", f"{token.id}: was revoked on 2026-03-02 already"):
        tokens.revoke(viewer("alice"), **WHEN, token=token.id)


def test_a_token_that_is_not_there_is_told_to_who_manages_people_alone(programme: Home) -> None:
    with refused("unknown_token", "tok_x: no such token; list them with: dualtrack token list"):
        tokens.revoke(viewer("ada"), **WHEN, token="tok_x")
    with pytest.raises(NotAllowedError, match=r"^people\.manage$"):
        tokens.revoke(viewer("alice"), **WHEN, token="tok_x")


@pytest.mark.parametrize("verb", [lambda t: t, lambda t: tokens.revoke(viewer("ada"), **WHEN, token=t)])
def test_what_is_on_record_is_what_the_ledger_says(programme: Home, verb: Callable[[str], object]) -> None:
    verb(make("ada", "bob").token.id)
    assert TokenRow.objects.get().to_value() == Token(**_plain(last()[0].value))


def _plain(value: object) -> dict[str, object]:
    assert isinstance(value, dict)
    days = ("made_on", "expires_on", "revoked_on")
    read = {k: date.fromisoformat(v) if k in days and v else v for k, v in value.items()}
    return read | {"scopes": tuple(Scope(s) for s in value["scopes"])}


def test_roles_that_were_taken_away_are_asked_for_anew(programme: Home) -> None:
    """The right is looked at when the token is made, and again at each use."""
    record(Person(id="bob", roles=(Role.SERVICE_AUDITOR,)), actor=SETUP, now=NOW, action="person.change")
    with pytest.raises(Exception, match=r"^token_needs_a_member \(object=bob\)$"):
        make("ada", "bob")
