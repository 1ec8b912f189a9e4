"""Excel: a sheet that says what the document is, then one sheet a table that filters and prints well."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from dualtrack.catalogues import blocks as b
from dualtrack.render import marks
from dualtrack.render.sheet.fitting import fitting
from dualtrack.render.sheet.front import write_front
from dualtrack.render.sheet.heights import row_height
from dualtrack.render.sheet.names import page_line, sheet_names
from dualtrack.render.sheet.styles import Styles
from dualtrack.render.text import clean, written

HEADER_ROW = 1  # row 0 names the document and carries its marks
_FULL_WIDTH = 165  # characters over a landscape page
_FIRST_DAY = date(1900, 3, 1)  # Excel counts an earlier 29 February that never was
_LARGEST = 10**15


def render(document: b.Document, *, created: datetime) -> bytes:
    """Write the workbook; text is only ever text, whatever sign it begins with."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    moment = created.astimezone(UTC).replace(tzinfo=None)
    book.set_properties(
        {
            "title": clean(document.title),
            "subject": clean(document.subtitle),
            "author": clean(document.organisation),
            "company": clean(document.organisation),
            "category": clean(document.classification),
            "keywords": ", ".join(marks.page_marks(document)),
            "comments": " ".join(clean(note) for note in marks.notes(document)),
            "created": moment,
        }
    )
    styles = Styles(book)
    tables = [block for block in document.blocks if isinstance(block, b.Table) and block.rows]
    names = sheet_names([document.words.sheet, *(table.name for table in tables)])
    front = book.add_worksheet(names[0])
    write_front(front, document, styles, dict(zip(map(id, tables), names[1:], strict=True)))
    _set_page(front, document, landscape=False)
    for table, name in zip(tables, names[1:], strict=True):
        _write_table(book.add_worksheet(name), document, table, styles)
    book.close()
    return target.getvalue()


def _set_page(sheet: Any, document: b.Document, *, landscape: bool) -> None:
    """Set A4, one page wide, the marks at the head and the page number at the foot of every page."""
    if landscape:
        sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    sheet.hide_gridlines(2)
    said = " · ".join(marks.page_marks(document))
    sheet.set_header(page_line(left=document.organisation, right=said))
    title = marks.running_title(document)
    sheet.set_footer(page_line(left=title, centre=document.classification, pages=document.words.page))


def _write_table(sheet: Any, document: b.Document, table: b.Table, styles: Styles) -> None:
    columns = _sheet_columns(document, table)
    whole = sum(column.width for column in columns)
    widths = [max(9, round(_FULL_WIDTH * column.width / whole)) for column in columns]
    _write_head(sheet, document, table, columns, widths, styles)
    row_number = HEADER_ROW
    for group in table.groups:
        for row in group.rows:
            row_number += 1
            cells = _sheet_cells(table, group, row)
            said = [fitting(written(cell.value), document.words.continued) for cell in cells]
            sheet.set_row(row_number, row_height(zip(said, widths, strict=True)))
            for index, (cell, text) in enumerate(zip(cells, said, strict=True)):
                _write_cell(
                    sheet, (row_number, index), cell.value, text, styles.cell(columns[index], cell, text)
                )
    sheet.autofilter(HEADER_ROW, 0, row_number, len(columns) - 1)
    sheet.freeze_panes(HEADER_ROW + 1, 2 if _grouped(table) else 1)
    sheet.repeat_rows(HEADER_ROW)
    _set_page(sheet, document, landscape=True)


def _write_head(
    sheet: Any,
    document: b.Document,
    table: b.Table,
    columns: list[b.Column],
    widths: list[int],
    styles: Styles,
) -> None:
    """Write the line that names the document and its marks, and the header row."""
    title = " · ".join((table.caption or table.name, marks.running_title(document), document.organisation))
    said = " · ".join((*marks.page_marks(document), document.words.conclusion))
    sheet.write_string(0, 0, f"{clean(title)}   {clean(said)}", styles.line)
    titles = [clean(column.title) for column in columns]
    sheet.set_row(HEADER_ROW, row_height(zip(titles, widths, strict=True)))
    for index, (column_title, width) in enumerate(zip(titles, widths, strict=True)):
        sheet.set_column(index, index, width)
        sheet.write_string(HEADER_ROW, index, column_title, styles.header)


def _grouped(table: b.Table) -> bool:
    return bool(table.group_title) or any(group.title for group in table.groups)


def _sheet_columns(document: b.Document, table: b.Table) -> list[b.Column]:
    """List the columns of the sheet: the group first, and each detail beside its value, so both filter."""
    columns: list[b.Column] = []
    if _grouped(table):
        columns.append(b.Column(table.group_title or document.words.group, width=1.0))
    for column in table.columns:
        columns.append(column)
        if column.detail:
            columns.append(b.Column(column.detail, width=column.width))
    return columns


def _sheet_cells(table: b.Table, group: b.RowGroup, row: tuple[b.Cell, ...]) -> list[b.Cell]:
    cells: list[b.Cell] = []
    if _grouped(table):
        cells.append(b.Cell(group.title))
    for column, cell in zip(table.columns, row, strict=True):
        if column.detail:
            cells.extend((b.Cell(cell.value, tone=cell.tone), b.Cell(cell.detail, tone=b.Tone.MUTED)))
        elif cell.detail:
            joined = "\n".join(part for part in (written(cell.value), cell.detail) if part)
            cells.append(b.Cell(joined, tone=cell.tone))
        else:
            cells.append(cell)
    return cells


def _write_cell(sheet: Any, place: tuple[int, int], value: b.CellValue, text: str, style: Any) -> None:
    """Write a number as a number, a day as a day and all else as text."""
    if not text:
        sheet.write_blank(*place, None, style)
    elif isinstance(value, int) and abs(value) < _LARGEST:
        sheet.write_number(*place, value, style)
    elif isinstance(value, date) and value >= _FIRST_DAY:
        sheet.write_datetime(*place, value, style)
    else:
        sheet.write_string(*place, text, style)
