"""Records as rows that a spreadsheet shows safely and that the import reads back equal."""

from collections.abc import Iterator, Sequence
from datetime import date

from dualtrack.catalogues import blocks as b
from dualtrack.catalogues.csv_file import csv_text
from dualtrack.domain.registers.field import Field, FieldKind
from dualtrack.sheets.delimited import guarded
from dualtrack.sheets.folding import folded
from dualtrack.sheets.lists import joined
from dualtrack.sheets.matching import ID, with_id
from dualtrack.sheets.profile import DecimalMark, Profile
from dualtrack.sheets.values import Record, Records, Value, written

_BOM = "\ufeff"  # without it Excel takes a CSV for the encoding of the machine
_SEPARATORS = (";", "\n")
_PLAIN_NUMBER = (FieldKind.NUMBER, FieldKind.AMOUNT)
_KINDS = {FieldKind.DAY: b.CellKind.DATE, FieldKind.NUMBER: b.CellKind.INTEGER}
_WIDTHS = {FieldKind.LONG: 3.0, FieldKind.TEXT: 1.6, FieldKind.REFERENCE: 1.4}


def export_profile(register: str, fields: Sequence[Field]) -> Profile:
    """The profile by which an export is read back."""
    columns = tuple(zip(titles(fields), (f.name for f in with_id(fields)), strict=True))
    return Profile(
        name=f"{register} export",
        register=register,
        columns=columns,
        separators=_SEPARATORS,
        decimal=DecimalMark.POINT,
    )


def titles(fields: Sequence[Field]) -> tuple[str, ...]:
    """The headers: the labels, or the names where two labels are alike."""
    held = with_id(fields)
    labels = [folded(field.label) for field in held]
    return tuple(
        field.label if labels.count(folded(field.label)) == 1 and folded(field.label) else field.name
        for field in held
    )


def as_csv(records: Records, fields: Sequence[Field]) -> str:
    """The text of a CSV file; what a spreadsheet would take for a formula has an apostrophe before it."""
    names = titles(fields)
    rows = (
        dict(zip(names, cells, strict=True))
        for cells in ([_guarded(f, said) for f, said in row] for row in _rows(records, fields))
    )
    return _BOM + csv_text(names, rows)


def _guarded(field: Field, said: str) -> str:
    return said if field.kind in _PLAIN_NUMBER and not field.many else guarded(said)


def _rows(records: Records, fields: Sequence[Field]) -> Iterator[list[tuple[Field, str]]]:
    held = with_id(fields)
    for each in sorted(records):
        record: Record = {ID.name: each, **records[each]}
        yield [(field, _cell(record.get(field.name))) for field in held]


def _cell(value: Value) -> str:
    if isinstance(value, tuple):
        return joined(map(written, value), _SEPARATORS)
    return written(value)


def as_table(name: str, records: Records, fields: Sequence[Field]) -> b.Table:
    """The records as a table of a document; in a workbook it is a sheet, whose text is only ever text."""
    held = with_id(fields)
    columns = tuple(
        b.Column(
            title,
            width=_WIDTHS.get(field.kind, 1.0),
            kind=b.CellKind.TEXT if field.many else _KINDS.get(field.kind, b.CellKind.TEXT),
        )
        for title, field in zip(titles(fields), held, strict=True)
    )
    rows = tuple(
        tuple(b.Cell(_shown({ID.name: each, **records[each]}.get(field.name))) for field in held)
        for each in sorted(records)
    )
    return b.Table(name=name, columns=columns, groups=(b.RowGroup(rows=rows),))


def _shown(value: Value) -> b.CellValue:
    """A cell that a workbook holds as what it is: days and whole numbers; all else as text."""
    if isinstance(value, bool | tuple):
        return _cell(value)
    return value if value is None or isinstance(value, str | int | date) else _cell(value)
