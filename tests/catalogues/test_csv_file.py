"""A CSV file has an exact header; every row that does not fit it is named by its line."""

from pathlib import Path

import pytest
from tests.catalogues.files import write
from tests.each import each

from dualtrack.catalogues import csv_file
from dualtrack.catalogues.csv_file import read_csv, stream_csv
from dualtrack.catalogues.problem import Problem

COLUMNS = ("a", "b")


def problems(folder: Path, text: str | bytes) -> list[str]:
    path = write(folder, "x.csv", text)
    return [str(p).removeprefix(f"{path}: ") for p in read_csv(path, COLUMNS)[1]]


def test_reads_rows_by_their_line(tmp_path: Path) -> None:
    rows, wrong = read_csv(write(tmp_path, "x.csv", 'a,b\n1,"two, too"\n\n3,4\n'), COLUMNS)
    assert wrong == ()
    assert rows == [("line 2", {"a": "1", "b": "two, too"}), ("line 4", {"a": "3", "b": "4"})]


@each(
    ("text", "reason"),
    [
        ("a;b\n1;2\n", "line 1: the columns are parted by semicolons; part them by commas"),
        ("a\tb\n1\t2\n", "line 1: the columns are parted by tabs; part them by commas"),
        ("a|b\n1|2\n", "line 1: the columns are parted by bars; part them by commas"),
        ("b,a\n1,2\n", "line 1: the columns stand in another order; expected a,b"),
        ("a,c\n1,2\n", "line 1: the header does not fit: missing b; unknown c"),
        ("a\n1\n", "line 1: the header does not fit: missing b"),
        ("a,b,c\n1,2,3\n", "line 1: the header does not fit: unknown c"),
        ("a,b\n", "the file holds a header and no row"),
        ("", "the file is empty"),
        ("a,b\n1\n", "line 2: 1 fields where the header has 2; quote texts with commas"),
        ("a,b\n1,2,3\n", "line 2: 3 fields where the header has 2; quote texts with commas"),
        ('a,b\n1,"2\n', "line 2: not valid CSV: unexpected end of data"),
    ],
)
def test_what_does_not_fit_is_told(tmp_path: Path, text: str, reason: str) -> None:
    assert problems(tmp_path, text) == [reason]


def test_utf_16_is_told(tmp_path: Path) -> None:
    assert problems(tmp_path, "a,b\n1,2\n".encode("utf-16")) == ["the file is UTF-16; save it as UTF-8"]


def test_a_good_row_survives_a_bad_neighbour(tmp_path: Path) -> None:
    rows, wrong = read_csv(write(tmp_path, "x.csv", "a,b\n1\n3,4\n"), COLUMNS)
    assert rows == [("line 3", {"a": "3", "b": "4"})]
    assert len(wrong) == 1


def test_a_file_of_nothing_but_its_byte_order_mark_is_empty(tmp_path: Path) -> None:
    assert problems(tmp_path, b"\xef\xbb\xbf") == ["the file is empty"]
    assert read_csv(write(tmp_path, "y.csv", "\ufeffa,b\n1,2\n"), COLUMNS)[0] == [
        ("line 2", {"a": "1", "b": "2"})
    ]


def test_a_file_may_hold_no_row_where_that_is_a_statement(tmp_path: Path) -> None:
    assert read_csv(write(tmp_path, "x.csv", "a,b\n"), COLUMNS, may_be_empty=True) == ([], ())


def test_rows_come_one_by_one_and_problems_with_them(tmp_path: Path) -> None:
    wrong: list[Problem] = []
    rows = stream_csv(write(tmp_path, "x.csv", "a,b\n1,2\n3\n5,6\n"), COLUMNS, wrong)
    assert next(rows) == ("line 2", {"a": "1", "b": "2"})
    assert wrong == []
    assert next(rows)[0] == "line 4"
    assert [p.record for p in wrong] == ["line 3"]


def test_a_file_larger_than_any_crosswalk_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_file, "MAX_BYTES", 10)
    assert problems(tmp_path, "a,b\n1,2\n3,4\n") == [
        "the file is larger than 10 bytes, which no catalogue is; it was not read"
    ]
