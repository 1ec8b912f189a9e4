"""A second process takes the quick way through the tables of a large home while the first walks the ledger.

It says only which tables are well; of any other, and where it cannot be started or ends otherwise, the first
process looks for itself. Its view of the database is its own, and each table is well within that one view.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.db import connection

SMALL = 100_000  # entries below which a second process costs more than it saves


@contextmanager
def beside(home: Path, size: int, small: int = SMALL) -> Iterator[Callable[[], frozenset[str]]]:
    """Start it where the ledger is large; what is given tells, when it is asked, which tables are well."""
    if size < small or connection.vendor != "sqlite":
        yield frozenset
        return
    call = [sys.executable, "-m", "dualtrack.app.ledger.verify_aside"]
    env = {**os.environ, "DUALTRACK_HOME": str(home), "DJANGO_SETTINGS_MODULE": "dualtrack.app.settings"}
    env["DATABASE_URL"] = f"sqlite:///{quote(str(connection.settings_dict['NAME']))}"  # whatever is set here
    with subprocess.Popen(  # noqa: S603 - a module of ours and nothing that was given
        call, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as other:
        try:
            yield lambda: _told(other)
        finally:
            other.kill()


def _told(other: "subprocess.Popen[bytes]") -> frozenset[str]:
    said, _ = other.communicate()
    return frozenset(json.loads(said)) if other.returncode == 0 else frozenset()


def main() -> None:
    """Print the tables that are well."""
    import django  # noqa: PLC0415 - the first process has its own

    django.setup()
    from django.conf import settings  # noqa: PLC0415 - as above
    from django.db import connection  # noqa: PLC0415 - as above

    from dualtrack.app.ledger import home  # noqa: PLC0415 - as above
    from dualtrack.app.ledger.recorded import recorded_models  # noqa: PLC0415 - as above
    from dualtrack.app.ledger.verify_quick import is_well  # noqa: PLC0415 - as above

    home.examine(settings.DUALTRACK.home)
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
    well = [model._meta.db_table for model in recorded_models() if is_well(model)]
    sys.stdout.write(json.dumps(well))


if __name__ == "__main__":
    main()
