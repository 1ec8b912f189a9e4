"""What a document says, as rows that can be compared: one for each line of a table, value or paragraph."""

from collections.abc import Iterable, Mapping

from attrs import field, frozen


@frozen
class Said:
    """One value under its column; a moving one is a count or an explanation of what stands beside it."""

    value: str
    moving: bool = field(default=False, kw_only=True)


@frozen(kw_only=True)
class Row:
    """One line of a document: the part it stands in, its key there, its cells, the records behind it."""

    part: str
    key: str
    cells: tuple[tuple[str, Said], ...]  # column title and what is said there
    facts: tuple[str, ...] = field(default=(), eq=False)
    label: str = field(default="", eq=False)  # what the key is called, for people

    @property
    def place(self) -> tuple[str, str]:
        """Where it stands: no two rows of a document share one."""
        return self.part, self.key

    @property
    def held(self) -> Mapping[str, Said]:
        """What is said by column."""
        return dict(self.cells)


Rows = tuple[Row, ...]


def by_place(rows: Iterable[Row]) -> dict[tuple[str, str], Row]:
    """Rows by their place; two at one place are a mistake of whoever made them."""
    found: dict[tuple[str, str], Row] = {}
    for row in rows:
        if row.place in found:
            raise ValueError(f"two rows stand at {row.part!r}, {row.key!r}")
        found[row.place] = row
    return found
