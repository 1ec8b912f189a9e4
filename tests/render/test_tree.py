"""A document as plain data: every text goes through the same hand."""

from typing import Any

from tests.render.samples import document, row, table, whole

from dualtrack.catalogues.blocks import Cell, FactRef, Tone
from dualtrack.render.pdf import template_data
from dualtrack.render.tree import cell_data, frame_data, plain


def strings(data: Any) -> list[str]:
    """Collect all strings in nested data."""
    if isinstance(data, dict):
        return [found for value in data.values() for found in strings(value)]
    if isinstance(data, list):
        return [found for value in data for found in strings(value)]
    return [data] if isinstance(data, str) else []


def test_every_text_is_said_through_the_given_hand() -> None:
    loud = strings(plain(whole(), str.upper))
    for words in ("NORTHLIGHT LEDGER LTD", "TITLE 59", "DETAIL 3", "MIND THE GAP", "FACT-P", "WIDE HEADING"):
        assert words in loud
    assert "Title 59" not in loud


def test_what_a_cell_does_not_say_is_left_out() -> None:
    assert cell_data(Cell()) == {"value": None}
    assert cell_data(Cell(0)) == {"value": 0}
    assert cell_data(Cell("a", detail="b", tone=Tone.BAD, facts=("f",))) == {
        "value": "a",
        "detail": "b",
        "tone": "bad",
        "facts": ["f"],
    }


def test_the_frame_has_no_blocks() -> None:
    assert "blocks" not in frame_data(document())
    assert plain(document())["blocks"] == []


def test_the_pdf_template_gets_parts_and_breakable_words() -> None:
    long = "x" * 40
    data = template_data(document(table(row(1, long), wide=True)))
    assert [part["wide"] for part in data["parts"]] == [True]
    assert data["parts"][0]["blocks"][0]["groups"][0]["rows"][0][1]["value"].replace("\u200b", "") == long
    assert data["words"]["page"] == "Page {} of {}"
    assert FactRef(**data["facts"][0]).id == "checkpoint 12"
