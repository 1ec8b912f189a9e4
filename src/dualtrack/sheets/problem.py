"""What is wrong with a spreadsheet, a profile or a row: a code with parameters and its place, no words."""

from enum import StrEnum

from attrs import frozen


class Code(StrEnum):
    """Everything that can be wrong, or worth saying, when a spreadsheet is imported."""

    # the file
    EMPTY = "file_is_empty"
    TOO_LARGE = "file_is_too_large"
    BINARY = "file_is_binary"
    BAD_UTF16 = "file_is_damaged_utf_16"
    UNKNOWN_BYTES = "file_is_in_no_known_encoding"
    GUESSED_ENCODING = "encoding_was_guessed"
    BAD_QUOTES = "row_has_misplaced_quotes"
    OPEN_QUOTE = "quote_is_never_closed"
    NO_TABLE = "file_has_no_table"
    NOT_WORKBOOK = "workbook_cannot_be_read"
    LOCKED = "workbook_has_a_password"
    OLD_BINARY = "workbook_is_binary"
    UNPACKS_TOO_LARGE = "workbook_unpacks_too_large"
    TOO_MANY_ROWS = "sheet_has_too_many_rows"
    TOO_MANY_COLUMNS = "sheet_has_too_many_columns"
    TOO_FAR = "sheet_reaches_too_far"
    TOO_LONG = "cell_is_too_long"
    TOO_MERGED = "sheet_has_too_many_merged_cells"
    NO_SHEET = "sheet_is_not_there"
    HIDDEN_SHEET = "sheet_is_hidden"
    # the header and the columns
    NO_HEADER = "header_not_found"
    NO_SUCH_ROW = "header_row_is_not_there"
    COLUMN_MISSING = "column_of_profile_is_not_there"
    COLUMN_TWICE = "column_of_profile_is_there_twice"
    REQUIRED_UNMAPPED = "required_field_has_no_column"
    NOT_IMPORTED = "column_is_not_imported"
    # a profile
    BAD_TOML = "profile_is_not_toml"
    PROFILE_UNKNOWN = "profile_has_unknown_setting"
    PROFILE_TYPE = "profile_setting_has_wrong_type"
    PROFILE_MISSING = "profile_setting_is_missing"
    PROFILE_CHOICE = "profile_setting_is_none_of"
    PROFILE_FIELD = "profile_names_unknown_field"
    PROFILE_FIELD_TWICE = "profile_fills_field_twice"
    PROFILE_VALUES = "profile_says_values_of_no_column"
    PROFILE_KEY = "profile_key_is_filled_by_nothing"
    # a row
    RAGGED_LONG = "row_is_longer_than_header"
    RAGGED_SHORT = "row_is_shorter_than_header"
    HEADER_AGAIN = "row_repeats_the_header"
    TURNED_AROUND = "text_is_turned_around"
    HIDDEN_REMOVED = "hidden_characters_removed"
    BROKEN_FORMULA = "formula_ended_in_an_error"
    UNKNOWN_CHOICE = "word_is_none_of_the_choices"
    NO_DAY = "value_is_no_day"
    DAY_ORDER = "day_and_month_cannot_be_told"
    OTHER_ORDER = "day_is_in_another_order"
    QUARTER = "value_is_a_quarter"
    SHORT_YEAR = "year_has_two_digits"
    TIME_DROPPED = "time_of_day_is_dropped"
    NO_YES_NO = "value_is_neither_yes_nor_no"
    NO_NUMBER = "value_is_no_number"
    NOT_WHOLE = "value_is_no_whole_number"
    THOUSANDS = "mark_may_be_thousands_or_decimal"
    OTHER_MARK = "decimal_mark_is_another"
    PROSE = "text_names_no_control"
    UNKNOWN_REFERENCE = "reference_is_not_known"
    AMBIGUOUS_REFERENCE = "reference_means_several"
    SEVERAL = "field_holds_one_and_several_came"
    # the plan
    REQUIRED_EMPTY = "required_field_is_empty"
    NO_KEY = "row_has_no_key"
    KEY_TWICE = "key_stands_in_several_rows"
    KEY_OF_SEVERAL = "key_fits_several_records"
    ID_TAKEN = "id_belongs_to_another_record"
    CHANGED_SINCE = "record_was_changed_since"
    GONE_SINCE = "record_is_gone_since"
    ERASED_SINCE = "record_was_erased"


@frozen(kw_only=True)
class Problem:
    """One thing that is wrong, or worth saying, with its place as people see it."""

    code: Code
    params: tuple[tuple[str, str], ...] = ()
    sheet: str = ""
    row: int | None = None
    column: str = ""  # its letter
    header: str = ""
    field: str = ""

    def __getitem__(self, name: str) -> str:
        return dict(self.params)[name]


def problem(code: Code, **told: object) -> Problem:
    """A problem from its place (sheet, row, column, header, field) and its parameters by name.

    Long parameters are cut, since messages are read by people.
    """
    row = told.pop("row", None)
    place = {name: str(told.pop(name, "")) for name in ("sheet", "column", "header", "field")}
    held = tuple((name, shortened(str(value))) for name, value in told.items())
    return Problem(code=code, params=held, row=row if isinstance(row, int) else None, **place)


def shortened(said: str) -> str:
    """At most 200 characters of a text, on one line."""
    line = " ".join(said.split())
    return line if len(line) <= 200 else f"{line[:197]}..."


class RefusedError(Exception):
    """The file, the sheet or the cell in hand cannot be read on; caught where the next one begins."""

    def __init__(self, wrong: Problem) -> None:
        super().__init__(wrong.code)
        self.problem = wrong
