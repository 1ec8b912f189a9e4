"""Tables inside a Markdown page are sheets, named by the heading above and numbered by line."""

import pytest
from tests.each import each

from dualtrack.sheets.limits import MAX_CELL
from dualtrack.sheets.markdown import read_markdown
from dualtrack.sheets.problem import RefusedError
from dualtrack.sheets.reading import read
from dualtrack.sheets.words import said

PAGE = """# Plan

Words | with a pipe, and no table.

## Critical processes ##

| ID | **Process** | Owner |
|---|:---:|---|
| P-01 | Booking \\| tracking | `Ops` |
| P-02 | Two<br>lines |
Text.

```
| not | a table |
|---|---|
```

| A |
|---|
| 1 |

### Other
A | B
--|--
x | y | z
"""


def test_each_table_is_a_sheet() -> None:
    first, second, third = read_markdown(PAGE, "plan")
    assert (first.name, first.first, first.headed) == ("Critical processes", 7, True)
    assert first.rows == (
        ("ID", "Process", "Owner"),
        (),
        ("P-01", "Booking | tracking", "Ops"),
        ("P-02", "Two\nlines"),
    )
    assert first.lengths == (3, 0, 3, 2)
    assert (second.name, second.rows) == ("Critical processes 2", (("A",), (), ("1",)))
    assert (third.name, third.rows[2], third.lengths[2]) == ("Other", ("x", "y", "z"), 3)


def test_rows_have_the_numbers_of_their_lines() -> None:
    sheet = read_markdown(PAGE, "plan")[0]
    line = PAGE.splitlines()[sheet.number(2) - 1]
    assert line.startswith("| P-01")


def test_a_page_without_a_heading_lends_its_name() -> None:
    assert read_markdown("|a|\n|-|\n|1|", "page")[0].name == "page"


@each("text", ["words", "a | b\n- list\n", "|a|\nno line of dashes"])
def test_a_page_without_a_table_is_refused(text: str) -> None:
    with pytest.raises(RefusedError) as caught:
        read_markdown(text, "page")
    assert said(caught.value.problem) == "holds no table; a table has a header and a line of dashes under it"


def test_a_cell_that_is_too_long_is_refused() -> None:
    with pytest.raises(RefusedError) as caught:
        read_markdown(f"|a|\n|-|\n|{'x' * (MAX_CELL + 1)}|", "page")
    assert said(caught.value.problem) == "row 3: a cell of 100,001 characters; at most 100,000 are read"


def test_the_ending_of_the_name_tells_markdown() -> None:
    assert read(b"|a;b|\n|-|\n|1;2|", "x.MD").sheets[0].rows == (("a;b",), (), ("1;2",))
    assert len(read(b"|a;b|\n|-|\n|1;2|", "x.csv").sheets[0].rows) == 3


@each("line", ["| " + "**a " * 20_000, "|" + " " * 90_000 + "x|", "|" + "`a`" * 30_000 + "|"])
def test_hostile_lines_take_no_longer_than_others(line: str) -> None:
    assert read_markdown(f"|a|\n|-|\n{line}", "page")[0].rows[2]
    with pytest.raises(RefusedError):
        read_markdown(f"{line}\n{line}", "page")
