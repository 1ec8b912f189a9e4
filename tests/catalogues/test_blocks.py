"""The neutral tree refuses what no format could show rightly."""

from datetime import date

import pytest
from tests.each import each

from dualtrack.catalogues.blocks import (
    Block,
    Cell,
    Column,
    Document,
    Emphasis,
    Heading,
    RowGroup,
    Span,
    Status,
    Table,
    text,
)
from dualtrack.catalogues.frame import ENGLISH


def make(*blocks: Block) -> Document:
    return Document(
        name="sample",
        title="Sample",
        organisation="Northlight",
        example=False,
        version="1",
        dated=date(2026, 1, 1),
        classification="Internal",
        status=Status.DRAFT,
        blocks=blocks,
    )


def test_a_row_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="table 'T', group 'G', row 2: 1 cells, expected 2"):
        Table(
            name="T",
            columns=(Column("a"), Column("b")),
            groups=(RowGroup(title="G", rows=((Cell(), Cell()), (Cell(),))),),
        )


@each(
    ("levels", "reason"),
    [
        ((2,), "document 'sample', heading 'h0': level 2, expected 1 to 1"),
        ((1, 3), "document 'sample', heading 'h1': level 3, expected 1 to 2"),
        ((0,), "document 'sample', heading 'h0': level 0, expected 1 to 1"),
    ],
)
def test_a_heading_that_skips_a_level_is_refused(levels: tuple[int, ...], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        make(*(Heading(text=f"h{number}", level=level) for number, level in enumerate(levels)))


def test_headings_may_go_back_any_number_of_levels() -> None:
    levels = (1, 2, 3, 1, 2, 2)
    made = make(*(Heading(text="h", level=level) for level in levels))
    assert [block.level for block in made.blocks if isinstance(block, Heading)] == list(levels)


def test_rows_of_all_groups_in_order() -> None:
    groups = (RowGroup(rows=((Cell(1),), (Cell(2),))), RowGroup(rows=((Cell(3),),)))
    made = Table(name="T", columns=(Column("a"),), groups=groups)
    assert [line[0].value for line in made.rows] == [1, 2, 3]


def test_text_mixes_strings_and_spans() -> None:
    strong = Span("b", Emphasis.STRONG)
    assert text("a", strong).spans == (Span("a"), strong)


def test_long_dates() -> None:
    assert ENGLISH.long_date(date(2026, 12, 1)) == "1 December 2026"
    assert len(ENGLISH.months) == 12
