"""Results of scanners in a package: a file of this audit alone goes out whole, of any other only its part."""

import csv
import io
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from django.conf import settings
from tests.app.entries import refused
from tests.app.evidence.sources import finding, observe, write
from tests.app.programme.conftest import take
from tests.app.programme.deliverables.zips import entries, holding, members
from tests.app.programme.ready import BEFORE, DONE, LEAD, MANAGER

from dualtrack.app.ledger.home import Home
from dualtrack.app.registers import services as registers
from dualtrack.app.scope import services as scope
from dualtrack.domain.registers.things import Asset, AssetKind
from dualtrack.domain.scope.scope import Membership
from dualtrack.lake.files import run_path
from dualtrack.render.package.check import check_package

MINE, OTHER = "111122223333", "999900001111"
WITHIN = datetime(2026, 3, 2, 10, tzinfo=UTC)
LATER = datetime(2026, 6, 20, 10, tzinfo=UTC)
THEN = datetime.combine(BEFORE, time(9), UTC)
NAME = "documents/EXAMPLE-check-results.csv"


@pytest.fixture
def placed(ready: Home) -> Home:
    """One account in both scopes, another in the ISMS alone."""
    held = (
        Asset(id="prod", kind=AssetKind.INFRASTRUCTURE, name="Production", accounts=(MINE,)),
        Asset(id="corp", kind=AssetKind.INFRASTRUCTURE, name="Corporate", accounts=(OTHER,)),
    )
    registers.put(actor=LEAD, now=THEN, records=held)
    for framework, things in (
        ("soc2", ("service/svc", "asset/prod")),
        ("iso27001", ("service/svc", "site/office", "asset/prod", "asset/corp")),
    ):
        made = scope.draft(
            actor=LEAD,
            now=THEN,
            framework=framework,
            name=f"{framework} scope",
            statement="What is in it.",
            members=[Membership(thing=t) for t in things],
            effective_from=BEFORE,
        )
        scope.approve(actor=MANAGER, now=THEN, today=BEFORE, scope=made.id)
    return ready


def runs(path: Path) -> list[str]:
    """File names of the runs that are disclosed."""
    return sorted(e["value"]["filename"] for e in entries(path) if e and e["type"] == "observation_run")


def table(path: Path) -> list[dict[str, str]]:
    """The extract."""
    return list(csv.DictReader(io.StringIO(members(path)[NAME].decode())))


def test_runs_of_both_audits_of_one_and_of_no_period(placed: Home, tmp_path: Path) -> None:
    reports = {
        "mine.json": [finding(1, WITHIN), finding(2, WITHIN, "FAIL")],
        "other.json": [finding(3, WITHIN, account=OTHER)],
        "mixed.json": [finding(4, WITHIN), finding(5, WITHIN, account=OTHER), finding(6, LATER)],
        "after.json": [finding(7, LATER)],
    }
    for name, findings in reports.items():
        observe(write(tmp_path / name, *findings), DONE)
    soc2, stage1 = (take(k, tmp_path / f"{k}.zip").path for k in ("soc2", "iso27001-stage1"))
    assert runs(soc2) == ["mine.json"]
    assert runs(stage1) == ["mine.json", "other.json"]
    said = [(r["account"], r["resource"].rpartition("/")[2], r["status"]) for r in table(soc2)]
    assert said == [(MINE, "u4", "pass")]
    assert [r["account"] for r in table(stage1)] == [MINE, OTHER]
    assert list(table(soc2)[0]) == [
        *("identity", "source", "check_id", "account", "region", "resource", "locator", "status"),
        "observed_at",
    ]
    assert table(soc2)[0]["observed_at"] == "2026-03-02T10:00:00Z"
    assert holding(soc2, OTHER) == []  # neither the blob nor the entry of the other audit's scan
    for path in (soc2, stage1):
        assert check_package(path)["intact"]


def test_without_accounts_in_any_scope_a_run_in_the_period_goes_out_whole(
    ready: Home, tmp_path: Path
) -> None:
    observe(write(tmp_path / "any.json", finding(1, WITHIN), finding(2, WITHIN, account=OTHER)), DONE)
    soc2 = take("soc2", tmp_path / "soc2.zip").path
    assert runs(soc2) == ["any.json"]
    assert NAME not in members(soc2)
    assert check_package(soc2)["intact"]


def test_results_that_the_lake_lost_are_not_left_out_in_silence(ready: Home, tmp_path: Path) -> None:
    run = observe(write(tmp_path / "any.json", finding(1, WITHIN)), DONE).run
    run_path(settings.DUALTRACK.lake_path, str(run)).unlink()
    words = f"{run}: the results of this run are not in the lake; restore it, so that none is left out unsaid"
    with refused("results_not_in_the_lake", words):
        take("soc2", tmp_path / "soc2.zip")


def test_why_the_scopes_differ_goes_to_the_audit_whose_scope_holds_the_thing(
    placed: Home, tmp_path: Path
) -> None:
    for thing, why in (("asset/corp", "reason-corp"), ("asset/prod", "reason-prod")):
        scope.explain(actor=LEAD, now=DONE, today=DONE.date(), thing=thing, reason=why, owner=LEAD.id)
    soc2, stage1 = (take(k, tmp_path / f"{k}.zip").path for k in ("soc2", "iso27001-stage1"))
    assert holding(soc2, "reason-corp") == []
    assert holding(soc2, "reason-prod") == ["entries.jsonl"]
    assert holding(stage1, "reason-corp") == holding(stage1, "reason-prod") == ["entries.jsonl"]


def test_a_place_that_cannot_be_written_is_named_as_it_was_given(ready: Home) -> None:
    with pytest.raises(OSError, match=r"No such file|Permission|Read-only") as told:
        take("soc2", Path("/proc/x.zip"))
    assert told.value.filename == "/proc/x.zip"
