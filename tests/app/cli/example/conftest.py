"""The example, built once for all tests of it, and a copy for each."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker
from tests.app.conftest import connected
from tests.databases import copied
from tests.templates import shared

from dualtrack.app.cli.example.build import build
from dualtrack.app.ledger.home import Home


@pytest.fixture(scope="session")
def built(
    example_template: Path, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Path:
    """The example, built once."""

    def made(home: Path) -> None:
        with connected(copied(example_template, tmp_path_factory.mktemp("any") / "home"), django_db_blocker):
            build(home)

    return shared(tmp_path_factory, "built", made)


@pytest.fixture
def example(
    built: Path,
    tmp_path: Path,
    connect: Callable[[Path], Home],
    monkeypatch: pytest.MonkeyPatch,
) -> Home:
    """A copy of it for one test."""
    here = connect(copied(built, tmp_path / "home"))
    monkeypatch.setenv("DUALTRACK_HOME", str(here.path))
    return here
