"""Fixtures of the ledger's tests: the sample app, and hands that tamper."""

from collections.abc import Callable, Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, connections
from pytest_django.plugin import DjangoDbBlocker
from tests.app.ledger.sample.values import Gadget, Part, Widget
from tests.conftest import NOW
from tests.hands import unguarded
from tests.templates import shared

from dualtrack.app.ledger import checkpoints, collation, lifecycle, triggers
from dualtrack.app.ledger.blobs import blob_store
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.services import record, tombstone
from dualtrack.domain.ledger.actor import Actor

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

    def build(home: Path) -> None:
        with django_db_blocker.unblock():
            lifecycle.build(home, now=NOW, example=True)
            with connection.schema_editor() as editor:
                for model in (sample.WidgetRow, sample.GadgetRow, sample.Scrap, sample.Forgotten):
                    editor.create_model(model)
            collation.install()
            connections["default"].close()

    return shared(tmp_path_factory, "sample", build)


@pytest.fixture
def tamper(home: Home) -> Tamper:
    """Run statements on the database behind the program's back."""

    def run(*statements: str, **values: object) -> None:
        connection.close()
        with unguarded(home) as hand:
            for statement in statements:
                hand(statement, values)
        assert triggers.check() == ()

    return run


@pytest.fixture
def six(home: Home, now: datetime, alice: Actor) -> Home:
    """Six entries: two objects, one changed, one removed, one file, checkpoints at three and six."""
    from tests.app.ledger.sample.models import GadgetRow  # noqa: PLC0415 - Django is set up by now

    name, _ = blob_store().put(BytesIO(b"the one file"))
    record(Widget(id="a", title="A", tags=("x",)), actor=alice, now=now, action="add", blobs=(name,))
    record(Widget(id="b", title="B", main=Part(name="p", count=1)), actor=alice, now=now, action="add")
    record(Gadget(id="g", note="n"), actor=alice, now=now, action="add")
    checkpoints.checkpoint()
    record(Widget(id="b", title="B2"), actor=alice, now=now, action="rename")
    record(Gadget(id="h", note="n"), actor=alice, now=now, action="add")
    tombstone(GadgetRow.objects.get(pk="h"), actor=alice, now=now, action="remove")
    checkpoints.checkpoint()
    return home
