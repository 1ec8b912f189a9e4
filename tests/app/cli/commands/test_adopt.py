"""`dualtrack adopt` and `programme`: a mature SOC 2 that adds ISO 27001, an ISMS that adds SOC 2."""

from datetime import date
from pathlib import Path

import pytest
from tests.app.cli.commands import adopted
from tests.app.cli.commands.conftest import Begin
from tests.app.conftest import Run
from tests.conftest import NOW

from dualtrack.app.audits.models import (
    DeviationRow,
    EngagementRow,
    IsoCertificateRow,
    NonconformityRow,
    SocReportRow,
)
from dualtrack.app.controls.models import ControlMatchRow, ControlRow, PeriodRow
from dualtrack.app.ledger import queries
from dualtrack.app.registers.models import TABLES
from dualtrack.app.risks.models import ApplicabilityRow
from dualtrack.domain.programme.organisation import Profile


def test_a_programme_that_runs_already_begins_without_starters(mature: Run) -> None:
    assert ControlRow.objects.count() == 0


def test_the_dry_run_says_everything_and_writes_nothing(mature: Run, tmp_path: Path) -> None:
    files = adopted.report_files(tmp_path)
    size = queries.head_at(NOW).size
    done = adopted.adopt(mature, files, "soc2", "--dry-run")
    assert done.code == 0, done.err
    told = done.json
    assert list(told) == [
        "framework", "what", "dry_run", "adopted", "open_period", "replaces", "counts", "faults",
        "proposed_accepted", "controls", "unmatched", "frameworks",
    ]  # fmt: skip
    assert (told["dry_run"], told["adopted"], told["faults"]) == (True, False, [])
    assert told["what"] == "Fictional & Partners, 2024-12-01..2025-11-30"
    assert told["counts"] == {
        "controls": 4, "proposed": 5, "deviations": 1, "subservices": 1, "csocs": 1, "cuecs": 1,
    }  # fmt: skip
    assert queries.head_at(NOW).size == size
    assert not SocReportRow.objects.exists()


def test_a_mature_soc2_is_taken_in_once_and_whole(mature: Run, tmp_path: Path) -> None:
    files = adopted.report_files(tmp_path)
    before = mature("status", "--json").json
    assert before["controls"] == []
    done = adopted.adopt(mature, files, "soc2")
    assert (done.code, done.err) == (0, "")
    periods = {p.pk: (p.start, p.end) for p in PeriodRow.objects.filter(framework="soc2")}
    assert periods == {
        "soc2-0": (date(2024, 12, 1), date(2025, 11, 30)),
        "soc2-1": (date(2025, 12, 1), date(2026, 11, 30)),
    }
    engagements = {
        e.pk: (e.firm, e.period, e.closed_on) for e in EngagementRow.objects.filter(kind="soc2-type2")
    }
    assert engagements == {
        "soc2-type2-0": ("Fictional & Partners", "soc2-0", date(2026, 1, 15)),
        "soc2-type2-1": ("", "soc2-1", None),
    }
    control = ControlRow.objects.get(pk="LA-7").to_value()
    assert control.title == "Terminations"
    assert control.activity == "Access is revoked within one business day of termination."
    assert control.requirements == ("soc2:CC6.2", "soc2:CC6.3")  # the proposal counts nowhere
    assert control.operating_since == date(2024, 12, 1)
    deviation = DeviationRow.objects.get()
    assert (deviation.control, deviation.occurred_on) == ("LA-7", date(2025, 6, 12))
    assert deviation.response == "Removal is triggered by the HR system since October."
    vendor = TABLES["vendors"].objects.get()
    assert (vendor.name, vendor.subservice, vendor.method) == ("Fictional Cloud", True, "carve_out")
    assert TABLES["csocs"].objects.get().vendor == vendor.pk
    assert TABLES["cuecs"].objects.get().requirements == ["soc2:CC6.2"]
    report = SocReportRow.objects.get()
    entry = next(e for e in queries.entries() if e.type == "soc_report")
    assert entry.blobs == (report.file,)
    assert mature("verify", "--json").json["intact"] is True
    after = mature("status", "--json").json
    assert [c["id"] for c in after["controls"]] == ["AC-02", "LA-1", "LA-7", "LA-9"]
    assert after["frameworks"]["soc2"]["period"] == "2025-12-01..2026-11-30"


def test_occurrences_count_from_the_true_start(mature: Run, tmp_path: Path) -> None:
    adopted.adopt(mature, adopted.report_files(tmp_path), "soc2")
    status = mature("status", "--json").json
    told = next(c for c in status["controls"] if c["id"] == "LA-1")["by_framework"]["soc2"]
    assert not any(b["code"] == "control_started_after_the_period" for b in told["because"])
    windows = [p for p in mature("due", "--json").json["performances"] if p["control"] == "AC-02"]
    assert min(p["from"] for p in windows) == "2025-12-01"  # no window before the period that runs


def test_what_is_proposed_counts_once_the_lead_takes_it_over(mature: Run, tmp_path: Path) -> None:
    files = adopted.report_files(tmp_path)
    dry = adopted.adopt(mature, files, "soc2", "--dry-run").json
    proposed = {c["id"]: [p["requirement"] for p in c["proposed"]] for c in dry["controls"]}
    assert proposed["LA-1"] == ["iso27001:A.5.18"]
    assert proposed["AC-02"] == []
    (iso,) = dry["frameworks"]
    assert (iso["framework"], iso["served"], iso["controls"]) == ("iso27001", [], [])
    assert iso["asked"] == len(iso["unserved"]) == 123
    done = adopted.adopt(mature, files, "soc2", "--accept-proposed").json
    (iso,) = done["frameworks"]
    assert iso["controls"] == ["LA-1", "LA-7", "LA-9"]
    assert "iso27001:A.5.18" in iso["served"]
    assert iso["asked"] == len(iso["served"]) + len(iso["unserved"])
    owed = {one["id"]: one for one in iso["owed"]}
    delta = owed["LA-9/iso27001/documented_procedure"]
    assert (delta["kind"], delta["control"], delta["beyond"]) == ("delta", "LA-9", ["soc2:CC6.7"])
    assert "iso27001:A.8.24" in delta["requirements"]
    assert "iso27001:A.5.18" in ControlRow.objects.get(pk="LA-1").requirements
    entry = next(e for e in queries.entries() if e.object == "control/LA-1")
    assert entry.reason == "adopted; taken over from the proposal: iso27001:A.5.18"
    status = mature("status", "--json").json
    row = next(r for r in status["requirements"] if r["id"] == "iso27001:A.5.18")
    assert row["controls"] == ["LA-1", "LA-7"]


def test_a_control_is_beside_the_starter_that_it_resembles_not_the_one_whose_id_it_bears(
    mature: Run, tmp_path: Path
) -> None:
    told = adopted.adopt(mature, adopted.report_files(tmp_path), "soc2").json
    assert {c["id"]: c["starter"] for c in told["controls"]} == {
        "LA-1": "AC-02", "LA-7": "AC-04", "LA-9": "CR-03", "AC-02": None,
    }  # fmt: skip
    assert told["unmatched"] == ["AC-02"]
    assert dict(ControlMatchRow.objects.values_list("pk", "starter"))["AC-02"] == ""
    leaver = next(c for c in told["controls"] if c["id"] == "LA-7")
    assert (leaver["cadence"], leaver["operating"]) == ("per_event", "both")  # the starter's


def test_the_last_report_is_shown_with_its_deviations_and_responses(mature: Run, tmp_path: Path) -> None:
    adopted.adopt(mature, adopted.report_files(tmp_path), "soc2")
    shown = mature("adopt", "show", "soc2")
    assert shown.code == 0
    assert (
        "deviation LA-7 (soc2:CC6.2): 2 of 25 leavers kept access for three days. | test: Inspected removal"
        " tickets of 25 leavers. | response: Removal is triggered by the HR system since October."
    ) in shown.out
    assert "opinion as the report words it: In our opinion, in all material respects" in shown.out
    told = mature("adopt", "show", "soc2", "--json").json
    assert told["framework"] == "soc2"
    assert (
        told["adopted"]["deviations"][0]["response"] == "Removal is triggered by the HR system since October."
    )
    before = mature("adopt", "show", "soc2", "--as-of", "2026-03-01")
    assert (before.code, before.out) == (0, "soc2: nothing was adopted of it by that day\n")
    assert mature("adopt", "show", "iso27001", "--json").json == {"framework": "iso27001", "adopted": None}


def test_adopting_twice_is_refused_with_what_stands(mature: Run, tmp_path: Path) -> None:
    files = adopted.report_files(tmp_path)
    adopted.adopt(mature, files, "soc2")
    size = queries.head_at(NOW).size
    again = adopted.adopt(mature, files, "soc2")
    assert (again.code, again.error["code"]) == (2, "adopted_already")
    assert again.error["message"] == (
        "soc2: Fictional & Partners, 2024-12-01..2025-11-30 was adopted on 2026-03-02 and stands; see it"
        " with: dualtrack adopt show soc2"
    )
    assert queries.head_at(NOW).size == size


def test_days_between_the_periods_are_named_and_not_refused(mature: Run, tmp_path: Path) -> None:
    later = adopted.REPORT.replace("start = 2025-12-01", "start = 2025-12-15")
    done = adopted.adopt(mature, adopted.report_files(tmp_path, report=later), "soc2")
    assert done.code == 0
    assert [f["text"] for f in done.json["faults"]] == [
        "open_period: start: 14 days lie between the periods, 2025-12-01 to 2025-12-14: no audit speaks of"
        " them"
    ]
    assert PeriodRow.objects.get(pk="soc2-1").start == date(2025, 12, 15)


def test_a_vendor_that_stands_is_not_entered_twice(mature: Run, tmp_path: Path) -> None:
    from dualtrack.app.registers.services import put  # noqa: PLC0415 - beside its use
    from dualtrack.domain.ledger.actor import Actor  # noqa: PLC0415 - beside its use
    from dualtrack.domain.registers.vendors import Vendor  # noqa: PLC0415 - beside its use

    put(
        actor=Actor("person:alice", "ui"),
        now=NOW,
        records=[Vendor(id="V-1", name="fictional cloud", data="all")],
    )
    adopted.adopt(mature, adopted.report_files(tmp_path), "soc2")
    vendor = TABLES["vendors"].objects.get()
    assert (vendor.pk, vendor.data, vendor.method) == ("V-1", "all", "carve_out")
    assert TABLES["csocs"].objects.get().vendor == "V-1"


def test_all_that_is_wrong_is_told_at_once_and_nothing_is_written(mature: Run, tmp_path: Path) -> None:
    wrong = adopted.REPORT.replace('control = "LA-7"', 'control = "LA-70"').replace("CC6.4", "CC6.9")
    files = adopted.report_files(
        tmp_path, report=wrong, controls=adopted.CONTROLS.replace(",Weekly,manual", ",,")
    )
    size = queries.head_at(NOW).size
    done = adopted.adopt(mature, files, "soc2")
    assert (done.code, done.error["code"]) == (2, "unknown_requirement")
    assert done.err.splitlines()[0] == (
        "deviation 1: control: LA-70 is not in the control list; correct the id, or add it to the list"
    )
    assert done.err.splitlines()[1] == (
        "control AC-02: cadence: resembles no starter control, so say how often and by whom it is operated"
        " (columns Frequency and Operated by)"
    )
    assert queries.head_at(NOW).size == size
    dry = adopted.adopt(mature, files, "soc2", "--dry-run")
    assert dry.code == 0
    assert [f["code"] for f in dry.json["faults"]] == [
        "unknown_requirement", "control_is_not_in_the_list", "control_without_rhythm",
    ]  # fmt: skip


def test_problems_of_both_files_are_told_at_once(mature: Run, tmp_path: Path) -> None:
    files = adopted.report_files(
        tmp_path,
        report=adopted.REPORT.replace('firm = "Fictional & Partners"\n', ""),
        controls=adopted.CONTROLS.replace("CC1.1", "CC1.9"),
    )
    done = adopted.adopt(mature, files, "soc2", "--dry-run")
    assert (done.code, done.error["code"]) == (2, "faulty_file")
    assert done.error["message"] == (
        "last-report.toml: report: firm: the field is missing; every record has it"
    )
    assert done.err.splitlines()[0].startswith("controls.csv: row 5: requirements: ")
    assert "'CC1.9' is not among the requirements" in done.err


def test_a_control_that_stands_already_is_refused_with_its_title(begun: Begin, tmp_path: Path) -> None:
    call = begun(Profile.SOC2_ONLY)
    done = adopted.adopt(call, adopted.report_files(tmp_path), "soc2")
    assert (done.code, done.error["code"]) == (2, "control_stands_already")
    assert done.error["message"] == (
        "control AC-02: id: the programme holds a control of this id already (Quarterly user access review);"
        " begin the programme with --starters none, or give one of the two another id"
    )


def test_only_a_framework_that_is_run_is_adopted(begun: Begin, tmp_path: Path) -> None:
    call = begun(Profile.ISO27001_ONLY, starters=False)
    done = adopted.adopt(call, adopted.report_files(tmp_path), "soc2")
    assert done.error["message"] == (
        "soc2: the programme runs iso27001; add it first with: dualtrack programme add soc2"
    )


def test_an_isms_with_its_certificate_adds_soc2(isms: Run, tmp_path: Path) -> None:
    files = adopted.certificate_files(tmp_path)
    done = adopted.adopt(isms, files, "iso27001", "--accept-proposed")
    assert (done.code, done.err) == (0, "")
    told = done.json
    assert told["counts"] == {"controls": 2, "proposed": 3, "decisions": 93, "nonconformities": 2}
    assert IsoCertificateRow.objects.get().number == "FC-0001"
    decided = {row.requirement: row for row in ApplicabilityRow.objects.all()}
    assert len(decided) == 93
    assert (decided["iso27001:A.7.4"].included, decided["iso27001:A.7.4"].exclusion) == (
        False, "No building is ours",
    )  # fmt: skip
    assert decided["iso27001:A.5.1"].justifications == [
        {
            "ground": "good_practice",
            "reference": "Statement of Applicability 3.1, 2025-04-20",
            "text": "Risk treatment",
        }
    ]
    found = {
        n.requirement: (n.grade, n.raised_on, n.raised_by, n.closed_on)
        for n in NonconformityRow.objects.all()
    }
    assert found == {
        "iso27001:9.2.1": ("minor", date(2025, 5, 9), "Fictional Certification", date(2025, 7, 30)),
        "iso27001:A.8.13": ("minor", date(2025, 5, 9), "Fictional Certification", None),
    }
    (soc2,) = told["frameworks"]
    assert soc2["framework"] == "soc2"
    assert "soc2:CC6.2" in soc2["served"]
    assert EngagementRow.objects.get(pk="iso27001-stage1-1").closed_on == date(2026, 3, 2)
    assert EngagementRow.objects.get(pk="iso27001-surveillance-1").period == "iso27001-1"
    assert PeriodRow.objects.get(pk="iso27001-1").start == date(2025, 5, 10)
    status = isms("status", "--json").json
    rows = {r["id"]: r for r in status["requirements"]}
    assert rows["iso27001:A.7.4"]["status"] == "excluded"
    assert rows["soc2:CC6.2"]["controls"] == ["IS-1"]
    assert (
        "minor iso27001:9.2.1: The audit programme left one site out. | correction: The site is in the"
        in (isms("adopt", "show", "iso27001").out)
    )


@pytest.mark.parametrize(
    ("row", "line", "message"),
    [
        ("A_5_1", "", "soa: row: states 92 of 93 Annex A controls; missing: iso27001:A.5.1"),
        (
            "A_5_1",
            "A.5.1;no;;no",
            "soa: iso27001:A.5.1: excluded without a justification (ISO/IEC 27001 6.1.3 d); say why",
        ),
        (
            "A_5_1",
            "A.5.1;yes;;yes",
            "soa: iso27001:A.5.1: included without a justification (ISO/IEC 27001 6.1.3 d); say why",
        ),
    ],
)
def test_a_statement_with_a_hole_is_refused(
    isms: Run, tmp_path: Path, row: str, line: str, message: str
) -> None:
    done = adopted.adopt(
        isms, adopted.certificate_files(tmp_path, rows=adopted.soa(**{row: line})), "iso27001"
    )
    assert (done.code, done.error["message"]) == (2, message)
    assert not ApplicabilityRow.objects.exists()


@pytest.mark.parametrize("kind", ["soc2", "iso27001"])
def test_a_template_is_written_once_and_says_what_is_missing(mature: Run, tmp_path: Path, kind: str) -> None:
    out = tmp_path / "facts.toml"
    assert mature("adopt", "template", kind, "--out", out, "--json").json == {"kind": kind, "out": str(out)}
    done = mature("adopt", kind, out, "--json")
    assert (done.code, done.error["code"]) == (2, "faulty_file")
    told = [done.error["message"], *done.err.splitlines()[:-1]]
    assert all(": the field is missing" in one or ": the day is missing" in one for one in told)
    again = mature("adopt", "template", kind, "--out", out, "--json")
    assert (again.code, again.error["message"]) == (2, f"{out}: is there already; give another name")


def test_the_text_says_the_same(mature: Run, tmp_path: Path) -> None:
    facts, listed = adopted.report_files(tmp_path)
    said = mature("adopt", "soc2", facts, "--controls", listed, "--dry-run").out
    assert "would enter: 4 controls, 5 proposed, 1 deviations, 1 subservices, 1 csocs, 1 cuecs" in said
    assert "proposed by the crosswalk, counted nowhere until --accept-proposed:" in said
    assert "  LA-1 serves iso27001:A.5.18 (beside " in said
    assert "resembles no starter: AC-02" in said
    assert "  new, nobody serves: 123 (iso27001:4.1, " in said


@pytest.mark.parametrize(("option", "named"), [("--controls", "controls"), ("--map", "map")])
def test_a_file_that_is_not_there_is_named(mature: Run, tmp_path: Path, option: str, named: str) -> None:
    facts, _ = adopted.report_files(tmp_path)
    done = mature("adopt", "soc2", facts, option, tmp_path / "none.csv", "--json")
    assert (done.code, done.error["field"]) == (2, named)
    assert f"{tmp_path / 'none.csv'}: there is no such file" in done.error["message"]
    lost = mature("adopt", "iso27001", tmp_path / "none.toml", "--json")
    assert (lost.code, lost.error["field"]) == (2, "file")


def test_a_profile_says_which_column_is_which(mature: Run, tmp_path: Path) -> None:
    odd = adopted.CONTROLS.replace("Control Description", "Wie").replace("Criteria", "Wozu")
    facts, listed = adopted.report_files(tmp_path, controls=odd)
    mapped = tmp_path / "map.toml"
    mapped.write_text(
        'name = "ours"\nregister = "controls"\n[columns]\n"ID" = "id"\n"Title" = "name"\n"Wie" = "activity"\n'
        '"Wozu" = "requirements"\n"Frequency" = "cadence"\n"Operated by" = "operating"\n'
    )
    without = adopted.adopt(mature, (facts, listed), "soc2", "--dry-run")
    assert without.error["message"] == (
        "controls.csv: activity: sheet controls: the field is required, and no column or constant fills it"
    )
    done = adopted.adopt(mature, (facts, listed), "soc2", "--dry-run", "--map", str(mapped))
    assert done.code == 0, done.err
    assert len(done.json["controls"]) == 4
    mapped.write_text('name = "ours"\nregister = "controls"\n')
    bad = adopted.adopt(mature, (facts, listed), "soc2", "--dry-run", "--map", str(mapped))
    assert (bad.code, bad.error["file"]) == (2, "map.toml")


def test_an_empty_report_file_leaves_nothing_behind(mature: Run, tmp_path: Path) -> None:
    files = adopted.report_files(tmp_path)
    (tmp_path / "report.pdf").write_bytes(b"")
    size = queries.head_at(NOW).size
    done = adopted.adopt(mature, files, "soc2")
    assert done.error["message"] == "report.pdf: the file is empty; nothing was stored"
    assert queries.head_at(NOW).size == size
    assert not TABLES["vendors"].objects.exists()
