"""Reads a file, whatever kind of spreadsheet it is, into sheets; what cannot be read is a problem."""

from pathlib import PurePath

from attrs import frozen

from dualtrack.sheets.cell import Sheet
from dualtrack.sheets.decoding import decoded
from dualtrack.sheets.delimited import read_delimited
from dualtrack.sheets.limits import MAX_BYTES
from dualtrack.sheets.markdown import read_markdown
from dualtrack.sheets.problem import Code, Problem, RefusedError, problem
from dualtrack.sheets.workbook import is_workbook, read_workbook

_MARKDOWN = (".md", ".markdown")


@frozen(kw_only=True)
class Book:
    """What a file holds: its sheets, and all that is wrong with it or worth saying about how it was read."""

    sheets: tuple[Sheet, ...] = ()
    problems: tuple[Problem, ...] = ()
    delimiter: str = ""  # of a CSV file

    def sheet(self, name: str = "") -> Sheet | Problem:
        """The sheet of that name; without one, the first that is not hidden and holds something."""
        for sheet in self.sheets:
            if sheet.name == name or (not name and not sheet.hidden and sheet.rows):
                return sheet
        if not name and self.problems:
            return next((p for p in self.problems if p.code is not Code.HIDDEN_SHEET), problem(Code.EMPTY))
        if not name:
            return problem(Code.EMPTY)
        return problem(Code.NO_SHEET, name=name, names=", ".join(s.name for s in self.sheets) or "none")


def read(data: bytes, file: str) -> Book:
    """The sheets of a file; `file` is its name, which names the sheet of a CSV and tells Markdown."""
    try:
        if not data:
            raise RefusedError(problem(Code.EMPTY))
        if len(data) > MAX_BYTES:
            raise RefusedError(problem(Code.TOO_LARGE, limit=f"{MAX_BYTES:,}"))
        if is_workbook(data):
            sheets, problems = read_workbook(data)
            return Book(sheets=sheets, problems=problems)
        return _text(data, PurePath(file))
    except RefusedError as error:
        return Book(problems=(error.problem,))


def _text(data: bytes, file: PurePath) -> Book:
    text, notes = decoded(data)
    if file.suffix.lower() in _MARKDOWN:
        return Book(sheets=read_markdown(text, file.stem), problems=notes)
    sheet, delimiter, wrong = read_delimited(text, file.stem)
    return Book(sheets=(sheet,), problems=(*notes, *wrong), delimiter=delimiter)
