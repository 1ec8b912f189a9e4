"""PDF: tagged, A4, set by typst from one template of ours; a document is only ever data to it."""

from datetime import UTC, datetime
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Literal

import orjson
import typst

from dualtrack.catalogues.blocks import Document
from dualtrack.render import marks
from dualtrack.render.parts import parts
from dualtrack.render.text import breakable, clean
from dualtrack.render.tree import Plain, block_data, frame_data

_NO_GLYPH = "could not be displayed"


def render(document: Document, *, created: datetime) -> bytes:
    """Set the document as PDF/UA-1, its dates fixed to `created`.

    Our fonts hold Latin, Greek, Cyrillic and Arabic. Text in another script is set with the fonts of the
    machine; where these have no sign either, the file is tagged in the same way but claims no PDF/UA.
    """
    data = orjson.dumps(template_data(document)).decode()
    try:
        return _compile(data, created, system_fonts=False, standards=["ua-1"])
    except typst.TypstError as problem:
        if _NO_GLYPH not in str(problem):
            raise
    try:
        return _compile(data, created, system_fonts=True, standards=["ua-1"])
    except typst.TypstError as problem:
        if _NO_GLYPH not in str(problem):
            raise
    return _compile(data, created, system_fonts=True, standards=[])


def template_data(document: Document) -> Plain:
    """Give the template the document, its cover and its frame words, with long words breakable."""
    words = document.words
    tags = document.language.split("-")
    return {
        **frame_data(document, _say),
        "lang": tags[0],
        "region": next((tag for tag in tags[1:] if len(tag) == 2), None),
        "parts": [
            {"wide": part.wide, "blocks": [block_data(block, _say) for block in part.blocks]}
            for part in parts(document.blocks)
        ],
        "cover": [[_say(label), _say(value)] for label, value in marks.cover(document)],
        "running_title": _say(marks.running_title(document)),
        "words": {
            "page": words.page,
            "contents": words.contents,
            "drawn_from": words.drawn_from,
            "record": words.record,
            "blank": words.blank,
            "total": words.total,
        },
    }


def _say(text: str) -> str:
    return breakable(clean(text))


def _compile(data: str, created: datetime, *, system_fonts: bool, standards: list[Literal["ua-1"]]) -> bytes:
    """Compile with the template's folder as root: nothing else can be read and no package is there."""
    with as_file(files("dualtrack.render").joinpath("templates")) as folder:
        return typst.compile(
            Path(folder, "document.typ"),
            root=Path(folder),
            package_path=Path(folder),
            package_cache_path=Path(folder),
            font_paths=_fonts(system_fonts),
            format="pdf",
            sys_inputs={"document": data},
            pdf_standards=[*standards],
            timestamp=created.astimezone(UTC),
        )


@cache
def _fonts(system: bool) -> typst.Fonts:
    with as_file(files("dualtrack.render").joinpath("fonts")) as folder:
        return typst.Fonts(include_system_fonts=system, font_paths=[Path(folder)])
