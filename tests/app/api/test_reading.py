"""What every read has in common: two times, unknown parameters, answers that know whether they changed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.app.api.conftest import ROOT, Sends, body, token_of
from tests.app.conftest import Run
from tests.app.web import world as made

from dualtrack.app.api import reading
from dualtrack.app.ledger import clock
from dualtrack.app.ledger.home import Home

CHAIN = f"{ROOT}chain/risk/{made.RISK}"


def problem(detail: str, field: str) -> dict[str, Any]:
    """The whole body about a parameter that cannot be read."""
    return {
        "type": "about:blank",
        "title": "Bad Request",
        "status": 400,
        "detail": detail,
        "code": "usage",
        "record": None,
        "field": field,
    }


WRONG = [
    ("as_of=soon", "as_of", "'soon' is not a date; expected YYYY-MM-DD, such as 2027-06-14"),
    ("as_of=", "as_of", "'' is not a date; expected YYYY-MM-DD, such as 2027-06-14"),
    ("as_of=2026-02-30", "as_of", "'2026-02-30' is not a date; expected YYYY-MM-DD, such as 2027-06-14"),
    ("as_of=1700000000", "as_of", "'1700000000' is not a date; expected YYYY-MM-DD, such as 2027-06-14"),
    ("as_of=2026-03-03", "as_of", "2026-03-03: lies ahead; today is 2026-03-02"),
    (
        "known_at=2026-03-01T09:00:00",
        "known_at",
        "'2026-03-01T09:00:00' is not a time with its offset; expected such as 2027-06-14T09:30:00+02:00",
    ),
    (
        "known_at=",
        "known_at",
        "'' is not a time with its offset; expected such as 2027-06-14T09:30:00+02:00",
    ),
    ("known_at=2026-03-02T09:00:01Z", "known_at", "2026-03-02 09:00:01+00:00: lies ahead"),
    ("as-of=2026-01-31", "as-of", "'as-of': no such parameter; there are: as_of, known_at"),
    ("as_of=2026-01-31&page=2", "page", "'page': no such parameter; there are: as_of, known_at"),
]


@pytest.mark.parametrize(("query", "field", "detail"), WRONG)
def test_each_bad_parameter_is_named_with_what_was_expected(
    lead: Client, query: str, field: str, detail: str
) -> None:
    answer = lead.get(f"{CHAIN}?{query}")
    assert (answer.status_code, body(answer)) == (400, problem(detail, field))
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["", "openapi.json"])
def test_an_address_without_parameters_takes_none(lead: Client, path: str) -> None:
    answer = lead.get(f"{ROOT}{path}?as_of=2026-01-31")
    assert body(answer) == problem("'as_of': no such parameter; this address takes none", "as_of")


@pytest.mark.parametrize(("query", "field", "detail"), [w for w in WRONG if w[1] in ("as_of", "known_at")])
def test_the_command_line_refuses_the_same_with_the_same_code_and_words(
    world: Home, run: Run, query: str, field: str, detail: str
) -> None:
    option, _equals, text = query.partition("=")
    done = run(
        "chain", "risk", made.RISK, f"--{option.replace('_', '-')}", text, "--json", "--home", world.path
    )
    assert (done.code, done.error["code"], done.error["field"]) == (2, "usage", field)
    assert detail in done.error["message"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-02-01T09:30:00%2B02:00", "2026-02-01T09:30:00+02:00"),
        ("2026-02-01T09:30:00+02:00", "2026-02-01T09:30:00+02:00"),  # its plus sign arrives as a space
        ("2026-02-01T09:30:00-02:00", "2026-02-01T09:30:00-02:00"),
        ("2026-02-01T09:30:00Z", "2026-02-01T09:30:00+00:00"),
        ("2026-02-01 09:30:00%2B02:00", "2026-02-01T09:30:00+02:00"),
    ],
)
def test_a_time_is_read_however_its_sign_is_written(lead: Client, written: str, read: str) -> None:
    answer = lead.get(f"{CHAIN}?as_of=2026-01-31&known_at={written}")
    told = body(answer)
    assert (answer.status_code, told["as_of"], told["known_at"]) == (200, "2026-01-31", read)


def test_the_last_moment_that_may_be_asked_about_is_now(lead: Client) -> None:
    assert lead.get(f"{CHAIN}?as_of=2026-03-02&known_at=2026-03-02T09:00:00Z").status_code == 200


def test_what_the_asker_holds_is_not_sent_again(lead: Client) -> None:
    first = lead.get(CHAIN)
    again = lead.get(CHAIN, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    for answer in (first, again):
        assert answer["Cache-Control"] == "private, no-cache"
        assert "Authorization" in answer["Vary"]
    assert first["ETag"].startswith('W/"')


@pytest.mark.parametrize("held", ['W/"other"', '"x", "y"', "", "garbage", "*"])
def test_what_the_asker_does_not_hold_is_sent(lead: Client, held: str) -> None:
    answer = lead.get(CHAIN, headers={"If-None-Match": held})
    assert (answer.status_code, body(answer)["start"]["id"]) == (200, made.RISK)


def test_one_of_several_that_are_held_is_enough(lead: Client) -> None:
    tag = lead.get(CHAIN)["ETag"]
    assert lead.get(CHAIN, headers={"If-None-Match": f'"x", {tag}'}).status_code == 304


def test_what_is_held_makes_nothing_be_computed(lead: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    tag = lead.get(CHAIN)["ETag"]
    monkeypatch.setattr(reading, "as_json", None)
    assert lead.get(CHAIN, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize(
    ("path", "same"),
    [
        (CHAIN, True),
        (f"{CHAIN}?as_of=2026-03-02", True),  # today, said
        (f"{CHAIN}?as_of=2026-03-01", False),
        (f"{CHAIN}?known_at=2026-03-02T09:00:00Z", False),
        (f"{ROOT}chain/control/{made.OWN}", False),
    ],
)
def test_the_tag_is_of_a_record_and_of_the_times(lead: Client, path: str, same: bool) -> None:
    assert (lead.get(path)["ETag"] == lead.get(CHAIN)["ETag"]) is same


def _somebody_writes() -> None:
    token_of("manager")


@pytest.mark.parametrize("change", [_somebody_writes, lambda: clock.move(clock.now() + timedelta(days=1))])
def test_the_tag_changes_with_the_record_and_with_the_day(lead: Client, change: Callable[[], None]) -> None:
    tag = lead.get(CHAIN)["ETag"]
    change()
    answer = lead.get(CHAIN, headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert answer["ETag"] != tag


def test_the_tag_changes_with_the_program(lead: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    tag = lead.get(CHAIN)["ETag"]
    monkeypatch.setattr(reading, "__version__", "9.9")
    assert lead.get(CHAIN, headers={"If-None-Match": tag}).status_code == 200


def test_an_unknown_record_is_told_whatever_is_held(lead: Client, sends: Sends) -> None:
    tag = lead.get(CHAIN)["ETag"]
    assert lead.get(f"{ROOT}chain/risk/R-404", headers={"If-None-Match": tag}).status_code == 404
    assert sends("manager").get(CHAIN)["ETag"] != tag, "a token that was made is on record"
