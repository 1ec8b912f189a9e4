"""Adopting beside what a home holds already, and control lists that are not as clear as they might be."""

from datetime import date
from pathlib import Path

import pytest
from tests.app.cli.commands import adopted
from tests.app.conftest import Run
from tests.conftest import NOW

from dualtrack.app.audits.models import SocReportRow
from dualtrack.app.controls.models import ControlRow, PeriodRow
from dualtrack.app.ledger import head
from dualtrack.app.registers.models import TABLES
from dualtrack.app.registers.services import put
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.vendors import Csoc, Cuec, Vendor

HOST = Vendor(id="V-1", name="Fictional Cloud")


def stands(*records: Record) -> None:
    """Records that Alice entered before."""
    put(actor=Actor("person:alice", "ui"), now=NOW, records=records)


def columns(header: str, cells: str) -> str:
    """The control list with more columns."""
    first, *rest = adopted.CONTROLS.splitlines()
    return "\n".join([f"{first},{header}", *(f"{row},{cells}" for row in rest)]) + "\n"


def test_what_customers_and_hosts_do_is_not_entered_twice(mature: Run, tmp_path: Path) -> None:
    stands(
        HOST,
        Cuec(id="C-1", name="Leavers", description="Customers remove the accounts of their own LEAVERS."),
        Csoc(
            id="S-1",
            name="Doors",
            vendor="V-1",
            description="Physical access to data centres is restricted to those who need it.",
        ),
    )
    assert adopted.adopt(mature, adopted.report_files(tmp_path), "soc2").code == 0
    assert [row.pk for row in TABLES["cuecs"].objects.all()] == ["C-1"]
    assert [row.pk for row in TABLES["csocs"].objects.all()] == ["S-1"]


@pytest.mark.parametrize("changed", [{"retired_on": date(2026, 1, 1)}, {"description": "Something else."}])
def test_what_left_or_says_something_else_is_not_the_same(
    mature: Run, tmp_path: Path, changed: dict[str, object]
) -> None:
    plain: dict[str, object] = {
        "id": "C-1",
        "name": "Leavers",
        "description": "Customers remove the accounts of their own leavers.",
    }
    stands(Cuec(**(plain | changed)))  # type: ignore[arg-type]  # fields are the value's own
    adopted.adopt(mature, adopted.report_files(tmp_path), "soc2")
    assert TABLES["cuecs"].objects.count() == 2


def test_the_same_control_assumed_at_another_host_is_another(mature: Run, tmp_path: Path) -> None:
    other = Vendor(id="V-2", name="Another Cloud")
    text = "Physical access to data centres is restricted to those who need it."
    stands(other, Csoc(id="S-1", name="Doors", vendor="V-2", description=text))
    adopted.adopt(mature, adopted.report_files(tmp_path), "soc2")
    assert {row.vendor for row in TABLES["csocs"].objects.all()} == {"V-2", "VND-001"}


def test_a_vendor_that_its_register_refuses_by_now_is_named(mature: Run, tmp_path: Path) -> None:
    stands(Vendor(id="V-1", name="Fictional Cloud", services=("SVC-9",)))
    size = head.read().size
    done = adopted.adopt(mature, adopted.report_files(tmp_path), "soc2")
    assert (done.code, done.error["code"]) == (2, "not_set")
    assert (done.error["record"], done.error["field"]) == ("V-1", "services")
    assert "came SVC-9, expected an id of" in done.error["message"]
    assert head.read().size == size
    assert not SocReportRow.objects.exists()


def test_what_is_wrong_names_the_file(mature: Run, tmp_path: Path) -> None:
    wrong = adopted.REPORT.replace('control = "LA-7"', 'control = "LA-70"')
    files = adopted.report_files(tmp_path, report=wrong)
    done = adopted.adopt(mature, files, "soc2")
    told = (done.error["file"], done.error["record"], done.error["field"])
    assert told == (str(files[0]), "deviation 1", "control")


def test_a_report_without_a_control_list_is_refused(mature: Run, tmp_path: Path) -> None:
    facts, _ = adopted.report_files(tmp_path, report=adopted.REPORT.partition("[[deviation]]")[0])
    done = mature("adopt", "soc2", facts, "--json")
    assert (done.code, done.error["code"]) == (2, "no_control_list")
    assert done.error["message"] == (
        "control list: controls: no control was listed and the programme holds none; name your list with"
        " --controls, since adopting happens once"
    )
    assert not SocReportRow.objects.exists()


def test_a_column_that_is_left_out_is_told(mature: Run, tmp_path: Path) -> None:
    files = adopted.report_files(tmp_path, controls=columns("Colour", "red"))
    done = adopted.adopt(mature, files, "soc2", "--dry-run")
    assert done.code == 0
    assert done.err == (
        "controls.csv: sheet controls, column G (Colour): the column is not imported; 4 cells of it hold"
        " something\n"
    )


def test_two_columns_for_one_field_are_not_guessed(mature: Run, tmp_path: Path) -> None:
    files = adopted.report_files(tmp_path, controls=columns("Since,Start Date", "2025-01-01,2025-02-01"))
    done = adopted.adopt(mature, files, "soc2")
    assert (done.code, done.error["code"]) == (2, "faulty_file")
    assert done.error["message"] == (
        "controls.csv: row 1: operating_since: columns G (Since), H (Start Date) may be operating_since; say"
        " which is which in a profile, or leave one"
    )
    assert not ControlRow.objects.exists()
    mapped = tmp_path / "map.toml"
    mapped.write_text(
        'name = "ours"\nregister = "controls"\n[columns]\n"ID" = "id"\n"Title" = "name"\n'
        '"Control Description" = "activity"\n"Criteria" = "requirements"\n"Frequency" = "cadence"\n'
        '"Operated by" = "operating"\n"Start Date" = "operating_since"\n'
    )
    told = adopted.adopt(mature, files, "soc2", "--dry-run", "--map", str(mapped))
    assert {c["operating_since"] for c in told.json["controls"]} == {"2025-02-01"}
    assert "column G (Since): the column is not imported; 4 cells of it hold something" in told.err


def test_a_profile_that_is_no_text_is_named(mature: Run, tmp_path: Path) -> None:
    mapped = tmp_path / "map.toml"
    mapped.write_bytes(b"\xff\xfe\x00")
    done = adopted.adopt(mature, adopted.report_files(tmp_path), "soc2", "--map", str(mapped))
    assert (done.code, done.error["code"], done.error["file"]) == (2, "faulty_file", "map.toml")
    assert done.error["message"].startswith("map.toml: ")


def test_what_it_replaces_is_said_before_and_after(mature: Run, tmp_path: Path) -> None:
    files = adopted.report_files(tmp_path)
    period = PeriodRow.objects.get(pk="soc2-1")
    line = f"replaces the period {period.start} - {period.end}, opened on 2025-06-02"
    before = mature("adopt", "soc2", files[0], "--controls", files[1], "--dry-run").out.splitlines()
    assert [line for line in before if line.startswith("replaces")] == [
        line
    ]  # the audit itself stays as it is
    told = adopted.adopt(mature, files, "soc2").json["replaces"]
    assert told == [
        {
            "kind": "period",
            "id": "soc2-1",
            "start": str(period.start),
            "end": str(period.end),
            "opened_on": "2025-06-02",
            "closes": False,
            "text": line,
        }
    ]


def test_an_audit_that_is_not_due_any_more_is_said_to_be_closed(isms: Run, tmp_path: Path) -> None:
    told = adopted.adopt(isms, adopted.certificate_files(tmp_path), "iso27001", "--dry-run").json
    assert "closes the engagement iso27001-stage1-1, opened on 2025-12-01" in [
        one["text"] for one in told["replaces"]
    ]


def test_nothing_is_replaced_once_facts_hang_on_it(mature: Run, tmp_path: Path) -> None:
    engagement = "soc2-type2-1"
    assert mature("package", "soc2", "--out", tmp_path / "p.zip").code == 0
    said = adopted.REPORT.replace('categories = ["security"]', 'categories = ["security", "availability"]')
    files = adopted.report_files(tmp_path, report=said)
    done = adopted.adopt(mature, files, "soc2")
    assert (done.code, done.error["code"]) == (2, "facts_hang_on_what_is_replaced")
    assert done.error["message"] == (
        f"engagement {engagement}: packages: 1 on record hang on it ({engagement}), and adopting would put"
        " another in its place; adopt into a home that was begun anew, before anything is added"
    )
    assert not SocReportRow.objects.exists()
