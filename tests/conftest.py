"""Fixtures for every test: a home of its own, a clock that stands still, people, loopback alone."""

import gc
from collections.abc import Callable, Generator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker
from tests import databases
from tests.connected import kept
from tests.templates import shared
from tests.trying import times

from dualtrack.app.ledger import clock, lifecycle
from dualtrack.app.ledger import home as homes
from dualtrack.app.ledger.home import Home
from dualtrack.domain.ledger.actor import Actor
from dualtrack.lake import engine

LOOPBACK = ["127.0.0.1", "localhost", "::1"]
# Long, and by no other road to the database than what is tried beside them: not repeated on PostgreSQL.
ONCE = (
    "tests/app/api/test_bearing",
    "tests/app/api/test_problems",
    "tests/app/api/test_v1",
    "tests/app/programme/costing/",
    "tests/app/programme/deliverables/",
    "tests/app/programme/erasing/test_past",
    "tests/app/programme/test_advising",
    "tests/app/programme/test_order_pricing",
    "tests/app/programme/test_plan_levelling",
    "tests/app/programme/test_planning",
    "tests/app/cli/commands/",
    "tests/app/cli/example/",
    "tests/app/cli/test_environment",
    "tests/app/cli/test_errors",
    "tests/app/cli/test_help",
    "tests/app/cli/test_shapes",
    "tests/app/web/",
)
LED = {"forks", "chromium"}  # fixtures that lead other processes to a database
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
hypothesis.settings.register_profile("ours", max_examples=times(100), deadline=None)
hypothesis.settings.load_profile("ours")


def pytest_configure(config: pytest.Config) -> None:
    """Start a PostgreSQL server where the tests are to run on one."""
    databases.begin(config)


def pytest_unconfigure() -> None:
    """Stop it, and the engine of check results that a worker kept: it ends without saying so."""
    databases.end()
    engine.end()


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Nothing of what is collected ever goes: looking through it for garbage took a third of collecting."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """On PostgreSQL, modules of which no test would run are not even read."""
    if not databases.POSTGRESQL or databases.WHOLE or collection_path.suffix != ".py":
        return None
    place = collection_path.relative_to(Path(__file__).parents[1]).as_posix()
    return (place.startswith(ONCE) and "mark.postgresql" not in collection_path.read_text()) or None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """No test leaves this machine; each runs on the databases that it is about."""
    for item in items:
        item.add_marker(pytest.mark.allow_hosts(LOOPBACK))
    others = {item for item in items if not _is_of_this_database(item)}
    if others:
        config.hook.pytest_deselected(items=sorted(others, key=lambda item: item.nodeid))
        items[:] = [item for item in items if item not in others]


def _is_of_this_database(item: pytest.Item) -> bool:
    """On PostgreSQL: what touches a database, unless it is about SQLite or long and about something else."""
    if not databases.POSTGRESQL:
        return item.get_closest_marker("postgresql") is None
    if item.get_closest_marker("postgresql"):
        return True
    fixtures = set(getattr(item, "fixturenames", ()))
    if item.get_closest_marker("sqlite") or not fixtures & {"connect", *LED}:
        return False
    if databases.WHOLE:
        return True
    if fixtures & LED or any(item.nodeid.startswith(place) for place in ONCE):
        return False
    return not any(item.get_closest_marker(name) for name in ("once", "browser"))


@pytest.fixture(scope="session")
def fast_passwords() -> None:
    """Password hashing as quick as it can be: tests check rights, not work factors."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def example_template(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker, fast_passwords: None
) -> Path:
    """A prepared example home that tests copy."""
    return _template(tmp_path_factory, django_db_blocker, example=True)


@pytest.fixture(scope="session")
def real_template(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker, fast_passwords: None
) -> Path:
    """A prepared home that is no example."""
    return _template(tmp_path_factory, django_db_blocker, example=False)


def _template(folders: pytest.TempPathFactory, blocker: DjangoDbBlocker, *, example: bool) -> Path:
    def build(home: Path) -> None:
        with blocker.unblock():
            lifecycle.build(home, now=NOW, example=example)
            connections["default"].close()

    return shared(folders, "example" if example else "real", build)


@pytest.fixture
def connect(
    django_db_blocker: DjangoDbBlocker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[Path], Home]]:
    """Make a home the one of this test; as it was before when the test ends."""
    with django_db_blocker.unblock(), kept():

        def to(path: Path) -> Home:
            here = homes.open_home(path)
            lifecycle.connect(here)
            if databases.POSTGRESQL:
                monkeypatch.setenv("DATABASE_URL", databases.url_of(path))
            return here

        yield to
    databases.forget(tmp_path)


@pytest.fixture
def home(example_template: Path, tmp_path: Path, connect: Callable[[Path], Home]) -> Home:
    """An empty example home, prepared and connected; its clock stands at NOW."""
    return connect(databases.copied(example_template, tmp_path / "home"))


@pytest.fixture
def real_home(real_template: Path, tmp_path: Path, connect: Callable[[Path], Home]) -> Home:
    """An empty home that is no example, prepared and connected."""
    return connect(databases.copied(real_template, tmp_path / "real-home"))


@pytest.fixture
def now(home: Home) -> Iterator[datetime]:
    """The time of this test."""
    with clock.use(NOW):
        yield NOW


@pytest.fixture
def alice() -> Actor:
    """The compliance lead."""
    return Actor("person:alice", "ui")


@pytest.fixture
def bob() -> Actor:
    """A control owner."""
    return Actor("person:bob", "ui")


@pytest.fixture
def charlie() -> Actor:
    """Management, who approves."""
    return Actor("person:charlie", "ui")
