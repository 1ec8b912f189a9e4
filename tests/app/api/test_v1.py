"""The first version: the chain as the command line tells it, what there is, a description that is true."""

import json
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import jsonschema
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, get_resolver
from tests.app.api.conftest import MEMBERS, ROOT, Sends, body, sending, token_of
from tests.app.conftest import Run
from tests.app.web import world as made
from tests.app.web.test_routes import _PERSON

from dualtrack import __version__
from dualtrack.app.api import urls
from dualtrack.app.evidence.models import EvidenceRow
from dualtrack.app.ledger import clock
from dualtrack.app.ledger.home import Home
from dualtrack.app.programme.chaining import chained
from dualtrack.app.programme.queries import When
from dualtrack.app.registers import services as registers
from dualtrack.app.risks import registering
from dualtrack.app.web.routes import ANONYMOUS, EVERYBODY, GRANTED, OUTSIDE, TOKEN_ROUTES
from dualtrack.domain.ledger.person import program
from dualtrack.domain.programme.chain import Node, Step
from dualtrack.domain.registers.context import LegalRequirement
from dualtrack.domain.registers.things import Asset, AssetKind
from dualtrack.domain.risks.risk import Lowers, RiskControl

TIMES = ((), ("2026-02-01", None), ("2026-02-01", "2026-03-01T12:00:00+00:00"))
CHAIN = f"{ROOT}chain/risk/{made.RISK}"


def linked() -> None:
    """A risk about the warehouse, which serves the application, so that the chain runs from end to end."""
    asset = Asset(
        id="data", kind=AssetKind.INFRASTRUCTURE, name="The data warehouse", owner="owner", services=("app",)
    )
    law = LegalRequirement(id="LAW-1", name="Data protection law", controls=(made.OWN,))
    registers.put(actor=made.LEAD, now=clock.now(), records=[asset, law])
    at = {"now": clock.now(), "today": clock.now().date()}
    registering.change(actor=made.LEAD, risk=made.RISK, title="Leaver keeps access", assets=("data",), **at)


def some() -> dict[Step, list[Node]]:
    """Up to three records of each step of the invented programme: the first two, and the last."""
    held = chained(program("test"), When(as_of=made.TODAY))
    found = sorted({*held.titles, *held.chain.up})
    by_step = {step: [node for node in found if node.step is step] for step in Step}
    return {step: list(dict.fromkeys((*ones[:2], *ones[-1:]))) for step, ones in by_step.items()}


@pytest.mark.once
def test_each_step_is_answered_as_the_command_line_answers_it(world: Home, lead: Client, run: Run) -> None:
    linked()
    nodes = [node for ones in some().values() for node in ones]
    assert {node.step for node in nodes} == set(Step), "the invented programme has a record of each step"
    for node in nodes:
        for times in TIMES:
            said = [(o, t) for o, t in zip(("--as-of", "--known-at"), times, strict=False) if t]
            done = run(
                "chain", node.step, node.id, "--json", "--home", world.path, *(w for one in said for w in one)
            )
            query = {option[2:].replace("-", "_"): text for option, text in said}
            answer = lead.get(f"{ROOT}chain/{node.step}/{quote(node.id)}", query)
            if done.code == 0:
                assert (answer.status_code, body(answer)) == (200, done.json), (node, times)
            else:
                told = body(answer)
                wanted = (404, done.error["code"], done.error["message"])
                assert (answer.status_code, told["code"], told["detail"]) == wanted, (node, times)


@pytest.mark.parametrize(
    "query", [{"as_of": "2020-01-01"}, {"known_at": "2020-01-01T00:00:00Z"}], ids=["as_of", "known_at"]
)
def test_nothing_is_answered_of_a_time_by_which_nothing_was_on_record(
    lead: Client, query: dict[str, str]
) -> None:
    answer = lead.get(f"{ROOT}chain/service/service/app", query)
    said = "2020-01-01: nothing was on record by then; ask about a later day"
    assert (answer.status_code, body(answer)["code"], body(answer)["detail"]) == (
        400,
        "nothing_known_then",
        said,
    )


def test_the_chain_is_walked_from_the_service_to_the_evidence_and_back(world: Home, lead: Client) -> None:
    linked()
    down = body(lead.get(f"{ROOT}chain/service/service/app"))["down"]
    steps = {one["step"] for one in down}
    assert {"thing", "risk", "control", "requirement", "decision", "evidence"} <= steps
    last = next(one["id"] for one in down if one["step"] == "evidence")
    up = body(lead.get(f"{ROOT}chain/evidence/{last}"))["up"]
    assert ("service", "service/app") in {(one["step"], one["id"]) for one in up}


def test_a_treatment_stands_between_the_risk_and_its_controls(lead: Client) -> None:
    linked()
    told = body(lead.get(f"{ROOT}chain/treatment/{made.RISK}"))
    assert told["start"] == {"step": "treatment", "id": made.RISK, "title": "modify (mitigate)"}
    assert {"step": "risk", "id": made.RISK} in [{"step": o["step"], "id": o["id"]} for o in told["up"]]
    action = next(one for one in told["down"] if one["id"] == made.action())
    assert (action["step"], action["title"]) == ("treatment", "Close accounts by script")
    control = next(one for one in told["down"] if one["step"] == "control")
    assert (control["id"], control["through"]) == (made.OWN, [{"step": "treatment", "id": made.RISK}])


def test_evidence_leads_to_the_requirements_and_the_statement_and_a_run_is_evidence(lead: Client) -> None:
    for key in (evidence_of_own(), "run_1"):
        told = body(lead.get(f"{ROOT}chain/evidence/{key}"))
        assert {one["step"] for one in told["down"]} == {"requirement", "decision"}, key
        assert ("control", made.OWN) in {(one["step"], one["id"]) for one in told["up"]}, key
    down = body(lead.get(f"{ROOT}chain/requirement/iso27001:A.5.18"))["down"]
    assert "run_1" in {one["id"] for one in down if one["step"] == "evidence"}


def evidence_of_own() -> str:
    """A piece of evidence that shows the owner's control alone."""
    return str(
        EvidenceRow.objects.filter(controls=[made.OWN]).order_by("seq").values_list("pk", flat=True)[0]
    )


def test_an_owner_walks_what_is_theirs(world: Home, sends: Sends, run: Run) -> None:
    linked()
    owner, other = sends("owner"), sends("other")
    told = body(owner.get(CHAIN))
    assert {(one["step"], one["id"]) for one in told["up"]} == {("thing", "asset/data")}
    down = {one["step"] for one in told["down"]}
    assert down == {"treatment", "control", "requirement", "evidence"}
    assert run("chain", "risk", made.RISK, "--as", "owner", "--json", "--home", world.path).json == told
    assert "decision" not in down, "the statement is for those who read the whole programme"
    assert "run_1" not in {one["id"] for one in told["down"]}, "so are the runs of sources"
    for path in ("risk/R-002", "control/BC-01", "service/service/app", "duty/LAW-1"):
        assert owner.get(f"{ROOT}chain/{path}").status_code == 404, path
    assert other.get(CHAIN).status_code == 404
    assert sends("lead").get(f"{ROOT}chain/risk/R-002").status_code == 200


def test_the_controls_behind_an_own_risk_are_named_and_not_walked_on(world: Home, sends: Sends) -> None:
    behind = (RiskControl(control=made.OTHER, lowers=Lowers.LIKELIHOOD, steps=1),)
    at = {"now": clock.now(), "today": clock.now().date()}
    registering.change(actor=made.LEAD, risk=made.RISK, controls=behind, **at)
    down = body(sends("owner").get(CHAIN))["down"]
    assert [one["id"] for one in down if one["step"] == "control"] == [made.OTHER]
    assert {one["step"] for one in down} == {"treatment", "control"}


def test_the_keys_are_those_of_the_contract(lead: Client) -> None:
    told = body(lead.get(CHAIN))
    assert list(told) == ["as_of", "known_at", "start", "up", "down"]
    assert list(told["start"]) == ["step", "id", "title"]
    assert [list(one) for one in told["down"][:1]] == [["step", "id", "title", "through"]]
    assert list(told["down"][0]["through"][0]) == ["step", "id"]


@pytest.mark.parametrize("written", ["service/app", "service%2Fapp"])
def test_an_id_with_a_slash_may_be_written_either_way(lead: Client, written: str) -> None:
    assert body(lead.get(f"{ROOT}chain/service/{written}"))["start"]["id"] == "service/app"


def more(start: int, count: int) -> None:
    """So many more assets and risks."""
    kind = AssetKind.DATA
    assets = [Asset(id=f"a{n}", kind=kind, name=f"Asset {n}", owner="lead") for n in range(start, count)]
    registers.put(actor=made.LEAD, now=clock.now(), records=assets)
    for n in range(start, count):
        one = made.risk(title=f"Risk {n}", owner="lead", residual=None, treatment=None)
        registering.add(actor=made.LEAD, risk=one, now=clock.now(), today=made.TODAY)


def test_the_number_of_queries_does_not_grow_with_the_data(world: Home, lead: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as held:
            assert lead.get(CHAIN).status_code == 200
        return len(held)

    counted = []
    for start, count in ((0, 1), (1, 40)):
        more(start, count)
        counted.append((asked(), asked()))  # the first after something was recorded, and once it is judged
    assert counted[0] == counted[1]


def test_what_is_unchanged_costs_a_handful_of_queries(lead: Client) -> None:
    tag = lead.get(CHAIN)["ETag"]
    with CaptureQueriesContext(connection) as held:
        lead.get(CHAIN, headers={"If-None-Match": tag})
    assert len(held) <= 6, [one["sql"] for one in held.captured_queries]


def test_the_root_says_who_asks_and_what_there_is(world: Home) -> None:
    given = token_of("manager", name="export", expires_on=made.TODAY + timedelta(days=9))
    assert body(sending(given.text).get(ROOT)) == {
        "api": "v1",
        "program": __version__,
        "example": True,
        "token": {
            "id": given.token.id,
            "name": "export",
            "owner": "manager",
            "scopes": ["read"],
            "expires_on": "2026-03-11",
        },
        "addresses": [
            {"method": "GET", "path": "/api/v1/", "summary": "What there is"},
            {"method": "GET", "path": "/api/v1/openapi.json", "summary": "This description"},
            {"method": "GET", "path": "/api/v1/chain/{step}/{key}", "summary": "What hangs on one record"},
        ],
    }


def test_the_root_is_reached_without_its_slash(lead: Client) -> None:
    assert body(lead.get("/api/v1", follow=True))["api"] == "v1"


@pytest.fixture
def described(lead: Client) -> Any:
    """The description of the API."""
    return body(lead.get(f"{ROOT}openapi.json"))


def test_the_description_is_openapi_of_every_address(described: Any) -> None:
    assert described["openapi"].startswith("3.1")
    assert list(described["paths"]) == [ROOT, f"{ROOT}openapi.json", f"{ROOT}chain/{{step}}/{{key}}"]
    operations = [one for path in described["paths"].values() for one in path.values()]
    assert [one["operationId"] for one in operations] == ["root", "openapi", "chain"]
    for one in operations:
        assert one["security"] == [{"Bearing": []}]
        assert list(one["responses"]) == ["200", "400", "401", "403", "404", "503"]
    door = described["components"]["securitySchemes"]["Bearing"]
    assert door == {"type": "http", "scheme": "bearer", "bearerFormat": "dt_<id>_<random>"}


def test_the_description_tells_the_parameters(described: Any) -> None:
    told = described["paths"][f"{ROOT}chain/{{step}}/{{key}}"]["get"]["parameters"]
    assert [(one["in"], one["name"], one["required"]) for one in told] == [
        ("path", "step", True),
        ("path", "key", True),
        ("query", "as_of", False),
        ("query", "known_at", False),
    ]
    assert '"format": "date"' in json.dumps(told[2])
    assert '"format": "date-time"' in json.dumps(told[3])


def validator(described: Any, name: str) -> jsonschema.Draft202012Validator:
    """Checks a document against a shape of the description, to which nothing may be added."""
    schema = {
        "$ref": f"#/components/schemas/{name}",
        "components": json.loads(json.dumps(described["components"])),
    }
    for shape in schema["components"]["schemas"].values():
        shape["additionalProperties"] = False
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize(
    ("path", "shape"),
    [
        ("", "Root"),
        ("chain/risk/R-001", "ChainAnswer"),
        ("chain/control/AC-02?as_of=2026-02-01&known_at=2026-03-01T12:00:00Z", "ChainAnswer"),
        ("chain/risk/R-404", "Problem"),
        ("chain/risk/R-001?as_of=soon", "Problem"),
        ("nothing/here", "Problem"),
    ],
)
def test_what_is_answered_is_what_is_described(lead: Client, described: Any, path: str, shape: str) -> None:
    checks = validator(described, shape)
    answer = body(lead.get(ROOT + path))
    checks.validate(answer)
    for key in answer:
        with pytest.raises(jsonschema.ValidationError):
            checks.validate({k: v for k, v in answer.items() if k != key})


def test_the_route_table_holds_every_address() -> None:
    names = {one.name for one in urls.urlpatterns}
    assert names == {route.name for route in TOKEN_ROUTES}
    assert {one.name for one in get_resolver().url_patterns if isinstance(one, URLPattern)} == set()


PATHS = {"api": "", "api.openapi": "openapi.json", "api.chain": "chain/risk/R-001", "api.absent": "x"}


@pytest.mark.parametrize("audience", sorted(EVERYBODY - {GRANTED, OUTSIDE}))
def test_each_owner_of_a_token_gets_what_the_table_says(sends: Sends, audience: str) -> None:
    owner = _PERSON[audience]
    assert owner in MEMBERS
    program_ = sends(owner)
    for route in TOKEN_ROUTES:
        got = program_.generic(route.method, ROOT + PATHS[route.name]).status_code
        wanted = 200 if audience in route.who else 404  # what is not theirs looks like what is not there
        assert got == wanted, f"{route.name} as {audience}"


def test_the_table_lets_nobody_in_who_can_have_no_token() -> None:
    for route in TOKEN_ROUTES:
        assert not route.who & {ANONYMOUS, GRANTED, OUTSIDE}
