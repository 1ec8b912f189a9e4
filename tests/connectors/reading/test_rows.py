"""CSV rows, with what is wrong as values."""

import pytest
from tests.each import each

from dualtrack.connectors.reading import rows
from dualtrack.connectors.reading.rows import RowReader
from dualtrack.connectors.reading.source import UnreadableError
from dualtrack.connectors.reading.splitter import Bad


def table(text: str, size: int = 5) -> list[object]:
    data = text.encode()
    reader = RowReader((data[at : at + size] for at in range(0, len(data), size)), ";")
    return [(each.record, each.reason) if isinstance(each, Bad) else each for each in reader]


def test_rows_are_read_by_the_header_whatever_the_chunks() -> None:
    for size in (1, 2, 7, 1000):
        assert table("a;B \n1;zwölf\n\n3;4", size) == [
            (1, {"A": "1", "B": "zwölf"}),
            (2, {"A": "3", "B": "4"}),
        ]


def test_a_header_alone_is_a_table_without_rows() -> None:
    assert table("a;b") == table("a;b\r\n") == []


def test_a_ragged_row_is_named_and_the_next_one_kept() -> None:
    assert table("a;b\n1\n1;2;3\n1;2\n") == [
        (1, "1 fields under a header of 2"),
        (2, "3 fields under a header of 2"),
        (3, {"A": "1", "B": "2"}),
    ]


def test_an_open_quote_swallows_no_more_than_a_field_may_hold() -> None:
    text = 'a;b\n1;"open\n' + "1;2\n" * 40_000
    found = table(text, 10_000)
    assert found[0] == (1, "not CSV: field larger than field limit (131072)")
    assert found[-1][1] == {"A": "1", "B": "2"}  # type: ignore[index]  # a row
    assert len(found) < 10_000


def test_an_endless_line_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MAX_LINE", 50)
    assert table("a;b\n1;2\n" + "x" * 60) == [
        (1, {"A": "1", "B": "2"}),
        (2, "a line longer than 50 characters; nothing from here on was read"),
    ]


@each(
    ("text", "reason"),
    [
        ("a;a;b;b\n", "the header names A, B twice; which one is meant cannot be told"),
        ('"a', "the header is not CSV: unexpected end of data"),
    ],
)
def test_a_header_that_cannot_be_read_refuses_the_file(text: str, reason: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        table(text)
    assert str(caught.value) == reason
