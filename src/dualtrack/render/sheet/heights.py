"""How high a row must be for its wrapped text: some programs do not work it out when they open a file."""

from collections.abc import Iterable

_LINE = 13.2  # points for a line of 10-point text
_LARGEST = 409.0  # Excel's limit
_FIT = 1.2  # running text at 10 points is narrower than the digits at 11 that widths count


def row_height(cells: Iterable[tuple[str, float]]) -> float:
    """Estimate the height for texts in columns of so many characters."""
    most = 1
    for text, width in cells:
        if len(text) > width or "\n" in text:
            most = max(most, _lines(text, width))
    return min(_LARGEST, most * _LINE + 2)


def _lines(text: str, width: float) -> int:
    usable = max(1, int(width * _FIT))
    return sum(1 + max(0, len(line) - 1) // usable for line in text.split("\n"))
