"""From cells to the values of fields: everything that is wrong with every row is told at once."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from attrs import evolve, frozen

from dualtrack.domain.registers.field import Field, FieldKind
from dualtrack.sheets.cell import Cell, Row, Sheet, letter, text
from dualtrack.sheets.choices import choice, yes_no
from dualtrack.sheets.cleaning import cleaned, on_one_line
from dualtrack.sheets.days import day
from dualtrack.sheets.folding import folded
from dualtrack.sheets.header import Header
from dualtrack.sheets.lists import parted
from dualtrack.sheets.mapping import Bound
from dualtrack.sheets.matching import with_id
from dualtrack.sheets.numbers import amount, whole
from dualtrack.sheets.problem import Code, Problem, RefusedError, problem
from dualtrack.sheets.profile import Profile
from dualtrack.sheets.references import referred
from dualtrack.sheets.values import Resolve, Single, Value
from dualtrack.sheets.workbook import broken_formula

_NOTES = (Code.HIDDEN_REMOVED, Code.PROSE)  # worth saying; the row is read all the same


@frozen(kw_only=True)
class Converted:
    """A row of the sheet as values by field; with problems, it is not imported."""

    row: int
    values: Mapping[str, Value]
    problems: tuple[Problem, ...] = ()


@frozen(kw_only=True)
class Conversion:
    """Every row that holds something, and what is worth saying about the others."""

    rows: tuple[Converted, ...]
    notes: tuple[Problem, ...] = ()


def convert(
    sheet: Sheet,
    header: Header,
    bound: Bound,
    profile: Profile,
    fields: Sequence[Field],
    resolve: Resolve,
    *,
    delimiter: str = ",",
) -> Conversion:
    """Convert each row below the header, good ones beside bad ones."""
    reader = _Reader(sheet, header, bound, profile, {f.name: f for f in with_id(fields)}, resolve, delimiter)
    rows = tuple(reader.rows())
    times = [
        problem(Code.TIME_DROPPED, sheet=sheet.name, field=field, count=f"{count:,}")
        for field, count in reader.times.items()
        if count
    ]
    return Conversion(rows=rows, notes=(*reader.notes, *times))


class _Reader:
    """Walks through the rows of one sheet and keeps what is worth saying about them."""

    def __init__(
        self,
        sheet: Sheet,
        header: Header,
        bound: Bound,
        profile: Profile,
        fields: Mapping[str, Field],
        resolve: Resolve,
        delimiter: str,
    ) -> None:
        self._sheet, self._header, self._bound, self._profile = sheet, header, bound, profile
        self._fields, self._resolve, self._delimiter = fields, resolve, delimiter
        self._names = sheet.rows[header.place + header.depth - 1]
        self._width = max(sheet.lengths[header.place : header.below], default=0)
        self._meant = profile.meant()
        self.notes: list[Problem] = []
        self.times: Counter[str] = Counter()

    def rows(self) -> Iterator[Converted]:
        for place in range(self._header.below, len(self._sheet.rows)):
            row = self._sheet.rows[place]
            if not any(cell != "" for cell in row):
                continue
            number = self._sheet.number(place)
            if row == self._names:
                self.notes.append(problem(Code.HEADER_AGAIN, sheet=self._sheet.name, row=number))
                continue
            yield self._ragged(place, number) or self._row(row, number)

    def _ragged(self, place: int, number: int) -> Converted | None:
        """A row that is longer than the header has its cells in other columns than it seems."""
        came = self._sheet.lengths[place] if self._sheet.lengths else self._width
        said = {"came": came, "expected": self._width}
        if came < self._width:
            self.notes.append(problem(Code.RAGGED_SHORT, sheet=self._sheet.name, row=number, **said))
        if came <= self._width or len(self._sheet.rows[place]) <= self._width:
            return None
        wrong = problem(
            Code.RAGGED_LONG, sheet=self._sheet.name, row=number, delimiter=self._delimiter, **said
        )
        return Converted(row=number, values={}, problems=(wrong,))

    def _row(self, row: Row, number: int) -> Converted:
        values: dict[str, Value] = {}
        wrong: list[Problem] = []
        for column, name in self._bound.columns:
            cell = row[column] if column < len(row) else ""
            value, problems = self._value(self._fields[name], cell)
            values[name] = value
            wrong += [self._placed(each, number, column, name) for each in problems]
        for name, said in self._profile.constants:
            value, problems = self._value(self._fields[name], said)
            values[name] = value
            wrong += [evolve(each, sheet=self._sheet.name, row=number, field=name) for each in problems]
        if self._profile.rest_into:
            prose = {each.column for each in wrong if each.code is Code.PROSE}
            told = {column for column, _ in self._bound.columns if letter(column) in prose}
            self._add_rest(row, values, sorted(told.union(self._bound.rest)))
        notes = [each for each in wrong if each.code in _NOTES]
        self.notes += notes
        return Converted(row=number, values=values, problems=tuple(p for p in wrong if p not in notes))

    def _placed(self, wrong: Problem, number: int, column: int, field: str) -> Problem:
        header = self._header.names[column] if column < len(self._header.names) else ""
        return evolve(
            wrong, sheet=self._sheet.name, row=number, column=letter(column), header=header, field=field
        )

    def _add_rest(self, row: Row, values: dict[str, Value], columns: Sequence[int]) -> None:
        """What these columns say, each on a line with its header, below what the field holds."""
        into = self._profile.rest_into
        lines = [str(values[into])] if values.get(into) else []
        for column in columns:
            said = on_one_line(text(row[column])) if column < len(row) else ""
            if said:
                name = self._header.names[column] if column < len(self._header.names) else letter(column)
                lines.append(f"{name or letter(column)}: {said}")
        glue = "\n" if self._fields[into].kind is FieldKind.LONG else "; "
        value, _ = self._value(self._fields[into], glue.join(lines))
        values[into] = value

    def _value(self, field: Field, cell: Cell) -> tuple[Value, list[Problem]]:
        """The value of one cell and all that is wrong with it."""
        wrong: list[Problem] = []
        if broken_formula(cell):
            return None, [problem(Code.BROKEN_FORMULA, came=text(cell))]
        if isinstance(cell, str):
            try:
                cell, note = cleaned(cell)
            except RefusedError as error:
                return None, [error.problem]
            wrong += [note] if note else []
        cell = self._as_meant(field, cell)
        if cell == "":
            return (() if field.many else None), wrong
        several = field.many and isinstance(cell, str)
        pieces = parted(cell, self._profile.separators) if several and isinstance(cell, str) else (cell,)
        found: list[Single] = []
        for piece in (self._as_meant(field, each) for each in pieces):
            if piece == "":
                continue
            try:
                found += self._singles(field, piece)
            except RefusedError as error:
                wrong.append(error.problem)
        if field.many:
            return tuple(dict.fromkeys(found)), wrong
        if len(found) > 1:
            wrong.append(problem(Code.SEVERAL, count=len(found), came=text(cell)))
        return (found[0] if found else None), wrong

    def _as_meant(self, field: Field, cell: Cell) -> Cell:
        """What the profile says that is meant by a cell, or by one of its values; else the cell itself."""
        known = self._meant.get(field.name)
        if not known or cell == "":
            return cell
        said = on_one_line(text(cell))
        return known.get(folded(said) or said, cell)

    def _singles(self, field: Field, cell: Cell) -> tuple[Single, ...]:
        if field.kind is FieldKind.REFERENCE:
            said = on_one_line(text(cell))
            return referred(said, field.refers, self._resolve, many=field.many)
        if field.kind is FieldKind.DAY:
            found, dropped = day(
                on_one_line(cell) if isinstance(cell, str) else cell, self._profile.day_order
            )
            self.times[field.name] += dropped
            return (found,)
        return (_KINDS[field.kind](field, cell, self._profile),)


_KINDS: Mapping[FieldKind, Callable[[Field, Cell, Profile], Single]] = MappingProxyType(
    {
        FieldKind.TEXT: lambda _, cell, __: on_one_line(text(cell)),
        FieldKind.LONG: lambda _, cell, __: text(cell),
        FieldKind.CHOICE: lambda field, cell, _: choice(field, on_one_line(text(cell))),
        FieldKind.YES_NO: lambda field, cell, _: yes_no(field, cell),
        FieldKind.NUMBER: lambda _, cell, profile: whole(cell, profile.decimal),
        FieldKind.AMOUNT: lambda _, cell, profile: amount(cell, profile.decimal),
    }
)
