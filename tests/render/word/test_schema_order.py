"""What we write by hand stands in the order that the schema of WordprocessingML wants."""

from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

from lxml import etree
from tests.each import each
from tests.render.samples import CREATED, document, hostile_table, table, whole

from dualtrack.catalogues.blocks import Align, Cell, Column, Document, Heading, RowGroup, Table, Tone, text
from dualtrack.render.formats import render
from dualtrack.render.word.markup import NAMESPACE

# ECMA-376 part 1: the sequences of CT_PPr, CT_RPr, CT_TcPr and CT_TblPr, as far as we use them
ORDERS = {
    "pPr": ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "pBdr", "shd", "bidi", "spacing", "ind",
            "contextualSpacing", "jc", "outlineLvl", "rPr", "sectPr"),
    "rPr": ("rStyle", "rFonts", "b", "bCs", "i", "iCs", "color", "spacing", "kern", "sz", "szCs", "u",
            "rtl", "cs", "lang"),
    "tcPr": ("tcW", "gridSpan", "shd"),
    "tblPr": ("tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblCellMar", "tblLook", "tblCaption"),
    "trPr": ("cantSplit", "tblHeader"),
    "tblBorders": ("top", "start", "bottom", "end", "insideH", "insideV"),
    "tblCellMar": ("top", "start", "bottom", "end"),
}  # fmt: skip
RTL = "שלום"


def from_the_right() -> Document:
    columns = tuple(Column(RTL, align=align) for align in Align)
    rows = tuple(tuple(Cell(RTL, detail=RTL, tone=tone) for _ in Align) for tone in Tone)
    made = Table(name="r", caption=RTL, columns=columns, groups=(RowGroup(title=RTL, rows=rows),))
    return document(Heading(text=RTL), text(RTL), made, title=RTL, subtitle=RTL, organisation=RTL)


def markup(made: Document) -> etree._Element:
    with ZipFile(BytesIO(render(made, "docx", created=CREATED))) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


@each("parent", ORDERS)
@each("made", [whole(), from_the_right(), document(hostile_table())], ids=["whole", "rtl", "hostile"])
def test_children_stand_in_the_order_of_the_schema(made: Document, parent: str) -> None:
    order = ORDERS[parent]
    found = 0
    for element in markup(made).iter(f"{{{NAMESPACE}}}{parent}"):
        names = [etree.QName(child).localname for child in element]
        assert set(names) <= set(order), names
        places = [order.index(name) for name in names]
        assert all(one < other for one, other in pairwise(places)), names
        found += 1
    assert found


def test_a_table_has_as_many_columns_in_its_grid_as_cells_in_its_rows() -> None:
    word = f"{{{NAMESPACE}}}"
    for found in markup(whole()).iter(f"{word}tbl"):
        columns = len(found.findall(f"{word}tblGrid/{word}gridCol"))
        for line in found.findall(f"{word}tr"):
            spans = [cell.find(f"{word}tcPr/{word}gridSpan") for cell in line.findall(f"{word}tc")]
            assert sum(1 if span is None else int(span.get(f"{word}val", "0")) for span in spans) == columns


def test_every_cell_ends_in_a_paragraph_as_word_demands() -> None:
    word = f"{{{NAMESPACE}}}"
    cells = list(markup(document(table((Cell(), Cell(), Cell(), Cell())))).iter(f"{word}tc"))
    assert cells
    assert all(cell[-1].tag == f"{word}p" for cell in cells)


def test_every_style_that_a_paragraph_names_is_there() -> None:
    with ZipFile(BytesIO(render(whole(), "docx", created=CREATED))) as archive:
        styles = etree.fromstring(archive.read("word/styles.xml"))
    key, word = f"{{{NAMESPACE}}}styleId", f"{{{NAMESPACE}}}"
    known = {style.get(key) for style in styles.iter(f"{word}style")}
    used = {element.get(f"{word}val") for element in markup(whole()).iter(f"{word}pStyle")}
    assert used <= known
    assert {"Title", "Subtitle", "Heading1", "Heading2", "Mark", "Note", "Blank", "Cell"} <= used
