"""The example, built once for all tests of it, and a copy for each."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker
from tests.app.conftest import connected
from tests.databases import copied

from dualtrack.app.cli.example.build import build
from dualtrack.app.ledger.home import Home


@pytest.fixture(scope="session")
def built(
    example_template: Path, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> tuple[Path, float]:
    """The example, built once, and how long it took."""
    path = tmp_path_factory.mktemp("example") / "home"
    with connected(example_template, django_db_blocker):
        began = time.perf_counter()
        build(path)
        took = time.perf_counter() - began
    return path, took


@pytest.fixture
def example(
    built: tuple[Path, float],
    tmp_path: Path,
    connect: Callable[[Path], Home],
    monkeypatch: pytest.MonkeyPatch,
) -> Home:
    """A copy of it for one test."""
    here = connect(copied(built[0], tmp_path / "home"))
    monkeypatch.setenv("DUALTRACK_HOME", str(here.path))
    return here
