"""A home of two entries and one file, its backup, and a place for it."""

from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from tests.app.ledger.restoring.hands import FILE, TAKEN
from tests.app.ledger.sample.values import Widget

from dualtrack.app.ledger import backup, checkpoints
from dualtrack.app.ledger.blobs import blob_store
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.services import record
from dualtrack.domain.ledger.actor import Actor


@pytest.fixture
def two(home: Home, now: datetime, alice: Actor) -> Home:
    """Two entries and one file, signed."""
    name, _ = blob_store().put(BytesIO(FILE))
    record(Widget(id="a", title="A"), actor=alice, now=now, action="add", blobs=(name,))
    record(Widget(id="b", title="B"), actor=alice, now=now, action="add")
    checkpoints.checkpoint()
    return home


@pytest.fixture
def file(two: Home, tmp_path: Path) -> Path:
    """Its backup."""
    Session.objects.create(session_key="s", session_data="x", expire_date=TAKEN)
    backup.take(tmp_path / "b.zip", now=TAKEN)
    return tmp_path / "b.zip"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Where the home is restored to."""
    folder = tmp_path / "new-place"
    folder.mkdir()
    return folder / "home"
