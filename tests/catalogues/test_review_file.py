"""Reviews: an empty file closes nothing, a good row closes a requirement, a bad one is told."""

from datetime import date
from pathlib import Path

from tests.catalogues.files import write
from tests.each import each

from dualtrack.catalogues.loader import load_catalogue
from dualtrack.catalogues.review_file import COLUMNS, read_reviews
from dualtrack.domain.frameworks.crosswalk_reviews import Review

CATALOGUE = load_catalogue().catalogue
HEADER = ",".join(COLUMNS) + "\n"
ROW = "soc2:CC6.1,iso27001,A. Reviewer,2026-03-01\n"


def read(folder: Path, text: str) -> tuple[tuple[Review, ...], list[str]]:
    path = write(folder, "reviews.csv", text)
    reviews, problems = read_reviews(path, CATALOGUE, {"dualtrack"})
    return reviews, [str(p).removeprefix(f"{path}: ") for p in problems]


def test_a_header_alone_is_a_good_file_that_closes_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, HEADER) == ((), [])


def test_a_named_reviewer_closes_a_requirement(tmp_path: Path) -> None:
    (review,), problems = read(tmp_path, HEADER + ROW)
    assert problems == []
    assert review == Review(
        requirement="soc2:CC6.1", against="iso27001", by="A. Reviewer", on=date(2026, 3, 1)
    )


@each(
    ("old", "new", "problem"),
    [
        ("A. Reviewer", "", "by: the field is missing; every record has it"),
        (
            "A. Reviewer",
            "dualtrack",
            "by: dualtrack wrote the pairs and does not review them; name another person",
        ),
        ("2026-03-01", "", "on: the day of the review is missing; write it as 2026-01-31"),
        ("2026-03-01", "March", "on: 'March' is not a date; write it as 2026-01-31"),
        (
            "iso27001",
            "iso9001",
            "against: no framework iso9001 is loaded; loaded are iso27001, iso42001, soc2",
        ),
        ("iso27001", "soc2", "against: soc2:CC6.1 belongs to soc2 itself; name another framework"),
        ("iso27001", "", "against: the field is missing; every record has it"),
    ],
)
def test_a_bad_row_closes_nothing(tmp_path: Path, old: str, new: str, problem: str) -> None:
    reviews, problems = read(tmp_path, HEADER + ROW.replace(old, new))
    assert reviews == ()
    assert problems == [f"line 2 soc2:CC6.1: {problem}"]


def test_an_unknown_requirement_is_named_and_the_neighbour_stays(tmp_path: Path) -> None:
    reviews, (problem,) = read(tmp_path, HEADER + ROW.replace("CC6.1", "CC6.9") + ROW)
    assert [r.requirement for r in reviews] == ["soc2:CC6.1"]
    assert problem == (
        "line 2 soc2:CC6.9: requirement: soc2:CC6.9: SOC 2 Trust Services Criteria 2017 has no CC6.9; "
        "CC6 holds CC6.1 to CC6.8"
    )


def test_a_requirement_is_closed_once(tmp_path: Path) -> None:
    (review,), (problem,) = read(tmp_path, HEADER + ROW + ROW.replace("A. Reviewer", "B. Other"))
    assert review.by == "A. Reviewer"
    assert problem == (
        "line 3 soc2:CC6.1: soc2:CC6.1 against iso27001 was closed already by A. Reviewer; keep one row"
    )


def test_a_file_without_its_header_is_told(tmp_path: Path) -> None:
    assert read(tmp_path, "requirement,by,on\n" + ROW) == (
        (),
        ["line 1: the header does not fit: missing against"],
    )
