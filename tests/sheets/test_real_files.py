"""Registers and pages that others published, where they lie beside the checkout."""

import json
from pathlib import Path

import pytest
from attrs import evolve
from tests.sheets.registers import EVERY, RISK, SUPPLIERS, TREATMENTS, resolve

from dualtrack.domain.registers.field import REQUIREMENTS
from dualtrack.sheets.header import Header, find_header
from dualtrack.sheets.mapping import propose
from dualtrack.sheets.plan import Mode
from dualtrack.sheets.preview import preview
from dualtrack.sheets.reading import read
from dualtrack.sheets.words import said

INPUTS = Path(__file__).parents[2].parent / "shared" / "inputs"
if not INPUTS.is_dir():  # a second checkout lies one folder deeper
    INPUTS = Path(__file__).parents[3].parent / "shared" / "inputs"
KIT = "CenedrilTeam__iso27001-starter-kit"

pytestmark = pytest.mark.skipif(not INPUTS.is_dir(), reason="the outside inputs are not beside the checkout")


def expected() -> dict[str, dict[str, int | str]]:
    """What an independent script counted, by file."""
    counts = INPUTS / "EXPECTED.json"
    told = json.loads(counts.read_text()) if counts.is_file() else {}
    return {n: told[n] for n in told if n.startswith("risk-register-soa/") and n.endswith(".csv")}


def test_every_csv_file_is_counted() -> None:
    there = {path.relative_to(INPUTS).as_posix() for path in INPUTS.glob("risk-register-soa/*/*.csv")}
    assert there == set(expected())


@pytest.mark.parametrize("name", sorted(expected()))  # none where the inputs are not
def test_counts_agree_with_an_independent_script(name: str) -> None:
    counts = expected()[name]
    book = read((INPUTS / name).read_bytes(), name)
    sheet = book.sheets[0]
    header = find_header(sheet, EVERY)
    assert isinstance(header, Header)
    assert (header.row, header.depth, book.problems) == (1, 1, ())
    assert book.delimiter == counts["delimiter"]
    assert len(header.names) == counts["columns"]
    rows = [place for place in range(header.below, len(sheet.rows)) if sheet.rows[place]]
    assert len(rows) == counts["rows"]
    ragged = [sheet.number(place) for place in rows if sheet.lengths[place] != sheet.lengths[header.place]]
    assert len(ragged) == counts["ragged_rows"]


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("stakeholder-communication", [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13]),
        ("stakeholder-requirements", [7]),
        ("statement-of-applicability", [72]),
    ],
)
def test_ragged_rows_are_rejected_by_number_and_no_other(name: str, rows: list[int]) -> None:
    book = read((INPUTS / "risk-register-soa" / KIT / f"{name}.csv").read_bytes(), f"{name}.csv")
    sheet = book.sheets[0]
    header = find_header(sheet, SUPPLIERS)
    assert isinstance(header, Header)
    profile = evolve(propose(sheet, header, "x", ()).profile, make_ids="X")
    found = preview(book, profile, (), {}, Mode.ADD, resolve)
    long = [row.row for row in found.rows if row.problems]
    assert long == rows


def test_the_sheets_of_the_workbook() -> None:
    path = INPUTS / "risk-register-soa" / "shahmikh__ISO27001-Automation" / "report.xlsx"
    book = read(path.read_bytes(), path.name)
    headers = [find_header(sheet, EVERY) for sheet in book.sheets]
    found = [
        (sheet.name, header.row, sum(1 for row in sheet.rows[header.below :] if row))
        for sheet, header in zip(book.sheets, headers, strict=True)
        if isinstance(header, Header)
    ]
    assert found == [
        ("Summary", 1, 1),
        ("Controls", 1, 10),
        ("Mappings", 1, 10),
        ("Gaps", 1, 1),
        ("Charts", 1, 4),
    ]
    assert book.problems == ()


def test_a_treatment_plan_is_imported_with_two_requirements_in_a_cell() -> None:
    known = {"R-001", "R-002", "R-003", "R-004", "R-005", "R-006", "R-007"}

    def anybody(register: str, text: str) -> str | None:
        if register == REQUIREMENTS:
            return text if text.startswith("iso27001:A.") else None
        return text if text in known else None

    path = INPUTS / "risk-register-soa" / KIT / "risk-treatment-plan.csv"
    book = read(path.read_bytes(), path.name)
    header = find_header(book.sheets[0], TREATMENTS)
    assert isinstance(header, Header)
    profile = propose(book.sheets[0], header, "treatments", TREATMENTS).profile
    found = preview(book, profile, TREATMENTS, {}, Mode.MERGE, anybody).plan
    assert found is not None
    assert len(found.new) == 8
    assert [said(each) for row in found.rejected for each in row.problems] == [
        f"sheet risk-treatment-plan, row {row}, column G (Due Date), due: 'Recurring' is no day; "
        "write one such as 2026-12-31"
        for row in (4, 6, 10)
    ]
    assert found.new[0].values["requirements"] == ("iso27001:A.5.17", "iso27001:A.8.5")


def test_a_risk_register_is_mapped_without_a_doubt_being_decided() -> None:
    path = INPUTS / "risk-register-soa" / KIT / "risk-register.csv"
    sheet = read(path.read_bytes(), path.name).sheets[0]
    header = find_header(sheet, RISK)
    assert isinstance(header, Header)
    found = propose(sheet, header, "risks", RISK)
    assert dict(found.profile.columns) == {
        "ID": "id",
        "Risk Title": "title",
        "Owner": "owner",
        "Likelihood (1-5)": "likelihood",
        "Residual Likelihood": "residual",
        "Existing Controls": "controls",
    }


@pytest.mark.parametrize("path", sorted(INPUTS.glob("isms-templates/*/*.md")), ids=lambda path: path.stem)
def test_every_table_of_the_markdown_templates_is_a_sheet(path: Path) -> None:
    text = path.read_text("utf-8")
    rules = [
        n for n, line in enumerate(text.splitlines(), 1) if line.startswith("|") and not line.strip("|-: ")
    ]
    book = read(path.read_bytes(), path.name)
    assert [sheet.first + 1 for sheet in book.sheets] == rules
    assert bool(book.problems) is not bool(rules)
    for sheet in book.sheets:
        header = find_header(sheet, EVERY)
        assert isinstance(header, Header)
        assert header.row == sheet.first
        assert set(sheet.lengths) - {0} == {len(header.names)}
