"""Every route is in the table; each person gets exactly what it says, and each look is a line of the log."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.app import bare_release
from tests.app.web import world
from tests.app.web.conftest import As
from tests.app.web.lines import finish, told
from tests.architecture.reference import cli, commands

from dualtrack.app.accounts.rights import RIGHTS
from dualtrack.app.controls.models import DocumentRow
from dualtrack.app.evidence.models import EvidenceRow
from dualtrack.app.ledger.home import Home
from dualtrack.app.registers.models import ImportDraft, RegisterImportRow
from dualtrack.app.risks.models import TreatmentActionRow
from dualtrack.app.scope.models import ScopeVersionRow
from dualtrack.app.web.base.access import DOWNLOADS, PACKAGES
from dualtrack.app.web.routes import (
    ADMIN,
    ANONYMOUS,
    AUDIENCES,
    COMMANDS,
    GRANTED,
    INTERNAL,
    LEAD,
    MANAGER,
    OTHER_OWNER,
    OUTSIDE,
    OWNER,
    ROUTES,
    TOKEN_ROUTES,
    Route,
)
from dualtrack.domain.ledger.revision import revision_digest

_PERSON = {
    ANONYMOUS: "anonymous",
    ADMIN: "admin",
    LEAD: "lead",
    MANAGER: "manager",
    INTERNAL: "internal",
    OWNER: "owner",
    OTHER_OWNER: "other",
    GRANTED: "service",
    OUTSIDE: "certification",
}
_PAIR = ["soc2", "CC6.1", "iso27001", "A.8.24"]
GIVES_OUT = DOWNLOADS | PACKAGES
_CLOSED = ("account_set_password", "account_signup", "account_email_verification_sent", "setup")


def _patterns(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _patterns(one.url_patterns)
        else:
            yield one


def address(name: str) -> str:
    """The address of a route, about what belongs to the owner OWN or was granted to the service auditor."""
    return addresses()(name)


def addresses() -> Callable[[str], str]:
    """The same for many routes, of which what they are about is looked up once."""
    document = DocumentRow.objects.get(title="Access policy").pk
    evidence = _evidence()
    arguments: dict[str, list[str]] = {
        "setup": ["no-such-token"],
        "scope.approve": ["iso27001-v1"],
        "scope.draft": ["soc2"],
        "auditors.decide": ["soc2"],
        "auditors.book": ["soc2"],
        "patterns.answer": ["scopes_differ_unexplained"],
        "cost.export": ["csv"],
        "controls.one": [world.OWN],
        "history": ["control", world.OWN],
        "controls.change": [world.OWN],
        "controls.approve": [world.OWN],
        "controls.deliver": [world.OWN],
        "controls.deviate": [world.OWN],
        "controls.add_document": [world.OWN],
        "controls.approve_document": [world.OWN, document],
        "controls.document_file": [document],
        "requirements.of": ["soc2"],
        "requirements.one": ["iso27001", "A.8.24"],
        "requirements.decide": ["iso27001", "A.8.24"],
        "crosswalk.one": ["iso27001", "A.8.24"],
        "crosswalk.pair": _PAIR,
        "crosswalk.decide": _PAIR,
        "crosswalk.review": _PAIR,
        "evidence.one": [evidence],
        "evidence.file": [evidence],
        "deliverables.document": ["control-matrix", "json"],
        "deliverables.one": [bare_release.MATRIX],
        "deliverables.prepare": [bare_release.MATRIX],
        "deliverables.difference": [bare_release.MATRIX],
        "deliverables.approve": [world.WAITING],
        "deliverables.withdraw": [world.RELEASED],
        "deliverables.released": [world.RELEASED, "pdf"],
        "deliverables.waiting": [world.WAITING, "json"],
        "deliverables.close": [world.SOC2],
        "deliverables.package": [world.SOC2],
        "integrity.retention.carry_out": ["ers_none"],
        "integrity.retention.decline": ["ers_none"],
        "integrity.retention.lift": ["hld_none"],
    }
    arguments |= _registers_and_risks()
    return lambda name: reverse(name, args=arguments.get(name, []))


def _registers_and_risks() -> dict[str, list[str]]:
    imported = _import()
    return {
        "plan.one": ["stage1"],
        "plan.move": ["stage1"],
        "plan.back": ["stage1"],
        "plan.complete": ["kickoff"],
        "plan.reopen": ["kickoff"],
        "plan.approve": ["sequencing-v9"],
        "plan.pause.end": ["pau_none"],
        "scope.one": ["iso27001-v1"],
        "registers.person": ["owner"],
        "registers.import": [imported],
        "registers.import.undo": [imported],
        "registers.import.file": [imported],
        "registers.import.rejected": [imported],
        "registers.list": ["assets"],
        "registers.new": ["assets"],
        "registers.wizard": ["assets"],
        "registers.wizard.step": ["units", _draft()],
        "registers.export": ["assets", "csv"],
        "registers.one": ["assets", "data"],
        "registers.change": ["assets", "data"],
        "registers.retire": ["assets", "data"],
        "risks.library": [],
        "risks.export": ["csv"],
        "risks.method.approve": [world.METHOD],
        "risks.one": [world.RISK],
        "risks.change": [world.RISK],
        "risks.assess": [world.RISK],
        "risks.retire": [world.RISK],
        "risks.plan": [world.RISK],
        "risks.done": [world.RISK, _action()],
        "risks.accept": [world.RISK, "residual"],
        "statement.explain": ["privacy"],
        "chain.one": ["control", world.OWN],
        "api.chain": ["control", world.OWN],
        "api.absent": ["nothing/here"],
    }


def _import() -> str:
    return str(RegisterImportRow.objects.get().pk)


def _draft() -> str:
    return str(ImportDraft.objects.get().pk)


def _action() -> str:
    return str(TreatmentActionRow.objects.get().pk)


def _evidence() -> str:
    return EvidenceRow.objects.filter(controls=[world.OWN]).order_by("seq").values_list("pk", flat=True)[0]


def _body(route: Route) -> bytes:
    """What a page sends where an empty form is no request at all: the revision that was read."""
    if (route.name, route.method) != ("scope.approve", "POST"):
        return b""
    return f"seen={revision_digest(ScopeVersionRow.objects.get(pk='iso27001-v1').to_value())}".encode()


def _answer(client: Client, route: Route, at: str) -> tuple[int, bool]:
    """The status of an answer, and whether it gave a file out."""
    answer = client.generic(route.method, at, _body(route), "application/x-www-form-urlencoded")
    finish(answer)
    given_out = "attachment" in answer.headers.get("Content-Disposition", "")
    if answer.status_code == 302 and "/accounts/login/" in answer.headers["Location"]:
        return 401, given_out  # led to sign in: told apart from being sent on
    return answer.status_code, given_out


def _lines(route: Route, given_out: bool) -> list[str]:
    """What the access log is to say of an answer: each look and each file, and nothing of a change."""
    if route.method == "POST":
        return ["package"] if given_out else []
    return ["download" if given_out else "view"]


def _expected(route: Route, audience: str) -> set[int]:
    if route.name == "account_logout" and route.method == "POST":
        return {401}  # everybody ends where one signs in
    if audience in route.who:
        return {200, 302}
    return {401} if audience == ANONYMOUS and route.name not in _CLOSED else {404}


@pytest.mark.parametrize("audience", AUDIENCES)
def test_each_person_gets_what_the_table_says(world: Home, signed_in: As, audience: str) -> None:
    wrong, find, client = [], addresses(), signed_in(_PERSON[audience])
    for route in ROUTES:
        before = len(told(world)) if audience == LEAD else 0
        got, given_out = _answer(client, route, find(route.name))
        if route.method == "POST":  # one may have signed out, or changed who one is
            client = signed_in(_PERSON[audience])
        if got not in _expected(route, audience):
            wrong.append(f"{route.method} {route.name}: {got}, expected {_expected(route, audience)}")
        if audience == LEAD and not route.name.startswith("account_"):
            lines = [line[1] for line in told(world)[before:] if line[2] == route.name]
            if lines != _lines(route, given_out) or (lines and given_out is not (route.name in GIVES_OUT)):
                wrong.append(f"{route.method} {route.name}: logged as {lines}, gave a file out: {given_out}")
    assert not wrong, "\n".join([f"as {audience}:", *wrong])


@pytest.mark.parametrize("audience", AUDIENCES)
def test_no_session_opens_an_address_of_the_api(signed_in: As, audience: str) -> None:
    got = {
        route.name: _answer(signed_in(_PERSON[audience]), route, address(route.name))[0]
        for route in TOKEN_ROUTES
    }
    assert set(got.values()) == {401}, got


def test_no_route_is_unlisted_and_none_is_listed_in_vain() -> None:
    found = {p.name for p in _patterns(get_resolver().url_patterns)}
    assert None not in found, "a route without a name"
    assert found == {route.name for route in (*ROUTES, *TOKEN_ROUTES)}


def test_no_route_stands_twice() -> None:
    keys = [(route.name, route.method) for route in (*ROUTES, *TOKEN_ROUTES)]
    assert len(keys) == len(set(keys))
    served = [(str(p.pattern), p.name) for p in _patterns(get_resolver().url_patterns)]
    assert sorted(served) == sorted(set(served))


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_a_method_that_is_not_listed_does_nothing(lead: Client, method: str) -> None:
    listed, find = {(route.name, route.method) for route in ROUTES}, addresses()
    for name in {route.name for route in ROUTES}:
        if (name, method) in listed or name in _CLOSED:
            continue
        status = lead.generic(method, find(name)).status_code
        lenient = (200, 302) if name.startswith("account_") else ()
        assert status == 405 or status in lenient, f"{method} {name}: {status}"


def test_every_command_has_its_right() -> None:
    """Commands that came with other work are named here until their row is added."""
    known = {name for name, _ in commands(cli())}
    assert known - set(COMMANDS) == set(), "commands that the table does not hold"
    assert set(COMMANDS) - known == set(), "rows of the table without a command"


def test_every_right_of_the_table_is_one() -> None:
    assert set(COMMANDS.values()) - {"operator", "none"} <= set(RIGHTS)
