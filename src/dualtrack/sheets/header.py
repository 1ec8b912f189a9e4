"""Finds the row that holds the header: below a cover, under merged titles, over two lines; and says why."""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum

from attrs import evolve, frozen

from dualtrack.domain.registers.field import Field
from dualtrack.sheets.cell import Cell, Sheet, text
from dualtrack.sheets.folding import folded
from dualtrack.sheets.matching import How, Vocabulary, with_id
from dualtrack.sheets.problem import Code, Problem, problem

WITHIN = 60  # rows from the top in which it is looked for
_LOOKED_AT = 300  # columns of a row that are weighed
_LONG = 80  # characters; a header is shorter
_WEIGHTS = {How.NAME: 4.0, How.SYNONYM: 3.5, How.WORDS: 0.5}


class Why(StrEnum):
    """What told the header."""

    GIVEN = "given"  # a person said which row
    FORM = "form"  # the form of the file says so
    WORDS = "words"  # its cells are names of fields
    SHAPE = "shape"  # it looks like one: texts, short and unlike each other, over rows


@frozen(kw_only=True)
class Header:
    """The header: where it stands, what it says for each column, and what told it."""

    place: int
    depth: int = 1  # lines
    row: int  # the number that people see
    names: tuple[str, ...]
    why: Why
    known: int = 0  # cells that are names of fields

    @property
    def below(self) -> int:
        """The place of the first row under it."""
        return self.place + self.depth


def find_header(sheet: Sheet, fields: Sequence[Field], row: int | None = None) -> Header | Problem:
    """The header of the sheet, or why there is none; a row that is given is taken."""
    words = Vocabulary(with_id(fields))
    if row is not None:
        place = row - sheet.first
        if not 0 <= place < len(sheet.rows) or not sheet.rows[place]:
            last = sheet.number(max(0, len(sheet.rows) - 1))
            said = {"number": row, "first": sheet.first, "last": last}
            return problem(Code.NO_SUCH_ROW, sheet=sheet.name, **said)
        return evolve(_best_at(sheet, words, place), why=Why.GIVEN)
    if sheet.headed:
        return evolve(_best_at(sheet, words, 0), why=Why.FORM)
    best: tuple[float, Header] | None = None
    for place in range(min(WITHIN, len(sheet.rows))):
        for weight, header in _at(sheet, words, place):
            if weight > 0 and (best is None or weight > best[0]):
                best = weight, header
    return best[1] if best else problem(Code.NO_HEADER, sheet=sheet.name)


def _best_at(sheet: Sheet, words: Vocabulary, place: int) -> Header:
    return max(_at(sheet, words, place), key=lambda weighed: weighed[0])[1]


def _at(sheet: Sheet, words: Vocabulary, place: int) -> Iterator[tuple[float, Header]]:
    """The header that would begin in this row, of one line and of two, with its weight."""
    if not sheet.rows[place]:
        return
    names = tuple(_flat(cell) for cell in sheet.rows[place])
    yield _weighed(sheet, words, place, names, 1)
    if place + 1 < len(sheet.rows) and _two_lines(sheet, place):
        yield _weighed(sheet, words, place, _joined(sheet, place), 2)


def _weighed(
    sheet: Sheet, words: Vocabulary, place: int, names: tuple[str, ...], depth: int
) -> tuple[float, Header]:
    looked = names[:_LOOKED_AT]
    fits = {found for name in looked if folded(name) and (found := words.fits(name))}
    known = sum(1 for how, _ in fits if how is not How.WORDS)
    kinds = sum(_WEIGHTS[how] for how, _ in fits)
    header = Header(
        place=place,
        depth=depth,
        row=sheet.number(place),
        names=names,
        why=Why.WORDS if kinds else Why.SHAPE,
        known=known,
    )
    shape = _shape(sheet, place, depth, looked)
    # The earlier of two that look alike is the header; one that repeats itself was printed on a later page.
    return kinds * (0.3 + shape) + 2 * shape - place * 0.05, header


def _shape(sheet: Sheet, place: int, depth: int, names: Sequence[str]) -> float:
    """From 0 to 1: the share of cells that are short texts unlike each other, less where nothing is below."""
    cells = [cell for cell in sheet.rows[place + depth - 1][:_LOOKED_AT] if cell != ""]
    said = [name for name in names if name]
    if not cells or not said:
        return 0.0
    texts = sum(1 for cell in cells if _worded(cell))
    unlike = len({folded(name) for name in said}) / len(said)
    below = [row for row in sheet.rows[place + depth : place + depth + 5] if row]
    widest = max((sum(1 for cell in row[:_LOOKED_AT] if cell != "") for row in below), default=0)
    filled = min(1.0, 1.5 * len(said) / widest) if widest else 0.2
    return texts / len(cells) * unlike * filled


def _worded(cell: Cell) -> bool:
    if not isinstance(cell, str) or len(cell) > _LONG:
        return False
    return any(sign.isalpha() for sign in cell) or cell.strip() in ("#", "№", "%")


def _two_lines(sheet: Sheet, place: int) -> bool:
    """Whether this row and the next are one header: something is merged across, or blanks stand between."""
    upper, lower = sheet.rows[place], sheet.rows[place + 1]
    if not lower or any(isinstance(cell, int | float | date) for cell in lower):
        return False
    if any(area.top == place and area.right > area.left for area in sheet.merged):
        return sum(1 for cell in upper if cell != "") > 1 and len(lower) > 1
    said = [folded(text(cell)) for cell in lower if cell != ""]
    return len(set(said)) < len(said) and any(cell == "" for cell in upper)


def _joined(sheet: Sheet, place: int) -> tuple[str, ...]:
    """Both lines as one; what stands over several columns holds for each of them."""
    width = max(len(sheet.rows[place]), len(sheet.rows[place + 1]))
    upper = [_flat(sheet.cell(place, column)) for column in range(width)]
    areas = [area for area in sheet.merged if area.top == place]
    for area in areas:
        for column in range(area.left, min(area.right + 1, width)):
            upper[column] = upper[area.left]
    lower = [_flat(sheet.cell(place + 1, column)) for column in range(width)]
    if not areas:
        for column in range(1, width):
            upper[column] = upper[column] or (upper[column - 1] if lower[column] else "")
    return tuple(
        " ".join(dict.fromkeys(part for part in pair if part)) for pair in zip(upper, lower, strict=True)
    )


def _flat(cell: Cell) -> str:
    return " ".join(text(cell).split())
