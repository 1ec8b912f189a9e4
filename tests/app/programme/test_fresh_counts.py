"""The daily counts are never stale: what changes them is counted before anybody reads, and nothing else."""

import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from attrs import evolve
from tests.app.conftest import SETUP
from tests.app.evidence.sources import OPERATOR, finding, observe, write
from tests.app.programme.conftest import take
from tests.conftest import NOW

from dualtrack.app.controls.services import change
from dualtrack.app.evidence import counting as counts
from dualtrack.app.evidence.models import CheckDayRow, CountedRow
from dualtrack.app.ledger import clock
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.services import record
from dualtrack.app.programme import counting, queries
from dualtrack.app.programme.deliverables import packages
from dualtrack.app.programme.memo import judged
from dualtrack.app.programme.queries import When
from dualtrack.app.registers import services as registers
from dualtrack.app.scope import services as scope
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.registers.things import Asset, AssetKind
from dualtrack.domain.scope.scope import Membership

AGO = NOW - timedelta(days=3)
PRODUCTION, STAGING = "111122223333", "444455556666"
DAY = NOW.date()


def failed() -> dict[str, int]:
    """Failed results by framework, as a snapshot tells them."""
    days = queries.snapshot(OPERATOR).check_days
    return {f: sum(d.failed for d in days if d.framework == f) for f in ("soc2", "iso27001")}


def register(*accounts: tuple[str, str]) -> None:
    """Things with one account each."""
    things = [Asset(id=t, kind=AssetKind.INFRASTRUCTURE, name=t, accounts=(a,)) for t, a in accounts]
    registers.put(actor=SETUP, now=clock.now(), records=things)


def place(framework: str, *things: str, since: date = date(2025, 6, 2)) -> None:
    """A scope that holds these, drafted and approved."""
    members = [Membership(thing=f"asset/{t}") for t in things]
    held = scope.draft(
        actor=SETUP,
        now=clock.now(),
        framework=framework,
        name="Scope",
        statement="What is in it.",
        members=members,
        effective_from=since,
    )
    scope.approve(
        actor=Actor("person:charlie", "ui"), now=clock.now(), today=clock.now().date(), scope=held.id
    )


@pytest.fixture
def scanned(programme: Home, tmp_path: Path) -> Home:
    """A failed result in production and one in staging; nobody counted yet."""
    results = (finding(1, AGO, "FAIL"), finding(2, AGO, "FAIL", account=STAGING))
    observe(write(tmp_path / "scan.ocsf.json", *results), NOW)
    return programme


@pytest.fixture
def rebuilds(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every counting from here on."""
    seen: list[object] = []
    real = counts.rebuild

    def noted(*arguments: object) -> None:
        seen.append(arguments)
        real(*arguments)  # type: ignore[arg-type]  # as it is called

    monkeypatch.setattr(counts, "rebuild", noted)
    return seen


def test_results_that_nobody_counted_are_read_all_the_same(scanned: Home) -> None:
    assert failed() == {"soc2": 2, "iso27001": 2}


def test_a_scope_changes_the_counts_before_anybody_reads_them(scanned: Home) -> None:
    failed()
    register(("prod", PRODUCTION), ("stage", STAGING))
    place("soc2", "prod")
    place("iso27001", "prod", "stage")
    assert failed() == {"soc2": 1, "iso27001": 2}


def test_a_thing_s_account_changes_the_counts(scanned: Home) -> None:
    register(("prod", PRODUCTION), ("stage", STAGING))
    place("soc2", "prod", "stage")
    assert failed()["soc2"] == 2
    register(("stage", "999900001111"))
    assert failed()["soc2"] == 1


def test_a_scope_of_a_later_day_counts_from_that_day(scanned: Home) -> None:
    register(("prod", PRODUCTION), ("stage", STAGING))
    place("soc2", "prod", "stage")
    place("soc2", "prod", since=DAY + timedelta(days=2))
    assert failed()["soc2"] == 2
    with clock.use(datetime(2026, 3, 3, 23, 59, 59, tzinfo=UTC)):
        assert failed()["soc2"] == 2
    with clock.use(datetime(2026, 3, 4, tzinfo=UTC)):
        assert failed()["soc2"] == 1


def test_a_control_that_is_retired_counts_no_more(scanned: Home) -> None:
    def counted() -> set[str]:
        return {d.control for d in queries.snapshot(OPERATOR).check_days}

    assert "AC-05" in counted()
    held = next(c for c in queries.snapshot(OPERATOR).controls if c.id == "AC-05")
    record(evolve(held, retired_on=DAY), actor=SETUP, now=NOW, action="control.retire")
    assert "AC-05" not in counted()


def test_another_program_counts_anew(scanned: Home, rebuilds: list[object]) -> None:
    failed()
    CountedRow.objects.update(program="0.0.0")
    failed()
    assert len(rebuilds) == 2


def test_what_changes_no_count_counts_nothing_anew(scanned: Home, rebuilds: list[object]) -> None:
    failed()
    seq = CountedRow.objects.get().seq
    change(actor=Actor("person:alice", "ui"), now=NOW, control="AC-05", title="Other words")
    failed()
    assert len(rebuilds) == 1
    assert CountedRow.objects.get().seq > seq  # and the next reader need not even look


def test_a_remembered_answer_is_never_stale(scanned: Home) -> None:
    when = When(as_of=DAY)
    assert sum(d.failed for d in judged(OPERATOR, when).programme.check_days) == 4
    register(("prod", PRODUCTION))
    place("soc2", "prod")
    place("iso27001", "prod")
    assert sum(d.failed for d in judged(OPERATOR, when).programme.check_days) == 2


def test_an_entry_that_comes_in_while_counting_makes_the_counts_stale(
    scanned: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = counts.count

    def slow(*arguments: object) -> object:
        days = real(*arguments)  # type: ignore[arg-type]  # as it is called
        monkeypatch.setattr(counts, "count", real)
        register(("prod", PRODUCTION))
        place("soc2", "prod")
        return days

    monkeypatch.setattr(counts, "count", slow)
    counting.freshen()
    assert failed()["soc2"] == 1


def test_without_a_scan_duckdb_is_not_loaded(programme: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    assert failed() == {"soc2": 0, "iso27001": 0}
    assert CountedRow.objects.count() == 1


def test_counts_that_are_fresh_load_no_duckdb(scanned: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    first = failed()
    monkeypatch.setitem(sys.modules, "duckdb", None)
    change(actor=Actor("person:alice", "ui"), now=NOW, control="AC-05", title="Other words")
    assert failed() == first


def test_a_home_that_has_not_begun_has_nothing_to_count(home: Home) -> None:
    counting.freshen()
    assert counting.basis() is None
    assert not CheckDayRow.objects.exists()
    assert counting.recount(OPERATOR).unknown_checks == ()


def failed_then(when: When) -> dict[str, int]:
    """The same as a past day or instant tells them."""
    days = queries.snapshot(OPERATOR, when).check_days
    return {f: sum(d.failed for d in days if d.framework == f) for f in ("soc2", "iso27001")}


def test_what_counted_on_a_day_is_told_by_the_scope_of_that_day(scanned: Home) -> None:
    register(("production", PRODUCTION), ("staging", STAGING))
    then = failed()
    assert then == {"soc2": 2, "iso27001": 2}
    with clock.use(NOW + timedelta(days=2)):
        place("soc2", "production", since=DAY + timedelta(days=2))
        place("iso27001", "production", "staging", since=DAY + timedelta(days=2))
        assert failed() == {"soc2": 1, "iso27001": 2}
        assert failed_then(When(as_of=DAY)) == then
        now = {"known_at": clock.now()}
        assert failed_then(When(as_of=DAY, **now)) == then  # the scopes came into force later
        assert failed_then(When(as_of=DAY + timedelta(days=2), **now)) == {"soc2": 1, "iso27001": 2}


def test_a_run_that_came_later_is_not_counted_for_the_day_before(scanned: Home, tmp_path: Path) -> None:
    with clock.use(NOW + timedelta(days=2)):
        late = write(tmp_path / "late.ocsf.json", *(finding(n, AGO, "FAIL") for n in (7, 8, 9)))
        observe(late, clock.now())
        register(("nothing", "000000000000"))
        place("soc2", "nothing", since=DAY + timedelta(days=2))  # so that the table will not do
        assert failed_then(When(as_of=DAY)) == {"soc2": 2, "iso27001": 2}
        assert failed_then(When(as_of=DAY, known_at=clock.now())) == {"soc2": 5, "iso27001": 5}


def test_a_package_of_an_earlier_head_is_made_again_to_the_byte(scanned: Home, tmp_path: Path) -> None:
    register(("production", PRODUCTION), ("staging", STAGING))
    made = take("soc2", tmp_path / "p.zip").packed.made
    with clock.use(NOW + timedelta(days=2)):
        place("soc2", "production", since=DAY)
        change(actor=SETUP, now=clock.now(), control="AC-05", requirements=("iso27001:A.8.5",))
        assert packages.again(made, tmp_path / "again.zip") == made.sha256
    assert (tmp_path / "again.zip").read_bytes() == (tmp_path / "p.zip").read_bytes()
