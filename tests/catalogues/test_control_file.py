"""Starter controls are read strictly; a control keeps its known ids when one of them is invented."""

from pathlib import Path

from tests.catalogues.files import CONTROL, write
from tests.each import each

from dualtrack.catalogues.control_file import read_controls
from dualtrack.catalogues.loader import load_catalogue
from dualtrack.domain.controls.control import Cadence, Operating

CATALOGUE = load_catalogue().catalogue


def read(folder: Path, text: str) -> tuple[list[str], list[str]]:
    path = write(folder, "c.toml", text)
    starters, problems = read_controls(path, CATALOGUE)
    return [s.control.id for s in starters], [str(p).removeprefix(f"{path}: ") for p in problems]


def test_reads_a_good_control(tmp_path: Path) -> None:
    (starter,), problems = read_controls(write(tmp_path, "c.toml", CONTROL), CATALOGUE)
    assert problems == ()
    control = starter.control
    assert (control.cadence, control.operating, control.effort_hours) == (
        Cadence.QUARTERLY,
        Operating.MANUAL,
        "4",
    )
    assert control.requirements == ("soc2:CC6.2", "iso27001:A.5.18")
    assert (control.owner, control.documented_basis, starter.categories) == (None, None, ())


@each(
    ("old", "new", "problem"),
    [
        (
            '"AC-02"',
            '"ac2"',
            "ac2: id: ac2 is not a control id; write letters, a hyphen and a number: AC-02",
        ),
        (
            '"quarterly"',
            '"yearly"',
            "AC-02: cadence: 'yearly' is not one of continuous, per_event, daily, weekly, monthly, "
            "quarterly, semiannual, annual",
        ),
        (
            '"manual"',
            '"by hand"',
            "AC-02: operating: 'by hand' is not one of automated, manual, both",
        ),
        ('effort_hours = "4"', "effort_hours = 4", "AC-02: effort_hours: expected text, got 4"),
        (
            'effort_hours = "4"',
            'effort_hours = "four"',
            'AC-02: effort_hours: four is not a number of hours; write it as text: "1.5"',
        ),
        ('purpose = "', 'purpos = "', "AC-02: purpose: the field is missing; every record has it"),
        (
            'evidence = ["signed-off export"]',
            'evidence = ["x"]\ncategories = ["secrecy"]',
            "AC-02: categories: secrecy is not one of security, availability, confidentiality, "
            "processing_integrity, privacy",
        ),
        (
            '["soc2:CC6.2", "iso27001:A.5.18"]',
            "[]",
            "AC-02: requirements: a control serves at least one requirement; name it",
        ),
    ],
)
def test_a_bad_control_is_told_and_its_neighbour_stays(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    assert old in CONTROL
    good = CONTROL.replace("AC-02", "AC-03")
    ids, problems = read(tmp_path, f"{CONTROL.replace(old, new, 1)}\n{good}")
    assert ids == ["AC-03"]
    assert problem in problems


def test_an_invented_id_is_named_and_the_control_keeps_the_others(tmp_path: Path) -> None:
    path = write(tmp_path, "c.toml", CONTROL.replace("iso27001:A.5.18", "soc2:CC8.2"))
    (starter,), (problem,) = read_controls(path, CATALOGUE)
    assert starter.control.requirements == ("soc2:CC6.2",)
    assert problem.record == "AC-02"
    assert problem.reason == "soc2:CC8.2: SOC 2 Trust Services Criteria 2017 has no CC8.2; CC8 holds CC8.1"


def test_something_else_in_the_file_is_told(tmp_path: Path) -> None:
    ids, problems = read(tmp_path, f"version = 1\n{CONTROL}")
    assert ids == ["AC-02"]
    assert problems == ["version: unknown field; the file holds [[control]] only"]


def test_a_file_without_controls_is_told(tmp_path: Path) -> None:
    assert read(tmp_path, "# nothing yet\n") == ([], ["control: the file holds no [[control]]"])
