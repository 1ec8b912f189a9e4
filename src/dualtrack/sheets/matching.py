"""Which header means which field: by name, by synonym, by words within; a doubt is listed, not decided."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum

from attrs import frozen

from dualtrack.domain.registers.field import Field, FieldKind
from dualtrack.sheets.folding import folded, spellings

ID = Field(
    name="id",
    kind=FieldKind.TEXT,
    label="ID",
    synonyms=(
        *("Identifier", "Ref", "Reference", "No", "Number", "Key"),
        *("Nr", "Nummer", "Kennung", "Lfd. Nr."),
        *("Identifiant", "N°", "Numéro", "Référence"),
        *("Číslo", "Identifikátor"),
    ),
)


class How(IntEnum):
    """How a header was found to mean a field, the surest first."""

    NAME = 1
    SYNONYM = 2
    WORDS = 3


@frozen
class Match:
    """A column that holds a field."""

    column: int
    field: str
    how: How


@frozen
class Doubt:
    """Columns and fields of which each may be the other's; a person says which."""

    columns: tuple[int, ...]
    fields: tuple[str, ...]


@frozen(kw_only=True)
class Matching:
    """What is known about the columns: those that hold a field, the doubtful ones, and the others."""

    matches: tuple[Match, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    others: tuple[int, ...] = ()


def with_id(fields: Sequence[Field]) -> tuple[Field, ...]:
    """The fields with the record's own id before them, where none of them is called so."""
    return tuple(fields) if any(f.name == ID.name for f in fields) else (ID, *fields)


class Vocabulary:
    """The words of a register's fields, folded once, and how well a header fits them."""

    def __init__(self, fields: Sequence[Field]) -> None:
        self._exact: dict[str, dict[str, How]] = defaultdict(dict)
        self._phrases: list[tuple[str, str]] = []
        for field in fields:
            self._add(field, (field.name, field.label, *field.also), How.NAME)
            self._add(field, field.synonyms, How.SYNONYM)

    def _add(self, field: Field, said: Iterable[str], how: How) -> None:
        for phrase in {spelt for each in said for spelt in spellings(each)} - {""}:
            self._exact[phrase].setdefault(field.name, how)
            self._phrases.append((phrase, field.name))

    def exact(self, header: str, how: How) -> frozenset[str]:
        """Fields that are called so, or have it as a synonym."""
        return frozenset(
            name
            for spelt in spellings(header)
            for name, known in self._exact.get(spelt, {}).items()
            if known is how
        )

    def within(self, header: str) -> frozenset[str]:
        """Fields whose words stand in the header, the longest alone: `risk owner` rather than `owner`."""
        words = f" {folded(header)} "
        found = [(len(phrase), name) for phrase, name in self._phrases if f" {phrase} " in words]
        longest = max((length for length, _ in found), default=0)
        return frozenset(name for length, name in found if length == longest)

    def fits(self, header: str) -> tuple[How, frozenset[str]] | None:
        """How well a header fits any fields, and which."""
        for how in (How.NAME, How.SYNONYM):
            found = self.exact(header, how)
            if found:
                return how, found
        found = self.within(header)
        return (How.WORDS, found) if found else None


def matched(headers: Sequence[str], fields: Sequence[Field]) -> Matching:
    """Each header with the field that it means; one that fits several, and several for one, are doubts."""
    words = Vocabulary(with_id(fields))
    free = {column for column, header in enumerate(headers) if folded(header)}
    matches: list[Match] = []
    doubts: list[Doubt] = []
    filled: set[str] = set()
    for how in How:
        wanted = {column: _fields(words, headers[column], how) - filled for column in sorted(free)}
        wanted = {column: names for column, names in wanted.items() if names}
        for columns, names in _groups(wanted):
            if len(columns) == len(names) == 1:
                matches.append(Match(columns[0], names[0], how))
            else:
                doubts.append(Doubt(columns, names))
            free -= set(columns)
            filled |= set(names)
    return Matching(
        matches=tuple(sorted(matches, key=lambda match: match.column)),
        doubts=tuple(doubts),
        others=tuple(sorted(free)),
    )


def _fields(words: Vocabulary, header: str, how: How) -> frozenset[str]:
    return words.within(header) if how is How.WORDS else words.exact(header, how)


def _groups(wanted: Mapping[int, frozenset[str]]) -> list[tuple[tuple[int, ...], tuple[str, ...]]]:
    """Columns that share a field stand together, with all fields that any of them fits."""
    groups: list[tuple[set[int], set[str]]] = []
    for column, names in wanted.items():
        columns, fields = {column}, set(names)
        for group in [group for group in groups if group[1] & names]:
            groups.remove(group)
            columns |= group[0]
            fields |= group[1]
        groups.append((columns, fields))
    return [(tuple(sorted(columns)), tuple(sorted(fields))) for columns, fields in groups]
