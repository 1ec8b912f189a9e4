"""The example: built once, the same every time, marked everywhere, with exactly the trouble that it says."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from django.conf import settings
from tests.app.conftest import Run
from tests.app.programme.deliverables.zips import manifest, members
from tests.databases import WHOLE, copied

from dualtrack.app.audits.models import DeviationRow
from dualtrack.app.cli.example import company, trouble
from dualtrack.app.cli.example.build import build
from dualtrack.app.cli.example.calendar import performances
from dualtrack.app.cli.example.script import at
from dualtrack.app.controls.models import ControlRow
from dualtrack.app.ledger import head, queries
from dualtrack.app.ledger.home import Home
from dualtrack.app.programme.catalogue import catalogue, crosswalk
from dualtrack.app.programme.queries import When, snapshot
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.fold import fold
from dualtrack.domain.programme.fold import programme as folded

MARK = "EXAMPLE: invented data"
OPERATOR = Viewer(actor=Actor("operator:root@host", "cli"), operator=True)


@pytest.fixture
def status(example: Home, run: Run) -> dict[str, Any]:
    """What `status --json` says of it."""
    found: dict[str, Any] = run("status", "--json").json
    return found


def controls(status: dict[str, Any], operation: str) -> set[str]:
    """Controls that stand so in either framework."""
    return {
        c["id"]
        for c in status["controls"]
        if any(b["operation"] == operation for b in c["by_framework"].values())
    }


def gates(status: dict[str, Any], framework: str) -> dict[str, list[str]]:
    """The gates that fail and what stands in the way."""
    return {g["code"]: g["blocking"] for g in status["frameworks"][framework]["gates"] if not g["passed"]}


# The whole story where there is time; else its first scan, evidence, approvals and releases.
TOLD = company.TODAY if WHOLE else at(date(2027, 7, 1), 12)


@pytest.mark.slow
@pytest.mark.postgresql
def test_the_same_story_gives_the_same_ledger_on_both_databases(
    example_template: Path, tmp_path: Path, connect: Callable[[Path], Home]
) -> None:
    connect(copied(example_template, tmp_path / "any"))
    here, elsewhere = build(tmp_path / "here", TOLD), tmp_path / "on-sqlite"
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "TEST_"))}
    program = f"""
from datetime import datetime
from pathlib import Path
from dualtrack.app.cli.call import Call
Call(home={str(elsewhere)!r}).setup()
from django.conf import settings
settings.PASSWORD_HASHERS = {settings.PASSWORD_HASHERS!r}  # the record commits to what they make
from dualtrack.app.cli.example.build import build
build(Path({str(elsewhere)!r}), datetime.fromisoformat({TOLD.isoformat()!r}))
"""
    command = [sys.executable, "-c", program]
    verify = [str(Path(sys.executable).with_name("dualtrack")), "verify", "--home", str(elsewhere), "--json"]
    for words in (command, verify):
        done = subprocess.run(words, env=kept, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    stands = head.read()
    assert (told["size"], told["root"]) == (stands.size, stands.frontier.root().hex())
    assert stands.size > 1300
    assert (elsewhere / "db.sqlite3").exists()
    assert not (here.path / "db.sqlite3").exists()


def test_it_is_intact_and_says_what_it_is(example: Home, run: Run) -> None:
    told = run("verify", "--json").json
    assert (told["intact"], told["problems"], told["example"]) == (True, [], True)
    assert run("verify").out.splitlines()[:2] == [MARK, "intact"]
    assert run("status").out.splitlines()[0] == MARK


def test_its_tables_are_the_fold_of_its_ledger(example: Home) -> None:
    loaded = snapshot(OPERATOR)
    told = folded(fold(queries.entries()), catalogue(), loaded.check_days, crosswalk())
    assert evolve(told, catalogue=loaded.catalogue) == loaded
    assert len(loaded.controls) == 107
    assert len(loaded.evidence) > 100
    assert loaded.check_days


def test_it_stands_at_month_nine_under_its_own_clock(status: dict[str, Any]) -> None:
    assert (status["as_of"], status["organisation"], status["example"]) == ("2027-10-25", company.NAME, True)
    for framework in status["frameworks"].values():
        assert framework["period"] == "2027-07-04..2028-01-03"
        assert 0 < framework["readiness"] < 100
    assert set(status["promise"]) == {"controls", "evidence", "hours"}


def test_two_quarterly_reviews_were_missed_and_one_check_fails(status: dict[str, Any]) -> None:
    weak = controls(status, "not_operating") | controls(status, "not_evidenced")
    assert weak - trouble.FAILING == trouble.MISSED
    told = {c["id"]: str(c["by_framework"]) for c in status["controls"]}
    assert all("check_results_failed" in told[c] for c in trouble.FAILING)
    assert weak | controls(status, "deviations") >= trouble.FAILING
    assert len(trouble.MISSED) == 2
    assert all(ControlRow.objects.get(pk=c).cadence == "quarterly" for c in trouble.MISSED)
    assert gates(status, "soc2")["operation_shown_for_every_control"] == sorted(weak)


def test_one_late_leaver_is_a_deviation_with_a_response(status: dict[str, Any]) -> None:
    (row,) = DeviationRow.objects.all()
    assert (row.control, row.occurred_on) == ("AC-04", date(2027, 8, 17))
    assert row.cause
    assert row.response
    assert "AC-04" in controls(status, "deviations")


def test_one_scope_difference_has_no_reason(status: dict[str, Any]) -> None:
    assert gates(status, "soc2")["scopes_aligned"] == ["service/svc-export"]
    assert gates(status, "iso27001")["scopes_aligned"] == ["service/svc-export"]


def test_two_failure_patterns_are_found_since_their_days_and_no_other(example: Home, run: Run) -> None:
    def found(day: str) -> list[tuple[str, str]]:
        return [(f["id"], f["since"]) for f in run("patterns", "--json", "--as-of", day).json["findings"]]

    expected = [(code, str(since)) for code, since in trouble.PATTERNS]
    assert found("2027-10-25") == expected
    before = str(trouble.DRIFTED_ON.replace(day=trouble.DRIFTED_ON.day - 1))
    assert found(before) == [one for one in expected if one[0] != "scope_drift_unapproved"]
    for healthy in ("2027-01-04", "2027-03-04", "2027-05-04", "2027-07-04", "2027-07-19"):
        assert found(healthy) == []
    (drifted,) = (
        f for f in run("patterns", "--json").json["findings"] if f["id"] == "scope_drift_unapproved"
    )
    assert [fact["id"] for fact in drifted["facts"]] == [trouble.DRIFTED]


def test_controls_that_began_late_are_named(status: dict[str, Any]) -> None:
    late = gates(status, "soc2")["controls_operating_at_period_start"]
    assert late == sorted(trouble.STARTED_LATE)


def test_some_procedures_are_not_documented(status: dict[str, Any]) -> None:
    owed = {c["id"] for c in status["controls"] if c["owed"]}
    assert owed >= trouble.UNDOCUMENTED
    assert len(gates(status, "iso27001")["documented_information_in_force"]) >= 1


def test_wordings_that_wait_for_approval(status: dict[str, Any]) -> None:
    waiting = {
        c["id"]
        for c in status["controls"]
        if any(b["design"] != "approved" for b in c["by_framework"].values())
    }
    assert waiting == trouble.UNAPPROVED | trouble.UNOWNED


def test_one_annex_control_is_excluded_with_its_reason(status: dict[str, Any]) -> None:
    excluded = {r["id"]: r["because"] for r in status["requirements"] if r["status"] == "excluded"}
    assert set(excluded) == set(trouble.EXCLUDED)
    assert any("No development is outsourced" in b["text"] for b in excluded["iso27001:A.8.30"])


@pytest.mark.parametrize("kind", ["soc2", "iso27001-stage1"])
def test_its_packages_are_marked_and_interim(example: Home, run: Run, tmp_path: Path, kind: str) -> None:
    out = tmp_path / "x.zip"
    done = run("package", kind, "--out", out)
    assert done.out.splitlines()[0] == MARK
    held = manifest(out)
    assert (held["mark"], held["example"], held["state"]) == (MARK, True, "INTERIM")
    inside = members(out)
    documents = [name for name in inside if name.startswith("documents/")]
    assert documents
    assert all(name.startswith("documents/EXAMPLE-") for name in documents)
    assert b"EXAMPLE" in inside["index.html"]
    assert run("verify", out, "--json").json["example"] is True


def test_its_documents_say_that_it_is_invented(example: Home, run: Run, tmp_path: Path) -> None:
    out = tmp_path / "matrix.html"
    run("document", "control-matrix", "--format", "html", "--out", out)
    assert MARK in out.read_text()


def test_its_firms_are_plainly_fictional() -> None:
    for firm in (company.SERVICE_AUDITOR, company.CERTIFICATION_BODY):
        assert firm.startswith("Fictional ")
        assert firm.endswith("(invented)")
    assert all(m.email.endswith(".example") for m in company.PEOPLE)


def test_demo_finds_the_built_one_and_prints_its_sign_ins(example: Home, run: Run) -> None:
    size = head.read().size
    done = run("demo", "--build-only", "--home", example.path, "--json")
    assert (done.code, done.err) == (0, "")
    assert done.json["example"] is True
    assert {p["email"] for p in done.json["people"]} >= {
        "mara@lumenfjord.example",
        "claire@lumenfjord.example",
    }
    assert head.read().size == size
    text = run("demo", "--build-only", "--home", example.path).out
    assert text.splitlines()[0] == MARK
    assert f"password of each: {company.PASSWORD}" in text


def test_demo_finds_it_where_the_variable_says(
    example: Home, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DUALTRACK_HOME", str(example.path))
    done = run("demo", "--build-only", "--json")
    assert (done.code, done.json["home"]) == (0, str(example.path))
    assert not (tmp_path / "example-home").exists()


def test_a_day_before_the_programme_began_is_not_known(example: Home, run: Run) -> None:
    done = run("status", "--as-of", "2026-12-31", "--json")
    assert (done.code, done.error["code"]) == (2, "nothing_known_then")


def test_an_earlier_day_is_told_as_known_then(example: Home, run: Run) -> None:
    then = run("status", "--as-of", "2027-08-01", "--json").json
    now = run("status", "--as-of", "2027-08-01", "--known-at", "2027-10-25T09:00:00+02:00", "--json").json
    assert then["as_of"] == now["as_of"] == "2027-08-01"
    assert now["known_at"].startswith("2027-10-25T09:00:00")
    assert "AC-04" not in controls(then, "deviations")  # the leaver was noted on 25 August


def received_by(day: date) -> int:
    """How much evidence the story has received by the end of a day."""
    held = [row.to_value() for row in ControlRow.objects.all() if row.pk not in trouble.RETIRED]
    return sum(due.received <= day for c in held for due in performances(c, company.TODAY.date()))


def told_of(run: Run, day: date) -> dict[str, Any]:
    """What `status --as-of` says of a day; the evidence known then is what the story had received."""
    assert len(snapshot(OPERATOR, When(as_of=day)).evidence) == received_by(day)
    found: dict[str, Any] = run("status", "--as-of", day, "--json").json
    return found


def designs(status: dict[str, Any]) -> set[str]:
    """In which ways controls that somebody owns are designed."""
    owned = [c for c in status["controls"] if c["id"] not in trouble.UNOWNED]
    return {b["design"] for c in owned for b in c["by_framework"].values()}


def test_in_march_scopes_stand_and_nothing_else_is_approved(example: Home, run: Run) -> None:
    day = date(2027, 3, 31)
    told = told_of(run, day)
    assert designs(told) == {"designed"}  # wordings were approved on 7 June
    assert "scopes_aligned" not in gates(told, "iso27001")  # on 8 February, with a reason for each difference
    assert len(gates(told, "iso27001")["applicability_decided"]) == 93  # decided on 12 April
    assert controls(told, "deviations") == set()
    begun = {
        c.id for c in snapshot(OPERATOR).controls if any(d.received <= day for d in performances(c, day))
    }
    assert controls(told, "no_deviation_noted") == begun  # yearly ones alone: the period begins on 4 July


def test_in_august_one_control_has_begun_and_one_not_and_the_leaver_is_not_known(
    example: Home, run: Run
) -> None:
    told = told_of(run, date(2027, 8, 20))
    assert designs(told) == {"designed", "approved"}
    assert "scopes_aligned" not in gates(told, "soc2")  # the export service came on 13 September
    assert "AC-04" not in controls(told, "deviations")  # it happened on the 17th and was noted on the 25th
    assert {r["id"] for r in told["requirements"] if r["status"] == "excluded"} == set(trouble.EXCLUDED)
    began = {c.id: c.operating_since for c in snapshot(OPERATOR, When(as_of=date(2027, 8, 20))).controls}
    assert (began["DP-05"], began["SD-07"]) == (trouble.STARTED_LATE["DP-05"], None)
    assert all(
        p["grants"] == [] for p in run("people", "list", "--as-of", "2027-08-20", "--json").json["people"]
    )


def test_in_october_the_export_service_has_no_reason_and_auditors_are_let_in(example: Home, run: Run) -> None:
    told = told_of(run, date(2027, 10, 12))
    assert gates(told, "soc2")["scopes_aligned"] == ["service/svc-export"]
    assert "AC-04" in controls(told, "deviations")
    assert not controls(
        told, "not_evidenced"
    )  # of the two missed reviews the last day to be on time is to come
    people = run("people", "list", "--as-of", "2027-10-12", "--json").json["people"]
    assert {p["id"]: [g["engagement"] for g in p["grants"]] for p in people if p["grants"]} == {
        "claire": ["soc2-type2-1"],
        "ruben": ["iso27001-stage1-1"],
    }
