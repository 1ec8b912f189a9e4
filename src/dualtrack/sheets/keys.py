"""Keys of records: which record a row means, which rows mean the same one, and ids that are made."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from dualtrack.sheets.values import Record, Records, Value, empty, written

Key = tuple[str, ...]
Content = tuple[tuple[str, Value], ...]


def key_of(values: Record, key: Sequence[str]) -> Key | None:
    """The key that the values make, without case; nothing where a part of it is empty."""
    parts = tuple(written(values.get(field)) for field in key)
    return tuple(part.casefold() for part in parts) if all(parts) else None


def said_key(values: Record, key: Sequence[str]) -> str:
    """The key as people read it."""
    return " / ".join(written(values.get(field)) for field in key)


class Index:
    """The existing records by their key, and by what they hold for rows that have none."""

    def __init__(self, records: Records, key: Sequence[str]) -> None:
        self._records = records
        self._by_key: dict[Key, list[str]] = defaultdict(list)
        self._by_content: dict[Key, dict[Content, str]] = {}
        self._by_id = {each.casefold(): each for each in records}
        for each, record in records.items():
            found = key_of({**record, "id": each}, key)
            if found is not None:
                self._by_key[found].append(each)

    def of_key(self, key: Key) -> list[str]:
        """The ids of records with this key."""
        return self._by_key.get(key, [])

    def of_id(self, written_id: str) -> str | None:
        """The id as it is kept."""
        return self._by_id.get(written_id.casefold())

    def of_content(self, values: Record) -> str | None:
        """The first record that holds all that the row holds."""
        names = tuple(sorted(name for name, value in values.items() if not empty(value)))
        if names not in self._by_content:
            index: dict[Content, str] = {}
            for each in sorted(self._records):
                held = {"id": each, **self._records[each]}
                index.setdefault(tuple((name, held.get(name)) for name in names), each)
            self._by_content[names] = index
        return self._by_content[names].get(content(values))


def content(values: Record) -> Content:
    """What a row holds, as something that can be compared."""
    return tuple((name, value) for name, value in sorted(values.items()) if not empty(value))


class Maker:
    """Makes ids such as AST-001, in order, after the highest that is taken."""

    def __init__(self, prefix: str, taken: Iterable[str]) -> None:
        self._prefix = prefix
        shape = re.compile(re.escape(prefix) + r"-(\d{1,9})", re.IGNORECASE)
        numbers = [int(found[1]) for each in taken if (found := shape.fullmatch(each))]
        self._next = max(numbers, default=0) + 1

    def make(self) -> str:
        """The next id."""
        made = f"{self._prefix}-{self._next:03}"
        self._next += 1
        return made


def repeated(keys: Mapping[int, Key | Content]) -> dict[int, tuple[int, ...]]:
    """Rows whose key stands in another row too, each with all rows that have it."""
    rows: dict[Key | Content, list[int]] = defaultdict(list)
    for row, key in keys.items():
        rows[key].append(row)
    return {row: tuple(sorted(rows[key])) for row, key in keys.items() if len(rows[key]) > 1}
