"""Every error as problem+json, with the code and the words of the command line."""

import json
import sqlite3
from typing import Any

import pytest
from django.db import OperationalError
from django.http import HttpRequest
from django.test import Client
from tests.app.api.conftest import ROOT, body
from tests.app.conftest import Run
from tests.app.web import world as made
from tests.each import each

from dualtrack.app.accounts.rights import NotAllowedError
from dualtrack.app.api import v1
from dualtrack.app.api.problems import problem_of
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.programme.queries import NotBegunError

CHAIN = f"{ROOT}chain/risk/{made.RISK}"


def told(error: Exception) -> tuple[dict[str, Any], dict[str, str]]:
    """Body and headers about an error."""
    request = HttpRequest()
    request.method, request.path = "GET", CHAIN
    answer = problem_of(request, error)
    assert answer["Content-Type"] == "application/problem+json"
    found: dict[str, Any] = json.loads(answer.content)
    assert found["status"] == answer.status_code
    assert list(found) == ["type", "title", "status", "detail", "code", "record", "field"]
    return found, dict(answer.headers)


def busy() -> OperationalError:
    """Somebody else writes."""
    error = OperationalError("database is locked")
    error.__cause__ = sqlite3.OperationalError("database is locked")
    return error


@each(
    ("error", "status", "title", "code", "detail"),
    [
        (
            NotAllowedError("risks.read"),
            403,
            "Forbidden",
            "not_allowed",
            "not allowed: this needs the right risks.read, which the owner of this token does not hold",
        ),
        (
            NotBegunError(),
            503,
            "Service Unavailable",
            "not_begun",
            "this home holds no programme yet; begin one with: dualtrack init NAME ...",
        ),
        (
            busy(),
            503,
            "Service Unavailable",
            "busy",
            "another process is writing to this home; try again in a moment",
        ),
        (OSError(28, "No space left on device"), 503, "Service Unavailable", "disk_full",
         "No space left on device; free some space, nothing was recorded"),
        (
            RefusedError("nothing_known_then", object="2020-01-01"),
            400,
            "Bad Request",
            "nothing_known_then",
            "2020-01-01: nothing was on record by then; ask about a later day",
        ),
    ],
)  # fmt: skip
def test_a_known_error_keeps_the_code_and_words_of_the_command_line(
    error: Exception, status: int, title: str, code: str, detail: str
) -> None:
    found, _ = told(error)
    assert (found["status"], found["title"], found["code"], found["detail"]) == (status, title, code, detail)


def test_what_passes_says_when_to_come_again() -> None:
    assert told(busy())[1]["Retry-After"] == "5"
    assert "Retry-After" not in told(NotBegunError())[1]
    assert "Retry-After" not in told(OperationalError("database disk image is malformed"))[1]


def test_what_nobody_foresaw_tells_nothing_and_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    found, _ = told(ZeroDivisionError("a secret in a traceback"))
    words = "something failed that nobody foresaw; the log of the server tells what"
    assert (found["status"], found["title"], found["code"], found["detail"]) == (
        500,
        "Internal Server Error",
        "failed",
        words,
    )
    assert "GET /api/v1/chain/risk/R-001" in caplog.text
    assert "a secret in a traceback" in caplog.text


def test_such_an_error_in_an_answer_is_a_problem_too(lead: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(v1, "chained", fail)
    answer = lead.get(CHAIN)
    assert (answer.status_code, body(answer)["code"]) == (500, "failed")


UNKNOWN = [
    ("risk", "R-404", "R-404: no risk of this id is on record on 2026-03-02"),
    ("thing", "asset/none", "asset/none: no thing of this id is on record on 2026-03-02"),
    ("service", "service/app/", "service/app/: no service of this id is on record on 2026-03-02"),
    ("control", "Zähler <b>", "Zähler <b>: no control of this id is on record on 2026-03-02"),
    ("thing", "service/app", "service/app: no thing of this id is on record on 2026-03-02"),
]


@pytest.mark.parametrize(("step", "key", "detail"), UNKNOWN)
def test_an_unknown_record_is_not_found(lead: Client, step: str, key: str, detail: str) -> None:
    answer = lead.get(f"{ROOT}chain/{step}/{key}")
    assert answer.status_code == 404
    assert body(answer) == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": detail,
        "code": "unknown_record",
        "record": key,
        "field": None,
    }


@pytest.mark.parametrize(("step", "key", "detail"), UNKNOWN)
def test_the_command_line_says_the_same(world: Home, run: Run, step: str, key: str, detail: str) -> None:
    done = run("chain", step, key, "--json", "--home", world.path)
    said = done.error
    assert (done.code, said["code"], said["message"], said["record"]) == (2, "unknown_record", detail, key)


def test_an_unknown_step_is_named_with_those_that_there_are(world: Home, lead: Client, run: Run) -> None:
    answer = lead.get(f"{ROOT}chain/planet/R-001")
    detail = (
        "'planet' is not one of 'service', 'thing', 'risk', 'treatment', 'duty', 'control', 'requirement',"
        " 'decision', 'evidence'."
    )
    assert (answer.status_code, body(answer)["code"], body(answer)["field"]) == (400, "usage", "step")
    assert body(answer)["detail"] == detail
    said = run("chain", "planet", "R-001", "--json", "--home", world.path).error
    assert (said["code"], said["field"]) == ("usage", "step")
    assert detail in said["message"]


@pytest.mark.parametrize(
    "path", ["chains/risk/R-001", "chain/risk", "chain/risk/", "openapi.yaml", "x" * 300]
)
def test_another_address_is_not_there(lead: Client, path: str) -> None:
    answer = lead.get(ROOT + path)
    assert answer.status_code == 404
    assert body(answer) == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": f"/api/v1/{path}: no such address; those that there are stand at /api/v1/",
        "code": "unknown_address",
        "record": None,
        "field": None,
    }


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("path", ["", "openapi.json", "chain/risk/R-001", "nothing/here"])
def test_nothing_is_written_here_yet(lead: Client, method: str, path: str) -> None:
    answer = lead.generic(method, ROOT + path)
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert body(answer)["code"] == "method_not_allowed"
    assert body(answer)["detail"] == f"{method}: this address is read with: GET, HEAD"
