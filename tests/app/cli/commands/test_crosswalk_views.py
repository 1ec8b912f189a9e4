"""`dualtrack crosswalk --series` and `--reach`: labels beside the article's, and reach in both directions."""

import pytest
from tests.app.conftest import Run

from dualtrack.catalogues.loader import load_catalogue, load_crosswalk_folder

FOLDER = load_crosswalk_folder()


def test_series_as_a_document(run: Run) -> None:
    done = run("crosswalk", "--series", "--json")
    assert (done.code, done.err) == (0, "")
    rows = {row["series"]: row for row in done.json["series"]}
    assert len(rows) == len(FOLDER.series) == 13
    assert list(rows["CC1"]) == ["series", "label", "article", "agrees", "criteria", "short", "note"]
    assert (rows["CC1"]["label"], rows["CC1"]["article"], rows["CC1"]["agrees"]) == (
        "partial",
        "near-complete",
        False,
    )
    assert rows["CC1"]["short"] == ["soc2:CC1.1", "soc2:CC1.2", "soc2:CC1.5"]
    assert rows["CC6"]["agrees"]


def test_series_as_a_table_with_each_difference_explained(run: Run) -> None:
    done = run("crosswalk", "--series")
    lines = done.out.splitlines()
    assert lines[0].split("  ")[0] == "series"
    assert lines[1].split() == [
        "CC1", "2", "of", "5", "partial", "near-complete", "CC1.1,", "CC1.2,", "CC1.5",
    ]  # fmt: skip
    explained = [line.partition(":")[0] for line in lines[15:]]
    assert explained == [one.series for one in FOLDER.series if not one.agrees]
    assert done.err == f"ours agrees with the article in {13 - len(explained)} of 13 series\n"


def test_reach_of_some_requirements(run: Run) -> None:
    done = run("crosswalk", "soc2:CC6.1", "soc2:CC6.2", "--reach", "--to", "iso27001", "--json")
    (told,) = done.json["reach"]
    assert (told["by"], told["of"]) == ("soc2", "iso27001")
    assert len(told["reached"]) + len(told["unreached"]) == 123
    row = next(r for r in told["reached"] if r["requirement"] == "iso27001:A.5.18")
    assert row == {
        "requirement": "iso27001:A.5.18",
        "at_least": "partial",
        "at_most": "full",
        "partners": ["soc2:CC6.2", "soc2:CC6.1"],
        "owed": [],
    }
    assert done.err == ""


def test_without_an_id_each_framework_is_taken_whole_in_both_directions(run: Run) -> None:
    told = run("crosswalk", "--reach", "--json").json["reach"]
    keys = [f.key for f in load_catalogue().catalogue.frameworks]
    assert [(d["by"], d["of"]) for d in told] == [(a, b) for a in keys for b in keys if a != b]
    sizes = {(d["by"], d["of"]): len(d["reached"]) for d in told}
    assert sizes["soc2", "iso27001"] > 100
    assert sizes["soc2", "iso27001"] != sizes["iso27001", "soc2"]


def test_reach_as_a_person_reads_it(run: Run) -> None:
    done = run("crosswalk", "soc2:CC6.1", "soc2:CC6.2", "--reach", "--to", "iso27001")
    lines = done.out.splitlines()
    assert lines[0] == "soc2 -> iso27001: 21 of 123 requirements have a partner that is served"
    assert lines[1].split() == ["requirement", "at", "least", "at", "most", "by", "owed"]
    assert "iso27001:A.5.18  partial   full     CC6.2, CC6.1  -" in lines
    assert done.err == (
        "At least: what the best pair covers. At most: judged as if all of the other framework were served."
        " No status follows from either.\n"
    )


@pytest.mark.parametrize(
    ("call", "code", "words"),
    [
        (
            "--series --to soc2",
            "options_contradict",
            "--series stands alone: it takes no ID, --to, --format or --reach",
        ),
        (
            "--series soc2:CC6.1",
            "options_contradict",
            "--series stands alone: it takes no ID, --to, --format or --reach",
        ),
        (
            "--series --reach",
            "options_contradict",
            "--series stands alone: it takes no ID, --to, --format or --reach",
        ),
        (
            "--reach --format csv",
            "options_contradict",
            "--reach is printed as table or json; leave --out, --status and other formats out",
        ),
        (
            "--reach soc2:CC6.1 --to soc2",
            "options_contradict",
            "--to soc2: every ID is of it already; name another one",
        ),
        (
            "--reach soc2:CC8.2",
            "unknown_requirement",
            "soc2:CC8.2: no loaded framework holds it; ids look like soc2:CC6.1 or iso27001:A.8.24",
        ),
        (
            "--reach --to hipaa",
            "unknown_framework",
            "--to hipaa: no such framework; expected of: iso27001, iso42001, soc2",
        ),
    ],
)
def test_a_wrong_call(run: Run, call: str, code: str, words: str) -> None:
    done = run("crosswalk", *call.split(), "--json")
    assert (done.code, done.error["code"], done.error["message"]) == (2, code, words)
