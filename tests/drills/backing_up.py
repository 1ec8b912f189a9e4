"""A backup as people take it who know no better: the drill's negative control, in a child of its own."""

import shutil
from pathlib import Path


def careless() -> None:
    """A build that is broken on purpose: it copies the database's file alone."""
    from dualtrack.app.ledger import home, snapshot  # noqa: PLC0415 - Django is set up by now

    def copied(folder: Path) -> snapshot.Snapshot:
        shutil.copyfile(home.current().database_file, folder / "db.sqlite3")
        return snapshot.Snapshot(folder / "db.sqlite3")

    snapshot.take = copied
    snapshot.require_sound = lambda _: None
