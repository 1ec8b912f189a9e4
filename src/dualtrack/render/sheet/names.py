"""Names that Excel accepts: of sheets, and of the lines at the head and foot of a page."""

import re

from dualtrack.render.text import clean

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\ufffd\n\t]")
_SHEET_LIMIT = 31
_LINE_LIMIT = 255
_PART_LIMIT = 75


def sheet_names(wanted: list[str]) -> list[str]:
    """Make each name one that a sheet may have, unlike the others in any case."""
    taken: set[str] = {"history"}  # reserved by Excel
    names = []
    for name in wanted:
        base = _FORBIDDEN.sub(" ", clean(name)).strip(" '")[:_SHEET_LIMIT].strip(" '") or "Sheet"
        chosen, number = base, 2
        while chosen.casefold() in taken:
            ending = f" {number}"
            chosen, number = base[: _SHEET_LIMIT - len(ending)] + ending, number + 1
        taken.add(chosen.casefold())
        names.append(chosen)
    return names


def page_line(*, left: str = "", centre: str = "", right: str = "") -> str:
    """Write a header or footer: ampersands are doubled, and the whole is cut to what Excel reads."""
    parts = (("&L&8", left), ("&C&8", centre), ("&R&8", right))
    # A digit after the size would be read as part of it, hence the space.
    line = "".join(f"{code} {_escaped(part)}" for code, part in parts if part)
    return line[:_LINE_LIMIT]


def _escaped(part: str) -> str:
    """Double ampersands; NUL P and NUL N, which no cleaned text holds, stand for the page numbers."""
    pieces = part.split("\0")
    said = clean(pieces[0]).replace("\n", " ")[:_PART_LIMIT].replace("&", "&&")
    return said + "".join(f"&{piece}" for piece in pieces[1:])
