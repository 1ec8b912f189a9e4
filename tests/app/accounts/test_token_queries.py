"""Reads of tokens: who sees which, whether they work, and who a text that was sent speaks for."""

from datetime import timedelta

import pytest
from attrs import evolve
from tests.app.accounts.test_account_queries import leave
from tests.app.accounts.test_tokens import WHEN, make
from tests.app.conftest import SETUP, TODAY, viewer
from tests.app.entries import refused
from tests.conftest import NOW

from dualtrack.app.accounts import token_queries, tokens
from dualtrack.app.accounts.rights import NotAllowedError, may
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.services import record
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.person import Person, Role
from dualtrack.domain.ledger.token import Ending, Scope, Token

DAY = timedelta(days=1)


def owners(name: str) -> list[str]:
    """Whose tokens somebody sees."""
    return sorted(one.token.owner for one in token_queries.tokens(viewer(name), TODAY))


def asked(token: Token, days: int = 0) -> token_queries.Bearer:
    """Who a token speaks for, so many days on."""
    return token_queries.bearer(token, scope=Scope.READ, today=TODAY + days * DAY)


def test_one_sees_one_s_own_and_who_manages_people_all(programme: Home) -> None:
    for person in ("alice", "bob", "bob"):
        make(person, person)
    assert owners("ada") == ["alice", "bob", "bob"]
    assert owners("bob") == ["bob", "bob"]
    assert owners("charlie") == []


@pytest.mark.parametrize("name", ["sam", "cora"])
def test_an_outside_auditor_asks_in_vain(programme: Home, name: str) -> None:
    with pytest.raises(NotAllowedError, match=r"^tokens\.own$"):
        token_queries.tokens(viewer(name), TODAY)


def test_each_token_says_why_it_works_no_more(programme: Home) -> None:
    keys = [make("ada", person).token.id for person in ("alice", "bob", "charlie", "ivy")]
    tokens.revoke(viewer("ada"), **WHEN, token=keys[1])
    leave("charlie", TODAY)
    record(Person(id="ivy", roles=()), actor=SETUP, now=NOW, action="person.change")
    found = {one.token.id: one.ending for one in token_queries.tokens(viewer("ada"), TODAY)}
    ends = [None, Ending.REVOKED, Ending.OWNER_LEFT, Ending.OWNER_LOST_ROLE]
    assert [found[key] for key in keys] == ends
    later = token_queries.tokens(viewer("ada"), TODAY + 91 * DAY)
    assert {one.ending for one in later} == {Ending.EXPIRED, Ending.REVOKED}


def test_a_past_day_is_told_as_it_was_known(programme: Home) -> None:
    token = make("alice", "alice").token
    later = NOW + DAY
    tokens.revoke(viewer("alice"), now=later, today=later.date(), token=token.id)
    (then,) = token_queries.tokens(viewer("alice"), TODAY, NOW)
    (now,) = token_queries.tokens(viewer("alice"), later.date())
    assert (then.ending, now.ending) == (None, Ending.REVOKED)
    assert token_queries.tokens(viewer("alice"), TODAY, NOW - DAY) == ()


def test_a_text_is_of_the_token_on_record_or_of_none(programme: Home) -> None:
    made, other = make("alice", "alice"), make("bob", "bob")
    assert token_queries.known(made.text) == made.token
    assert token_queries.known(other.text) == other.token
    mixed = other.text.replace(other.token.id, made.token.id)
    unknown = made.text.replace(made.token.id, "tok_" + "0" * 20)
    for text in ("", "dt_", made.token.id, made.text[:-1], made.text + "x", mixed, unknown):
        assert token_queries.known(text) is None, text


def test_a_text_is_known_after_its_token_was_revoked(programme: Home) -> None:
    """So that the log tells whose dead token somebody still uses."""
    made = make("alice", "alice")
    ended = tokens.revoke(viewer("alice"), **WHEN, token=made.token.id)
    assert token_queries.known(made.text) == ended


@pytest.mark.parametrize("person", ["alice", "bob", "charlie", "ada", "ivy"])
def test_a_token_speaks_for_its_owner_with_no_more_than_their_rights(programme: Home, person: str) -> None:
    token = make("ada", person).token
    found = asked(token)
    owner = viewer(person)
    assert found.viewer.actor == Actor(f"token:{token.id}/by:{person}", "api")
    assert (found.viewer.roles, found.viewer.engagements) == (owner.roles, frozenset())
    assert not found.viewer.operator
    assert may(found.viewer, "programme.read") is may(owner, "programme.read")
    assert not found.viewer.actor.can_approve


def test_a_role_that_was_changed_counts_from_the_next_use(programme: Home) -> None:
    token = make("alice", "alice").token
    record(Person(id="alice", roles=(Role.OWNER,)), actor=SETUP, now=NOW, action="person.change")
    assert asked(token).viewer.roles == {Role.OWNER}


def test_a_token_works_until_the_end_of_its_last_day(programme: Home) -> None:
    token = make("alice", "alice", expires_on=TODAY + 3 * DAY).token
    assert asked(token, days=3).token == token
    words = (
        f"token {token.id}: expired, its last day was 2026-03-05; make another with: dualtrack token create"
    )
    with refused("token_has_expired", words):
        asked(token, days=4)


def test_a_revoked_token_is_refused_with_the_day(programme: Home) -> None:
    token = make("alice", "alice").token
    ended = tokens.revoke(viewer("alice"), **WHEN, token=token.id)
    with refused("token_is_revoked", f"token {token.id}: was revoked on 2026-03-02"):
        asked(ended)


def test_a_token_ends_when_its_owner_leaves(programme: Home) -> None:
    token = make("alice", "alice").token
    leave("alice", TODAY + DAY)
    assert asked(token).viewer.person_id == "alice"
    with refused("token_owner_has_left", f"token {token.id}: ended when its owner left"):
        asked(token, days=1)


@pytest.mark.parametrize("roles", [(), (Role.LEAD, Role.CERTIFICATION_AUDITOR)])
def test_a_token_ends_when_its_owner_loses_the_role(programme: Home, roles: tuple[Role, ...]) -> None:
    token = make("alice", "alice").token
    record(Person(id="alice", roles=roles), actor=SETUP, now=NOW, action="person.change")
    with refused("token_owner_lost_their_role", f"token {token.id}: ended when its owner lost their role"):
        asked(token)


def test_a_token_is_for_what_it_was_made_for(programme: Home) -> None:
    token = evolve(make("alice", "alice").token, scopes=())
    words = f"token {token.id}: was not made for this; it lacks the scope read"
    with refused("token_lacks_scope", words):
        asked(token)
