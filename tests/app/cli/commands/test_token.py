"""`dualtrack token`: made with its text shown once, listed with its state, revoked."""

import re
from typing import Any

import pytest
from django.test import Client
from tests.app.conftest import Run
from tests.app.entries import size

from dualtrack.app.accounts.models import TokenRow
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.queries import entries

TEXT = re.compile(r"dt_tok_[0-9a-z]{20}_[A-Za-z0-9_-]{64}")


def made(cli: Run, *words: str) -> Any:
    """A token as `--json` tells it."""
    done = cli("token", "create", "export", *words, "--json")
    assert (done.code, done.err) == (0, "")
    return done.json


def status(text: str) -> int:
    """What the API answers to a text."""
    return Client(headers={"Authorization": f"Bearer {text}"}).get("/api/v1/").status_code


def test_a_token_is_made_and_its_text_is_shown_this_once(cli: Run) -> None:
    done = cli("token", "create", "nightly export", "--as", "alice", "--expires", "2026-06-30")
    key = TokenRow.objects.get().pk
    first, second, text = done.out.splitlines()
    assert first == f"{key} of alice, until 2026-06-30"
    assert second == "Its text, shown this once; whoever holds it reads what alice may:"
    assert TEXT.fullmatch(text)
    assert status(text) == 200
    for words in (("list",), ("list", "--json"), ("revoke", key)):
        assert text not in cli("token", *words, "--as", "alice").out
    assert not [entry for entry in entries() if text[-64:] in str(entry)]


def test_the_shape_of_a_token(cli: Run) -> None:
    told = made(cli, "--as", "bob")
    assert TEXT.fullmatch(told["token"])
    assert told | {"id": "", "token": ""} == {
        "id": "",
        "name": "export",
        "owner": "bob",
        "scopes": ["read"],
        "made_on": "2026-03-02",
        "expires_on": "2026-05-31",
        "revoked_on": None,
        "revoked_by": None,
        "token": "",
    }
    assert list(told)[-1] == "token"


@pytest.mark.parametrize(
    "words", [("--for", "bob"), ("--for", " BOB@acme.example"), ("--for", "bob", "--as", "ada")]
)
def test_who_manages_people_makes_one_for_somebody_by_id_or_address(cli: Run, words: tuple[str, ...]) -> None:
    assert made(cli, *words)["owner"] == "bob"


@pytest.mark.parametrize("name", ["sam", "cora"])
def test_auditors_are_refused(cli: Run, name: str) -> None:
    before = size()
    own = cli("token", "create", "mine", "--as", name, "--json")
    assert (own.code, own.error["code"]) == (2, "not_allowed")
    given = cli("token", "create", "theirs", "--for", name, "--json")
    assert (given.code, given.error["code"], given.error["record"]) == (2, "token_needs_a_member", name)
    assert cli("token", "list", "--as", name, "--json").error["message"] == (
        "not allowed: this needs the right tokens.own; act as somebody who holds it with --as"
    )
    assert size() == before


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (
            ("export",),
            "usage",
            "say whose token it is: --for PERSON, or act as them with --as"
            " (see: dualtrack token create --help)",
        ),
        (
            (" ", "--for", "bob"),
            "token_has_no_name",
            "--name: say what the token is for, such as: nightly export",
        ),
        (
            ("x", "--for", "zoe"),
            "unknown_person",
            "zoe: no such person; list them with: dualtrack people list",
        ),
        (
            ("x", "--for", "bob", "--expires", "2026-03-01"),
            "token_expires_too_early",
            "--expires: 2026-03-01 lies before today (2026-03-02)",
        ),
        (
            ("x", "--for", "bob", "--expires", "2027-03-03"),
            "token_expires_too_late",
            "--expires: 2027-03-03 is too late; a token lasts a year at most, until 2027-03-02",
        ),
        (
            ("x", "--for", "bob", "--as", "alice"),
            "not_allowed",
            "not allowed: this needs the right people.manage; act as somebody who holds it with --as",
        ),
        (
            ("x", "--for", "bob", "--scope", "write"),
            "usage",
            "Invalid value for '--scope': 'write' is not 'read'. (see: dualtrack token create --help)",
        ),
    ],
)
def test_each_bad_call_is_refused_and_writes_nothing(
    cli: Run, words: tuple[str, ...], code: str, message: str
) -> None:
    before = size()
    done = cli("token", "create", *words, "--json")
    assert (done.code, done.error["code"], done.error["message"]) == (2, code, message)
    assert size() == before


def test_the_list_says_which_work(cli: Run) -> None:
    assert cli("token", "list").out == "no token was ever made\n"
    first, second = made(cli, "--for", "alice"), made(cli, "--for", "bob")
    cli("token", "revoke", second["id"])
    cli("people", "leave", "alice")
    told = {one["id"]: one for one in cli("token", "list", "--json").json["tokens"]}
    assert told[first["id"]]["state"] == "token_owner_has_left"
    assert told[second["id"]]["state"] == "token_is_revoked"
    assert "token" not in told[first["id"]]
    assert "digest" not in told[first["id"]]
    shown = cli("token", "list").out.splitlines()
    assert shown[0].split() == ["id", "owner", "name", "last", "day", "state"]
    assert {line.split("  ")[-1] for line in shown[1:]} == {"its owner left", "revoked"}


def test_a_member_lists_their_own_alone(cli: Run) -> None:
    made(cli, "--for", "alice")
    mine = made(cli, "--for", "bob")
    assert [one["id"] for one in cli("token", "list", "--as", "bob", "--json").json["tokens"]] == [mine["id"]]
    assert len(cli("token", "list", "--as", "ada", "--json").json["tokens"]) == 2


def test_a_revoked_token_opens_nothing_from_then_on(cli: Run, programme: Home) -> None:
    told = made(cli, "--as", "alice")
    assert status(told["token"]) == 200
    done = cli("token", "revoke", told["id"], "--as", "alice")
    assert done.out == f"{told['id']}: revoked on 2026-03-02\n"
    assert status(told["token"]) == 401
    again = cli("token", "revoke", told["id"], "--as", "alice", "--json")
    assert again.error["message"] == f"{told['id']}: was revoked on 2026-03-02 already"


def test_what_revoking_tells(cli: Run) -> None:
    told = made(cli, "--as", "alice")
    ended = cli("token", "revoke", told["id"], "--as", "ada", "--json").json
    del told["token"]
    assert ended == told | {"revoked_on": "2026-03-02", "revoked_by": "person:ada"}


def test_an_unknown_token_is_named(cli: Run) -> None:
    done = cli("token", "revoke", "tok_x", "--json")
    assert (done.code, done.error["code"], done.error["record"]) == (2, "unknown_token", "tok_x")
    assert done.error["message"] == "tok_x: no such token; list them with: dualtrack token list"


def test_what_was_written_verifies(cli: Run) -> None:
    told = made(cli, "--as", "alice")
    cli("token", "revoke", told["id"], "--as", "alice")
    assert cli("verify", "--json").json["intact"] is True


def test_a_hash_that_was_put_into_the_table_is_found(cli: Run, programme: Home) -> None:
    """Whoever can write to the database could make a token of their own: verify tells."""
    from django.db import connection  # noqa: PLC0415 - past the guards, as a stranger would

    told = made(cli, "--as", "alice")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_tokenrow SET digest = %s", ["0" * 64])
    found = cli("verify", "--json")
    assert found.json["intact"] is False
    assert f"accounts_tokenrow/{told['id']}" in {one["item"] for one in found.json["problems"]}
