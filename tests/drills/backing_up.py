"""`dualtrack` in a process of its own, for the drill of backups: `BUILD ARGUMENTS`.

`careless` is the negative control: it copies the database's file alone, as people do.
"""

import shutil
import sys
from pathlib import Path


def careless() -> None:
    """A build that is broken on purpose."""
    import os  # noqa: PLC0415 - only for the control

    import django  # noqa: PLC0415 - only for the control

    os.environ["DUALTRACK_HOME"] = sys.argv[sys.argv.index("--home") + 1]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dualtrack.app.settings")
    django.setup()
    from dualtrack.app.ledger import home, snapshot  # noqa: PLC0415 - Django is set up by now

    def copied(folder: Path) -> snapshot.Snapshot:
        shutil.copyfile(home.current().database_file, folder / "db.sqlite3")
        return snapshot.Snapshot(folder / "db.sqlite3")

    snapshot.take = copied
    snapshot.require_sound = lambda _: None


def main() -> None:
    """Break it, where asked to, then run the command."""
    build = sys.argv[1]
    sys.argv = ["dualtrack", *sys.argv[2:]]
    if build == "careless":
        careless()
    from dualtrack.app.cli.main import run  # noqa: PLC0415 - after it is broken

    run()


if __name__ == "__main__":
    main()
