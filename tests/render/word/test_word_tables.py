"""Tables in Word: widths, emphasis, alignment, groups."""

import re

from dualtrack.catalogues.blocks import Align, Cell, Column, RowGroup, Table, Tone
from dualtrack.render.word.tables import pairs_element, table_element

COLUMNS = (Column("Wide", width=3), Column("Narrow", width=1, align=Align.END))


def xml(*rows: tuple[Cell, ...], zebra: bool = True, caption: str = "", title: str = "") -> str:
    made = Table(
        name="T", caption=caption, columns=COLUMNS, groups=(RowGroup(title=title, rows=rows),), zebra=zebra
    )
    return str(table_element(made, width=8000).xml)


def test_widths_share_the_page() -> None:
    assert re.findall(r'<w:gridCol w:w="(\d+)"', xml((Cell(), Cell()))) == ["6000", "2000"]


def test_tones_are_coloured_and_strong_only_where_they_mean_something() -> None:
    good = xml((Cell("x", tone=Tone.GOOD), Cell()))
    assert '<w:color w:val="1D6144"/>' in good
    assert "<w:b/>" in good.split("<w:tr>")[-1]
    muted = xml((Cell("x", tone=Tone.MUTED), Cell())).split("<w:tr>")[-1]
    assert "<w:b/>" not in muted


def test_columns_are_aligned() -> None:
    assert xml((Cell("a"), Cell("b"))).count('<w:jc w:val="end"/>') == 2


def test_every_second_row_is_shaded_when_wanted() -> None:
    rows = tuple((Cell(str(number)), Cell()) for number in range(4))
    assert xml(*rows).count('w:fill="F4F6F8"') == 4
    assert xml(*rows, zebra=False).count('w:fill="F4F6F8"') == 0


def test_a_group_spans_the_table_and_stays_with_its_rows() -> None:
    found = xml((Cell("a"), Cell("b")), title="Group")
    assert '<w:gridSpan w:val="2"/>' in found
    assert "<w:keepNext/>" in found
    assert "gridSpan" not in xml((Cell("a"), Cell("b")))


def test_a_caption_is_escaped_as_an_attribute() -> None:
    assert 'w:val="a &lt;b&gt; &amp; &quot;c&quot;"' in xml((Cell(), Cell()), caption='a <b> & "c"')


def test_pairs_are_two_columns() -> None:
    made = pairs_element([("Label", Cell("Value", detail="more"))], width=1000)
    assert re.findall(r'<w:gridCol w:w="(\d+)"', made.xml) == ["280", "720"]
    assert "tblHeader" not in made.xml
