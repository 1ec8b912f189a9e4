"""Fixtures of the journeys: Debian's Chromium, quiet, in light or dark; axe; a served programme."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.plugin import DjangoDbBlocker
from tests.app.cli.example.conftest import built  # noqa: F401 - a fixture: the example, built once a run
from tests.app.conftest import connected
from tests.app.web import world
from tests.databases import copied
from tests.journeys.looking import violations
from tests.journeys.serving import Server, serving
from tests.templates import shared

from dualtrack.app import settings as ours
from dualtrack.app.accounts import sign_ins
from dualtrack.app.cli.example import company
from dualtrack.app.ledger import checkpoints, clock
from dualtrack.domain.ledger.actor import Actor

_BROWSERS = (Path("/usr/bin/chromium-headless-shell"), Path("/usr/bin/chromium"))
CHROMIUM = next((one for one in _BROWSERS if one.exists()), _BROWSERS[0])
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
UNFOLD = "document.querySelectorAll('details').forEach(one => { one.open = true })"
Clean = Callable[[Page], None]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without the browser the journeys are skipped, and the reason is printed."""
    if CHROMIUM.exists():
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=f"{CHROMIUM} is not installed: make system"))


@pytest.fixture(scope="session")
def world_home(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Path:
    """The invented programme, with passwords that the server of another process knows how to check.

    All of the annex is decided but one control, so that a journey can release the statement in few steps.
    """

    def build(home: Path) -> None:
        with override_settings(PASSWORD_HASHERS=ours.PASSWORD_HASHERS):
            world.template(home, django_db_blocker)
            with connected(home, django_db_blocker):
                world.decide(lambda annex: annex[:3] in ("A.6", "A.7", "A.8") and annex != world.UNDECIDED)

    return shared(tmp_path_factory, "served-world", build)


@pytest.fixture(scope="session")
def chromium(world_home: Path) -> Iterator[Browser]:
    """One browser for all journeys; tests of this process may use the database beside its loop."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the loop waits while a test runs: nothing is done at once
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """A page in a context of its own; a script error or a request to elsewhere fails the test."""
    opened: list[tuple[Any, list[str]]] = []

    def make(**options: Any) -> Page:
        context = chromium.new_context(accept_downloads=True, **options)
        context.set_default_timeout(15000)
        page, wrong = context.new_page(), list[str]()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.on(
            "request",
            lambda asked: wrong.append(asked.url) if not asked.url.startswith("http://127.0.0.1:") else None,
        )
        opened.append((context, wrong))
        return page

    yield make
    for context, wrong in opened:
        context.close()
        assert not wrong, wrong


@pytest.fixture
def clean() -> Clean:
    """Axe finds nothing on the page as it stands."""
    return _said_nothing


@pytest.fixture
def clean_in_dark() -> Clean:
    """Axe finds nothing wrong with the dark colours of a page that was looked at in light."""

    def darkened(page: Page) -> None:
        page.emulate_media(color_scheme="dark")
        page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished))")  # colours fade over
        _said_nothing(page, colours_alone=True)
        page.emulate_media(color_scheme="light")

    return darkened


def _said_nothing(page: Page, *, colours_alone: bool = False) -> None:
    said = violations(page, colours_alone=colours_alone)
    assert not said, "\n".join([page.url, *said])


@pytest.fixture(scope="session")
def served_world(world_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The invented programme, served: one copy for all journeys of a worker."""
    with serving(copied(world_home, tmp_path_factory.mktemp("served") / "home")) as server:
        yield server


@pytest.fixture(scope="session")
def served_example(
    built: Path,  # noqa: F811 - the fixture
    tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Server]:
    """The example programme, served, with a password of its lead that another process knows how to check."""
    home = copied(built, tmp_path_factory.mktemp("served-example") / "home")
    with connected(home, django_db_blocker), override_settings(PASSWORD_HASHERS=ours.PASSWORD_HASHERS):
        lead, now = company.PEOPLE[0].id, clock.now()
        actor = Actor(f"person:{lead}", "ui")
        sign_ins.set_password(actor=actor, now=now, person=lead, password=company.PASSWORD)
        checkpoints.checkpoint()
    with serving(home) as server:
        yield server
