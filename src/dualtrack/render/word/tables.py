"""Tables in Word, written as markup in one piece: python-docx takes seconds where this takes a moment."""

from typing import Any

from docx.oxml.parser import parse_xml

from dualtrack.catalogues import blocks as b
from dualtrack.render.text import written
from dualtrack.render.word.markup import NAMESPACE, paragraph, run

_COLOURS = {
    b.Tone.PLAIN: "",
    b.Tone.MUTED: "5B6770",
    b.Tone.GOOD: "1D6144",
    b.Tone.CAUTION: "8A5A00",
    b.Tone.BAD: "A3261F",
}
_ALIGNS = {b.Align.START: "start", b.Align.CENTRE: "center", b.Align.END: "end"}
_STRONG_TONES = (b.Tone.GOOD, b.Tone.CAUTION, b.Tone.BAD)
_DETAIL = '<w:color w:val="5B6770"/><w:sz w:val="15"/><w:szCs w:val="15"/>'
_BORDERS = (
    '<w:tblBorders><w:bottom w:val="single" w:sz="4" w:color="C9D1D8"/>'
    '<w:insideH w:val="single" w:sz="4" w:color="C9D1D8"/></w:tblBorders>'
)
_MARGINS = (
    '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:start w:w="70" w:type="dxa"/>'
    '<w:bottom w:w="40" w:type="dxa"/><w:end w:w="70" w:type="dxa"/></w:tblCellMar>'
)


def table_element(table: b.Table, *, width: int) -> Any:
    """Build a table as wide as `width` twentieths of a point; its header row repeats on every page."""
    widths = _shares(table.columns, width)
    rows = [_header(table.columns, widths)]
    for group in table.groups:
        if group.title and group.rows:
            rows.append(_group_row(group.title, len(widths), width))
        for number, cells in enumerate(group.rows):
            shaded = table.zebra and number % 2 == 1
            rows.append(_row(cells, table.columns, widths, shade="F4F6F8" if shaded else ""))
    return _table(rows, widths, table.caption or table.name)


def pairs_element(pairs: list[tuple[str, b.Cell]], *, width: int) -> Any:
    """Build the short table of labelled values."""
    widths = [width * 28 // 100, width - width * 28 // 100]
    columns = (b.Column(""), b.Column(""))
    rows = [
        _row((b.Cell(label, tone=b.Tone.MUTED), cell), columns, widths, shade="") for label, cell in pairs
    ]
    return _table(rows, widths, "")


def _shares(columns: tuple[b.Column, ...], width: int) -> list[int]:
    whole = sum(column.width for column in columns)
    return [round(width * column.width / whole) for column in columns]


def _table(rows: list[str], widths: list[int], caption: str) -> Any:
    grid = "".join(f'<w:gridCol w:w="{share}"/>' for share in widths)
    described = f'<w:tblCaption w:val="{_attribute(caption)}"/>' if caption else ""
    return parse_xml(
        f'<w:tbl xmlns:w="{NAMESPACE}"><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{_BORDERS}'
        f'<w:tblLayout w:type="fixed"/>{_MARGINS}<w:tblLook w:val="0020" w:firstRow="1"/>{described}'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _attribute(text: str) -> str:
    plain = b.Cell(text)
    return written(plain.value).replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def _header(columns: tuple[b.Column, ...], widths: list[int]) -> str:
    look = '<w:b/><w:color w:val="FFFFFF"/>'
    cells = "".join(
        _box(
            paragraph(
                run(column.title, properties=look), properties=_placed(column.align), first=column.title
            ),
            share,
            "1F4E6B",
        )
        for column, share in zip(columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _group_row(title: str, count: int, width: int) -> str:
    said = paragraph(run(title, properties="<w:b/>"), properties='<w:pStyle w:val="Cell"/><w:keepNext/>')
    return (
        f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
        f'<w:gridSpan w:val="{count}"/><w:shd w:val="clear" w:color="auto" w:fill="E3EAEF"/></w:tcPr>'
        f"{said}</w:tc></w:tr>"
    )


def _row(cells: tuple[b.Cell, ...], columns: tuple[b.Column, ...], widths: list[int], *, shade: str) -> str:
    boxes = "".join(
        _box(_said(cell, column), share, shade)
        for cell, column, share in zip(cells, columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{boxes}</w:tr>"


def _said(cell: b.Cell, column: b.Column) -> str:
    look = "<w:b/>" if column.kind is b.CellKind.CODE or cell.tone in _STRONG_TONES else ""
    if _COLOURS[cell.tone]:
        look += f'<w:color w:val="{_COLOURS[cell.tone]}"/>'
    value = written(cell.value)
    runs = run(value, properties=look) if value else ""
    if cell.detail:
        runs += ("<w:r><w:br/></w:r>" if value else "") + run(cell.detail, properties=_DETAIL)
    return paragraph(runs, properties=_placed(column.align), first=value or cell.detail)


def _placed(align: b.Align) -> str:
    style = '<w:pStyle w:val="Cell"/>'
    return style if align is b.Align.START else f'{style}<w:jc w:val="{_ALIGNS[align]}"/>'


def _box(content: str, share: int, shade: str) -> str:
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{share}" w:type="dxa"/>{fill}</w:tcPr>{content}</w:tc>'
