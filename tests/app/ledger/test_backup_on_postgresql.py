"""A home on PostgreSQL is not backed up by us yet, and is told how it is."""

from pathlib import Path

import pytest
from tests.conftest import NOW

from dualtrack.app.ledger import backup
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.home_error import HomeError

pytestmark = pytest.mark.postgresql


def test_it_is_refused_with_what_to_do_and_leaves_nothing(home: Home, tmp_path: Path) -> None:
    out = tmp_path / "elsewhere" / "b.zip"
    out.parent.mkdir()
    with pytest.raises(HomeError) as caught:
        backup.take(out, now=NOW)
    assert caught.value.code == "postgresql"
    assert (
        "pg_dump --format=custom --file FILE, then copy the home's folder, in this order"
        in caught.value.message
    )
    assert list(out.parent.iterdir()) == []
