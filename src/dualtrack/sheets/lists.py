"""Several values in one cell: parted by separators, in quotation marks where a value holds one; and back."""

import re
from collections.abc import Iterable, Sequence

_QUOTED = re.compile(r'\s*+"((?:[^"]|"")*+)"\s*+')


def parted(text: str, separators: Sequence[str]) -> tuple[str, ...]:
    """The values of a cell in order, none twice and none empty."""
    found: dict[str, None] = {}
    between = re.compile("|".join(re.escape(each) for each in sorted(separators, key=len, reverse=True)))
    at = 0
    while at <= len(text):
        quoted = _QUOTED.match(text, at)
        if quoted and (quoted.end() == len(text) or between.match(text, quoted.end())):
            piece, end = quoted[1].replace('""', '"'), quoted.end()
        else:
            stop = between.search(text, at)
            end = stop.start() if stop else len(text)
            piece = text[at:end].strip()
        if piece:
            found[piece] = None
        stop = between.match(text, end)
        at = stop.end() if stop else len(text) + 1
    return tuple(found)


def joined(values: Iterable[str], separators: Sequence[str]) -> str:
    """Values as one cell that is parted again as they were."""
    return f"{separators[0]} ".join(_quoted(value, separators) for value in values)


def _quoted(value: str, separators: Sequence[str]) -> str:
    if value.startswith('"') or value != value.strip() or any(each in value for each in separators):
        return '"' + value.replace('"', '""') + '"'
    return value
