"""A small programme in a home of its own, for drills that work inside the process."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker
from tests.app.web import world as made

from dualtrack.app.ledger.home import Home


@pytest.fixture(scope="session")
def world_template(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker, fast_passwords: None
) -> Path:
    """The invented programme, built once."""
    return made.template(tmp_path_factory, django_db_blocker)


@pytest.fixture
def world(world_template: Path, tmp_path: Path, connect: Callable[[Path], Home]) -> Home:
    """A copy of the programme, connected."""
    return connect(Path(shutil.copytree(world_template, tmp_path / "home")))
