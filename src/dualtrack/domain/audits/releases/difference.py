"""The difference between two documents, row by row: what came, what went, which cells changed."""

from collections.abc import Iterator

from attrs import evolve, frozen

from dualtrack.domain.audits.releases.content import Row, Rows, Said, by_place


@frozen(kw_only=True)
class CellChange:
    """One cell before and after; None where the column was not there."""

    column: str
    before: Said | None
    after: Said | None

    @property
    def moving(self) -> bool:
        """True where both sides are counts or explanations."""
        return all(side is None or side.moving for side in (self.before, self.after))


@frozen(kw_only=True)
class RowChange:
    """One row of which cells changed."""

    part: str
    key: str
    cells: tuple[CellChange, ...]
    facts: tuple[str, ...] = ()
    label: str = ""

    @property
    def place(self) -> tuple[str, str]:
        """Where the row stands."""
        return self.part, self.key


@frozen(kw_only=True)
class Difference:
    """What to do to the one document to get the other."""

    added: Rows = ()
    removed: Rows = ()
    changed: tuple[RowChange, ...] = ()

    def __bool__(self) -> bool:
        """True where anything differs."""
        return bool(self.added or self.removed or self.changed)

    def __len__(self) -> int:
        """How many rows differ."""
        return len(self.added) + len(self.removed) + len(self.changed)

    @property
    def settled(self) -> "Difference":
        """Without rows in which only counts and explanations moved; those of the others stand behind."""
        return Difference(
            added=tuple(row for row in self.added if _says(row)),
            removed=tuple(row for row in self.removed if _says(row)),
            changed=tuple(
                evolve(row, cells=tuple(sorted(row.cells, key=lambda cell: cell.moving)))
                for row in self.changed
                if not all(cell.moving for cell in row.cells)
            ),
        )

    def first(self, count: int) -> "Difference":
        """The first rows of each kind: what changed, what came, what went."""
        return Difference(
            added=self.added[:count], removed=self.removed[:count], changed=self.changed[:count]
        )

    @property
    def facts(self) -> frozenset[str]:
        """The records behind every row that differs."""
        rows = frozenset(fact for row in (*self.added, *self.removed) for fact in row.facts)
        return rows | frozenset(fact for row in self.changed for fact in row.facts)


NOTHING = Difference()


def _says(row: Row) -> bool:
    """True where a row holds more than counts and explanations."""
    return any(not said.moving for _, said in row.cells)


def difference(before: Rows, after: Rows) -> Difference:
    """Compare two documents by the places of their rows; the order of rows says nothing."""
    old, new = by_place(before), by_place(after)
    return Difference(
        added=tuple(row for row in after if row.place not in old),
        removed=tuple(row for row in before if row.place not in new),
        changed=tuple(_changes(old, after)),
    )


def _changes(old: dict[tuple[str, str], Row], after: Rows) -> Iterator[RowChange]:
    for row in after:
        before = old.get(row.place)
        if before is None or before == row:
            continue
        was, now = before.held, row.held
        cells = tuple(
            CellChange(column=column, before=was.get(column), after=now.get(column))
            for column in dict.fromkeys((*now, *was))
            if was.get(column) != now.get(column)
        )
        if cells:
            facts = tuple(dict.fromkeys((*before.facts, *row.facts)))
            yield RowChange(part=row.part, key=row.key, cells=cells, facts=facts, label=row.label)


def applied(rows: Rows, change: Difference) -> Rows:
    """The rows with a difference carried out."""
    gone = {row.place for row in change.removed}
    changed = {one.place: one for one in change.changed}
    kept = (row for row in rows if row.place not in gone)
    done = (_applied(row, changed[row.place]) if row.place in changed else row for row in kept)
    return (*done, *change.added)


def _applied(row: Row, change: RowChange) -> Row:
    cells = dict(row.cells)
    for cell in change.cells:
        if cell.after is None:
            cells.pop(cell.column, None)
        else:
            cells[cell.column] = cell.after
    return evolve(row, cells=tuple(cells.items()), facts=change.facts, label=change.label)
