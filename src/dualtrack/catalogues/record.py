"""Reads one record of a catalogue file strictly: each field asked for by name and type, all problems kept."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from dualtrack.catalogues.problem import Problem

E = TypeVar("E", bound=StrEnum)


class Record:
    """One table or row being read; `problems` grows while its fields are asked for."""

    def __init__(self, file: str, name: str, data: Mapping[str, object]) -> None:
        """Take the data of the record called `name` in `file`."""
        self.file = file
        self.name = name
        self.problems: list[Problem] = []
        self._data = data
        self._asked: set[str] = set()

    def refuse(self, field: str | None, reason: str) -> None:
        """Note that a field, or the whole record, is wrong."""
        self.problems.append(Problem(self.file, self.name, field, reason))

    def _take(self, field: str, *, optional: bool = False) -> object | None:
        self._asked.add(field)
        value = self._data.get(field)
        if not optional and (value is None or value == ""):
            self.refuse(field, "the field is missing; every record has it")
            return None
        return value

    def any(self, field: str, *, optional: bool = False) -> object | None:
        """Whatever is written there, for a reader that knows its form."""
        return self._take(field, optional=optional)

    def text(self, field: str) -> str:
        """A text that is there and not blank."""
        value = self._take(field)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if value is not None:
            self.refuse(field, f"expected text, got {_shown(value)}")
        return ""

    def optional_text(self, field: str) -> str | None:
        """A text, or nothing."""
        value = self._take(field, optional=True)
        if value is None or isinstance(value, str):
            return (value or "").strip() or None
        self.refuse(field, f"expected text, got {_shown(value)}")
        return None

    def texts(self, field: str, *, optional: bool = False) -> tuple[str, ...]:
        """A list of texts, none of them blank or twice."""
        value = self._take(field, optional=optional)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            self.refuse(field, f"expected a list of texts, got {_shown(value)}")
            return ()
        twice = sorted({v for v in value if value.count(v) > 1})
        if twice:
            self.refuse(field, f"named twice: {', '.join(twice)}")
        return tuple(dict.fromkeys(value))

    def choice(self, field: str, choices: type[E], *, optional: bool = False) -> E | None:
        """One word of a closed list."""
        value = self._take(field, optional=optional)
        if value is None or (optional and value == ""):
            return None
        try:
            return choices(str(value))
        except ValueError:
            allowed = ", ".join(choices)
            self.refuse(field, f"{_shown(value)} is not one of {allowed}")
            return None

    def day(self, field: str) -> date | None:
        """A date, or nothing: a TOML date, or ISO 8601 text."""
        value = self._take(field, optional=True)
        if value is None or value == "":
            return None
        if type(value) is date:
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.refuse(field, f"{_shown(value)} is not a date; write it as 2026-01-31")
            return None

    def flag(self, field: str) -> bool:
        """True or false; false where nothing is written."""
        value = self._take(field, optional=True)
        if value is None or isinstance(value, bool):
            return bool(value)
        self.refuse(field, f"expected true or false, got {_shown(value)}")
        return False

    def number(self, field: str, *, optional: bool = False) -> int:
        """A whole number; 0 where nothing is written."""
        value = self._take(field, optional=optional)
        if type(value) is int:
            return value
        if value is not None:
            self.refuse(field, f"expected a whole number, got {_shown(value)}")
        return 0

    def amount(self, field: str) -> Decimal:
        """A number that is not negative, whole or with digits after the point as text: 1500, "0.25"."""
        value = self._take(field)
        found = _decimal(value)
        if found is None and value is not None:
            self.refuse(field, f'expected a number such as 1500 or "0.25", got {_shown(value)}')
        return Decimal(0) if found is None else found

    def amounts(self, field: str, count: int) -> tuple[Decimal, ...]:
        """So many numbers, none smaller than the one before it."""
        value = self._take(field)
        if value is None:
            return (Decimal(0),) * count
        parts = [_decimal(one) for one in value] if isinstance(value, list) else []
        found = tuple(one for one in parts if one is not None)
        if len(found) == len(parts) == count and list(found) == sorted(found):
            return found
        self.refuse(field, f"expected {count} numbers, none below the one before it, got {_shown(value)}")
        return (Decimal(0),) * count

    def records(self, field: str, *, optional: bool = False) -> tuple["Record", ...]:
        """The tables of a list, each a record of its own; their problems are taken over by `absorb`."""
        value = self._take(field, optional=optional)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            self.refuse(field, f"expected a list of tables, got {_shown(value)}")
            return ()
        return tuple(Record(self.file, f"{self.name}, {field} {n}", v) for n, v in enumerate(value, 1))

    def grid(self, field: str) -> tuple[tuple[int, ...], ...]:
        """Rows of whole numbers, or nothing."""
        value = self._take(field, optional=True)
        if value is None:
            return ()
        rows = [_whole_numbers(row) for row in value] if isinstance(value, list) else [None]
        found = tuple(row for row in rows if row is not None)
        if len(found) == len(rows):
            return found
        self.refuse(field, f"expected rows of whole numbers, got {_shown(value)}")
        return ()

    def absorb(self, parts: Iterable["Record"]) -> None:
        """Take over the problems of records that stand inside this one, and close them."""
        for part in parts:
            part.close()
            self.problems += part.problems

    def table(self, field: str) -> Mapping[str, object] | None:
        """A table inside the record, or nothing."""
        value = self._take(field, optional=True)
        if value is None or isinstance(value, dict):
            return value
        self.refuse(field, f"expected a table, got {_shown(value)}")
        return None

    def close(self, ignored: Iterable[str] = ()) -> bool:
        """Report fields that nobody asked for; true when the record has no problem."""
        for field in sorted(set(self._data) - self._asked - set(ignored)):
            self.refuse(field, f"unknown field; known are {', '.join(sorted(self._asked))}")
        return not self.problems


def _decimal(value: object) -> Decimal | None:
    """A whole number or plain decimal digits as text; a float would not say which digits were meant."""
    if type(value) is int and value >= 0:
        return Decimal(value)
    if isinstance(value, str) and value.isascii() and value.replace(".", "", 1).isdigit():
        return Decimal(value)
    return None


def _whole_numbers(row: object) -> tuple[int, ...] | None:
    if isinstance(row, list) and all(type(cell) is int for cell in row):
        return tuple(row)
    return None


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
