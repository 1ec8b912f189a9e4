"""How high a row must be for its wrapped text: some programs do not work it out when they open a file."""

from collections.abc import Iterable

_LINE = 13.2  # points for a line of 10-point text
_LARGEST = 409.0  # Excel's limit
_FIT = 1.05  # running text is a little narrower than the digits that widths count


def row_height(cells: Iterable[tuple[str, float]]) -> float:
    """Estimate the height for texts in columns of so many characters."""
    lines = max((_lines(text, width) for text, width in cells), default=1)
    return min(_LARGEST, lines * _LINE + 2)


def _lines(text: str, width: float) -> int:
    if len(text) <= width * _FIT and "\n" not in text:
        return 1
    usable = max(1, int(width * _FIT))
    return sum(1 + max(0, len(line) - 1) // usable for line in text.split("\n"))
