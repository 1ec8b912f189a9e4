"""Single bits turned over in every store of a home, each with the name that `verify` has to give it.

Stores are told apart as verifying does: where an entry is damaged, rows of its object are not blamed.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random  # noqa: TID251 - always seeded: a drill comes again

from attrs import frozen
from django.db import connection, models
from tests.hands import unguarded

from dualtrack.app.accounts.models import User
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.models import BlobRow, Body, CheckpointRow, Head, Leaf
from dualtrack.app.ledger.recorded import recorded_models

Namer = Callable[[str], str]
_WIDE = 16  # low bits of an integer


@frozen
class Flip:
    """One bit of one store, how to turn it over, and the item that has to be named."""

    item: str
    turn: Callable[[], None]
    back: Callable[[], None]


def _turned(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def of_file(path: Path, item: str, seed: Random) -> Flip:
    """One bit of a file."""
    before = path.read_bytes()
    after = _turned(before, seed.randrange(8 * len(before)))

    def write(data: bytes) -> None:
        path.chmod(0o600)
        path.write_bytes(data)

    return Flip(item, lambda: write(after), lambda: write(before))


@frozen
class Table:
    """A table behind the program's back, and how verifying names its rows."""

    home: Home
    model: type[models.Model]
    named: Namer

    def flips(self, seed: Random, count: int) -> Iterator[Flip]:
        """So many bits, each in another row, where the table has as many rows."""
        rows = self._run(f"SELECT rowid FROM {self._table} ORDER BY rowid")
        for (rowid,) in seed.sample(rows, min(count, len(rows))):
            yield self._flip(seed, rowid)

    @property
    def _table(self) -> str:
        return self.model._meta.db_table

    def _flip(self, seed: Random, rowid: int) -> Flip:
        key_column = self.model._meta.pk.column
        others = [f.column for f in self.model._meta.concrete_fields if not f.primary_key]
        while True:
            column = seed.choice(others)
            (key, value), *_ = self._run(
                f'SELECT "{key_column}", "{column}" FROM {self._table} WHERE rowid = {rowid}'
            )
            turned = self._of(seed, value)
            if turned is not None:
                break
        return Flip(
            self.named(str(key)),
            lambda: self._put(rowid, column, turned),
            lambda: self._put(rowid, column, value),
        )

    def _of(self, seed: Random, value: object) -> object | None:
        """The value with one bit turned; nothing where there is no bit."""
        if isinstance(value, int):
            return value ^ 1 << seed.randrange(_WIDE)
        data = value.encode() if isinstance(value, str) else value
        if not isinstance(data, bytes) or not data:
            return None
        turned = _turned(data, seed.randrange(8 * len(data)))
        return turned if isinstance(value, bytes) else _Text(turned)

    def _put(self, rowid: int, column: str, value: object) -> None:
        marked = "CAST(:new AS TEXT)" if isinstance(value, _Text) else ":new"
        self._run(
            f'UPDATE {self._table} SET "{column}" = {marked} WHERE rowid = {rowid}',
            new=bytes(value) if isinstance(value, _Text) else value,
        )

    def _run(self, statement: str, **values: object) -> list[tuple[object, ...]]:
        connection.close()
        with unguarded(self.home) as hand:
            hand("PRAGMA ignore_check_constraints=ON")
            return hand(statement, values)


class _Text(bytes):
    """Bytes that go into the database as text, whatever they are."""


def ledger_tables(home: Home) -> dict[str, Table]:
    """The record's own tables."""
    return {
        "lines": Table(home, Body, lambda key: f"entry {key}"),
        "leaves": Table(home, Leaf, lambda key: f"leaf {key}"),
        "heads": Table(home, Head, lambda key: "head"),  # noqa: ARG005 - there is one
        "checkpoints": Table(home, CheckpointRow, lambda key: f"checkpoint {key}"),
        "files": Table(home, BlobRow, lambda key: f"ledger_blobrow/{key}"),
    }


def recorded_tables(home: Home) -> list[Table]:
    """Every recorded table that holds something."""
    return [_of_model(home, model) for model in recorded_models() if model.objects.exists()]


def sign_ins(home: Home) -> Table:
    """What signs people in, for which the record vouches."""
    return _of_model(home, User)


def _of_model(home: Home, model: type[models.Model]) -> Table:
    return Table(home, model, lambda key: f"{model._meta.db_table}/{key}")
