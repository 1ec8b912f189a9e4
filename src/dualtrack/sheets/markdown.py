"""Reads the pipe tables of a Markdown page: each is a sheet, named by the heading above it."""

import re

from dualtrack.sheets.cell import Row, Sheet, trimmed
from dualtrack.sheets.limits import MAX_CELL, MAX_ROWS
from dualtrack.sheets.problem import Code, RefusedError, problem

_RULE = re.compile(r"\|?\s*+:?-++:?\s*+(?:\|\s*+:?-++:?\s*+)*+\|?\s*+")
_HEADING = re.compile(r" {0,3}#{1,6}\s(.*)")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_PIPE = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_EMPHASIS = re.compile(r"(\*\*|__|`)(?=\S)([^*_`]++)(?<=\S)\1")


def read_markdown(text: str, name: str) -> tuple[Sheet, ...]:
    """The tables in order; the number of a row is that of its line."""
    lines = text.splitlines()
    found: list[Sheet] = []
    taken: dict[str, int] = {}
    heading, place, fenced = name, 0, ""
    while place < len(lines):
        fence = _FENCE.match(lines[place])
        title = _HEADING.fullmatch(lines[place])
        if fence and (not fenced or fence[1] == fenced):
            fenced = "" if fenced else fence[1]
        elif not fenced and title:
            heading = _plain(title[1].rstrip("# \t")) or name
        elif not fenced and _begins(lines, place):
            end = _end(lines, place)
            taken[heading] = taken.get(heading, 0) + 1
            called = heading if taken[heading] == 1 else f"{heading} {taken[heading]}"
            found.append(_table(lines[place:end], called, place + 1))
            place = end
            continue
        place += 1
    if not found:
        raise RefusedError(problem(Code.NO_TABLE))
    return tuple(found)


def _begins(lines: list[str], place: int) -> bool:
    if "|" not in lines[place] or place + 1 >= len(lines) or "-" not in lines[place + 1]:
        return False
    return bool(_RULE.fullmatch(lines[place + 1].strip())) and "|" in lines[place + 1]


def _end(lines: list[str], place: int) -> int:
    end = place + 2
    while end < len(lines) and "|" in lines[end] and not _HEADING.fullmatch(lines[end]):
        end += 1
    return end


def _table(lines: list[str], name: str, first: int) -> Sheet:
    """The header, an empty row where the dashes are so that numbers stay those of the lines, and the rows."""
    if len(lines) > MAX_ROWS:
        raise RefusedError(
            problem(Code.TOO_MANY_ROWS, limit=f"{MAX_ROWS:,}", last=f"{first + len(lines) - 1:,}")
        )
    cells = [_cells(line, first + n) if n != 1 else () for n, line in enumerate(lines)]
    lengths = tuple(len(row) for row in cells)
    return Sheet(
        name=name, rows=tuple(trimmed(row) for row in cells), first=first, lengths=lengths, headed=True
    )


def _cells(line: str, number: int) -> Row:
    bare = line.strip().removeprefix("|")
    if bare.endswith("|") and not bare.endswith("\\|"):
        bare = bare[:-1]
    cells = tuple(_plain(part) for part in _PIPE.split(bare))
    longest = max(map(len, cells))
    if longest > MAX_CELL:
        raise RefusedError(problem(Code.TOO_LONG, row=number, length=f"{longest:,}", limit=f"{MAX_CELL:,}"))
    return cells


def _plain(text: str) -> str:
    """The words alone: no emphasis, line breaks as such, pipes no longer escaped."""
    return _EMPHASIS.sub(r"\2", _BREAK.sub("\n", text.replace("\\|", "|"))).strip()
