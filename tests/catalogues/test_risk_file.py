"""Starter risks are read strictly: each message, every field left out, and the good ones beside the bad."""

from pathlib import Path

from tests.catalogues.files import CONTROL, METHOD, RISK, write
from tests.each import each

from dualtrack.catalogues.check import check
from dualtrack.catalogues.loader import load_catalogue
from dualtrack.catalogues.risk_file import Against, AssetKind, read_risk_files, read_risks
from dualtrack.catalogues.risk_library import load_method
from dualtrack.domain.risks.risk import Consequences, Lowers, Rating, RiskControl

AGAINST = Against(catalogue=load_catalogue().catalogue, controls={"AC-05"}, method=load_method())
MISSING = "the field is missing; every record has it"
KINDS = ", ".join(AssetKind)


def read(folder: Path, text: str) -> tuple[list[str], list[str]]:
    """Ids of the good risks, and what is wrong with the others."""
    path = write(folder, "r.toml", text)
    risks, problems = read_risks(path, AGAINST)
    return [r.id for r in risks], [str(p).removeprefix(f"{path}: ") for p in problems]


def test_reads_a_good_risk(tmp_path: Path) -> None:
    (risk,), problems = read_risks(write(tmp_path, "r.toml", RISK), AGAINST)
    assert problems == ()
    assert (risk.title, risk.cause, risk.event) == (
        "Account taken over",
        "A password is entered on a copied page.",
        "An outsider signs in.",
    )
    assert (risk.consequence, risk.category, risk.why) == (
        "Records are read.",
        "access",
        "It is tried every month.",
    )
    sides = Consequences(confidentiality=5, integrity=3)
    assert risk.rating == Rating(likelihood=4, consequences=sides)
    assert risk.assets == (AssetKind.APPLICATION, AssetKind.KNOWLEDGE)
    assert risk.controls == (RiskControl(control="AC-05", lowers=Lowers.LIKELIHOOD, steps=2),)
    assert risk.requirements == ("soc2:CC6.1", "iso27001:A.5.17")
    assert (risk.fraud, risk.change) == (False, False)


def test_flags_are_read(tmp_path: Path) -> None:
    (risk,), _ = read_risks(write(tmp_path, "r.toml", f"{RISK}fraud = true\nchange = true\n"), AGAINST)
    assert (risk.fraud, risk.change) == (True, True)


@each(
    ("old", "new", "problem"),
    [
        ('"SR-01"', '"r1"', "r1: id: r1 is not a risk id; write letters, a hyphen and a number: SR-02"),
        ('id = "SR-01"\n', "", f"risk 1: id: {MISSING}"),
        ("likelihood = 4", "likelihood = 6", "SR-01: likelihood: 6 is off the scale; write 1 to 5"),
        ("likelihood = 4", "likelihood = 0", "SR-01: likelihood: 0 is off the scale; write 1 to 5"),
        ("likelihood = 4", "likelihood = 2.5", "SR-01: likelihood: expected a whole number, got 2.5"),
        ("integrity = 3", "integrity = -1", "SR-01: integrity: -1 is off the scale; write 1 to 5"),
        ("integrity = 3", 'integrity = "3"', "SR-01: integrity: expected a whole number, got '3'"),
        (
            "confidentiality = 5\nintegrity = 3\n",
            "",
            "SR-01: touches neither confidentiality, integrity nor availability; rate one of them",
        ),
        ('"knowledge"', '"people"', f"SR-01: assets: people is not one of {KINDS}"),
        ('"AC-05"', '"AC-99"', "SR-01, controls 1: id: AC-99 is no starter control; name one that is"),
        (
            '"likelihood", steps = 2',
            '"level", steps = 2',
            "SR-01, controls 1: lowers: 'level' is not one of likelihood, consequence",
        ),
        ("steps = 2", "steps = 5", "SR-01, controls 1: steps: 5 is not a number of steps; write 1 to 4"),
        ("steps = 2", "steps = 0", "SR-01, controls 1: steps: 0 is not a number of steps; write 1 to 4"),
        (", steps = 2", "", f"SR-01, controls 1: steps: {MISSING}"),
        (
            "steps = 2 }",
            "steps = 2, by = 1 }",
            "SR-01, controls 1: by: unknown field; known are id, lowers, steps",
        ),
        (
            '    { id = "AC-05", lowers = "likelihood", steps = 2 },\n',
            "",
            "SR-01: controls: a starter risk is lowered by at least one control; name it",
        ),
        ("controls = [\n    { ", "controls = [\n    1, { ", None),
        (
            '"soc2:CC6.1"',
            '"soc2:CC6.9"',
            "SR-01: requirements: soc2:CC6.9: SOC 2 Trust Services Criteria 2017 has no CC6.9; CC6 holds"
            " CC6.1 to CC6.8",
        ),
        (
            'why = "',
            'reason = "x"\nwhy = "',
            "SR-01: reason: unknown field; known are assets, availability, category, cause, change,"
            " confidentiality, consequence, controls, event, fraud, id, integrity, likelihood, requirements,"
            " title, why",
        ),
    ],
)
def test_each_fault_is_named_and_the_risk_is_not_kept(
    tmp_path: Path, old: str, new: str, problem: str | None
) -> None:
    assert old in RISK
    ids, problems = read(tmp_path, RISK.replace(old, new, 1))
    assert ids == []
    if problem is None:
        assert problems[0].startswith("SR-01: controls: expected a list of tables, got [1, {")
    else:
        assert problems == [problem]


@each(
    "field",
    ["title", "cause", "event", "consequence", "category", "likelihood", "why", "assets", "requirements"],
)
def test_a_field_that_is_missing_is_named_once(tmp_path: Path, field: str) -> None:
    text = "".join(line for line in RISK.splitlines(keepends=True) if not line.startswith(f"{field} ="))
    assert read(tmp_path, text) == ([], [f"SR-01: {field}: {MISSING}"])


def test_all_that_is_wrong_is_told_and_the_good_neighbour_is_kept(tmp_path: Path) -> None:
    bad = RISK.replace("likelihood = 4", "likelihood = 9").replace('"AC-05"', '"AC-99"')
    ids, problems = read(tmp_path, bad + RISK.replace("SR-01", "SR-02"))
    assert ids == ["SR-02"]
    assert problems == [
        "SR-01: likelihood: 9 is off the scale; write 1 to 5",
        "SR-01, controls 1: id: AC-99 is no starter control; name one that is",
    ]


def test_a_file_without_risks_or_with_something_else_is_told(tmp_path: Path) -> None:
    assert read(tmp_path, 'name = "x"\n') == (
        [],
        ["risk: the file holds no [[risk]]", "name: unknown field; the file holds [[risk]] only"],
    )


def test_of_two_with_one_id_the_first_is_kept(tmp_path: Path) -> None:
    first = write(tmp_path, "a.toml", RISK)
    second = write(tmp_path, "b.toml", RISK)
    risks, problems = read_risk_files(tmp_path, AGAINST)
    assert [r.file for r in risks] == [str(first)]
    assert [str(p) for p in problems] == [
        f"{second}: SR-01: id: SR-01 is declared already in {first}; the first one is kept"
    ]


def test_an_own_folder_of_risks_is_checked_by_its_method_and_its_controls(tmp_path: Path) -> None:
    write(tmp_path, "starters/risks/r.toml", RISK.replace("AC-05", "ZZ-01"))
    assert [p.reason for p in check(tmp_path).problems] == ["ZZ-01 is no starter control; name one that is"]
    write(tmp_path, "starters/methods/m.toml", METHOD)
    scores = [p.reason for p in check(tmp_path).problems]
    assert scores[:3] == [f"{n} is off the scale; write 1 to 2" for n in (4, 5, 3)]
    write(tmp_path, "starters/controls/c.toml", CONTROL.replace("AC-02", "ZZ-01"))
    reasons = [p.reason for p in check(tmp_path).problems]
    assert "ZZ-01 is no starter control; name one that is" not in reasons
    assert check(tmp_path).counts["risks"] == {"all": 0}
