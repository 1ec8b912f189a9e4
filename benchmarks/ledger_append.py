"""Appending to the ledger, beside durable SQLite inserts of the same bytes, one by one and in batches.

An append writes more than its line: the row of the table, the leaf, the head. What SQLite alone takes for the
same statements in the same tables is printed too: no program on it could be quicker.
"""

import os
import sqlite3
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

TURNS, TURN = 20, 25
BATCHES, BATCH = 20, 500
_TABLES = ("registers_siterow", "ledger_leaf", "ledger_body")
START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def prepare(folder: Path) -> None:
    """Set Django up on a new example home."""
    os.environ["DUALTRACK_HOME"] = str(folder / "home")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dualtrack.app.settings")
    import django  # noqa: PLC0415 - the home is named before settings are read

    django.setup()
    from dualtrack.app.ledger import lifecycle  # noqa: PLC0415 - Django is set up

    lifecycle.build(folder / "home", now=START, example=True)


def in_turn(folder: Path) -> tuple[float, float, float]:
    """Seconds, by turns: `record` one by one; bare durable inserts; the same statements by SQLite alone."""
    from dualtrack.app.ledger import queries  # noqa: PLC0415 - Django is set up
    from dualtrack.app.ledger.services import record  # noqa: PLC0415 - as above
    from dualtrack.domain.ledger.actor import Actor  # noqa: PLC0415 - as above

    actor, ours, limit, floor = Actor("system:benchmark", "job"), 0.0, 0.0, 0.0
    connection = sqlite3.connect(folder / "bare.sqlite3", isolation_level=None)
    connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;")
    connection.execute("CREATE TABLE line (seq INTEGER PRIMARY KEY, line BLOB NOT NULL)")
    record(_value("warm"), actor=actor, now=START, action="site.set")
    home = sqlite3.connect(folder / "home" / "db.sqlite3", isolation_level=None)
    same = sqlite3.connect(folder / "same.sqlite3", isolation_level=None)
    home.backup(same)
    same.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;")
    for turn in range(TURNS):
        values = [_value(f"t{turn}-{number}") for number in range(TURN)]
        start = time.perf_counter()
        for value in values:
            record(value, actor=actor, now=START, action="site.set")
        ours += time.perf_counter() - start
        limit += _bare(connection, list(queries.lines(1 + turn * TURN)))
        floor += _same(same, home, 1 + turn * TURN)
    for each in (connection, home, same):
        each.close()
    return ours, limit, floor


def _bare(connection: sqlite3.Connection, lines: list[tuple[int, bytes]]) -> float:
    """Seconds for one durable transaction a line, by sqlite3 alone."""
    start = time.perf_counter()
    for line in lines:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO line VALUES (?, ?)", line)
        connection.execute("COMMIT")
    return time.perf_counter() - start


def _same(target: sqlite3.Connection, home: sqlite3.Connection, first: int) -> float:
    """Seconds for the statements of each append from a place on, with the rows that it left, in a copy."""
    asked = "SELECT * FROM {} WHERE seq >= ? ORDER BY seq"
    found = [home.execute(asked.format(table), (first,)).fetchall() for table in _TABLES]
    head = home.execute("SELECT size, frontier, last_recorded_at FROM ledger_head").fetchone()
    places = [", ".join("?" * len(rows[0])) for rows in found]
    tables = zip(_TABLES, places, strict=True)
    inserts = [f"INSERT INTO {name} VALUES ({marks})" for name, marks in tables]  # noqa: S608 - our names
    start = time.perf_counter()
    for written in zip(*found, strict=True):
        target.execute("BEGIN IMMEDIATE")
        target.execute("SELECT size, frontier, last_recorded_at FROM ledger_head WHERE id = 1").fetchone()
        for insert, row in zip(inserts, written, strict=True):
            target.execute(insert, row)
        target.execute(
            "UPDATE ledger_head SET size = ?, frontier = ?, last_recorded_at = ? WHERE id = 1", head
        )
        target.execute("COMMIT")
    return time.perf_counter() - start


def in_batches() -> float:
    """CPU seconds of this process for `record_many`, for each entry."""
    from dualtrack.app.ledger.services import Change, record_many  # noqa: PLC0415 - Django is set up
    from dualtrack.domain.ledger.actor import Actor  # noqa: PLC0415 - as above

    actor = Actor("system:benchmark", "job")
    spent = 0.0
    for batch in range(BATCHES):
        changes = [Change(value=_value(f"b{batch}-{number}"), action="site.set") for number in range(BATCH)]
        start = time.process_time()
        record_many(changes, actor=actor, now=START)
        spent += time.process_time() - start
    return spent / (BATCHES * BATCH)


def _value(key: str) -> object:

    from dualtrack.domain.registers.things import Site  # noqa: PLC0415 - beside the rest

    text = "Production database of the customer service, in the primary region."
    return Site(id=key, name=f"database {key}", address=text, country="Norway")


def main() -> None:
    """Print the figures beside what is to be reached."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        ours, limit, floor = in_turn(folder)
        cpu = in_batches() * 1000
    each, bare_each = ours / (TURNS * TURN) * 1000, limit / (TURNS * TURN) * 1000
    print(f"ledger append, durable insert of the same bytes {bare_each:.2f} ms")
    print(f"ledger append, one by one {each:.2f} ms: {ours / limit:.2f}x (reach 1.5x)")
    least = floor / (TURNS * TURN) * 1000
    told = f"{floor / limit:.2f}x; ours is {ours / floor:.2f}x of that"
    print(f"ledger append, the same statements by SQLite alone {least:.2f} ms: {told}")
    print(f"ledger append, in batches of {BATCH} {cpu:.3f} ms CPU an entry (reach 0.2 ms)")


if __name__ == "__main__":
    main()
