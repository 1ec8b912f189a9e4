"""Pages in Word: size, orientation, and the marks and numbers at their head and foot."""

from typing import Any

from docx.enum.section import WD_ORIENT
from docx.oxml.parser import parse_xml
from docx.shared import Mm

from dualtrack.catalogues.blocks import Document
from dualtrack.render import marks
from dualtrack.render.text import clean
from dualtrack.render.word.markup import NAMESPACE, paragraph, run

_SHORT, _LONG = 210, 297
_MARGIN = 18
_TWIPS_A_MILLIMETRE = 1440 / 25.4
_WARN = '<w:b/><w:color w:val="8A3B12"/>'


def text_width(*, wide: bool) -> int:
    """Give the width between the margins in twentieths of a point."""
    return int(((_LONG if wide else _SHORT) - 2 * _MARGIN) * _TWIPS_A_MILLIMETRE)


def turn(section: Any, *, wide: bool) -> None:
    """Set a section to A4, upright or landscape."""
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width = Mm(_LONG if wide else _SHORT)
    section.page_height = Mm(_SHORT if wide else _LONG)
    section.left_margin = section.right_margin = Mm(_MARGIN)
    section.top_margin, section.bottom_margin = Mm(22), Mm(20)


def set_head_and_foot(section: Any, document: Document) -> None:
    """Write the head and foot; later sections take them over."""
    said = " · ".join(marks.page_marks(document))
    head = run(document.organisation) + (run("   ") + run(said, properties=_WARN) if said else "")
    _fill(section.header, head, "Header")
    title = " · ".join((marks.running_title(document), document.classification))
    _fill(section.footer, run(f"{clean(title)} · ") + _page_number(document.words.page), "Footer")


def _fill(part: Any, runs: str, style: str) -> None:
    part.is_linked_to_previous = False
    old = part.paragraphs[0]._p  # noqa: SLF001 - python-docx has no public way to the element
    old.getparent().replace(old, element(paragraph(runs, properties=f'<w:pStyle w:val="{style}"/>')))


def element(markup: str) -> Any:
    """Read one element that `markup` wrote."""
    return parse_xml(markup.replace(">", f' xmlns:w="{NAMESPACE}">', 1))


def _page_number(words: str) -> str:
    before, between, after = (*words.split("{}"), "", "")[:3]
    return run(before) + _field("PAGE") + run(between) + _field("NUMPAGES") + run(after)


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr="{name}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
