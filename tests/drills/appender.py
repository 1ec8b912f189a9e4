"""A child that appends and says so, for drills that kill it: `prepare`, `append` or `report`.

`append` prints the id of each fact once it was acknowledged. Two broken builds are the drills' negative
controls: `hasty` acknowledges before the transaction ends, `torn` writes the row without its ledger entry.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path

START = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
HASTY_BATCH = 50


def prepare() -> None:
    """Make an empty home that is no example."""
    from dualtrack.app.ledger import lifecycle  # noqa: PLC0415 - Django is set up by now

    lifecycle.build(Path(os.environ["DUALTRACK_HOME"]), now=START)


def _record(name: str) -> None:
    from dualtrack.app.ledger import clock  # noqa: PLC0415 - Django is set up by now
    from dualtrack.app.ledger.services import record  # noqa: PLC0415 - as above
    from dualtrack.domain.ledger.actor import Actor  # noqa: PLC0415 - as above
    from dualtrack.domain.registers.things import Asset, AssetKind  # noqa: PLC0415 - as above

    thing = Asset(id=name, kind=AssetKind.INFRASTRUCTURE, name=f"System {name}")
    record(thing, actor=Actor("system:drill", "job"), now=clock.now(), action="add")


def _acknowledge(name: str) -> None:
    sys.stdout.write(name + "\n")
    sys.stdout.flush()


def _patiently(work: Callable[[], None]) -> None:
    """Do it once; a writer that the other one keeps waiting too long asks again, as people do."""
    from django.db import OperationalError  # noqa: PLC0415 - Django is set up by now

    from dualtrack.app.ledger.database_trouble import Trouble, trouble  # noqa: PLC0415 - as above

    while True:
        try:
            work()
        except OperationalError as error:
            if trouble(error) is not Trouble.BUSY:
                raise
        else:
            return


def append(writer: str, build: str) -> None:
    """Record one thing after the other until killed."""
    names = (f"{writer}-{number}" for number in count())
    while build == "sound":
        name = next(names)
        _patiently(partial(_record, name))
        _acknowledge(name)
    while build == "hasty":
        _patiently(partial(_hastily, names))
    while build == "torn":
        name = next(names)
        _patiently(partial(_row_alone, name))
        _acknowledge(name)


def _hastily(names: Iterator[str]) -> None:
    """Acknowledge what is not yet committed."""
    from django.db import transaction  # noqa: PLC0415 - Django is set up by now

    with transaction.atomic():
        for name in (next(names) for _ in range(HASTY_BATCH)):
            _record(name)
            _acknowledge(name)


def _row_alone(name: str) -> None:
    from dualtrack.app.ledger.recorded import recording  # noqa: PLC0415 - Django is set up by now
    from dualtrack.app.registers.models import TABLES  # noqa: PLC0415 - as above
    from dualtrack.domain.registers.things import Asset, AssetKind  # noqa: PLC0415 - as above

    with recording():
        row = TABLES["assets"].from_value(Asset(id=name, kind=AssetKind.INFRASTRUCTURE, name=name))
        row.seq, row.recorded_at = 0, START
        row.save(force_insert=True)


def report() -> None:
    """What is there now, and what verifying says of it."""
    from django.db import connection  # noqa: PLC0415 - Django is set up by now

    from dualtrack.app.ledger.verify import verify_home  # noqa: PLC0415 - as above
    from dualtrack.app.registers.models import TABLES  # noqa: PLC0415 - as above

    sound = True  # what PostgreSQL's files hold is for its own server to say
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            sound = cursor.fetchall() == [("ok",)]
    there = sorted(TABLES["assets"].objects.values_list("id", flat=True))
    sys.stdout.write(json.dumps({"database": sound, "there": there, "verify": verify_home()}))


VERBS: Mapping[str, Callable[..., None]] = {"prepare": prepare, "append": append, "report": report}


def main() -> None:
    """What the words ask for."""
    VERBS[sys.argv[1]](*sys.argv[2:])
