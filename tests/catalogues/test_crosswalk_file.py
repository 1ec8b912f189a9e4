"""A crosswalk file: good pairs stay, each broken field or rule is told with line and pair."""

from pathlib import Path

from tests.catalogues.files import HEADER, ROW, write
from tests.each import each

from dualtrack.catalogues.article_file import read_article
from dualtrack.catalogues.crosswalk_file import read_crosswalk
from dualtrack.catalogues.crosswalk_rows import COLUMNS
from dualtrack.catalogues.loader import load_catalogue
from dualtrack.domain.frameworks.crosswalk import Relation

CATALOGUE = load_catalogue().catalogue
PAIR = "line 2 soc2:CC6.2 -> iso27001:A.5.18"


def read(folder: Path, text: str) -> tuple[int, list[str]]:
    path = write(folder, "c.csv", text)
    crosswalk, problems = read_crosswalk(path, CATALOGUE)
    return len(crosswalk.mappings), [str(p).removeprefix(f"{path}: ") for p in problems]


def test_the_columns_are_those_of_the_contract() -> None:
    assert ",".join(COLUMNS) + "\n" == HEADER


def test_reads_every_field(tmp_path: Path) -> None:
    crosswalk, problems = read_crosswalk(write(tmp_path, "c.csv", HEADER + ROW), CATALOGUE)
    (m,) = crosswalk.mappings
    assert problems == ()
    assert (m.source, m.target, m.relation, m.strength) == (
        "soc2:CC6.2",
        "iso27001:A.5.18",
        Relation.INTERSECTS_WITH,
        8,
    )
    assert m.source_delta == ("complete_population_sample",)
    assert m.target_delta == ("planned_interval",)
    assert (m.documented_basis, m.reviewed_by, m.reviewed_on) == (None, None, None)
    assert m.origin == "project judgement"


@each(
    ("old", "new", "kept", "problem"),
    [
        (
            ",8,",
            ",9,",
            1,
            f"{PAIR}: strength: 9 is outside 1 to 8 of intersects-with",
        ),
        (",8,", ",11,", 0, f"{PAIR}: strength: 11 is not a whole number from 0 to 10"),
        (",8,", ",7.5,", 0, f"{PAIR}: strength: 7.5 is not a whole number from 0 to 10"),
        (",8,", ",,", 0, f"{PAIR}: strength: the field is missing; every record has it"),
        (
            "intersects-with",
            "overlaps",
            0,
            f"{PAIR}: relation: 'overlaps' is not one of equal-to, equivalent-to, subset-of, superset-of, "
            "intersects-with, no-relationship",
        ),
        (
            "planned_interval",
            "formality",
            1,
            f"{PAIR}: target_delta: formality is not in the delta vocabulary of iso27001",
        ),
        (
            ",,,project",
            ",J. Doe,,project",
            0,
            f"{PAIR}: reviewed_by: a review has both a person and a day, or neither",
        ),
        (
            ",,,project",
            ",J. Doe,May,project",
            0,
            f"{PAIR}: reviewed_on: 'May' is not a date; write it as 2026-01-31",
        ),
        (
            "One set of tickets shows both.",
            "",
            0,
            f"{PAIR}: rationale: the field is missing; every record has it",
        ),
    ],
)
def test_a_bad_field_is_told(tmp_path: Path, old: str, new: str, kept: int, problem: str) -> None:
    assert old in ROW
    count, problems = read(tmp_path, HEADER + ROW.replace(old, new, 1))
    assert count == kept
    assert problem in problems


@each(
    ("written", "reason"),
    [
        (
            "A.6.9",
            "A.6.9 is not a requirement of ISO/IEC 27001, ISO/IEC 42001, SOC 2 Trust Services Criteria; "
            "A.6 holds A.6.1 to A.6.8 in ISO/IEC 27001; A.6 holds A.6.1.2 to A.6.2.8 in ISO/IEC 42001",
        ),
        (
            "iso27001:A.6.9",
            "iso27001:A.6.9: ISO/IEC 27001 2022 has no A.6.9; A.6 holds A.6.1 to A.6.8",
        ),
        (
            "soc2:CC8.2",
            "soc2:CC8.2: SOC 2 Trust Services Criteria 2017 has no CC8.2; CC8 holds CC8.1",
        ),
        ("soc2:C6.5.1", "soc2:C6.5.1: SOC 2 Trust Services Criteria 2017 has no C6.5.1"),
        ("soc2:PP1.1", "soc2:PP1.1: SOC 2 Trust Services Criteria 2017 has no PP1.1"),
        ("soc2:CC.5.3", "soc2:CC.5.3: SOC 2 Trust Services Criteria 2017 has no CC.5.3"),
        (
            "5.1",
            "5.1 is ambiguous: it may be clause iso27001:5.1 or Annex A control iso27001:A.5.1 or "
            "clause iso42001:5.1; write the full id",
        ),
    ],
)
def test_invented_ids_are_refused_by_name_and_the_neighbour_stays(
    tmp_path: Path, written: str, reason: str
) -> None:
    bad = ROW.replace("iso27001:A.5.18", written).replace("One set", "Another set")
    count, problems = read(tmp_path, HEADER + bad + ROW)
    assert count == 1
    assert f"line 2 soc2:CC6.2 -> {written}: target: {reason}" in problems


def test_a_duplicate_keeps_the_first(tmp_path: Path) -> None:
    count, problems = read(tmp_path, HEADER + ROW + ROW.replace("One set", "Another set"))
    assert count == 1
    assert problems == [
        "line 3 soc2:CC6.2 -> iso27001:A.5.18: the pair is listed twice; keep one row",
    ]


def test_a_wrong_delimiter_is_told(tmp_path: Path) -> None:
    assert read(tmp_path, HEADER.replace(",", ";") + ROW.replace(",", ";")) == (
        0,
        ["line 1: the columns are parted by semicolons; part them by commas"],
    )


def test_the_article_view_refuses_unknown_ids(tmp_path: Path) -> None:
    text = (
        "series,criteria,refs,requirements,label,note\n"
        "CC8,soc2:CC8.2,A.8.32,iso27001:A.8.32,near-complete,Ours.\n"
        "A1,soc2:A1.1,A.8.6,iso27001:A.8.6,near-complete,Ours.\n"
    )
    rows, (problem,) = read_article(write(tmp_path, "a.csv", text), CATALOGUE)
    assert [row.series for row in rows] == ["A1"]
    assert (problem.record, problem.field) == ("line 2 CC8", "criteria")
    assert problem.reason.startswith("soc2:CC8.2: SOC 2 Trust Services Criteria 2017 has no CC8.2")


def test_a_row_is_told_all_that_is_wrong_in_it_its_ids_too(tmp_path: Path) -> None:
    row = ROW.replace("soc2:CC6.2", "soc2:CC8.2").replace(",8,", ",x,")
    kept, problems = read(tmp_path, HEADER + row + ROW)
    assert kept == 1
    assert [problem.partition(": ")[2] for problem in problems] == [
        "strength: x is not a whole number from 0 to 10",
        "source: " + unknown(tmp_path, "CC8.2"),
    ]


def unknown(folder: Path, local: str) -> str:
    """What is said of the same id in a row that is right otherwise."""
    _, (problem,) = read(folder, HEADER + ROW.replace("soc2:CC6.2", f"soc2:{local}"))
    return problem.partition("source: ")[2]
