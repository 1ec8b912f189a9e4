"""The styles of a Word file: real headings that a reader can change in one place."""

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

FONT = "Calibri"
ACCENT = RGBColor(0x1F, 0x4E, 0x6B)
INK = RGBColor(0x1C, 0x27, 0x33)
QUIET = RGBColor(0x5B, 0x67, 0x70)
WARN = RGBColor(0x8A, 0x3B, 0x12)
_HEADINGS = (("Title", 28), ("Heading 1", 16), ("Heading 2", 13), ("Heading 3", 11))
_CHARACTER_FONTS = ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia")
_THEME_FONTS = ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme")


def set_styles(word: Any, language: str) -> None:
    """Give the built-in styles our looks and add those of cells, notes, marks and blanks."""
    styles = word.styles
    _look(styles["Normal"], size=10.5, colour=INK)
    styles["Normal"].paragraph_format.space_after = Pt(6)
    _set_language(styles["Normal"], language)
    for name, size in _HEADINGS:
        _look(styles[name], size=size, colour=ACCENT, bold=True)
        styles[name].paragraph_format.keep_with_next = True
    _without_border(styles["Title"])
    _look(styles["Subtitle"], size=13, colour=QUIET)
    styles["Subtitle"].font.italic = False
    _look(_added(styles, "Cell"), size=8.5, colour=INK)
    styles["Cell"].paragraph_format.space_after = Pt(0)
    _look(_added(styles, "Note"), size=9.5, colour=QUIET)
    _look(_added(styles, "Mark"), size=13, colour=WARN, bold=True)
    _look(_added(styles, "Caution"), size=10.5, colour=WARN)
    _look(_added(styles, "Blank"), size=10.5, colour=WARN)
    _look(_added(styles, "Table title"), size=10.5, colour=ACCENT, bold=True)
    styles["Table title"].paragraph_format.keep_with_next = True
    for name in ("Header", "Footer"):
        _look(styles[name], size=8, colour=QUIET)


def _added(styles: Any, name: str) -> Any:
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = styles["Normal"]
    return style


def _look(style: Any, *, size: float, colour: RGBColor, bold: bool = False) -> None:
    style.font.name = FONT
    style.font.size = Pt(size)
    style.font.bold = bold
    style.font.color.rgb = colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in _THEME_FONTS:
        fonts.attrib.pop(qn(name), None)
    for name in _CHARACTER_FONTS:
        fonts.set(qn(name), FONT)


def _set_language(style: Any, language: str) -> None:
    properties = style.element.get_or_add_rPr()
    tag = properties.makeelement(qn("w:lang"), {qn("w:val"): "en-GB" if language == "en" else language})
    properties.append(tag)


def _without_border(style: Any) -> None:
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)
