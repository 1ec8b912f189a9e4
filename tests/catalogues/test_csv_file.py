"""A CSV file has an exact header; every row that does not fit it is named by its line."""

from pathlib import Path

import pytest
from tests.catalogues.files import write

from dualtrack.catalogues.csv_file import read_csv

COLUMNS = ("a", "b")


def problems(folder: Path, text: str | bytes) -> list[str]:
    path = write(folder, "x.csv", text)
    return [str(p).removeprefix(f"{path}: ") for p in read_csv(path, COLUMNS)[1]]


def test_reads_rows_by_their_line(tmp_path: Path) -> None:
    rows, wrong = read_csv(write(tmp_path, "x.csv", 'a,b\n1,"two, too"\n\n3,4\n'), COLUMNS)
    assert wrong == ()
    assert rows == [("line 2", {"a": "1", "b": "two, too"}), ("line 4", {"a": "3", "b": "4"})]


@pytest.mark.parametrize(
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
