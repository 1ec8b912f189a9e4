"""Registers that others published, the whole way into ours: which rows enter, which are refused and why."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.app.conftest import Run
from tests.app.programme import fitted_registers as fitted
from tests.app.programme import real_registers as real
from tests.app.programme.fitted_registers import Fitted
from tests.app.risks.keeping import approved_method
from tests.conftest import NOW

from dualtrack.app.ledger import clock
from dualtrack.app.registers.models import TABLES, RegisterImportRow

pytestmark = pytest.mark.skipif(
    not real.KIT.is_dir(), reason="the outside inputs are not beside the checkout"
)
# Rows read, rows new, and the fields at which rows are refused.
EXPECTED: Mapping[str, tuple[int, int, Mapping[str, int]]] = {
    "asset-register": (18, 16, {"owner": 1, "kind": 1}),
    "supplier-register": (12, 9, {"contract_until": 3}),
    "incident-register": (10, 5, {"Noticed on": 4, "personal_data": 1}),
    "legal-compliance-register": (27, 22, {"owner": 5}),
    "document-control-register": (26, 19, {"owner": 5, "Last reviewed on": 1, "next_review": 1}),
    "competence-matrix": (22, 22, {}),
    "training-register": (14, 2, {"person": 12}),
    "stakeholder-requirements": (12, 11, {"row": 1}),
    "security-objectives-register": (10, 7, {"owner": 3}),
}


def imported(cli: Run, folder: Path, name: str, *more: str) -> dict[str, object]:
    file = folder / f"{name}.toml"
    file.write_text(real.profile(name))
    done = cli("import", real.FILES[name][0], real.KIT / f"{name}.csv", "--map", file, "--json", *more)
    assert done.code == 0, done.out
    answer: dict[str, object] = done.json
    return answer


def came_in(cli: Run, folder: Path, path: Path, one: Fitted) -> tuple[int, int, list[str]]:
    """Rows read, rows that would come in, and the reason of each that would not."""
    file = folder / "fitted.toml"
    sheet = f'sheet = "{one.sheet}"\n' if one.sheet else ""
    file.write_text(f'name = "fitted"\nregister = "{one.register}"\nkey = ["id"]\n{sheet}{one.rest}')
    done = cli("import", one.register, path / one.file, "--map", file, "--dry-run", "--json")
    if done.code:
        reasons = done.error["message"].splitlines()[1:]
        return len(reasons), 0, reasons
    answer = done.json
    return answer["read"], answer["new"], [row["reason"] for row in answer["rejected"]]


def test_what_is_right_comes_in_once_a_profile_says_what_its_words_mean(cli: Run, tmp_path: Path) -> None:
    approved_method(NOW)
    with clock.use(NOW + timedelta(days=60)):  # the day after the last that the files speak of as past
        staff = tmp_path / "staff.csv"
        staff.write_text(fitted.STAFF)
        assert cli("import", "people", staff, "--json").json["rejected"] == []
        test = ("name=Portal", "kind=penetration_test", "on=2026-03-07")
        assert cli("register", "set", "exercises", "PT-2026-01", *test).code == 0
        for folder, sheets in (
            (real.KIT, fitted.KIT),
            (fitted.TEMPLATES, fitted.PAGES),
            (fitted.SMALL, fitted.OTHERS),
        ):
            for one in sheets:
                read, new, reasons = came_in(cli, tmp_path, folder, one)
                assert (one.file, read, new, len(reasons)) == (one.file, one.read, one.new, len(one.why))
                for reason, said in zip(reasons, one.why, strict=True):
                    assert said in reason, one.file


def test_every_file_is_tried_or_has_no_register() -> None:
    tried = {one.file for one in (*fitted.KIT, *fitted.PAGES, *fitted.OTHERS)}
    there = {path.name for path in real.INPUTS.glob("isms-templates/*/*.md")}
    there |= {path.name for path in real.INPUTS.glob("risk-register-soa/*/*.*")}
    assert there - tried == set(fitted.NO_REGISTER)


def refused_at(reason: str) -> str:
    """The field that the first reason of a row names."""
    place = reason.partition(": ")[0].rpartition(", ")[2]
    return "row" if place.startswith("row ") else place


@pytest.mark.parametrize("name", sorted(real.FILES))
def test_a_published_register_enters_as_far_as_it_is_right(cli: Run, tmp_path: Path, name: str) -> None:
    real.people(NOW)
    answer = imported(cli, tmp_path, name)
    rejected = answer["rejected"]
    assert isinstance(rejected, list)
    fields = dict(Counter(refused_at(one["reason"]) for one in rejected))
    assert (answer["read"], answer["new"], fields) == EXPECTED[name]
    assert answer["read"] == answer["new"] + len(rejected)  # type: ignore[operator]  # numbers of the answer
    assert TABLES[real.FILES[name][0]].objects.count() == answer["new"]


def test_the_same_file_again_changes_nothing(cli: Run, tmp_path: Path) -> None:
    real.people(NOW)
    imported(cli, tmp_path, "asset-register")
    answer = imported(cli, tmp_path, "asset-register")
    assert (answer["new"], answer["changed"], answer["unchanged"]) == (0, 0, 16)


def test_what_cells_say_becomes_what_fields_hold(cli: Run, tmp_path: Path) -> None:
    real.people(NOW)
    imported(cli, tmp_path, "asset-register")
    row = TABLES["assets"].objects.get(pk="AST-001").to_value()
    assert (row.kind, row.owner, row.classification, row.criticality) == (
        "data",
        "sales",
        "confidential",
        "high",
    )
    assert "Custodian: IT Operations\nLocation: AWS eu-central-1" in row.notes
    imported(cli, tmp_path, "training-register")
    trained = TABLES["employment"].objects.order_by("pk")[0].to_value()
    assert (trained.id, trained.person, trained.on) == ("EMP-001", "iso", date(2025, 11, 12))


def test_each_reason_says_what_came_and_what_to_do(cli: Run, tmp_path: Path) -> None:
    real.people(NOW)
    reasons = {
        one["record"]: one["reason"]
        for one in imported(cli, tmp_path, "incident-register", "--dry-run")["rejected"]  # type: ignore[attr-defined]  # a list
    }
    assert reasons["row 9"] == (
        "sheet incident-register, row 9, column N (Data Breach), personal_data:"
        " 'No (no sensitive data accessed)' is neither yes nor no"
    )
    assert reasons["row 7"] == (
        "Incidents, INC-2026-006, Noticed on: came 2026-03-12, expected a day no later than today,"
        " 2026-03-02; enter it when it has happened; Incidents, INC-2026-006, Closed on: came 2026-03-12,"
        " expected a day no later than today, 2026-03-02; enter it when it has happened"
    )
    assert not RegisterImportRow.objects.exists()
