"""The front sheet: every block that is no table is on it, in order, whole or cut with a word about it."""

from datetime import date
from io import BytesIO
from typing import Any

from python_calamine import CalamineWorkbook
from tests.each import each
from tests.render.samples import CREATED, document, row, table, whole

from dualtrack.catalogues.blocks import Bar, Block, Cell, Figure, KeyValue, KeyValues, Notice, Series, text
from dualtrack.render.formats import render
from dualtrack.render.sheet.fitting import fitting

CONTINUED = "[cut: a cell holds no more; whole in the PDF, Word, HTML and JSON of this document]"


def front(*blocks: Block, **changes: Any) -> list[tuple[str, str]]:
    data = render(document(*blocks, **changes), "xlsx", created=CREATED)
    lines = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_name("Document").to_python()
    return [(str(line[0]), str(line[1])) for line in lines if any(line)]


def test_the_cover_stands_first() -> None:
    assert front()[:9] == [
        ("Sample document", ""),
        ("A subtitle", ""),
        ("EXAMPLE: invented data", ""),
        ("DRAFT", ""),
        ("Organisation", "Northlight Ledger Ltd"),
        ("Version", "1.2"),
        ("Date", "20 November 2026"),
        ("Status", "DRAFT"),
        ("Classification", "Confidential"),
    ]


def test_the_notes_and_the_records_follow() -> None:
    found = front()
    assert found[9][1].endswith("They are not an auditor's conclusion.")
    assert found[10][1].startswith("Every organisation, person, firm and number in this document is invented")
    assert found[-2:] == [("Drawn from", ""), ("Ledger checkpoint", "checkpoint 12")]


def test_a_document_without_a_subtitle_has_no_empty_line_for_it() -> None:
    assert front(subtitle="")[1] == ("EXAMPLE: invented data", "")


def test_the_blocks_follow_in_their_order() -> None:
    data = render(whole(), "xlsx", created=CREATED)
    lines = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_name("Document").to_python()
    said = [(str(line[0]), str(line[1])) for line in lines if any(line)]
    assert said[said.index(("First heading", "")) :] == [
        ("First heading", ""),
        ("", "Plain, strongleaningcode"),
        ("By theme", ""),
        ("People", "Done 5, Owed 3"),
        ("Scope", "The platform\nVersion 3"),
        ("Approval", "To be completed by a member of top management"),
        ("", "Mind the gap"),
        ("Second heading", ""),
        ("Annex caption", "→ Annex"),
        ("Wide heading", ""),
        ("Wide caption", "→ Wide"),
        ("Last heading", ""),
        ("None", "Nothing is recorded."),
    ]


def test_the_caption_of_a_figure_is_said_even_without_bars() -> None:
    empty = Figure(caption="By theme", series=(Series(name="Done"),), bars=())
    assert front(empty)[-1] == ("By theme", "")


def test_each_part_of_a_bar_has_its_name() -> None:
    series = (Series(name="Met"), Series(name="Late"))
    found = front(Figure(caption="c", series=series, bars=(Bar(label="May", values=(0, 12)),)))
    assert found[-1] == ("May", "Met 0, Late 12")


@each(
    "block",
    [
        text("x" * 40_000),
        Notice(text="x" * 40_000),
        KeyValues((KeyValue(label="l", cell=Cell("x" * 40_000)),)),
        KeyValues((KeyValue(label="l", cell=Cell("x", detail="x" * 40_000)),)),
    ],
    ids=["paragraph", "notice", "value", "detail"],
)
def test_text_that_no_cell_holds_is_cut_and_never_dropped(block: Block) -> None:
    found = front(block)[-1][1]
    assert len(found) == 32_767
    assert found.startswith(("xx", "x\n"))
    assert found.endswith(CONTINUED)


def test_a_heading_that_no_cell_holds_is_cut_too() -> None:
    assert front(title="T" * 40_000)[0][0].endswith(CONTINUED)


@each("value", ["=1+1", "+1", "-1", "@x", "http://x.invalid", "{=1}"])
def test_values_are_text_whatever_they_begin_with(value: str) -> None:
    found = front(KeyValues((KeyValue(label=value, cell=Cell(value)),)))
    assert found[-1] == (value, value)


def test_days_and_numbers_are_said_as_text() -> None:
    items = (KeyValue(label="Day", cell=Cell(date(2026, 5, 1))), KeyValue(label="Count", cell=Cell(0)))
    assert front(KeyValues(items))[-2:] == [("Day", "2026-05-01"), ("Count", "0")]


def test_a_table_without_a_caption_is_named() -> None:
    found = front(table(row(1), name="Rows"))
    assert found[-1] == ("Rows caption", "→ Rows")


@each(("length", "cut"), [(0, False), (32_767, False), (32_768, True)])
def test_the_limit_is_excels(length: int, cut: bool) -> None:
    found = fitting("x" * length, "more")
    assert len(found) <= 32_767
    assert found.endswith("\nmore") is cut
