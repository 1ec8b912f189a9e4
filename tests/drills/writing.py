"""What the drill of power loss records: facts with files, written, signed, acknowledged."""

import os
from io import BytesIO


def write(count: str) -> None:
    """So many facts, each with a file of its own, signed as every door does before it answers."""
    from dualtrack.app.ledger import checkpoints, clock  # noqa: PLC0415 - Django is set up by now
    from dualtrack.app.ledger.blobs import blob_store  # noqa: PLC0415 - as above
    from dualtrack.app.ledger.services import record  # noqa: PLC0415 - as above
    from dualtrack.domain.ledger.actor import Actor  # noqa: PLC0415 - as above
    from dualtrack.domain.registers.things import Asset, AssetKind  # noqa: PLC0415 - as above

    for number in range(int(count)):
        file, _ = blob_store().put(BytesIO(f"file {number} ".encode() * 300))
        thing = Asset(id=f"t{number}", kind=AssetKind.INFRASTRUCTURE, name=f"Thing {number}")
        record(thing, actor=Actor("system:drill", "job"), now=clock.now(), action="add", blobs=(file,))
        assert checkpoints.sign_written() is None
        os.write(1, thing.id.encode() + b"\n")


def main() -> None:
    """`count` facts, as the words say."""
    import sys  # noqa: PLC0415 - beside its use

    write(sys.argv[1])


def normal() -> None:
    """A build that is broken on purpose: SQLite is told to sync when it likes, as many recipes have it."""
    from django.db import connections  # noqa: PLC0415 - Django is set up by now

    options = connections.settings["default"]["OPTIONS"]
    options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=NORMAL")


def often() -> None:
    """Let SQLite move its log into the database every few pages, so that a short record has seen it."""
    from django.db.backends.signals import connection_created  # noqa: PLC0415 - Django is set up by now

    def told(connection: object, **_: object) -> None:
        with connection.cursor() as cursor:  # type: ignore[attr-defined]  # Django's own
            cursor.execute("PRAGMA wal_autocheckpoint=60")

    connection_created.connect(told, weak=False)
