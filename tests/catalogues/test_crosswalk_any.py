"""Every form of the crosswalk is read back as the same pairs, by law; what is no such file is told."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from tests.catalogues.files import HEADER, ROW, write
from tests.catalogues.generated import CATALOGUE, PRINTABLE, crosswalks
from tests.each import each

from dualtrack.app.cli.crosswalk_export import FORMATS, Of, content
from dualtrack.catalogues.crosswalk_any import read_pairs
from dualtrack.catalogues.crosswalk_rows import COLUMNS
from dualtrack.catalogues.loader import load_library
from dualtrack.domain.frameworks.crosswalk import Crosswalk

AT = datetime(2026, 11, 25, tzinfo=UTC)
OF = Of(organisation="Acme", example=False, day=date(2026, 11, 25), now=AT)
SUFFIXES = {"csv": "csv", "json": "json", "oscal": "json", "xlsx": "xlsx"}
LIBRARY = load_library()
ONE_LINE = PRINTABLE.map(lambda text: " ".join(text.split()))


def there_and_back(folder: Path, crosswalk: Crosswalk, wanted: str) -> list[object]:
    file = folder / f"pairs.{SUFFIXES[wanted]}"
    file.write_bytes(content(crosswalk.mappings, wanted, LIBRARY.catalogue, OF))
    return [mapping for mapping, _ in read_pairs(file, LIBRARY.catalogue)[0]]


@each("wanted", FORMATS)
def test_all_that_we_ship_comes_back_equal(tmp_path: Path, wanted: str) -> None:
    found = there_and_back(tmp_path, LIBRARY.crosswalk, wanted)
    assert found == list(LIBRARY.crosswalk.mappings)


@pytest.mark.parametrize("wanted", FORMATS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(crosswalk=crosswalks(ONE_LINE))
def test_whatever_pairs_come_back_equal(tmp_path: Path, wanted: str, crosswalk: Crosswalk) -> None:
    found = there_and_back(tmp_path, crosswalk, wanted)
    assert sorted(map(str, found)) == sorted(map(str, crosswalk.mappings))


@each("wanted", FORMATS)
def test_the_same_pairs_give_the_same_bytes(wanted: str) -> None:
    pairs = LIBRARY.crosswalk.mappings[:20]
    assert content(pairs, wanted, CATALOGUE, OF) == content(pairs, wanted, CATALOGUE, OF)


def told(tmp_path: Path, name: str, text: str | bytes) -> list[str]:
    file = tmp_path / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    placed, problems = read_pairs(file, LIBRARY.catalogue)
    assert placed == ()
    return [str(p).removeprefix(f"{file}: ") for p in problems]


@each(
    ("name", "text", "said"),
    [
        ("x.xlsx", b"no workbook", "not a workbook that can be read: "),
        ("x.json", '{"mappings": []}', "mappings: expected a list of pairs, with one at least"),
        ("x.json", '{"mappings": {"a": 1}}', "mappings: expected a list of pairs, with one at least"),
        ("x.json", '{"mappings": [3]}', "mapping 1: expected an object, got int"),
        (
            "x.json",
            '{"mappings": [{"from": "soc2:CC6.1"}]}',
            f"mapping 1: from: unknown field; known are {', '.join(COLUMNS)}",
        ),
        ("x.json", "nothing", "not JSON: Expecting value: line 1 column 1 (char 0)"),
        (
            "x.csv",
            HEADER.replace(",", ";"),
            "line 1: the columns are parted by semicolons; part them by commas",
        ),
        ("x.csv", (HEADER + ROW).encode("utf-16"), "the file is UTF-16; save it as UTF-8"),
    ],
)
def test_what_holds_no_pairs_is_told(tmp_path: Path, name: str, text: str | bytes, said: str) -> None:
    (reason,) = told(tmp_path, name, text)
    assert reason.startswith(said)


def test_a_workbook_without_the_columns_names_them(tmp_path: Path) -> None:
    import xlsxwriter  # noqa: PLC0415 - one test's

    file = tmp_path / "other.xlsx"
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet("Sheet").write_row(0, 0, ["Source", "Target"])
    placed, (problem,) = read_pairs(file, LIBRARY.catalogue)
    assert placed == ()
    assert problem.reason.startswith("no sheet has all the columns of a crosswalk: Source, Target, Relation,")


def test_a_bad_row_of_a_workbook_is_named_by_its_sheet_and_row(tmp_path: Path) -> None:
    import xlsxwriter  # noqa: PLC0415 - one test's

    fields = dict(zip(COLUMNS, next(iter(_csv_rows())), strict=True))
    file = tmp_path / "theirs.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Theirs")
        sheet.write_row(0, 0, COLUMNS)
        sheet.write_row(1, 0, [fields[c] for c in COLUMNS])
        sheet.write_row(2, 0, [(fields | {"target": "iso27001:A.6.9"})[c] for c in COLUMNS])
    placed, problems = read_pairs(file, LIBRARY.catalogue)
    assert [m.target for m, _ in placed] == ["iso27001:A.5.18"]
    assert str(problems[0]).startswith(f"{file}: Theirs, row 3: soc2:CC6.2 -> iso27001:A.6.9: target: ")


def _csv_rows() -> list[list[str]]:
    import csv  # noqa: PLC0415 - one test's

    return list(csv.reader([ROW]))


def test_our_json_names_a_bad_pair_by_its_place(tmp_path: Path) -> None:
    made = json.loads(content(LIBRARY.crosswalk.mappings[:2], "json", LIBRARY.catalogue, OF))
    made["mappings"][1]["strength"] = 11
    placed, problems = read_pairs(write(tmp_path, "x.json", json.dumps(made)), LIBRARY.catalogue)
    assert len(placed) == 1
    assert problems[0].record is not None
    assert problems[0].record.startswith("mapping 2 ")
    assert problems[0].reason == "11 is not a whole number from 0 to 10"
