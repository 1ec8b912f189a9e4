"""Numbers and amounts as people write them; a mark that may be thousands or decimals is an error."""

import math
import re
from datetime import date
from decimal import Decimal

from dualtrack.sheets.cell import Cell, text
from dualtrack.sheets.problem import Code, RefusedError, problem
from dualtrack.sheets.profile import DecimalMark

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009'’]")
_CURRENCY = re.compile(r"^(?:[A-Z]{3}\b|[€$£¥₹]|Kč|Fr\.)\s*|\s*(?:\b[A-Z]{3}|[€$£¥₹]|Kč|Fr\.|,-|\.-|,–)$")
_GROUPED = r"-?\d{{1,3}}(?:{mark}\d{{3}})+"
_LONGEST = 40


def amount(cell: Cell, mark: DecimalMark | None) -> Decimal:
    """An exact decimal; signs and codes of currencies around it are left out."""
    if isinstance(cell, bool | date):
        raise RefusedError(problem(Code.NO_NUMBER, came=text(cell)))
    if isinstance(cell, int):
        return Decimal(cell)
    if isinstance(cell, float):
        if not math.isfinite(cell):
            raise RefusedError(problem(Code.NO_NUMBER, came=cell))
        return Decimal(repr(cell))
    return _amount(cell, mark)


def _amount(said: str, mark: DecimalMark | None) -> Decimal:
    bare = said.strip().replace("−", "-")
    negative = bare.startswith("(") and bare.endswith(")")
    bare = bare[1:-1] if negative else bare
    sign = "-" if bare.startswith("-") else ""
    bare = _CURRENCY.sub("", _CURRENCY.sub("", bare.removeprefix("-").strip()))
    number = parsed(sign + _SPACES.sub("", bare), said, mark)
    return -number if negative else number


def whole(cell: Cell, mark: DecimalMark | None) -> int:
    """A whole number."""
    if isinstance(cell, str):
        number = parsed(_SPACES.sub("", cell.strip().replace("−", "-")), cell, mark)
    else:
        number = amount(cell, mark)
    if number != number.to_integral_value():
        raise RefusedError(problem(Code.NOT_WHOLE, came=text(cell)))
    return int(number)


def parsed(bare: str, said: str, mark: DecimalMark | None) -> Decimal:
    """The number of a text without spaces and currency; `said` is what stood in the cell."""
    if len(bare) > _LONGEST or not re.fullmatch(r"[+-]?[0-9][0-9.,]*", bare):
        raise RefusedError(problem(Code.NO_NUMBER, came=said))
    bare = bare.removeprefix("+")
    marks = {sign for sign in bare if sign in ".,"}
    if not marks:
        return Decimal(bare)
    found = _mark_of(bare, marks, said) if mark is None else mark.value
    thousands = "," if found == "." else "."
    head, _, fraction = bare.partition(found)
    fits = found in marks or mark is not None or bare.count(thousands) > 1
    grouped = re.fullmatch(_GROUPED.format(mark=re.escape(thousands)), head)
    if not fits or not re.fullmatch(r"[0-9]*", fraction) or not (grouped or re.fullmatch(r"-?[0-9]+", head)):
        code = Code.OTHER_MARK if mark is not None else Code.NO_NUMBER
        raise RefusedError(problem(code, came=said, mark=found))
    return (
        Decimal(f"{head.replace(thousands, '')}.{fraction or '0'}")
        if fraction
        else Decimal(head.replace(thousands, ""))
    )


def _mark_of(bare: str, marks: set[str], said: str) -> str:
    """The decimal mark that the number itself tells: the last of two kinds, or one that groups nothing."""
    if len(marks) == 2:
        return max(marks, key=bare.rindex)
    (sign,) = marks
    other = "," if sign == "." else "."
    if bare.count(sign) > 1:
        return other
    if re.fullmatch(r"-?[1-9]\d{0,2}[.,]\d{3}", bare):
        head, tail = bare.split(sign)
        raise RefusedError(problem(Code.THOUSANDS, came=said, one=f"{head}{tail}", other=f"{head}.{tail}"))
    return sign
