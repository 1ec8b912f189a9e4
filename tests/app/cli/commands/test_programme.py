"""`dualtrack programme`: one framework more from a day on, and controls for what nobody serves."""

from datetime import date
from pathlib import Path

from tests.app.cli.commands import adopted
from tests.app.cli.commands.conftest import Begin
from tests.app.conftest import Run

from dualtrack.app.audits.models import EngagementRow
from dualtrack.app.controls.models import ControlRow
from dualtrack.app.ledger import queries
from dualtrack.domain.programme.organisation import Profile


def test_a_running_soc2_adds_iso27001_from_today_on(begun: Begin, tmp_path: Path) -> None:
    call = begun(Profile.SOC2_ONLY)
    dry = call("programme", "add", "iso27001", "--dry-run", "--json").json
    assert list(call("status", "--json").json["frameworks"]) == ["soc2"]
    done = call("programme", "add", "iso27001", "--json")
    assert done.code == 0, done.err
    told = done.json
    assert told == dry | {"dry_run": False}
    assert told["since"] == "2026-03-02"
    assert len(told["controls"]) > 80
    assert set(told["served"]) | set(told["unserved"]) >= {"iso27001:A.5.1", "iso27001:9.2.1"}
    assert told["asked"] == len(told["served"]) + len(told["unserved"])
    now = call("status", "--json").json
    assert list(now["frameworks"]) == ["soc2", "iso27001"]
    past = call("status", "--as-of", "2026-03-01", "--json").json
    assert list(past["frameworks"]) == ["soc2"]
    known_since = call(
        "status", "--as-of", "2026-03-01", "--known-at", "2026-03-02T09:00:00+00:00", "--json"
    ).json
    assert list(known_since["frameworks"]) == ["soc2"]
    assert EngagementRow.objects.get(pk="iso27001-stage1-1").opened_on == date(2026, 3, 2)
    again = call("programme", "add", "iso27001", "--json")
    assert (again.code, again.error["message"]) == (
        2,
        "iso27001: the programme runs it already, since 2026-03-02",
    )


def test_why_a_framework_is_added_is_kept_with_the_change(begun: Begin) -> None:
    call = begun(Profile.SOC2_ONLY)
    call("programme", "add", "iso27001", "--reason", "  EU customers ask for it ")
    entry = next(e for e in queries.entries() if e.action == "programme.add")
    assert (entry.object, entry.reason) == ("framework_added/iso27001", "EU customers ask for it")


def test_what_nobody_serves_is_filled_from_the_library(mature: Run, tmp_path: Path) -> None:
    adopted.adopt(mature, adopted.report_files(tmp_path), "soc2", "--accept-proposed")
    dry = mature("programme", "fill", "iso27001", "--dry-run", "--json").json
    assert ControlRow.objects.count() == 4
    done = mature("programme", "fill", "iso27001", "--json").json
    assert done["controls"] == dry["controls"] != []
    assert "AC-02" not in {c["id"] for c in done["controls"]}  # ours bears that id
    assert ControlRow.objects.get(pk="AC-02").title == "Office plants"
    assert mature("programme", "fill", "iso27001", "--json").json["controls"] == []


def test_fill_asks_for_a_framework_that_is_run(begun: Begin) -> None:
    done = begun(Profile.SOC2_ONLY)("programme", "fill", "iso27001", "--json")
    assert done.error["message"] == (
        "iso27001: the programme runs soc2; add it first with: dualtrack programme add iso27001"
    )


def test_the_plan_of_a_running_soc2_holds_iso27001_from_the_day_it_was_added(begun: Begin) -> None:
    call = begun(Profile.SOC2_ONLY)
    before = call("plan", "--json").json
    assert (before["added"], before["finish"]["certificate"]) == (None, None)
    call("programme", "add", "iso27001")
    after = call("plan", "--json").json
    assert after["added"]["before"] == before["finish"]
    assert after["added"]["after"] == after["finish"]
    ids = [{one["id"] for one in told["tasks"]} for told in (before, after)]
    assert ids[1] - ids[0] == {one["task"] for one in after["added"]["came"]}
    assert "stage2" in ids[1] - ids[0]
    read = call("plan")
    assert "ISO 27001 was added on 2026-03-02: tasks that came " in read.err
    assert f"certificate: {after['finish']['certificate']}, new" in read.err
    past = call("plan", "--as-of", "2026-03-01", "--json").json
    assert (past["added"], {one["id"] for one in past["tasks"]}) == (None, ids[0])
    proposed = call("plan", "--compare", "--json")
    assert {one["sequencing"] for one in proposed.json["variants"]} == {"iso-first", "soc2-first"}
