"""What has to be done to text before any format can hold it: control characters, direction, long words."""

import re
import unicodedata
from datetime import date

from dualtrack.catalogues.blocks import CellValue

_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
    "\ufeff"  # no PDF/UA may hold it
    "\u202a-\u202e\u2066-\u2069]"  # they turn the marks and numbers beside them around as well
)
_LONG_WORD = re.compile(r"[^\s\u200b]{25,}")
_BREAK_AFTER = re.compile(r"([/:._@=&?#-]+|[^/:._@=&?#-]{16})(?=.)")
_RIGHT_TO_LEFT = ("R", "AL")


def clean(text: str) -> str:
    """Replace what a file may not hold or a reader would not see by U+FFFD; line ends become newlines."""
    if text.isprintable():
        return text
    return _CONTROL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def written(value: CellValue) -> str:
    """Write a cell's value as text: dates as ISO 8601, nothing as nothing."""
    if isinstance(value, str):
        return clean(value)
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def right_to_left(text: str) -> bool:
    """Tell whether the first letter with a direction runs from right to left."""
    if text.isascii():
        return False
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction == "L":
            return False
        if direction in _RIGHT_TO_LEFT:
            return True
    return False


def breakable(text: str) -> str:
    """Give words of 25 letters and more invisible places to break, so that they stay in their cell."""
    if len(text) < 25:
        return text
    return _LONG_WORD.sub(lambda word: _BREAK_AFTER.sub("\\1\u200b", word.group()), text)
