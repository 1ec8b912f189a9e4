"""Where a document turns its pages."""

from tests.render.samples import row, table

from dualtrack.catalogues.blocks import Block, Heading, Notice, text
from dualtrack.render.parts import Part, parts

NARROW, WIDE, WIDER = table(row(1)), table(row(1), wide=True), table(row(2), wide=True)
ONE, TWO, TWO_BELOW = Heading(text="One"), Heading(text="Two"), Heading(text="Below", level=2)
SAID, NOTED = text("said"), Notice(text="noted")


def split(*blocks: Block) -> tuple[Part, ...]:
    found = parts(blocks)
    assert tuple(block for part in found for block in part.blocks) == blocks
    return found


def test_no_wide_table_is_one_upright_part() -> None:
    assert split(ONE, SAID, NARROW) == (Part(False, (ONE, SAID, NARROW)),)


def test_nothing_is_no_part() -> None:
    assert split() == ()


def test_a_heading_goes_with_its_wide_table() -> None:
    assert split(SAID, TWO, WIDE, SAID) == (
        Part(False, (SAID,)),
        Part(True, (TWO, WIDE)),
        Part(False, (SAID,)),
    )


def test_headings_and_the_text_below_them_go_together() -> None:
    assert split(NARROW, TWO, TWO_BELOW, SAID, NOTED, WIDE) == (
        Part(False, (NARROW,)),
        Part(True, (TWO, TWO_BELOW, SAID, NOTED, WIDE)),
    )


def test_text_without_a_heading_stays_where_it_is() -> None:
    assert split(NARROW, SAID, WIDE) == (Part(False, (NARROW, SAID)), Part(True, (WIDE,)))


def test_wide_tables_that_follow_each_other_share_their_pages() -> None:
    assert split(ONE, WIDE, TWO, WIDER) == (Part(True, (ONE, WIDE, TWO, WIDER)),)


def test_a_wide_table_first() -> None:
    assert split(WIDE) == (Part(True, (WIDE,)),)
