"""Appending to the ledger, beside durable SQLite inserts of the same bytes, one by one and in batches.

An append writes more than its line: the row of the table, the leaf, the head. What SQLite alone takes for the
same statements in the same tables is printed too: no program on it could be quicker. So is the least that
Python adds: encoding, one line of JSON, the hashes, and nothing checked, with no framework between.

While SQLite's log of a new database grows, each commit waits for the file system as well; once the log is
overwritten in place, a commit is quicker, and what we add weighs more. Both are printed.
"""

import os
import sqlite3
import tempfile
import time
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson

from dualtrack.domain.ledger.codec import encode
from dualtrack.domain.ledger.codec_types import encode_instant

TURNS, TURN = 120, 25
NEW, SETTLED = range(20), range(80, 120)  # turns; the bare insert's log is full after 45
BATCHES, BATCH = 20, 500
_TABLES = ("registers_siterow", "ledger_leaf", "ledger_body")
_HEAD = "SELECT size, frontier, last_recorded_at FROM ledger_head WHERE id = 1"
_MOVE = "UPDATE ledger_head SET size = ?, frontier = ?, last_recorded_at = ? WHERE id = 1"
START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def prepare(folder: Path) -> None:
    """Set Django up on a new example home."""
    os.environ["DUALTRACK_HOME"] = str(folder / "home")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dualtrack.app.settings")
    import django  # noqa: PLC0415 - the home is named before settings are read

    django.setup()
    from dualtrack.app.ledger import lifecycle  # noqa: PLC0415 - Django is set up

    lifecycle.build(folder / "home", now=START, example=True)


def in_turn(folder: Path) -> list[tuple[float, ...]]:
    """Seconds of each turn: `record`; bare durable inserts; the statements; those and the least."""
    from dualtrack.app.ledger import queries  # noqa: PLC0415 - Django is set up
    from dualtrack.app.ledger.services import record  # noqa: PLC0415 - as above
    from dualtrack.domain.ledger.actor import Actor  # noqa: PLC0415 - as above

    actor, found = Actor("system:benchmark", "job"), []
    connection = sqlite3.connect(folder / "bare.sqlite3", isolation_level=None)
    connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;")
    connection.execute("CREATE TABLE line (seq INTEGER PRIMARY KEY, line BLOB NOT NULL)")
    record(_value("warm"), actor=actor, now=START, action="site.set")
    home = sqlite3.connect(folder / "home" / "db.sqlite3", isolation_level=None)
    same, least = (
        sqlite3.connect(folder / f"{name}.sqlite3", isolation_level=None) for name in ("same", "least")
    )
    for copy in (same, least):
        home.backup(copy)
        copy.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;")
    for turn in range(TURNS):
        values = [_value(f"t{turn}-{number}") for number in range(TURN)]
        start = time.perf_counter()
        for value in values:
            record(value, actor=actor, now=START, action="site.set")
        ours = time.perf_counter() - start
        limit = _bare(connection, list(queries.lines(1 + turn * TURN)))
        found.append((ours, limit, _same(same, home, 1 + turn * TURN), _least(least, values)))
    for each in (connection, home, same, least):
        each.close()
    return found


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
    head = home.execute(_HEAD).fetchone()
    places = [", ".join("?" * len(rows[0])) for rows in found]
    tables = zip(_TABLES, places, strict=True)
    inserts = [f"INSERT INTO {name} VALUES ({marks})" for name, marks in tables]  # noqa: S608 - our names
    start = time.perf_counter()
    for written in zip(*found, strict=True):
        target.execute("BEGIN IMMEDIATE")
        target.execute(_HEAD).fetchone()
        for insert, row in zip(inserts, written, strict=True):
            target.execute(insert, row)
        target.execute(_MOVE, head)
        target.execute("COMMIT")
    return time.perf_counter() - start


def _least(target: sqlite3.Connection, values: list[Any]) -> float:
    """Seconds for appends that check nothing, by sqlite3 and orjson alone, in a copy."""
    start = time.perf_counter()
    for value in values:
        target.execute("BEGIN IMMEDIATE")
        size, frontier, _ = target.execute(_HEAD).fetchone()
        told, at = encode(value), encode_instant(START)
        line = orjson.dumps(
            {"v": 1, "seq": size, "salt": os.urandom(16).hex(), "recorded_at": at, "occurred_at": None}
            | {"actor": "system:benchmark", "via": "job", "action": "site.set", "object": f"site/{value.id}"}
            | {"reason": "", "type": "site", "tv": 1, "blobs": [], "value": told},
            option=orjson.OPT_SORT_KEYS,
        )
        node, rest, nodes = sha256(b"\0" + line).digest(), size, frontier[8:]
        leaf = node
        while rest & 1:
            node, nodes, rest = sha256(b"\1" + nodes[-32:] + node).digest(), nodes[:-32], rest >> 1
        row = told | {"seq": size, "recorded_at": at}
        target.execute(
            f"INSERT INTO registers_siterow ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})",  # noqa: S608 - ours
            tuple(row.values()),
        )
        target.execute("INSERT INTO ledger_leaf (seq, hash) VALUES (?, ?)", (size, leaf))
        target.execute(
            "INSERT INTO ledger_body (seq, object, line) VALUES (?, ?, ?)", (size, f"site/{value.id}", line)
        )
        target.execute(_MOVE, (size + 1, (size + 1).to_bytes(8, "big") + nodes + node, at))
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
        turns = in_turn(folder)
        cpu = in_batches() * 1000
    _print("the log still growing", [turns[turn] for turn in NEW])
    _print("the log overwritten in place", [turns[turn] for turn in SETTLED])
    print(f"ledger append, in batches of {BATCH} {cpu:.3f} ms CPU an entry (reach 0.2 ms)")


def _print(when: str, turns: list[tuple[float, ...]]) -> None:
    ours, limit, floor, least = (sum(each) / (len(turns) * TURN) * 1000 for each in zip(*turns, strict=True))
    print(f"ledger append, {when}: durable insert of the same bytes {limit:.2f} ms")
    print(f"  one by one {ours:.2f} ms: {ours / limit:.2f}x (reach 1.5x)")
    print(f"  the statements by SQLite alone {floor:.2f} ms: {floor / limit:.2f}x")
    print(f"  those and the least that Python adds {least:.2f} ms: {least / limit:.2f}x")


if __name__ == "__main__":
    main()
