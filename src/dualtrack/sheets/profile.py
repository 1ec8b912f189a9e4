"""How sheets of one kind are imported, as a value that is kept: which column is which field, how to read."""

from enum import StrEnum

from attrs import frozen

from dualtrack.sheets.folding import folded


class DayOrder(StrEnum):
    """The order of a day written with slashes or hyphens."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


class DecimalMark(StrEnum):
    """What parts the whole from its fraction."""

    POINT = "."
    COMMA = ","


SEPARATORS = (";", "\n")


@frozen(kw_only=True)
class Profile:
    """A mapping that a person has made their own.

    A column is named by its header, or by its letter as `@D` where headers are missing or stand twice.
    """

    name: str
    register: str
    sheet: str = ""  # the first that is seen, when none is named
    header_row: int | None = None  # looked for, when none is given
    columns: tuple[tuple[str, str], ...] = ()  # header or @letter, and field
    constants: tuple[tuple[str, str], ...] = ()  # field, and what every row holds
    values: tuple[tuple[str, str, str], ...] = ()  # column as it is mapped, what came, and what is meant
    key: tuple[str, ...] = ("id",)
    make_ids: str = ""  # the prefix of ids that are made for rows without one
    rest_into: str = ""  # the text field that takes the columns that are not mapped
    separators: tuple[str, ...] = SEPARATORS
    day_order: DayOrder | None = None
    decimal: DecimalMark | None = None

    @property
    def filled(self) -> frozenset[str]:
        """The fields that a column or a constant fills."""
        return frozenset(field for _, field in self.columns) | frozenset(field for field, _ in self.constants)

    def meant(self) -> dict[str, dict[str, str]]:
        """By field: what a cell of its column says, folded, and what is meant by it."""
        field_of = dict(self.columns)
        found: dict[str, dict[str, str]] = {}
        for column, came, meant in self.values:
            if column in field_of:
                found.setdefault(field_of[column], {})[folded(came) or came] = meant
        return found
