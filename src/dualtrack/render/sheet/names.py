"""Names that Excel accepts: of sheets, and of the lines at the head and foot of a page."""

import re

from dualtrack.render.text import clean

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\ufffd\n\t]")
_SHEET_LIMIT = 31
_PART_LIMIT = 78  # three of these and their codes are within the 255 that Excel reads


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


def page_line(*, left: str = "", centre: str = "", right: str = "", pages: str = "") -> str:
    """Write a header or footer, cut to what Excel reads; `pages` says `Page {} of {}` at the right."""
    numbered = _escaped(pages).replace("{}", "&P", 1).replace("{}", "&N", 1)
    parts = (("&L&8", _escaped(left)), ("&C&8", _escaped(centre)), ("&R&8", numbered or _escaped(right)))
    # A digit after the size would be read as part of it, hence the space.
    return "".join(f"{code} {part}" for code, part in parts if part)


def _escaped(part: str) -> str:
    """Double ampersands, which begin codes, and cut so that three parts fit together."""
    said = clean(part).replace("\n", " ")[:_PART_LIMIT].replace("&", "&&")
    return said if len(said) <= _PART_LIMIT else said[:_PART_LIMIT].rstrip("&")
