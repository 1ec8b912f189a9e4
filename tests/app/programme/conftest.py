"""Homes of these tests: one in which every gate passes, and the two packages that were taken from it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from attrs import frozen
from pytest_django.plugin import DjangoDbBlocker
from tests.app.conftest import connected, viewer
from tests.app.programme.ready import DONE, firm, make_ready
from tests.databases import copied
from tests.templates import shared

from dualtrack.app.ledger import clock
from dualtrack.app.ledger.held import Held
from dualtrack.app.ledger.home import Home
from dualtrack.app.programme.deliverables import packages
from dualtrack.app.programme.deliverables.packages import Packed


@frozen
class Taken:
    """A package as a file, and what was recorded of it."""

    path: Path
    packed: Packed


@pytest.fixture(scope="session")
def ready_template(
    programme_template: Path, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Path:
    """A home in which every gate passes, to be copied."""

    def build(home: Path) -> None:
        with connected(copied(programme_template, home), django_db_blocker):
            make_ready()
            with clock.use(DONE):
                firm("Fictional firm for")

    return shared(tmp_path_factory, "ready", build)


@pytest.fixture(scope="session")
def taken(
    ready_template: Path, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> dict[str, Taken]:
    """The two packages of that home."""
    folder = tmp_path_factory.mktemp("taken")
    path = copied(ready_template, folder / "home")
    with connected(path, django_db_blocker), clock.use(DONE):
        return {kind: take(kind, folder / f"{kind}.zip") for kind in ("soc2", "iso27001-stage1")}


def take(kind: str, out: Path, checkpoint: int | None = None, since: Held | None = None) -> Taken:
    """Make a package as the lead, now."""
    now = clock.now()
    packed = packages.make(
        viewer("alice"), kind=kind, out=out, now=now, today=now.date(), checkpoint=checkpoint, since=since
    )
    return Taken(out, packed)


@pytest.fixture
def ready(ready_template: Path, tmp_path: Path, connect: Callable[[Path], Home]) -> Iterator[Home]:
    """A home of this test alone in which every gate passes; it is 6 July 2026."""
    here = connect(copied(ready_template, tmp_path / "home"))
    with clock.use(DONE):
        yield here
