"""Statement of Applicability in PDF, Word and Excel against the bare libraries on the same tables.

Run as `python -m benchmarks.soa_document` from the root of the checkout.
"""

import json
import platform
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from typing import TypeVar

import docx
import typst
import xlsxwriter
from attrs import evolve
from tests.documents.samples import soa

from dualtrack.catalogues.blocks import Document, Table
from dualtrack.documents.statement_of_applicability.context import context
from dualtrack.documents.statement_of_applicability.values import SoaInput
from dualtrack.render.formats import render
from dualtrack.render.text import written

Rows = list[list[str]]
Tables = list[Rows]
T = TypeVar("T")

LIMIT = 1.5
SECONDS = {"pdf": 0.4, "docx": 0.8, "xlsx": 0.8}
_CREATED = datetime(2026, 11, 20, tzinfo=UTC)
_ROUNDS = 5
_BARE_TYPST = """#set page(flipped: true)
#set text(size: 8pt)
#for rows in json(bytes(sys.inputs.tables)) {
  table(columns: rows.first().len(), table.header(..rows.first()), ..rows.slice(1).flatten())
}
"""


def main() -> int:
    """Print the three ratios and answer 1 when one is over its limit."""
    print(f"Statement of Applicability, 93 rows; {platform.machine()}, Python {platform.python_version()}")
    documents = [context(_changed(turn)) for turn in range(_ROUNDS + 1)]
    tables = [_tables(document) for document in documents]
    bare: dict[str, Callable[[Tables], object]] = {"pdf": _typst, "docx": _word, "xlsx": _excel}
    over = 0
    for name, limit in SECONDS.items():
        ours = _best(partial(render, name=name, created=_CREATED), documents)
        theirs = _best(bare[name], tables)
        ratio = ours / theirs
        met = ratio <= LIMIT and ours <= limit
        over += not met
        print(
            f"{name:5} {ours:.3f} s (limit {limit}), bare library {theirs:.3f} s, "
            f"ratio {ratio:.2f} (limit {LIMIT}) {'ok' if met else 'OVER'}"
        )
    return 1 if over else 0


def _changed(turn: int) -> SoaInput:
    """Change every row of the statement, as typst keeps what it has set before."""
    first = soa()
    rows = tuple(
        evolve(row, title=f"{row.title} {turn}", owner=f"{row.owner} {turn}", documented=f"DOC-{turn}")
        for row in first.rows
    )
    return evolve(first, version=str(turn), rows=rows)


def _best(work: Callable[[T], object], inputs: list[T]) -> float:
    """Give the shortest CPU time; the first input only warms up, so that imports are not counted."""
    work(inputs[0])
    found = []
    for item in inputs[1:]:
        started = time.process_time()
        work(item)
        found.append(time.process_time() - started)
    return min(found)


def _tables(document: Document) -> Tables:
    """Give the document's tables as a person would write them down."""
    return [_rows(block) for block in document.blocks if isinstance(block, Table)]


def _rows(table: Table) -> Rows:
    """Put the group first and the reasons into a column, so that both can be filtered."""
    head = [title for column in table.columns for title in (column.title, column.detail) if title]
    found: Rows = [[table.group_title, *head]]
    for group in table.groups:
        for row in group.rows:
            cells = [group.title]
            for column, cell in zip(table.columns, row, strict=True):
                cells += [written(cell.value), cell.detail] if column.detail else [written(cell.value)]
            found.append(cells)
    return found


def _typst(tables: Tables) -> bytes:
    return typst.compile(_BARE_TYPST.encode(), sys_inputs={"tables": json.dumps(tables)}, format="pdf")


def _word(tables: Tables) -> bytes:
    word = docx.Document()
    for rows in tables:
        table = word.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    target = BytesIO()
    word.save(target)
    return target.getvalue()


def _excel(tables: Tables) -> bytes:
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    for rows in tables:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for index, text in enumerate(row):
                sheet.write_string(number, index, text, wrapped if number else bold)
    book.close()
    return target.getvalue()


if __name__ == "__main__":
    sys.exit(main())
