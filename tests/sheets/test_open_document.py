"""An OpenDocument workbook is walked through before it is read: its reach and its merged areas."""

from tests.each import each
from tests.sheets.books import cell, row

from dualtrack.sheets.cell import Area
from dualtrack.sheets.limits import MAX_CELLS
from dualtrack.sheets.open_document import Reach, reaches


def reach(*rows: str, name: str = "T") -> Reach:
    (found,) = reaches(f'<table:table table:name="{name}">{"".join(rows)}</table:table>'.encode())
    return found


EMPTY = '<table:table-cell table:number-columns-repeated="16384"/>'


def test_content_is_counted_and_emptiness_is_not() -> None:
    endless = row(EMPTY, attributes='table:number-rows-repeated="1048000"')
    found = reach(row(cell("a"), cell("b"), EMPTY), endless)
    assert (found.name, found.rows, found.columns, found.too_far) == ("T", 1, 2, False)


def test_repeated_content_is_counted_as_often_as_it_stands() -> None:
    found = reach(
        row(cell("a", 'table:number-columns-repeated="300"')),
        row(EMPTY),
        row(cell("b"), attributes="table:number-rows-repeated='50000'"),
    )
    assert (found.rows, found.columns) == (50_002, 300)
    assert found.too_far is (MAX_CELLS < 50_002 * 300) is True


def test_a_value_without_text_is_content() -> None:
    found = reach(
        row("<table:table-cell/>", '<table:table-cell office:value-type="float" office:value="3"/>')
    )
    assert (found.rows, found.columns) == (1, 2)


def test_merged_areas_have_their_places() -> None:
    found = reach(
        row(cell("title", 'table:number-columns-spanned="2"'), "<table:covered-table-cell/>"),
        row(cell("group", 'table:number-rows-spanned="3" table:number-columns-spanned="1"'), cell("x")),
    )
    assert found.merged == [Area(0, 0, 0, 1), Area(1, 0, 3, 0)]


@each("name", ["R&amp;D", "a &lt; b"])
def test_names_are_as_people_see_them(name: str) -> None:
    assert reach(name=name).name == name.replace("&amp;", "&").replace("&lt;", "<")


def test_each_table_is_walked_alone() -> None:
    text = f'<table:table table:name="A">{row(cell("a"))}{row(cell("b"))}</table:table>'
    found = reaches((text + text.replace('"A"', '"B"')).encode())
    assert [(each.name, each.rows) for each in found] == [("A", 2), ("B", 2)]
    assert reaches(row(cell("a")).encode()) == []
