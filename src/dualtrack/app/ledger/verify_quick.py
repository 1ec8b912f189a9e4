"""The quick way through a table that is as it should be: the bytes of each row against those its entry gives.

On SQLite alone, and only for columns whose bytes follow from an entry without the model; any doubt is left to
the thorough way, which names what is wrong.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

import orjson
from django.db import connection, models

from dualtrack.app.ledger.models import Body
from dualtrack.app.ledger.recorded import Recorded, recorded_type

_PAGE = 2000
Spelling = Callable[[object], bytes | None]
_ENTRY = ("seq", "recorded_at")  # columns that tell of the entry; every other tells of its value


def is_well(model: type[Recorded]) -> bool:
    """True when every row holds, byte for byte, what the last entry of its object says, and none is extra."""
    fields = model._meta.concrete_fields
    spellings = [_SPELLINGS.get(type(field)) for field in fields]
    if connection.vendor != "sqlite" or model.EXTRA or None in spellings:
        return False
    named = [(field.name, spelling) for field, spelling in zip(fields, spellings, strict=True) if spelling]
    try:
        counted = sum(_agreeing(model, named, page) for page in _pages(model))
        return counted == model._default_manager.count()
    except (_DoubtError, KeyError, TypeError, ValueError, AttributeError):
        return False


class _DoubtError(Exception):
    """Something is not as it should be, or cannot be said so quickly."""


Row = tuple[bytes | None, ...]
Page = list[tuple[bytes, bytes]]  # name and last line of some objects, in order of their names


def _pages(model: type[Recorded]) -> Iterator[Page]:
    """The objects of a table with the last line of each."""
    name = recorded_type(model)[0].encode()
    after, before = name + b"/", name + b"0"  # 0 comes after the slash
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT CAST(object AS BLOB), MAX(seq), CAST(line AS BLOB)"  # noqa: S608 - a name of ours
                f" FROM {Body._meta.db_table} WHERE object > CAST(%s AS TEXT) AND object < CAST(%s AS TEXT)"
                " GROUP BY object ORDER BY object LIMIT %s",
                [after, before, _PAGE],
            )
            page = [(bytes(found), bytes(line)) for found, _, line in cursor.fetchall()]
        if not page:
            return
        yield page
        after = page[-1][0]


def _agreeing(model: type[Recorded], named: list[tuple[str, Spelling]], page: Page) -> int:
    """How many rows these objects have, all of them as their entries say."""
    wanted: list[Row] = [
        row for row in (_expected(model, named, line) for _, line in page) if row is not None
    ]
    skip = len(recorded_type(model)[0]) + 1
    first, last = (page[at][0][skip:] for at in (0, -1))
    quoted = connection.ops.quote_name  # a column may be called as a word of SQL
    columns = ", ".join(f"CAST({quoted(str(one.column))} AS BLOB)" for one in model._meta.concrete_fields)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} FROM {model._meta.db_table}"  # noqa: S608 - names of our models
            " WHERE id >= CAST(%s AS TEXT) AND id <= CAST(%s AS TEXT) ORDER BY id",
            [first, last],
        )
        found = cursor.fetchall()
    if found != wanted:
        held = [at for at, field in enumerate(model._meta.concrete_fields) if type(field) is models.JSONField]
        if [_sorted(row, held) for row in found] != [_sorted(row, held) for row in wanted]:
            raise _DoubtError
    return len(wanted)


def _sorted(row: Row, held: list[int]) -> Row:
    """A row with the keys of its JSON in order: an entry has them so, a table as they were given."""
    changed = list(row)
    for at in held:
        told = row[at]
        if told is not None:
            value = json.loads(told)
            if json.dumps(value).encode() != told:
                raise _DoubtError  # not as the program writes it
            changed[at] = json.dumps(value, sort_keys=True).encode()
    return tuple(changed)


def _expected(model: type[Recorded], named: list[tuple[str, Spelling]], line: bytes) -> Row | None:
    """The bytes of a row by the last line of its object; None where that took the row away."""
    entry = orjson.loads(line)
    if (entry["type"], entry["tv"]) != recorded_type(model):
        raise _DoubtError
    value = entry.get("value")
    if value is None:
        return None
    return tuple(spell(entry[name] if name in _ENTRY else value[name]) for name, spell in named)


def _text(value: Any) -> bytes | None:
    return None if value is None else bytes(value.encode())  # what has no such method is a doubt


def _number(value: Any) -> bytes | None:
    return None if value is None else b"%d" % value


def _instant(value: object) -> bytes | None:
    """`2026-03-02T09:00:00.000000Z` as the database holds it: a blank, and no fraction where it is nought."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise _DoubtError
    return f"{value[:10]} {value[11:19]}{'' if value[19:26] == '.000000' else value[19:26]}".encode()


def _json(value: object) -> bytes | None:
    return None if value is None else json.dumps(value).encode()


_SPELLINGS: dict[type[object], Spelling] = {
    models.CharField: _text,
    models.TextField: _text,
    models.DateField: _text,
    models.DateTimeField: _instant,
    models.BooleanField: _number,
    models.IntegerField: _number,
    models.BigIntegerField: _number,
    models.PositiveSmallIntegerField: _number,
    models.PositiveIntegerField: _number,
    models.PositiveBigIntegerField: _number,
    models.JSONField: _json,
}
