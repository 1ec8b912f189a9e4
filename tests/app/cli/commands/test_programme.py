"""`dualtrack programme`: one framework more from a day on, and controls for what nobody serves."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from tests.app.cli.commands import adopted
from tests.app.cli.commands.conftest import Begin
from tests.app.conftest import Run

from dualtrack.app.audits.models import EngagementRow
from dualtrack.app.controls.models import ControlRow
from dualtrack.app.ledger import queries
from dualtrack.app.programme.models import CategoriesChosenRow
from dualtrack.app.risks.models import CategoryReasonRow
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


def test_categories_are_chosen_from_today_on_and_say_what_they_bring(begun: Begin) -> None:
    call = begun(Profile.SOC2_ONLY)
    ask = ("programme", "categories", "privacy,availability", "--reason", " ACME asks for both. ")
    dry = call(*ask, "--dry-run", "--json").json
    assert not CategoriesChosenRow.objects.exists()
    told = call(*ask, "--json").json
    assert told == dry | {"dry_run": False}
    assert told["before"] == ["security"]
    assert told["categories"] == ["security", "availability", "privacy"]
    assert {"soc2:A1.3", "soc2:P1.1"} <= set(told["asked"])
    assert told["left"] == []
    assert set(told["unserved"]) <= set(told["asked"])
    assert told["starters"]
    assert told["tasks"]
    assert Decimal(told["cost"]) > 0
    filled = call("programme", "fill", "soc2", "--json").json
    assert [c["id"] for c in filled["controls"]] == [c["id"] for c in told["starters"]]

    def criteria(*when: str) -> set[str]:
        return {r["id"] for r in call("status", *when, "--json").json["requirements"]}

    assert criteria() - criteria("--as-of", "2026-03-01") == set(told["asked"])
    since = ("--as-of", "2026-03-01", "--known-at", "2026-03-02T09:00:00+00:00")
    assert criteria(*since) == criteria("--as-of", "2026-03-01")  # days before stay as they were told
    assert EngagementRow.objects.get(pk="soc2-type2-1").categories == ["availability", "privacy"]
    entry = next(e for e in queries.entries() if e.action == "categories.choose")
    assert (entry.object, entry.reason) == ("categories_chosen/2026-03-02", "ACME asks for both.")
    why = {r.pk: r.reason for r in CategoryReasonRow.objects.all()}
    assert why == dict.fromkeys(("availability", "privacy"), "ACME asks for both.")


def test_a_category_is_taken_out_again_and_the_plan_follows(begun: Begin) -> None:
    call = begun(Profile.FIRST_COMBINED, categories=("security", "privacy"))
    told = call("programme", "categories", "security", "--reason", "No customer asks.", "--json").json
    assert told["asked"] == []
    assert {i.partition(":")[2][0] for i in told["left"]} == {"P"}
    assert told["tasks_left"]
    assert Decimal(told["cost"]) < 0
    tasks = {t["id"] for t in call("plan", "--json").json["tasks"]}
    assert not set(told["tasks_left"]) & tasks


def test_a_choice_of_categories_that_is_wrong_is_refused_with_exact_words(begun: Begin) -> None:
    call = begun(Profile.SOC2_ONLY)

    def said(names: str, reason: str = "") -> str:
        done = call("programme", "categories", names, "--reason", reason, "--json")
        assert done.code == 2
        return str(done.error["message"])

    assert said("magic,privacy", "x") == (
        "magic: no SOC 2 category; expected of: security, availability, confidentiality,"
        " processing_integrity, privacy. Nothing was written."
    )
    assert said("security", "x") == "security: these are examined already; nothing was written."
    assert said("privacy") == (
        "security, privacy: say why the categories change; the reason stays on record. Nothing was written."
    )
    assert not CategoriesChosenRow.objects.exists()


def test_categories_are_those_of_soc2(begun: Begin) -> None:
    done = begun(Profile.ISO27001_ONLY)("programme", "categories", "privacy", "--reason", "x", "--json")
    assert done.error["message"] == (
        "soc2: the programme runs iso27001; add it first with: dualtrack programme add soc2"
    )
