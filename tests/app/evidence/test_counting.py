"""The daily counts: built from the lake by scope, period and run, and the same each time they are built."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from tests.app.conftest import SETUP
from tests.app.evidence.sources import CHECK, OPERATOR, finding, observe, write
from tests.conftest import NOW

from dualtrack.app.controls.models import ControlRow
from dualtrack.app.evidence.counting import carried, placements, received
from dualtrack.app.evidence.models import CheckDayRow, RunRow
from dualtrack.app.ledger.home import Home
from dualtrack.app.programme.counting import recount
from dualtrack.app.registers import services as registers
from dualtrack.app.scope import services as scope
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.registers.things import Asset, AssetKind, Site
from dualtrack.domain.scope.scope import Membership, ScopeVersion
from dualtrack.domain.scope.things import things_of
from dualtrack.lake.reduction import Placement

AGO = NOW - timedelta(days=3)
PRODUCTION, STAGING = "111122223333", "444455556666"
COUNTS = ("control", "framework", "day", "passed", "failed", "unknown", "excepted", "not_applicable")


def counts() -> list[tuple[object, ...]]:
    """The table without runs."""
    return list(CheckDayRow.objects.order_by("framework", "day", "received_at").values_list(*COUNTS))


def place(framework: str, *things: str) -> None:
    """Give a framework a scope that holds these, approved."""
    held = scope.draft(
        actor=SETUP,
        now=NOW,
        framework=framework,
        name="Scope",
        statement="What is in it.",
        members=[Membership(thing=f"asset/{t}") for t in things],
        effective_from=date(2025, 6, 2),
    )
    scope.approve(actor=Actor("person:charlie", "ui"), now=NOW, today=NOW.date(), scope=held.id)


def version(framework: str, *things: str) -> ScopeVersion:
    """A scope with these things."""
    return ScopeVersion(
        id=framework,
        framework=framework,
        version=1,
        name="",
        statement="",
        members=tuple(Membership(thing=t) for t in things),
        effective_from=date(2025, 6, 2),
        prepared_by="person:alice",
    )


def test_accounts_are_placed_by_the_things_that_a_scope_holds() -> None:
    things = things_of(
        (
            Asset(id="prod", kind=AssetKind.INFRASTRUCTURE, name="P", accounts=(PRODUCTION, "p2")),
            Asset(id="stage", kind=AssetKind.INFRASTRUCTURE, name="S", accounts=(STAGING,)),
            Site(id="site", name="Office"),
        )
    )
    scopes = (
        version("soc2", "asset/prod", "site/site", "asset/gone"),
        version("iso27001", "asset/prod", "asset/stage"),
    )
    assert placements(scopes, things) == (
        Placement(PRODUCTION, "iso27001"),
        Placement(PRODUCTION, "soc2"),
        Placement(STAGING, "iso27001"),
        Placement("p2", "iso27001"),
        Placement("p2", "soc2"),
    )
    assert placements((), things) == ()


@pytest.fixture
def scanned(programme: Home, tmp_path: Path) -> Home:
    """Two results in production and one, failed, in staging, on the same day."""
    path = write(
        tmp_path / "scan.ocsf.json",
        finding(1, AGO),
        finding(2, AGO),
        finding(3, AGO, "FAIL", account=STAGING),
    )
    observe(path, NOW)
    return programme


def test_tags_of_records_are_told_beside_where_our_table_leads_their_check(scanned: Home) -> None:
    controls = [row.to_value() for row in ControlRow.objects.all()]
    serves = {c.id: c.requirements for c in controls}
    found = carried(settings.DUALTRACK.lake_path, controls)
    assert {c.agrees for c in found} == {True, False}
    for one in found:
        assert (one.source, one.check, one.results, one.controls) == ("prowler", CHECK, 3, ("AC-05",))
        assert one.agrees == (one.requirement in serves["AC-05"])


def test_without_a_scope_everything_counts_in_both(scanned: Home) -> None:
    recount(OPERATOR)
    day = date(2026, 2, 27)
    assert counts() == [
        ("AC-05", "iso27001", day, 2, 1, 0, 0, 0),
        ("AC-05", "soc2", day, 2, 1, 0, 0, 0),
    ]
    (run,) = RunRow.objects.all()
    assert set(CheckDayRow.objects.values_list("run", "received_at")) == {(run.pk, NOW)}
    assert received() == {run.pk: NOW}


def test_an_account_outside_a_framework_s_scope_does_not_count_there(scanned: Home) -> None:
    things = [
        Asset(id="prod", kind=AssetKind.INFRASTRUCTURE, name="P", accounts=(PRODUCTION,)),
        Asset(id="stage", kind=AssetKind.INFRASTRUCTURE, name="S", accounts=(STAGING,)),
    ]
    registers.put(actor=SETUP, now=NOW, records=things)
    place("soc2", "prod")
    place("iso27001", "prod", "stage")
    said = recount(OPERATOR)
    day = date(2026, 2, 27)
    assert counts() == [
        ("AC-05", "iso27001", day, 2, 1, 0, 0, 0),
        ("AC-05", "soc2", day, 2, 0, 0, 0, 0),
    ]
    assert said.unplaced_accounts == ()


def test_an_account_that_no_scope_holds_is_named(scanned: Home) -> None:
    registers.put(
        actor=SETUP,
        now=NOW,
        records=[Asset(id="prod", kind=AssetKind.INFRASTRUCTURE, name="P", accounts=(PRODUCTION,))],
    )
    place("soc2", "prod")
    place("iso27001", "prod")
    said = recount(OPERATOR)
    assert [row[4] for row in counts()] == [0, 0]
    assert STAGING in str(said.unplaced_accounts)
    assert PRODUCTION not in str(said.unplaced_accounts)


def test_counting_again_changes_nothing(scanned: Home) -> None:
    recount(OPERATOR)
    first = counts()
    recount(OPERATOR)
    assert counts() == first


def test_counts_are_built_again_from_nothing(scanned: Home) -> None:
    recount(OPERATOR)
    first = counts()
    CheckDayRow.objects.all().delete()
    recount(OPERATOR)
    assert counts() == first


def later(moment: datetime, path: Path, *findings: object) -> str:
    """One more file, received then."""
    found = observe(write(path, *findings), moment)
    assert found.run is not None
    return found.run


def test_a_result_counts_in_the_run_that_brought_it_first(scanned: Home, tmp_path: Path) -> None:
    hour = timedelta(hours=1)
    run = later(NOW + hour, tmp_path / "more.ocsf.json", finding(1, AGO), finding(4, AGO, "FAIL"))
    recount(OPERATOR)
    rows = CheckDayRow.objects.filter(framework="soc2").order_by("received_at")
    assert [(r.passed, r.failed) for r in rows] == [(2, 1), (0, 1)]
    assert (rows[1].run, rows[1].received_at) == (run, NOW + hour)


def test_days_are_those_of_the_organisation_and_outside_a_period_count_nothing(
    scanned: Home, tmp_path: Path
) -> None:
    old = NOW - timedelta(days=300)
    later(NOW, tmp_path / "old.ocsf.json", finding(7, old, "FAIL"))
    recount(OPERATOR)
    assert {row[2] for row in counts()} == {date(2026, 2, 27)}


def test_a_check_that_leads_nowhere_is_named_and_counts_nothing(scanned: Home, tmp_path: Path) -> None:
    bare = finding(8, AGO, "FAIL", check="zz_unheard_of", unmapped={"compliance": {}})
    later(NOW, tmp_path / "odd.ocsf.json", bare)
    said = recount(OPERATOR)
    assert said.unknown_checks == ("zz_unheard_of",)
    assert sum(int(str(row[4])) for row in counts()) == 2


def test_a_status_that_nobody_knows_is_no_pass(scanned: Home, tmp_path: Path) -> None:
    later(NOW, tmp_path / "odd.ocsf.json", finding(9, AGO, "PERHAPS"), finding(10, AGO, "MANUAL"))
    recount(OPERATOR)
    rows = [row for row in counts() if row[1] == "soc2"]
    assert sum(int(str(r[3])) for r in rows) == 2
    assert sum(int(str(r[5])) for r in rows) == 2
