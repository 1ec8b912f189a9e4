"""What is exported reads back equal, from CSV and from Excel, and no cell of it is a formula."""

import csv
import io
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.render.samples import document
from tests.sheets.registers import ASSETS, KNOWN, resolve

from dualtrack.catalogues import blocks as b
from dualtrack.domain.registers.field import PEOPLE
from dualtrack.render.xlsx import render
from dualtrack.sheets.cleaning import cleaned, on_one_line
from dualtrack.sheets.out import as_csv, as_table, export_profile, titles
from dualtrack.sheets.plan import Mode
from dualtrack.sheets.preview import Preview, preview
from dualtrack.sheets.problem import RefusedError
from dualtrack.sheets.profile import Profile
from dualtrack.sheets.profile_file import profile_problems
from dualtrack.sheets.reading import read
from dualtrack.sheets.values import Records, Value
from dualtrack.sheets.words import said
from dualtrack.sheets.workbook import broken_formula

MADE = datetime(2026, 1, 1, tzinfo=UTC)
PROFILE = export_profile("assets", ASSETS)
FORMULAS = {"A-1": {"name": "=1+1", "kind": "@x", "notes": "+49\n-x", "tags": ("=a", "b; c", '"d"')}}


def back(data: bytes, file: str, records: Records, profile: Profile = PROFILE) -> Preview:
    return preview(read(data, file), profile, ASSETS, records, Mode.REPLACE, resolve)


def workbook(records: Records) -> bytes:
    table = as_table("Assets", records, ASSETS)
    return render(document(table), created=MADE)


def clean(text: str) -> str:
    try:
        return cleaned(text)[0]
    except RefusedError:
        return ""


ODD = st.sampled_from(["=1", "'=1", "-", "+a", '"', "a; b", ";", "#1", "1.5", "2026-01-02", "true"])
LINE = (st.text(max_size=12) | ODD).map(clean).map(on_one_line).filter(lambda text: not broken_formula(text))
LONG = st.text(max_size=20).map(clean).filter(lambda text: not broken_formula(text)) | st.just("a\n=b;\nc")
RECORD = st.fixed_dictionaries(
    {
        "name": LINE.filter(bool),
        "kind": LINE.map(lambda text: text or None),
        "owner": st.none() | st.sampled_from(sorted(KNOWN[PEOPLE])),
        "criticality": st.none() | st.sampled_from(["low", "high"]),
        "personal_data": st.none() | st.booleans(),
        "value": st.none() | st.decimals(-(10**6), 10**6, places=3),
        "copies": st.none() | st.integers(-(10**9), 10**9),
        "since": st.none() | st.dates(date(1901, 1, 1)),
        "tags": st.lists(LINE.filter(bool), max_size=3, unique=True).map(tuple),
        "notes": LONG.map(lambda text: text or None),
    }
)
RECORDS = st.dictionaries(st.from_regex(r"A-[0-9]{3}", fullmatch=True), RECORD, min_size=1, max_size=3)


def lost(found: Preview, records: Records) -> object:
    """What of an export the import does not read back equal."""
    assert found.plan is not None, found.problems
    same = len(found.plan.unchanged) == len(records)
    return None if same else (found.plan.changed, found.plan.new, found.plan.rejected)


@given(RECORDS)
def test_csv_reads_back_equal(records: dict[str, Mapping[str, Value]]) -> None:
    assert lost(back(as_csv(records, ASSETS).encode(), "assets.csv", records), records) is None


@settings(deadline=None)
@given(RECORDS)
def test_excel_reads_back_equal(records: dict[str, Mapping[str, Value]]) -> None:
    profile = evolve(PROFILE, sheet="Assets")
    assert lost(back(workbook(records), "assets.xlsx", records, profile), records) is None


def test_no_cell_of_a_csv_begins_as_a_formula_does() -> None:
    text = as_csv(FORMULAS, ASSETS)
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert "'=1+1" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert text.startswith("\ufeffID,Asset,Type,")


def test_a_negative_number_stays_a_number() -> None:
    text = as_csv({"A-1": {"name": "x", "value": Decimal("-5.50"), "copies": -3}}, ASSETS)
    assert ",-5.50,-3," in text


def test_formulas_read_back_equal_from_both() -> None:
    assert lost(back(as_csv(FORMULAS, ASSETS).encode(), "x.csv", FORMULAS), FORMULAS) is None
    profile = evolve(PROFILE, sheet="Assets")
    assert lost(back(workbook(FORMULAS), "x.xlsx", FORMULAS, profile), FORMULAS) is None


def test_a_text_that_says_a_formula_is_broken_is_not_taken_back_in_silence() -> None:
    records = {"A-1": {"name": "#DIV/0!"}}
    found = back(as_csv(records, ASSETS).encode(), "x.csv", records).plan
    assert found is not None
    assert [said(each) for each in found.rejected[0].problems] == [
        "sheet x, row 2, column B (Asset), name: the formula of the cell ended in #DIV/0!; put a value there"
    ]


def test_a_change_of_a_cell_is_seen() -> None:
    text = as_csv(FORMULAS, ASSETS).replace("'@x", "other")
    found = back(text.encode(), "x.csv", FORMULAS).plan
    assert found is not None
    assert [(c.field, c.old, c.new) for c in found.changed[0].changes] == [("kind", "@x", "other")]


def test_the_profile_of_an_export_is_whole() -> None:
    assert profile_problems(PROFILE, ASSETS) == ()
    assert titles(ASSETS)[:3] == ("ID", "Asset", "Type")


def test_labels_that_are_alike_give_way_to_names() -> None:
    alike = (evolve(ASSETS[0], label="Same"), evolve(ASSETS[1], label="same:"))
    assert titles(alike) == ("ID", "name", "kind")


def test_the_table_holds_days_and_numbers_as_such() -> None:
    table = as_table("Assets", {"A-1": {"name": "x", "since": date(2026, 1, 2), "copies": 3}}, ASSETS)
    values = [cell.value for cell in table.groups[0].rows[0]]
    assert values[:2] == ["A-1", "x"]
    assert {date(2026, 1, 2), 3} <= set(values)
    assert {column.kind for column in table.columns} == {
        b.CellKind.TEXT,
        b.CellKind.DATE,
        b.CellKind.INTEGER,
    }
