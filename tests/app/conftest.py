"""Fixtures of the apps above the ledger: a begun programme with people, and the command line in process."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from pytest_django.plugin import DjangoDbBlocker
from tests.buckets import CREDENTIALS, Buckets
from tests.conftest import NOW
from tests.connected import kept
from tests.databases import copied
from tests.templates import shared

from dualtrack.app.accounts.services import add_person
from dualtrack.app.cli import main
from dualtrack.app.ledger import checkpoints, clock, lifecycle
from dualtrack.app.ledger import home as homes
from dualtrack.app.ledger.home import Home
from dualtrack.app.programme.services import Beginning, begin
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.person import Role, Viewer
from dualtrack.domain.programme.organisation import Profile

START = date(2025, 6, 2)  # nine months before NOW: the period runs from 2 December 2025 to 1 June 2026
TODAY = NOW.date()
BEGUN = datetime(2025, 6, 2, 8, 0, tzinfo=UTC)
SETUP = Actor("system:test", "job")
PEOPLE: dict[str, tuple[Role, ...]] = {
    "alice": (Role.LEAD,),
    "bob": (Role.OWNER,),
    "charlie": (Role.MANAGER,),
    "ada": (Role.ADMIN,),
    "ivy": (Role.INTERNAL_AUDITOR,),
    "sam": (Role.SERVICE_AUDITOR,),
    "cora": (Role.CERTIFICATION_AUDITOR,),
}


def begin_programme(**changed: Any) -> None:
    """A first combined programme with one person of each role, in the home that is connected."""
    said: dict[str, Any] = {
        "name": "Acme",
        "profile": Profile.FIRST_COMBINED,
        "start": START,
        "example": True,
    }
    with clock.use(BEGUN):
        begin(actor=SETUP, now=BEGUN, what=Beginning(**(said | changed)))
        for name, roles in PEOPLE.items():
            add_person(
                actor=SETUP,
                now=BEGUN,
                name=f"{name.title()} Canary-{name}",
                email=f"{name}@acme.example",
                roles=roles,
                person_id=name,
                password="correct horse",
            )
        checkpoints.checkpoint()  # as the command line does at the end of each call


@pytest.fixture(scope="session")
def programme_template(
    example_template: Path, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Path:
    """A home with a begun programme, to be copied."""

    def build(home: Path) -> None:
        with connected(copied(example_template, home), django_db_blocker):
            begin_programme()

    return shared(tmp_path_factory, "programme", build)


@pytest.fixture(scope="session")
def scanned_template(
    world_template: Path, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Path:
    """The invented programme of the pages' tests, with a scan."""
    from tests.app import later  # noqa: PLC0415 - it stands on this module

    def build(home: Path) -> None:
        with connected(copied(world_template, home), django_db_blocker):
            later.scan(tmp_path_factory.mktemp("scans"))

    return shared(tmp_path_factory, "scanned", build)


@pytest.fixture(scope="session")
def world_template(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker, fast_passwords: None
) -> Path:
    """The invented programme of the tests of pages and API, built once."""
    from tests.app.web import world as made  # noqa: PLC0415 - it stands on this folder

    return shared(tmp_path_factory, "world", lambda home: made.template(home, django_db_blocker))


@pytest.fixture
def world(world_template: Path, tmp_path: Path, connect: Callable[[Path], Home]) -> Home:
    """A copy of the programme, connected."""
    return connect(copied(world_template, tmp_path / "home"))


@contextmanager
def connected(path: Path, blocker: DjangoDbBlocker) -> Iterator[Home]:
    """A home connected while inside, for fixtures of a session."""
    with blocker.unblock(), kept():
        here = homes.open_home(path)
        lifecycle.connect(here)
        yield here


@pytest.fixture
def programme(programme_template: Path, tmp_path: Path, connect: Callable[[Path], Home]) -> Iterator[Home]:
    """A begun programme of this test alone; it is nine o'clock on 2 March 2026."""
    here = connect(copied(programme_template, tmp_path / "home"))
    with clock.use(NOW):
        yield here


@pytest.fixture
def operator() -> Viewer:
    """Somebody at the machine."""
    return Viewer(actor=Actor("operator:root@host", "cli"), operator=True)


def viewer(name: str, *, engagements: tuple[str, ...] = ()) -> Viewer:
    """One of the people, as they look at the programme."""
    return Viewer(
        actor=Actor(f"person:{name}", "ui"),
        roles=frozenset(PEOPLE[name]),
        engagements=frozenset(engagements),
    )


@frozen
class Ran:
    """What a call of the command line gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.out)

    @property
    def error(self) -> dict[str, Any]:
        """The error of a call with --json: its code and message are always there."""
        assert list(self.json) == ["error"]
        found: dict[str, Any] = self.json["error"]
        assert list(found) == ["code", "message", "file", "record", "field"]
        return found


Run = Callable[..., Ran]


@pytest.fixture
def run(
    example_template: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    connect: Callable[[Path], Home],
) -> Run:
    """Call `dualtrack` in this process, as its entry point does."""

    def call(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["dualtrack", *map(str, arguments)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main.run()
        out, err = capfd.readouterr()
        code = ended.value.code
        return Ran(code if isinstance(code, int) else 0, out, err)

    return call


@pytest.fixture
def cli(run: Run, programme: Home, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The same over the begun programme."""

    def call(*arguments: object) -> Ran:
        monkeypatch.setenv("DUALTRACK_HOME", str(programme.path))  # a call with --home sets it
        return run(*arguments)

    return call


@pytest.fixture(scope="session")
def started_buckets() -> Iterator[Buckets]:
    """A server that speaks S3, started when the first test asks for it."""
    with Buckets() as buckets:
        yield buckets


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """Credentials of tests, and nothing of this machine's own settings."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def buckets(started_buckets: Buckets, credentials: None) -> Buckets:
    """That server, with credentials for it."""
    return started_buckets
