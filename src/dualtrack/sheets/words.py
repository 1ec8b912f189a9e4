"""The one place where problems of an import become words: what came, what was expected, what to do."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from dualtrack.sheets.problem import Code, Problem

Translate = Callable[[str], str]

WORDS: Mapping[Code, str] = MappingProxyType(
    {
        Code.EMPTY: "the file is empty",
        Code.TOO_LARGE: "the file is larger than {limit} bytes; split it into several",
        Code.BINARY: "holds NUL bytes, so it is neither text nor a workbook; save it as XLSX or CSV",
        Code.BAD_UTF16: "damaged or cut UTF-16 ({reason}); save it again as CSV in UTF-8",
        Code.UNKNOWN_BYTES: (
            "in no encoding that is known (byte {byte} in row {line}); save it as CSV in UTF-8"
        ),
        Code.GUESSED_ENCODING: "neither UTF-8 nor UTF-16, so it was read as Windows-1252; check the accents",
        Code.BAD_QUOTES: (
            "quotation marks stand where they may not ({reason}); double those inside a quoted cell"
        ),
        Code.OPEN_QUOTE: "a quotation mark is opened and never closed; nothing from this row on was read",
        Code.NO_TABLE: "holds no table; a table has a header and a line of dashes under it",
        Code.NOT_WORKBOOK: "not a workbook that can be read: {reason}",
        Code.LOCKED: "the workbook is protected by a password; save it without one",
        Code.OLD_BINARY: "a binary workbook (XLSB), which is not read; save it as XLSX",
        Code.UNPACKS_TOO_LARGE: "the workbook unpacks to more than {limit} bytes; it was not read",
        Code.TOO_MANY_ROWS: (
            "more than {limit} rows (the last with content is {last}); delete what is below the table, "
            "or split it"
        ),
        Code.TOO_MANY_COLUMNS: "more than {limit} columns; delete what is right of the table",
        Code.TOO_FAR: (
            "its content reaches to row {rows} and column {columns}, more than {limit} cells; delete "
            "what is far from the table"
        ),
        Code.TOO_LONG: "a cell of {length} characters; at most {limit} are read",
        Code.TOO_MERGED: "its merged areas cover more than the sheet holds; take the merging out",
        Code.NO_SHEET: "no sheet {name}; there are: {names}",
        Code.HIDDEN_SHEET: "the sheet is hidden; it was read, and is imported only when it is named",
        Code.NO_HEADER: "no row looks like a header; give the number of the row that holds it",
        Code.NO_SUCH_ROW: (
            "the header is said to be in row {number}, which is empty or not there; rows {first} to "
            "{last} are"
        ),
        Code.COLUMN_MISSING: "the profile names the column {name}, which is not there; there are: {names}",
        Code.COLUMN_TWICE: (
            "the profile names the column {name}, which is there several times ({columns}); name it by "
            "letter, such as @{example}"
        ),
        Code.REQUIRED_UNMAPPED: "the field is required, and no column or constant fills it",
        Code.NOT_IMPORTED: "the column is not imported; {count} cells of it hold something",
        Code.BAD_TOML: "not valid TOML: {reason}",
        Code.PROFILE_UNKNOWN: "{name} is not known in a profile; known are: {known}",
        Code.PROFILE_TYPE: "{name} is {came}, expected {expected}",
        Code.PROFILE_MISSING: "{name} is missing",
        Code.PROFILE_CHOICE: "{name} is {came}, expected one of: {known}",
        Code.PROFILE_FIELD: "{name} names the field {came}, which {register} does not have; it has: {known}",
        Code.PROFILE_FIELD_TWICE: "the field {came} is filled twice, by {places}",
        Code.PROFILE_VALUES: "values: {came} is no column that is mapped; mapped are: {known}",
        Code.PROFILE_KEY: "the key {came} is filled by no column and no constant",
        Code.RAGGED_LONG: (
            "{came} cells under a header of {expected}; put texts that hold {delimiter} in quotation marks"
        ),
        Code.RAGGED_SHORT: "{came} cells under a header of {expected}; those at the end were read as empty",
        Code.HEADER_AGAIN: "the row repeats the header and was left out",
        Code.TURNED_AROUND: (
            "holds {sign}, which makes text read otherwise than it is stored; type the text again"
        ),
        Code.HIDDEN_REMOVED: "characters that nobody sees were removed: {signs}",
        Code.BROKEN_FORMULA: "the formula of the cell ended in {came}; put a value there",
        Code.UNKNOWN_CHOICE: "'{came}' is none of: {known}",
        Code.NO_DAY: "'{came}' is no day; write one such as 2026-12-31",
        Code.DAY_ORDER: "'{came}' may be {one} or {other}; say the order of day and month in the profile",
        Code.OTHER_ORDER: (
            "'{came}' is not in the order that the profile declares ({order}); write it as 2026-12-31"
        ),
        Code.QUARTER: "'{came}' is a span and not a day; write its last day, such as 2026-09-30",
        Code.SHORT_YEAR: "'{came}' has a year of two digits; write four",
        Code.TIME_DROPPED: "the time of day of {count} cells was left out: the field holds days",
        Code.NO_YES_NO: "'{came}' is neither yes nor no",
        Code.NO_NUMBER: "'{came}' is no number",
        Code.NOT_WHOLE: "'{came}' is no whole number",
        Code.THOUSANDS: "'{came}' may be {one} or {other}; say the decimal mark in the profile",
        Code.OTHER_MARK: "'{came}' does not fit the decimal mark that the profile declares ({mark})",
        Code.PROSE: "'{came}' tells of controls and names none by its id: nothing is linked, the row is read",
        Code.UNKNOWN_REFERENCE: "'{came}' is not among the {register}; add it there first, or correct it",
        Code.AMBIGUOUS_REFERENCE: "'{came}' may be {one} or {other}; write the one that is meant",
        Code.SEVERAL: "{count} values came ('{came}') and the field holds one",
        Code.REQUIRED_EMPTY: "the field is required and empty",
        Code.NO_KEY: "nothing fills the key ({key}), and the profile does not let keys be made",
        Code.KEY_TWICE: "the key {key} stands in the rows {rows}; none of them is imported until one is left",
        Code.KEY_OF_SEVERAL: (
            "the key {key} fits several records: {ids}; name the one that is meant by its id"
        ),
        Code.ID_TAKEN: "the id {id} belongs to a record with another key ({key})",
        Code.CHANGED_SINCE: "{id} was changed since the import ({fields}); it stays as it is",
        Code.GONE_SINCE: "{id} is no longer there; nothing is undone for it",
        Code.ERASED_SINCE: "{id} was erased; what was erased does not come back",
    }
)

_ROW, _COLUMN, _SHEET = "row {}", "column {}", "sheet {}"


def said(wrong: Problem, translate: Translate = str) -> str:
    """The problem as one line that a person can act on: its place, and what is the matter there."""
    place = []
    if wrong.sheet:
        place.append(translate(_SHEET).format(wrong.sheet))
    if wrong.row is not None:
        place.append(translate(_ROW).format(wrong.row))
    if wrong.column:
        named = f" ({wrong.header})" if wrong.header else ""
        place.append(translate(_COLUMN).format(wrong.column) + named)
    if wrong.field:
        place.append(wrong.field)
    words = translate(WORDS[wrong.code]).format(**dict(wrong.params))
    return f"{', '.join(place)}: {words}" if place else words
