"""Who asks: a token in the header and nothing else; from the day on which it ends it opens nothing."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from attrs import evolve
from django.http import HttpResponse
from django.test import Client
from tests.app.api.conftest import ADMIN, ROOT, Sends, body, sending, token_of
from tests.app.entries import size
from tests.app.web import world as made
from tests.app.web.conftest import enter
from tests.app.web.lines import told

from dualtrack.app.accounts import access_queries, tokens
from dualtrack.app.accounts.models import PersonRow, TokenRow
from dualtrack.app.accounts.services import leave
from dualtrack.app.ledger import clock
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.services import record
from dualtrack.domain.ledger.person import Role
from dualtrack.domain.ledger.token import Token

CHAIN = f"{ROOT}chain/service/service/app"
DAY = timedelta(days=1)
NO_TOKEN = (
    "no token was sent; send one in the header Authorization: Bearer dt_... (made with: dualtrack token"
    " create)"
)


def refused(
    answer: HttpResponse, code: str, detail: str, status: int = 401, record: str | None = None
) -> None:
    """The whole body of a refusal."""
    assert body(answer) == {
        "type": "about:blank",
        "title": {401: "Unauthorized", 403: "Forbidden"}[status],
        "status": status,
        "detail": detail,
        "code": code,
        "record": record,
        "field": None,
    }
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert answer["Cache-Control"] == "no-store"


def a_role_lost(person: str) -> None:
    """Somebody is an auditor of the certification body from now on."""
    value = evolve(PersonRow.objects.get(pk=person).to_value(), roles=(Role.CERTIFICATION_AUDITOR,))
    record(value, actor=made.LEAD, now=clock.now(), action="person.change")


def a_revocation(token: Token) -> None:
    """Somebody who manages people revokes it."""
    tokens.revoke(ADMIN, now=clock.now(), today=made.TODAY, token=token.id)


def gone(person: str) -> None:
    """Somebody leaves today."""
    leave(actor=made.LEAD, now=clock.now(), today=made.TODAY, person=person, on=made.TODAY)


@pytest.mark.parametrize("path", ["", "openapi.json", "chain/service/service/app", "nothing/here"])
def test_nothing_is_answered_without_a_token(world: Home, path: str) -> None:
    answer = Client().get(ROOT + path)
    refused(answer, "no_token", NO_TOKEN)
    assert answer["WWW-Authenticate"] == 'Bearer realm="dualtrack"'
    assert told(world) == []


@pytest.mark.parametrize("header", ["", "Bearer", "Basic bGVhZDpzZWNyZXQ=", "Token dt_x", "dt_x"])
def test_another_header_is_no_token(world: Home, header: str) -> None:
    code = "token_is_not_known" if header == "Bearer" else "no_token"
    assert body(Client(headers={"Authorization": header}).get(CHAIN))["code"] == code


@pytest.mark.parametrize("person", ["lead", "admin"])
def test_a_session_is_refused_and_told_why(world: Home, person: str) -> None:
    detail = (
        "being signed in on the pages does not open the API, so that no other site can read through your"
        " browser; send a token in the header Authorization: Bearer dt_... (made with: dualtrack"
        " token create)"
    )
    refused(enter(person).get(CHAIN), "session_is_no_token", detail)
    assert told(world) == []


def test_a_token_beside_a_session_is_what_counts(world: Home) -> None:
    text = token_of("manager").text
    assert enter("service").get(CHAIN, headers={"Authorization": f"Bearer {text}"}).status_code == 200
    (line,) = told(world)
    assert (line[0] or "").endswith("/by:manager")


def test_no_other_site_is_let_in(lead: Client) -> None:
    answer = lead.get(CHAIN, headers={"Origin": "https://elsewhere.example"})
    assert not [name for name in answer.headers if name.lower().startswith("access-control")]
    assert lead.options(CHAIN, headers={"Origin": "https://elsewhere.example"}).status_code == 405


@pytest.mark.parametrize(
    "change", [lambda t: t[:-1] + "!", lambda t: t[:-4] + "abcd", lambda t: t + "x", str.upper]
)
def test_a_text_that_differs_anywhere_is_not_known(world: Home, change: Callable[[str], str]) -> None:
    answer = sending(change(token_of("lead").text)).get(CHAIN)
    refused(
        answer,
        "token_is_not_known",
        "the token that was sent is none of this home's; see: dualtrack token list",
    )
    assert answer["WWW-Authenticate"] == 'Bearer realm="dualtrack", error="invalid_token"'
    assert told(world) == [], "nobody knows whose it was"


@pytest.mark.parametrize(
    ("end", "code", "words"),
    [
        (a_revocation, "token_is_revoked", "was revoked on 2026-03-02"),
        (lambda token: gone(token.owner), "token_owner_has_left", "ended when its owner left"),
        (
            lambda token: a_role_lost(token.owner),
            "token_owner_lost_their_role",
            "ended when its owner lost their role",
        ),
    ],
)
def test_from_the_next_request_on_an_ended_token_opens_nothing(
    world: Home, end: Callable[[Token], None], code: str, words: str
) -> None:
    given = token_of("manager")
    program = sending(given.text)
    assert program.get(CHAIN).status_code == 200
    end(given.token)
    answer = program.get(CHAIN)
    refused(answer, code, f"token {given.token.id}: {words}", record=given.token.id)
    assert answer["WWW-Authenticate"] == 'Bearer realm="dualtrack", error="invalid_token"'


def test_the_life_of_a_token_with_every_line_that_it_leaves(world: Home) -> None:
    given = token_of("lead", expires_on=made.TODAY + DAY)
    who, program, before = f"token:{given.token.id}/by:lead", sending(given.text), size()
    tag = program.get(CHAIN)["ETag"]
    program.get(CHAIN, headers={"If-None-Match": tag})
    program.get(f"{ROOT}chain/risk/R-404")
    program.get(f"{ROOT}nothing/here")
    program.get(ROOT)
    program.head(CHAIN)
    assert told(world) == [
        (who, "view", "api.chain", "service/service/app", 200),
        (who, "view", "api.chain", "service/service/app", 304),
        (who, "view", "api.chain", "risk/R-404", 404),
        (who, "view", "api.absent", "nothing/here", 404),
        (who, "view", "api", None, 200),
        (who, "view", "api.chain", "service/service/app", 200),
    ]
    assert size() == before, "to read moves no ledger"
    with clock.use(clock.now() + DAY):
        assert program.get(CHAIN).status_code == 200
    with clock.use(clock.now() + 2 * DAY):
        answer = program.get(CHAIN)
        words = "expired, its last day was 2026-03-03; make another with: dualtrack token create"
        refused(answer, "token_has_expired", f"token {given.token.id}: {words}", record=given.token.id)
        assert told(world) == [(who, "view", "api.chain", "service/service/app", 401)]


def test_what_a_token_reads_is_among_what_its_owner_read(world: Home, sends: Sends) -> None:
    sends("lead").get(CHAIN)
    sends("manager").get(CHAIN)
    enter("lead").get("/controls/")
    shown = [line for one in access_queries.days(ADMIN) for line in access_queries.page(ADMIN, one).lines]
    lines = list(access_queries.of(shown, "lead"))
    assert [line.route for line in lines] == ["api.chain", "controls"]
    assert (lines[0].actor or "").startswith("token:tok_")


def test_the_page_of_the_log_names_the_token_and_its_owner(world: Home, sends: Sends) -> None:
    sends("owner").get(ROOT)
    token = TokenRow.objects.get().pk
    shown = enter("lead").get("/access/?person=owner").content.decode()
    assert f"token {token} of Olga Owner" in shown


def test_the_history_of_a_token_is_told_in_words_and_without_its_text(world: Home) -> None:
    given = token_of("owner")
    a_revocation(given.token)
    shown = enter("lead").get(f"/history/token/{given.token.id}/").content.decode()
    for words in ("Token", "token made", "token revoked", "last day", "revoked by", "a script"):
        assert words in shown, words
    assert given.text not in shown


@pytest.mark.parametrize("person", ["owner", "other"])
def test_a_token_reads_no_more_than_its_owner(world: Home, sends: Sends, person: str) -> None:
    program = sends(person)
    words = "service/app: no service of this id is on record on 2026-03-02"
    answer = program.get(CHAIN)
    assert (answer.status_code, body(answer)["code"], body(answer)["detail"]) == (
        404,
        "unknown_record",
        words,
    )
    assert program.get(ROOT).status_code == 200


def test_what_is_not_allowed_is_not_told_to_be_unchanged_either(world: Home, sends: Sends) -> None:
    mine = CHAIN.replace("service/service/app", f"control/{made.OWN}")
    lead, owner = sends("lead"), sends("owner")
    tag = lead.get(mine)["ETag"]
    assert owner.get(CHAIN, headers={"If-None-Match": tag}).status_code == 404
    assert owner.get(mine, headers={"If-None-Match": tag}).status_code == 200
    assert lead.get(mine, headers={"If-None-Match": tag}).status_code == 304


def test_a_token_that_was_not_made_for_reading_reads_nothing(world: Home) -> None:
    given = token_of("lead", scopes=())
    words = f"token {given.token.id}: was not made for this; it lacks the scope read"
    refused(sending(given.text).get(CHAIN), "token_lacks_scope", words, 403, given.token.id)
