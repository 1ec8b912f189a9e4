"""Coverage and unreached files: good rows are judgements with their line, bad rows are told."""

from pathlib import Path

from tests.catalogues.files import write
from tests.each import each

from dualtrack.catalogues.coverage_file import (
    COVERAGE_COLUMNS,
    UNREACHED_COLUMNS,
    read_coverage,
    read_unreached,
)
from dualtrack.domain.frameworks.coverage_whole import Unreached, WholeCoverage
from dualtrack.domain.frameworks.crosswalk import Covered

COVERAGE = ",".join(COVERAGE_COLUMNS) + "\n"
UNREACHED = ",".join(UNREACHED_COLUMNS) + "\n"
JUDGED = "soc2:CC6.1,iso27001,major,Nearly all of it.\n"
SAID = "iso27001:4.4,soc2,No criterion asks for it.\n"


def test_reads_a_judged_coverage_with_its_line(tmp_path: Path) -> None:
    judged, problems = read_coverage(write(tmp_path, "coverage.csv", COVERAGE + JUDGED))
    assert problems == ()
    expected = WholeCoverage(
        requirement="soc2:CC6.1", by="iso27001", covered=Covered.MAJOR, reason="Nearly all of it."
    )
    assert judged == (("line 2 soc2:CC6.1", expected),)


def test_reads_what_is_unreached_with_its_line(tmp_path: Path) -> None:
    said, problems = read_unreached(write(tmp_path, "iso-only.csv", UNREACHED + SAID))
    assert problems == ()
    expected = Unreached(requirement="iso27001:4.4", against="soc2", reason="No criterion asks for it.")
    assert said == (("line 2 iso27001:4.4", expected),)


@each(
    ("old", "new", "problem"),
    [
        ("major", "most", "covered: 'most' is not one of none, minor, partial, major, full"),
        ("major", "", "covered: the field is missing; every record has it"),
        ("iso27001", "", "by: the field is missing; every record has it"),
        ("Nearly all of it.", "", "reason: the field is missing; every record has it"),
    ],
)
def test_a_bad_coverage_is_told_and_its_neighbour_stays(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    path = write(tmp_path, "coverage.csv", COVERAGE + JUDGED.replace(old, new) + JUDGED)
    judged, problems = read_coverage(path)
    assert [row for row, _ in judged] == ["line 3 soc2:CC6.1"]
    assert [str(p) for p in problems] == [f"{path}: line 2 soc2:CC6.1: {problem}"]


@each(("old", "field"), [("soc2", "against"), ("No criterion asks for it.", "reason")])
def test_a_bad_unreached_row_is_told(tmp_path: Path, old: str, field: str) -> None:
    path = write(tmp_path, "iso-only.csv", UNREACHED + SAID.replace(old, ""))
    said, problems = read_unreached(path)
    assert said == ()
    assert [str(p) for p in problems] == [
        f"{path}: line 2 iso27001:4.4: {field}: the field is missing; every record has it"
    ]


def test_a_file_without_rows_is_told(tmp_path: Path) -> None:
    _, (problem,) = read_coverage(write(tmp_path, "coverage.csv", COVERAGE))
    assert problem.reason == "the file holds a header and no row"
