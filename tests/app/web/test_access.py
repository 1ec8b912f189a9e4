"""Every look, file and sign-in is one line of the access log, and no line moves the ledger."""

import errno
import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse
from tests.app.entries import last, size
from tests.app.web.conftest import As
from tests.app.web.lines import finish, logged, told
from tests.app.web.world import PASSWORD, SOC2

from dualtrack.app.accounts import access, access_file
from dualtrack.app.accounts.links import make_password_token
from dualtrack.app.evidence.models import EvidenceRow
from dualtrack.app.ledger import checkpoints, clock
from dualtrack.app.ledger.home import Home
from dualtrack.app.web.base.access import address_of
from dualtrack.domain.ledger.access import Access, Action
from dualtrack.domain.ledger.actor import Actor

LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def _no_memory_of_failed_tries() -> None:
    cache.clear()


def test_a_page_view_is_one_line_with_who_what_when_and_the_answer(world: Home, lead: Client) -> None:
    lead.get("/controls/AC-02/?as_of=2026-01-31", REMOTE_ADDR="192.0.2.77")
    (line,) = logged(world)
    assert line == Access(
        at=clock.now(),
        actor="person:lead",
        action=Action.VIEW,
        route="controls.one",
        object="AC-02",
        status=200,
        address="192.0.2.0/24",
    )


def test_page_views_move_no_ledger(world: Home, lead: Client) -> None:
    before = size()
    for number in range(24):
        lead.get(("/", "/controls/", "/evidence/", "/controls/AC-02/")[number % 4])
    assert size() == before
    assert len(logged(world)) == 24


def test_what_is_not_there_for_somebody_is_a_line_too(world: Home, signed_in: As) -> None:
    signed_in("certification").get("/controls/AC-02/")
    assert told(world) == [("person:certification", "view", "controls.one", "AC-02", 404)]


def test_an_auditor_s_reads_and_the_package_are_lines(world: Home, signed_in: As) -> None:
    auditor = signed_in("service")
    auditor.get("/deliverables/")
    finish(auditor.post(f"/deliverables/packages/{SOC2}/"))
    assert told(world) == [
        ("person:service", "view", "deliverables", None, 200),
        ("person:service", "package", "deliverables.package", SOC2, 200),
    ]


def test_nobody_signed_in_leaves_no_line(world: Home) -> None:
    visitor = Client()
    for path in ("/", LOGIN, "/static/dualtrack/app.css", "/nowhere/", "/controls/AC-02/"):
        finish(visitor.get(path))
    assert told(world) == []


def test_changes_and_unknown_addresses_are_not_lines(world: Home, lead: Client) -> None:
    lead.get("/nowhere/")
    lead.post("/theme/", {"theme": "dark"})
    lead.post("/controls/AC-02/deviations/", {})
    assert told(world) == []


def test_signing_in_and_out_are_lines(world: Home) -> None:
    visitor = Client(REMOTE_ADDR="2001:db8:1:2::9")
    visitor.post(LOGIN, {"login": "lead@example.test", "password": PASSWORD})
    visitor.post("/accounts/logout/")
    assert told(world) == [
        ("person:lead", "sign_in", "account_login", None, 302),
        ("person:lead", "sign_out", "account_logout", None, 302),
    ]
    assert {line.address for line in logged(world)} == {"2001:db8:1::/48"}


def test_the_sign_in_of_an_auditor_says_at_which_head(world: Home) -> None:
    checkpoints.checkpoint()
    Client().post(LOGIN, {"login": "service@example.test", "password": PASSWORD})
    assert told(world) == [("person:service", "sign_in", "account_login", f"checkpoint {size()}", 302)]


def test_a_sign_in_that_fails_keeps_nothing_that_was_typed(world: Home) -> None:
    visitor = Client()
    visitor.post(LOGIN, {"login": "Lead@example.test", "password": "a guess"})
    visitor.post(LOGIN, {"login": "secret-typed-here@example.test", "password": "a guess"})
    visitor.post(LOGIN, {"login": "lead@example.test"})
    assert told(world) == [
        (None, "sign_in_failed", "account_login", "person:lead", 200),
        (None, "sign_in_failed", "account_login", None, 200),
        (None, "sign_in_failed", "account_login", None, 200),
    ]
    data = b"".join(file.read_bytes() for file in access_file.open_days(world))
    assert b"secret-typed-here" not in data
    assert b"@" not in data
    assert b"guess" not in data


def test_a_one_time_link_signs_in_and_is_not_in_the_line(world: Home) -> None:
    token = make_password_token(actor=Actor("person:admin", "ui"), now=clock.now(), person="owner")
    given = "a new and long password"
    Client().post(f"/setup/{token}/", {"password": given, "again": given})
    assert told(world) == [("person:owner", "sign_in", "setup", None, 302)]
    assert all(token.encode() not in file.read_bytes() for file in access_file.open_days(world))


@pytest.mark.parametrize(
    ("policy", "kept"), [("none", None), ("network", "192.0.2.0/24"), ("full", "192.0.2.77")]
)
def test_how_much_of_an_address_is_kept_is_a_setting(
    world: Home, lead: Client, policy: str, kept: str | None
) -> None:
    settings.DUALTRACK = settings.DUALTRACK.model_copy(update={"access_addresses": policy})
    lead.get("/controls/", REMOTE_ADDR="192.0.2.77")
    assert [line.address for line in logged(world)] == [kept]


@pytest.mark.parametrize(
    ("proxies", "said", "address"),
    [
        (0, "203.0.113.1", "192.0.2.77"),
        (1, "203.0.113.1", "203.0.113.1"),
        (1, "1.1.1.1, 203.0.113.1", "203.0.113.1"),
        (2, "1.1.1.1, 203.0.113.1, 10.0.0.1", "203.0.113.1"),
        (2, "10.0.0.1", "192.0.2.77"),
        (1, "", "192.0.2.77"),
    ],
)
def test_a_stranger_cannot_choose_the_address(world: Home, proxies: int, said: str, address: str) -> None:
    settings.DUALTRACK = settings.DUALTRACK.model_copy(update={"trusted_proxies": proxies})
    request = HttpRequest()
    request.META = {"REMOTE_ADDR": "192.0.2.77", "HTTP_X_FORWARDED_FOR": said}
    assert address_of(request) == address


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk takes no line of the log."""

    def fail(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(access_file.os, "write", fail)


def test_without_the_log_pages_are_shown_and_files_are_not_given_out(
    world: Home, lead: Client, full: None
) -> None:
    assert lead.get("/controls/").status_code == 200
    evidence = EvidenceRow.objects.order_by("pk").values_list("pk", flat=True)[0]
    for answer in (
        lead.get(reverse("evidence.file", args=[evidence])),
        lead.get("/deliverables/documents/control-matrix.json"),
        lead.post(f"/deliverables/packages/{SOC2}/"),
    ):
        assert answer.status_code == 503
        assert "Content-Disposition" not in answer.headers
        assert (
            "This file is not given out: the access log cannot be written, and nothing leaves without"
            " its line." in answer.content.decode()
        )
    visitor = Client()
    said = {"login": "lead@example.test", "password": PASSWORD}
    assert visitor.post(LOGIN, said).status_code == 302, "who may mend it can sign in"


def test_lines_that_were_lost_are_counted_by_the_next(
    world: Home, lead: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> int:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr(access_file.os, "write", fail)
        lead.get("/controls/")
        lead.get("/evidence/")
    lead.get("/controls/")
    assert [line.lost for line in logged(world)] == [2]
    assert "2 lines could not be written on this day." in lead.get("/access/").content.decode()


def test_the_first_request_of_a_new_day_seals_the_one_before_and_it_is_signed(
    world: Home, lead: Client
) -> None:
    lead.get("/controls/")
    before = size()
    with clock.use(clock.now() + timedelta(days=1)):
        lead.get("/controls/")
        lead.get("/evidence/")
    assert size() == before + 1
    (entry,) = last()
    assert (entry.type, entry.actor, entry.object) == (
        "access_day",
        "system:access-log",
        "access_day/2026-03-02",
    )
    assert (world.checkpoints_folder / f"{size():012d}.note").exists()
    assert [f.name for f in access_file.open_days(world)] == ["2026-03-03.jsonl"]


def test_the_page_shows_a_day_and_one_person(world: Home, lead: Client, signed_in: As) -> None:
    signed_in("owner").get("/controls/AC-02/")
    lead.get("/evidence/")
    shown = lead.get("/access/").content.decode()
    assert "2026-03-02: open; until it is sealed, whoever runs this server could change it" in shown
    assert "Olga Owner" in shown
    assert "controls.one AC-02" in shown
    only = lead.get("/access/?person=owner").context["part"].rows
    assert [line.actor for line in only] == ["person:owner"]
    assert lead.get("/access/?day=1999-01-01").context["day"] == date(2026, 3, 2)
    assert lead.get("/access/?day=2026-02-30").status_code == 200


def test_the_page_shows_a_sealed_day_and_half_a_line_as_text(world: Home, lead: Client) -> None:
    file = access_file.file_of(world, date(2026, 3, 1))
    file.write_bytes(b'{"action":"<script>\n')
    (made,) = access.seal(now=clock.now())
    shown = lead.get("/access/?day=2026-03-01").content.decode()
    assert f"2026-03-01: sealed by entry {size() - 1}" in shown
    assert made.sha256 in shown
    assert (
        "2026-03-01, line 1: cannot be read, kept as it is: {&quot;action&quot;:&quot;&lt;script&gt;" in shown
    )
    assert "Nothing here yet." in shown


def test_without_a_line_there_is_an_empty_page(world: Home, lead: Client) -> None:
    assert "Nothing here yet." in lead.get("/access/").content.decode()
    assert Path(world.access_folder).is_dir()
