"""The shipped folder of crosswalks says all that it must; a spoilt copy is told file by file."""

import shutil
from pathlib import Path

import pytest
from tests.each import each

from dualtrack.catalogues import loader
from dualtrack.catalogues.check import check
from dualtrack.catalogues.crosswalk_counts import crosswalk_counts, crosswalk_folder_counts
from dualtrack.catalogues.crosswalk_folder import read_crosswalk_folder
from dualtrack.catalogues.loader import load_catalogue, load_crosswalk, load_crosswalk_folder
from dualtrack.domain.frameworks.catalogue import Kind
from dualtrack.domain.frameworks.coverage_whole import shares
from dualtrack.domain.frameworks.crosswalk import Covered, Crosswalk

SOURCE = Path(loader.__file__).parent / "crosswalks"
CATALOGUE = load_catalogue().catalogue
SHIPPED = load_crosswalk_folder()
LABELS = {
    "CC1": "partial",
    "CC2": "partial",
    "CC3": "strong",
    "CC4": "near-complete",
    "CC5": "near-complete",
    "CC6": "near-complete",
    "CC7": "near-complete",
    "CC8": "near-complete",
    "CC9": "partial",
    "A1": "near-complete",
    "C1": "near-complete",
    "PI1": "partial",
    "P1-P8": "partial",
}


# Who is judged by whom.
JUDGED = [("soc2", "iso27001"), ("iso27001", "soc2"), ("iso42001", "iso27001"), ("iso27001", "iso42001")]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The shipped crosswalks in a folder that may be spoilt."""
    return Path(shutil.copytree(SOURCE, tmp_path / "crosswalks"))


def spoil(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def told(folder: Path) -> list[str]:
    read = read_crosswalk_folder(folder, CATALOGUE)
    return [str(p).replace(f"{folder}", "crosswalks") for p in read.problems]


def test_the_shipped_folder_has_no_problem(copy: Path) -> None:
    assert SHIPPED.problems == ()
    assert told(copy) == []
    assert SHIPPED.crosswalk == load_crosswalk()[0]


def test_nobody_outside_has_reviewed_it() -> None:
    assert SHIPPED.reviews == ()
    assert (SOURCE / "reviews.csv").read_text(encoding="utf-8") == "requirement,against,by,on\n"


@each(("key", "by"), JUDGED)
def test_every_requirement_is_judged_once_by_another_framework(key: str, by: str) -> None:
    judged = [j.requirement for j in SHIPPED.closing.coverage if j.by == by]
    ours = [one for one in judged if one.startswith(f"{key}:")]
    assert sorted(ours) == sorted(r.id for r in CATALOGUE.requirements(key))


def test_none_is_said_exactly_of_the_unreached() -> None:
    none = {(j.requirement, j.by) for j in SHIPPED.closing.coverage if j.covered is Covered.NONE}
    assert none == {(j.requirement, j.against) for j in SHIPPED.closing.unreached}
    by_soc2 = {i for i, by in none if by == "soc2" and i.startswith("iso27001:")}
    assert by_soc2 == {"iso27001:4.4", "iso27001:A.5.32", "iso27001:A.8.34"}


def test_each_reason_is_one_specific_sentence() -> None:
    for judged in SHIPPED.closing.coverage:
        assert 8 <= len(judged.reason.split()) <= 40, judged.requirement
        assert judged.reason.endswith("."), judged.requirement


@each("criterion", ["P1.1", "P2.1", "P3.1", "P3.2", "P5.1", "P5.2", "P7.1"])
def test_some_privacy_criteria_have_no_honest_partner_but_one(criterion: str) -> None:
    pairs = SHIPPED.crosswalk.of(f"soc2:{criterion}")
    (pair,) = (m for m in pairs if m.target.startswith("iso27001:"))
    assert pair.target == "iso27001:A.5.34"
    assert pair.strength <= 3
    judged = shares(SHIPPED.closing.coverage, "iso27001")[f"soc2:{criterion}"]
    assert judged.covered is Covered.MINOR
    assert "A.5.34" in judged.reason


def test_the_series_labels_are_computed() -> None:
    assert {s.series: str(s.label) for s in SHIPPED.series} == LABELS


def test_each_label_that_differs_from_the_article_is_explained() -> None:
    differing = [s for s in SHIPPED.series if not s.agrees]
    assert [s.series for s in differing] == ["CC1", "CC2", "CC3", "CC4", "CC9"]
    assert all(f"Our label is {s.label}" in s.note for s in differing)


def test_the_counts_look_like_judgement_and_not_like_a_default() -> None:
    between = [
        m for m in SHIPPED.crosswalk.mappings if m.source[:5] == "soc2:" and m.target[:9] == "iso27001:"
    ]
    counts = crosswalk_counts(Crosswalk(tuple(between)), CATALOGUE)
    assert 250 <= counts["pairs with annex_control"] <= 400
    assert 80 <= counts["pairs with clause"] <= 140
    assert counts["pairs"] == counts["pairs with annex_control"] + counts["pairs with clause"]
    strengths = [n for name, n in counts.items() if name.startswith("strength ")]
    assert len(strengths) == 8
    assert max(strengths) < counts["pairs"] / 3
    assert counts["delta soc2 operating_over_period"] < counts["pairs"] / 5
    assert {f"relation {r}" for r in ("subset-of", "superset-of", "equivalent-to")} <= set(counts)


def test_every_part_is_counted() -> None:
    counts = crosswalk_folder_counts(SHIPPED, CATALOGUE)
    assert sum(counts["coverage"].values()) == len(SHIPPED.closing.coverage) >= 2 * 123 + 61 + 70
    assert {"iso27001 by soc2": 3, "iso42001 by iso27001": 3}.items() <= counts["unreached"].items()
    assert sum(counts["series"].values()) == len(CATALOGUE.requirements("soc2"))
    assert counts["series"]["CC1 partial (article: near-complete)"] == 5
    assert counts["reviews"] == {"closed by a named reviewer": 0}
    assert counts.items() <= check().counts.items()


def test_an_empty_crosswalk_counts_no_pair() -> None:
    assert crosswalk_counts(Crosswalk(()), CATALOGUE) == {"pairs": 0}


def test_a_lost_coverage_is_named(copy: Path) -> None:
    file = copy / "coverage.csv"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(x for x in lines if not x.startswith("soc2:CC2.1,")), encoding="utf-8")
    assert told(copy) == ["crosswalks: soc2:CC2.1: no coverage by iso27001 is judged for it"]


def test_an_invented_id_is_named_with_its_line_and_left_out(copy: Path) -> None:
    spoil(copy / "coverage.csv", "soc2:CC8.1,", "soc2:CC8.2,")
    problems = told(copy)
    assert problems[0] == (
        "crosswalks/coverage.csv: line 32 soc2:CC8.2: requirement: soc2:CC8.2: SOC 2 Trust Services Criteria "
        "2017 has no CC8.2; CC8 holds CC8.1"
    )
    judged = read_crosswalk_folder(copy, CATALOGUE).closing.coverage
    assert "soc2:CC8.2" not in {j.requirement for j in judged}


def test_a_whole_below_its_best_pair_is_told(copy: Path) -> None:
    spoil(copy / "coverage.csv", "soc2:CC8.1,iso27001,major", "soc2:CC8.1,iso27001,minor")
    assert told(copy) == [
        "crosswalks/coverage.csv: line 32 soc2:CC8.1: covered: minor is less than major, which its best "
        "single pair with iso27001 covers",
        "crosswalks/article-soc2-iso27001.csv: CC8: note: our label is partial; let the note name it and "
        "say why",
    ]


def test_a_requirement_lost_from_the_unreached_is_named(copy: Path) -> None:
    (copy / "iso-only.csv").unlink()
    reason = "it has no pair with soc2 and does not stand among the unreached with a reason"
    assert told(copy) == [
        f"crosswalks: {i}: {reason}" for i in ("iso27001:4.4", "iso27001:A.5.32", "iso27001:A.8.34")
    ]


def test_what_is_reached_may_not_stand_as_unreached(copy: Path) -> None:
    with (copy / "iso-only.csv").open("a", encoding="utf-8") as file:
        file.write("iso27001:6.3,soc2,Nothing plans changes of a management system.\n")
    assert told(copy) == [
        "crosswalks/iso-only.csv: line 5 iso27001:6.3: it is paired with soc2:CC3.4; "
        "drop the pair or this row"
    ]


def test_a_review_by_the_author_of_the_pairs_is_refused(copy: Path) -> None:
    with (copy / "reviews.csv").open("a", encoding="utf-8") as file:
        file.write("soc2:CC6.1,iso27001,dualtrack,2026-03-01\nsoc2:CC6.2,iso27001,A. Reviewer,2026-03-01\n")
    read = read_crosswalk_folder(copy, CATALOGUE)
    assert [p.reason for p in read.problems] == [
        "dualtrack wrote the pairs and does not review them; name another person"
    ]
    assert [r.requirement for r in read.reviews] == ["soc2:CC6.2"]


def test_without_coverage_nothing_is_labelled(copy: Path) -> None:
    for file in (*copy.glob("*coverage.csv"), *copy.glob("*-only.csv"), copy / "reviews.csv"):
        file.unlink()
    read = read_crosswalk_folder(copy, CATALOGUE)
    assert (read.problems, read.series, read.reviews) == ((), (), ())
    assert len(read.article) == 13


def test_every_file_whose_name_ends_so_is_read_as_coverage(copy: Path) -> None:
    file = copy / "iso27001-iso42001-coverage.csv"
    spoil(file, "iso42001:A.5.5,iso27001,none", "iso42001:A.5.5,iso27001,minor")
    told_of = "iso42001:A.5.5: covered: minor without any pair with iso27001; list the pair or say none"
    assert told(copy) == [f"crosswalks/{file.name}: line 47 {told_of}"]
    file.unlink()
    read = read_crosswalk_folder(copy, CATALOGUE)
    assert {(j.requirement.partition(":")[0], j.by) for j in read.closing.coverage}.isdisjoint(
        {("iso42001", "iso27001"), ("iso27001", "iso42001")}
    )
    assert read.problems == ()


def test_a_judgement_stands_in_one_of_the_coverage_files(copy: Path) -> None:
    row = "soc2:CC8.1,iso27001,major,Said a second time in another file.\n"
    with (copy / "iso27001-iso42001-coverage.csv").open("a", encoding="utf-8") as file:
        file.write(row)
    assert told(copy) == [
        "crosswalks/iso27001-iso42001-coverage.csv: line 195 soc2:CC8.1: "
        "soc2:CC8.1 by iso27001 stands twice; keep one"
    ]


def test_pairs_are_of_criteria_with_clauses_and_controls() -> None:
    kinds = {CATALOGUE.requirement(m.target).kind for m in SHIPPED.crosswalk.mappings}
    assert kinds == {Kind.CLAUSE, Kind.ANNEX_CONTROL}
