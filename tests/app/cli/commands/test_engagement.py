"""`dualtrack engagement`: an adopted certificate puts the next audit where it belongs; open and close one."""

from datetime import date
from pathlib import Path

from tests.app.cli.commands import adopted
from tests.app.conftest import Run

from dualtrack.app.audits.models import EngagementRow, IsoCertificateRow
from dualtrack.app.controls.models import PeriodRow

OPEN = ("engagement", "open", "iso27001-surveillance", "--from", "2025-05-10", "--to", "2026-05-09")


def test_an_adopted_certificate_brings_its_next_audit_and_when_it_is_due(isms: Run, tmp_path: Path) -> None:
    said = adopted.CERTIFICATE.replace("issued = 2025-06-01", "issued = 2025-06-01\ndecided_on = 2025-05-28")
    files = adopted.certificate_files(tmp_path, certificate=said)
    assert adopted.adopt(isms, files, "iso27001").code == 0
    assert IsoCertificateRow.objects.get().decided_on == date(2025, 5, 28)
    told = isms("engagement", "list", "--json").json
    assert told["next"] == {
        "kind": "iso27001-surveillance",
        "due_by": "2026-05-28",
        "clause": "ISO/IEC 17021-1 9.1.3.3",
        "late": False,
    }
    open_ones = {e["id"]: e["title"] for e in told["engagements"] if e["closed_on"] is None}
    assert open_ones["iso27001-surveillance-1"] == "ISO/IEC 27001 surveillance audit"
    lines = isms("engagement", "list").out.splitlines()
    assert lines[-1] == "next: iso27001-surveillance by 2026-05-28 (ISO/IEC 17021-1 9.1.3.3)"
    gates = isms("status", "--json").json["frameworks"]["iso27001"]["gates"]
    assert {g["code"]: g["blocking"] for g in gates}["earlier_nonconformities_closed"] == ["iso27001-0-ncf-2"]
    packed = isms("package", "iso27001-surveillance", "--out", tmp_path / "yearly.zip", "--json")
    assert (packed.code, packed.json["engagement"]) == (0, "iso27001-surveillance-1")
    assert isms("verify", tmp_path / "yearly.zip", "--json").json["intact"] is True
    again = isms(*OPEN, "--json")
    assert again.error["message"] == (
        "iso27001-surveillance-1 is of this kind and open since 2025-05-10; close it first"
    )
    closed = isms("engagement", "close", "iso27001-surveillance-1")
    assert closed.out == "iso27001-surveillance-1: closed on 2026-03-02\n"
    assert isms("engagement", "close", "iso27001-surveillance-1", "--json").error["message"] == (
        "iso27001-surveillance-1: was closed on 2026-03-02 already"
    )
    assert isms("engagement", "list", "--json").json["next"]["due_by"] == "2027-12-31"


def test_what_is_wrong_is_told_at_once_and_nothing_is_written(cli: Run) -> None:
    done = cli(*OPEN[:-1], "2025-05-09", "--opened", "2026-03-03", "--json")
    assert (done.code, done.error["code"]) == (2, "audit_period_ends_before_it_begins")
    assert done.error["message"] == "2025-05-09 lies before 2025-05-10; correct one of the two days"
    assert done.err.splitlines()[:2] == [
        "opened: 2026-03-03 lies ahead; today is 2026-03-02",
        "kind: iso27001-surveillance is an audit of what is certified, and no valid certificate is on record;"
        " record it under Applicability, or adopt it",
    ]
    assert not EngagementRow.objects.filter(kind="iso27001-surveillance").exists()
    assert cli("engagement", "close", "nope", "--json").error["message"] == (
        "nope: no such engagement; these are on record: iso27001-stage1-1, soc2-type2-1"
    )


def test_an_audit_is_opened_over_a_period_of_its_own(cli: Run) -> None:
    words = ("engagement", "open", "iso27001-stage2", "--from", "2025-12-02", "--to", "2026-06-01")
    told = cli(*words, "--firm", "Fictional Certification", "--json").json
    assert told["engagement"]["id"] == "iso27001-stage2-1"
    assert told["period"] == {"id": "iso27001-2", "start": "2025-12-02", "end": "2026-06-01"}
    assert told["noted"] == []
    row = EngagementRow.objects.get(pk="iso27001-stage2-1")
    assert (row.firm, row.period, row.opened_on) == (
        "Fictional Certification",
        "iso27001-2",
        date(2026, 3, 2),
    )
    assert PeriodRow.objects.get(pk="iso27001-2").framework == "iso27001"
    assert cli("engagement", "list", "--json").json["next"] is None
    refused = cli(*words, "--as", "bob", "--json")
    assert refused.error["code"] == "not_allowed"
