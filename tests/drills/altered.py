"""Rows deleted, inserted, swapped, duplicated, cut off behind the program's back, and the names to be given.

What lies on the disk is laid aside before and put back after, so that one home serves a whole drill.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random  # noqa: TID251 - always seeded: a drill comes again

from attrs import frozen
from django.db import connection
from tests import databases
from tests.drills.flips import Table, ledger_tables, recorded_tables, sign_ins
from tests.hands import unguarded

from dualtrack.app.accounts.models import SetupLinkRow
from dualtrack.app.ledger.home import Home

_KEPT = ("checkpoints", "keys")


@contextmanager
def laid_aside(home: Home, folder: Path) -> Iterator[None]:
    """The home is afterwards what it is now: its database, heads and keys."""
    keep(home, folder)
    try:
        yield
    finally:
        put_back(home, folder)


def keep(home: Home, folder: Path) -> None:
    """Copy database, heads and keys, as whoever has the machine can."""
    folder.mkdir(exist_ok=True)
    databases.saved(home.path, folder / databases.FILE)
    for name in _KEPT:
        shutil.rmtree(folder / name, ignore_errors=True)
        shutil.copytree(home.path / name, folder / name)


def put_back(home: Home, folder: Path, kept: tuple[str, ...] = _KEPT) -> None:
    """Let the home be what it was when it was copied; other files stay."""
    databases.put_back(home.path, folder / databases.FILE)
    for name in kept:
        shutil.rmtree(home.path / name)
        shutil.copytree(folder / name, home.path / name)


@frozen
class Altered:
    """Statements, each with how many rows it alters, and the items that have to be named."""

    statements: tuple[str, ...]
    items: frozenset[str]
    rows: int

    def __add__(self, other: "Altered") -> "Altered":
        """Both."""
        return Altered(self.statements + other.statements, self.items | other.items, self.rows + other.rows)


def alter(home: Home, what: Altered) -> None:
    """Do it, as somebody with the file in hand does."""
    connection.close()
    with unguarded(home) as hand:
        if databases.POSTGRESQL:  # keys of other tables are not looked at, as SQLite's file looks at none
            hand("SET session_replication_role = replica")
        for statement in what.statements:
            hand(statement)


def _keys(table: Table) -> list[str]:
    """The keys of a table, as SQL writes them."""
    column = table.model._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table.model._meta.db_table} ORDER BY {column}")
        return [str(key) if isinstance(key, int) else f"'{key}'" for (key,) in cursor.fetchall()]


def _columns(table: Table) -> tuple[str, str, list[str]]:
    meta = table.model._meta
    rest = [f'"{f.column}"' for f in meta.concrete_fields if not f.primary_key]  # "on" is a word of SQL too
    return meta.db_table, meta.pk.column, rest


def _name(table: Table, key: str) -> str:
    return table.named(key.strip("'"))


def deleted(table: Table, key: str) -> Altered:
    name, column, _ = _columns(table)
    statement = f"DELETE FROM {name} WHERE {column} = {key}"
    return Altered((statement,), frozenset({_name(table, key)}), 1)


def duplicated(table: Table, key: str, other: str) -> Altered:
    """The row once more, under a key that no entry knows."""
    name, column, rest = _columns(table)
    columns = ", ".join(rest)
    taken = f"SELECT {other}, {columns} FROM {name} WHERE {column} = {key}"
    statement = f"INSERT INTO {name} ({column}, {columns}) {taken}"
    return Altered((statement,), frozenset({_name(table, other)}), 1)


def swapped(table: Table, one: str, two: str) -> Altered:
    """Each row under the other's key."""
    name, column, _ = _columns(table)
    aside = "'between'" if one.startswith("'") else str(1 << 30)
    steps = ((one, aside), (two, one), (aside, two))
    statements = tuple(f"UPDATE {name} SET {column} = {to} WHERE {column} = {key}" for key, to in steps)
    return Altered(statements, frozenset({_name(table, one), _name(table, two)}), 2)


def emptied(table: Table) -> Altered:
    """Every row of a table deleted."""
    keys = _keys(table)
    statement = f"DELETE FROM {table.model._meta.db_table}"
    return Altered((statement,), frozenset(_name(table, key) for key in keys), len(keys))


def of_rows(home: Home, seed: Random, count: int) -> Altered:
    """So many recorded rows, of every table in turn: deleted, copied under another key, swapped."""
    tables = [(table, _keys(table)) for table in recorded_tables(home)]
    unique = {table.model for table, _ in tables if _is_unique(table)}
    found = Altered((), frozenset(), 0)
    while found.rows < count:
        for table, keys in tables:
            seed.shuffle(keys)
            verb = seed.choice(("delete", "swap") if table.model in unique else ("delete", "copy", "swap"))
            if verb == "swap" and len(keys) > 1:
                found += swapped(table, keys.pop(), keys.pop())
            elif verb == "copy" and keys:
                found += duplicated(table, keys.pop(), f"'none-{seed.randrange(1 << 32)}'")
            elif keys:
                found += deleted(table, keys.pop())
        if not any(keys for _, keys in tables):
            break
    return found


def of_sign_ins(home: Home, seed: Random, count: int) -> Altered:
    """What lets people in: passwords planted, leavers let in, addresses changed, rows added or taken."""
    del count
    table, found = sign_ins(home), Altered((), frozenset(), 0)
    keys = _keys(table)
    seed.shuffle(keys)
    found += deleted(table, keys.pop()) + swapped(table, keys.pop(), keys.pop()) + _inserted(table, seed)
    for key in keys:
        found += seed.choice((_set("password", "'planted'"), _set("is_active", "NOT is_active"), _mail))(
            table, key
        )
    (links,) = (one for one in recorded_tables(home) if one.model is SetupLinkRow)
    first, *_ = _keys(links)
    return found + duplicated(links, first, f"'{seed.randbytes(32).hex()}'") + deleted(links, first)


def _set(column: str, value: str) -> Callable[[Table, str], Altered]:
    def done(table: Table, key: str) -> Altered:
        name, pk, _ = _columns(table)
        statement = f"UPDATE {name} SET {column} = {value} WHERE {pk} = {key}"
        return Altered((statement,), frozenset({_name(table, key)}), 1)

    return done


def _mail(table: Table, key: str) -> Altered:
    return _set("email", f"'{key.strip(chr(39))}@evil.example'")(table, key)


def _inserted(table: Table, seed: Random) -> Altered:
    """Somebody who is nobody."""
    key = f"'none-{seed.randrange(1 << 32)}'"
    values = f"VALUES ({key}, {key}, 'planted', TRUE)"
    statement = f"INSERT INTO {table.model._meta.db_table} (id, email, password, is_active) {values}"
    return Altered((statement,), frozenset({_name(table, key)}), 1)


def _is_unique(table: Table) -> bool:
    """Whether the database itself refuses a second row of the same facts."""
    meta = table.model._meta
    return bool(meta.unique_together or meta.total_unique_constraints) or any(
        f.unique and not f.primary_key for f in meta.concrete_fields
    )


def of_entries(home: Home, seed: Random, count: int) -> Altered:
    """Entries deleted, lines alone, leaves alone; lines swapped; entries written where none stands."""
    tables = ledger_tables(home)
    lines, leaves = tables["lines"], tables["leaves"]
    size = len(_keys(lines))
    places = [str(seq) for seq in seed.sample(range(size), min(2 * count, size))]
    found = Altered((), frozenset(), 0)
    for other in (size, size + 1 + seed.randrange(1 << 30), -1 - seed.randrange(1 << 30)):
        old, at = places.pop(), str(other)
        again = duplicated(lines, old, at) + duplicated(leaves, old, at)  # line and leaf are one entry
        found += Altered(again.statements, frozenset({f"entry {other}"}), 1)
    while found.rows < count and len(places) > 1:
        verb, one = seed.choice(("entry", "line", "leaf", "lines")), places.pop()
        if verb == "entry":
            both = deleted(lines, one) + deleted(leaves, one)
            found += Altered(both.statements, frozenset({f"entry {one}"}), 1)
        elif verb == "lines":
            found += swapped(lines, one, places.pop())
        else:
            found += deleted(lines if verb == "line" else leaves, one)
    return found


def of_leaves(home: Home, seed: Random, count: int) -> Altered:
    """Leaves swapped and deleted, under lines that the signed heads agree with."""
    leaves, found = ledger_tables(home)["leaves"], Altered((), frozenset(), 0)
    places = _keys(leaves)
    seed.shuffle(places)
    while found.rows < count and len(places) > 1:
        one = places.pop()
        found += swapped(leaves, one, places.pop()) if seed.random() < 0.5 else deleted(leaves, one)
    return found


def of_stores(home: Home, seed: Random, count: int) -> Altered:
    """Heads that were signed and the table of files: deleted, copied under another key, swapped."""
    tables = ledger_tables(home)
    files, heads = tables["files"], tables["checkpoints"]
    keys, sizes = _keys(files), _keys(heads)[:-1]  # the newest is taken into the table again from its file
    seed.shuffle(keys)
    found = deleted(heads, seed.choice(sizes)) if sizes else Altered((), frozenset(), 0)
    while found.rows < count and len(keys) > 1:
        verb = seed.choice(("delete", "copy"))
        key = keys.pop()
        found += (
            deleted(files, key)
            if verb == "delete"
            else duplicated(files, key, f"'{seed.randbytes(32).hex()}'")
        )
    return found


def of_whole_tables(home: Home, seed: Random, count: int) -> Altered:
    """Whole tables emptied, one after the other until so many rows are gone."""
    del count
    return emptied(seed.choice(recorded_tables(home)))
