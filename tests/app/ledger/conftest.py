"""Fixtures of the ledger's tests: the sample app, and hands that tamper."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, connections
from pytest_django.plugin import DjangoDbBlocker
from tests.conftest import NOW

from dualtrack.app.ledger import lifecycle, triggers
from dualtrack.app.ledger.home import Home

Tamper = Callable[..., None]


@pytest.fixture(autouse=True, scope="module")
def sample_app() -> Iterator[None]:
    """Install the sample while a module of these tests runs."""
    apps.set_installed_apps([*settings.INSTALLED_APPS, "tests.app.ledger.sample.apps.SampleConfig"])
    yield
    apps.unset_installed_apps()


@pytest.fixture(scope="session")
def example_template(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker, fast_passwords: None
) -> Path:
    """A prepared example home with the sample's tables."""
    from tests.app.ledger.sample import models as sample  # noqa: PLC0415 - Django is set up by now

    with django_db_blocker.unblock():
        here = lifecycle.build(tmp_path_factory.mktemp("sample") / "home", now=NOW, example=True)
        with connection.schema_editor() as editor:
            for model in (sample.WidgetRow, sample.GadgetRow, sample.Scrap, sample.Forgotten):
                editor.create_model(model)
        connections["default"].close()
    return here.path


@contextmanager
def _unguarded(home: Home) -> Iterator[sqlite3.Connection]:
    """The database as somebody with the file in hand has it: no triggers while they work, all back after."""
    with closing(sqlite3.connect(home.database_file, isolation_level=None)) as raw:
        raw.execute("PRAGMA synchronous=OFF")
        raw.execute("BEGIN")
        there = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in there:
            raw.execute(f"DROP TRIGGER {name}")
        yield raw
        for _, statement in there:
            raw.execute(statement)
        raw.execute("COMMIT")


@pytest.fixture
def tamper(home: Home) -> Tamper:
    """Run statements on the database behind the program's back."""

    def run(*statements: str, **values: object) -> None:
        connection.close()
        with _unguarded(home) as raw:
            for statement in statements:
                raw.execute(statement, values)
        assert triggers.check() == ()

    return run
