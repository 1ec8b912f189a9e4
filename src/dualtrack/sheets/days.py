"""Days as people write them: ISO, Excel's own, with dots, slashes or a month's name; doubt is an error."""

import re
from datetime import date, datetime, timedelta

from dualtrack.sheets.cell import Cell
from dualtrack.sheets.folding import folded
from dualtrack.sheets.problem import Code, RefusedError, problem
from dualtrack.sheets.profile import DayOrder

_EPOCH = date(1899, 12, 30)  # what serial numbers count from, after Excel's 29 February 1900 that never was
_SERIALS = range(20_000, 80_000)  # 1954 to 2119: other numbers are years, amounts or mistakes
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_CLOCK = re.compile(r"(.*\d)[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp][Mm])?(?:Z|[+-]\d{2}:?\d{2})?")
_DOTTED = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})")
_SLASHED = re.compile(r"(\d{1,2})([-/])(\d{1,2})\2(\d{4})")
_SHORT = re.compile(r"\d{1,2}([-/.]) ?(?:\d{1,2}|[^\W\d]{3,10})\1 ?\d{2}")
_SPAN = re.compile(
    r"[QqTt][1-4](?:[ /.-]*\d{2,4})?|\d{4}[ /-]*[Qq][1-4]|[1-4]\. ?[Qq]uartal \d{4}|[Hh][12][ /-]*\d{4}"
)
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er)? (?:of )?([a-z]+) (\d{4})")
_NAMED_FIRST = re.compile(r"([a-z]+) (\d{1,2})(?:st|nd|rd|th)? (\d{4})")
_WEEKDAY = re.compile(
    r"^(?:mon|tues|wednes|thurs|fri|satur|sun)day |^(?:mon|diens|donners|frei|sams|sonn)tag |^mittwoch "
)
_MONTHS = (
    "january jan januar janner jaenner janvier janv leden ledna",
    "february feb februar fevrier fevr unor unora",
    "march mar marz maerz mars brezen brezna",
    "april apr avril avr duben dubna",
    "may mai kveten kvetna",
    "june jun juni juin cerven cervna",
    "july jul juli juillet juil cervenec cervence",
    "august aug aout srpen srpna",
    "september sep sept septembre zari",
    "october oct oktober okt octobre rijen rijna",
    "november nov novembre listopad listopadu",
    "december dec dezember dez decembre prosinec prosince",
)
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}


def day(cell: Cell, order: DayOrder | None) -> tuple[date, bool]:
    """The day of a cell, and whether a time of day beside it was left out."""
    if isinstance(cell, datetime):
        return cell.date(), True
    if isinstance(cell, date):
        return cell, False
    if isinstance(cell, bool):
        raise RefusedError(problem(Code.NO_DAY, came="yes" if cell else "no"))
    if isinstance(cell, int | float):
        return _serial(cell)
    clock = _CLOCK.fullmatch(cell)
    return _written(clock[1].strip() if clock else cell, order), clock is not None


def _serial(number: float) -> tuple[date, bool]:
    whole = int(number) if number == number and abs(number) < 1e9 else 0  # noqa: PLR0124 - NaN alone differs
    if whole not in _SERIALS:
        raise RefusedError(problem(Code.NO_DAY, came=number))
    return _EPOCH + timedelta(days=whole), number != whole


def _written(text: str, order: DayOrder | None) -> date:
    iso, dotted, slashed = _ISO.fullmatch(text), _DOTTED.fullmatch(text), _SLASHED.fullmatch(text)
    if iso:
        return _made(text, iso[1], iso[2], iso[3])
    if dotted:
        return _made(text, dotted[3], dotted[2], dotted[1])
    if slashed:
        return _ordered(text, int(slashed[1]), int(slashed[3]), slashed[4], order)
    if _SPAN.fullmatch(text):
        raise RefusedError(problem(Code.QUARTER, came=text))
    if _SHORT.fullmatch(text):
        raise RefusedError(problem(Code.SHORT_YEAR, came=text))
    return _with_month(text)


def _with_month(text: str) -> date:
    plain = _WEEKDAY.sub("", folded(text))
    for pattern, number, name in ((_NAMED, 1, 2), (_NAMED_FIRST, 2, 1)):
        found = pattern.fullmatch(plain)
        if found and found[name] in _MONTH_OF:
            return _made(text, found[3], _MONTH_OF[found[name]], found[number])
    raise RefusedError(problem(Code.NO_DAY, came=text))


def _ordered(text: str, first: int, second: int, year: str, order: DayOrder | None) -> date:
    if order is None and first <= 12 and second <= 12 and first != second:
        one, other = (_made(text, year, m, d).isoformat() for m, d in ((second, first), (first, second)))
        raise RefusedError(problem(Code.DAY_ORDER, came=text, one=one, other=other))
    if order is None:
        order = DayOrder.MONTH_FIRST if second > 12 else DayOrder.DAY_FIRST
    number, month = (first, second) if order is DayOrder.DAY_FIRST else (second, first)
    if month > 12 and number <= 12:
        raise RefusedError(problem(Code.OTHER_ORDER, came=text, order=order.value))
    return _made(text, year, month, number)


def _made(text: str, year: str | int, month: str | int, number: str | int) -> date:
    try:
        return date(int(year), int(month), int(number))
    except ValueError as error:
        raise RefusedError(problem(Code.NO_DAY, came=text)) from error
