"""A small programme for drills that work inside the process, a process that forks for those that do not."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker
from tests import databases
from tests.app.web import world as made
from tests.drills.commands import Place, prepared
from tests.drills.figures import Hand, handing_in
from tests.drills.forks import Forks
from tests.templates import shared

from dualtrack.app.ledger.home import Home


@pytest.fixture(scope="session")
def world_template(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker, fast_passwords: None
) -> Path:
    """The invented programme, built once."""
    return shared(tmp_path_factory, "world", lambda home: made.template(home, django_db_blocker))


@pytest.fixture
def world(world_template: Path, tmp_path: Path, connect: Callable[[Path], Home]) -> Home:
    """A copy of the programme, connected."""
    return connect(databases.copied(world_template, tmp_path / "home"))


@pytest.fixture(autouse=True)
def forgotten(tmp_path: Path) -> Iterator[None]:
    """Databases of a server go with the homes of the test."""
    yield
    databases.forget(tmp_path)


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Hand:
    """How a test hands in what it did."""
    return handing_in(record_property)


@pytest.fixture(scope="session")
def forks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forks]:
    """The process that has the program loaded, one for each worker."""
    found = Forks(tmp_path_factory.mktemp("forks"))
    yield found
    found.close()


@pytest.fixture(scope="session")
def place_template(forks: Forks, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of its own that commands are called for, made once."""
    return prepared(forks, tmp_path_factory.mktemp("place") / "made").folder


@pytest.fixture
def place(place_template: Path, tmp_path: Path) -> Place:
    """A copy of it."""
    return Place(place_template).copied(tmp_path / "place")
