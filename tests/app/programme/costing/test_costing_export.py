"""Costs as a file for a budget: every line with its figures, guarded text, numbers that add up."""

import csv
import io
from decimal import Decimal

import pytest
import python_calamine as calamine
from tests.app.conftest import viewer
from tests.app.programme.costing.stated import TODAY, pay, put, state
from tests.conftest import NOW

from dualtrack.app.ledger import clock
from dualtrack.app.ledger.home import Home
from dualtrack.app.programme.costing.export import COLUMNS, exported
from dualtrack.app.programme.costing.queries import Costing, costing
from dualtrack.app.programme.queries import When, organisation
from dualtrack.domain.programme.cost.audit_days import Grade, Profile


@pytest.fixture
def spent(programme: Home) -> Costing:
    """A home with a line of its own, whose name a spreadsheet would take for a formula, and a payment."""
    clock.move(NOW)
    state()
    put(id="", title="=1+1; counsel", likely=Decimal("2000.50"))
    pay(900)
    return costing(viewer("alice"), When(as_of=TODAY))


def test_the_csv_holds_every_line_with_its_figures(spent: Costing) -> None:
    text = exported(spent, "csv", organisation=organisation(), created=NOW).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert list(rows[0]) == list(COLUMNS)
    assert len(rows) == len(spent.rows)
    by_line = {row["id"]: row for row in rows}
    tooling = by_line["tooling"]
    assert (tooling["likely"], tooling["spent"], tooling["currency"]) == ("13500", "900", "EUR")
    assert (tooling["tag"], tooling["mark"]) == (
        "Shared by both",
        "field knowledge, a default to edit",
    )
    assert by_line["cpa_type1"]["counted"] == "no"
    counted = sum(Decimal(row["likely"]) for row in rows if row["counted"] == "yes")
    assert counted == spent.totals.total.likely


def test_what_a_spreadsheet_would_take_for_a_formula_is_guarded(spent: Costing) -> None:
    text = exported(spent, "csv", organisation=organisation(), created=NOW).decode("utf-8-sig")
    own = [row for row in csv.DictReader(io.StringIO(text)) if row["id"].startswith("cst_")]
    assert own[0]["line"] == "'=1+1; counsel"
    assert own[0]["likely"] == "2000.50"


def test_the_workbook_holds_the_lines_and_the_sums(spent: Costing) -> None:
    content = exported(spent, "xlsx", organisation=organisation(), created=NOW)
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    cells = [
        cell for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row
    ]
    assert "=1+1; counsel" in cells
    assert "Tooling" in cells
    assert 900.0 in [cell for cell in cells if isinstance(cell, float)]


def test_the_same_facts_make_the_same_bytes(spent: Costing) -> None:
    one, other = (exported(spent, "xlsx", organisation=organisation(), created=NOW) for _ in range(2))
    assert one == other


def test_both_files_tell_what_changed_the_audit_days(programme: Home) -> None:
    clock.move(NOW)
    low = Profile(business=Grade.LOW, adjustment=-10, why_complexity="one product, one process")
    state(profile=low)
    held = costing(viewer("alice"), When(as_of=TODAY))
    text = exported(held, "csv", organisation=organisation(), created=NOW).decode("utf-8-sig")
    how = next(row["how"] for row in csv.DictReader(io.StringIO(text)) if row["id"] == "cb_days")
    assert "-10 % for complexity: business low, technology medium (one product, one process)" in how
    content = exported(held, "xlsx", organisation=organisation(), created=NOW)
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)
    assert (
        "Changed by -10 percent for complexity: business low, technology medium (allowed: -10 to -5)."
        " Reason: one product, one process"
    ) in [cell for sheet in sheets for row in sheet for cell in row]
