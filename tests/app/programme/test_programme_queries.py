"""The snapshot: the same from tables and from the ledger, in a fixed number of queries, behind its walls."""

import io
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.app.conftest import START, TODAY, viewer
from tests.app.entries import refused
from tests.conftest import NOW

from dualtrack.app.accounts.rights import NotAllowedError
from dualtrack.app.controls.services import add_document, change
from dualtrack.app.evidence import services as evidence
from dualtrack.app.evidence.models import CheckDayRow
from dualtrack.app.ledger import clock
from dualtrack.app.ledger import queries as ledger
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.services import tombstone
from dualtrack.app.programme import queries
from dualtrack.app.programme.catalogue import catalogue, crosswalk
from dualtrack.app.programme.queries import TABLES, NotBegunError, When
from dualtrack.app.registers import services as registers
from dualtrack.app.registers.models import TABLES as REGISTERS
from dualtrack.domain.controls.document import DocumentKind
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.fold import COLLECTIONS, fold
from dualtrack.domain.programme.fold import programme as folded
from dualtrack.domain.programme.snapshot import Programme
from dualtrack.domain.registers.things import Service

LEAD = Actor("person:alice", "ui")
JANUARY = datetime(2026, 1, 31, 12, 0, tzinfo=UTC)


def add(number: int, now: datetime = NOW, control: str = "AC-02") -> None:
    """One more piece of evidence, about the day before."""
    day = now.date() - timedelta(days=1)
    evidence.add(
        actor=LEAD,
        now=now,
        today=now.date(),
        content=io.BytesIO(str(number).encode()),
        filename=f"{number}.txt",
        controls=[control],
        covers_from=day,
        covers_to=day,
    )


def count(control: str, run: str, received: datetime, day: date) -> None:
    """One day's counts."""
    CheckDayRow.objects.create(
        control=control,
        framework="soc2",
        day=day,
        run=run,
        received_at=received,
        passed=1,
        failed=0,
        unknown=0,
        excepted=0,
        not_applicable=0,
    )


def from_ledger(loaded: Programme) -> Programme:
    """The same programme as its entries tell it."""
    return evolve(
        folded(fold(ledger.entries()), catalogue(), loaded.check_days, crosswalk()),
        catalogue=loaded.catalogue,
    )


def test_every_collection_of_the_ledger_has_its_table() -> None:
    assert set(TABLES) == set(COLLECTIONS.values())


def test_the_tables_and_the_ledger_tell_the_same(programme: Home, operator: Viewer) -> None:
    add(1)
    change(actor=LEAD, now=NOW, control="AC-01", owner="bob")
    registers.put(actor=LEAD, now=NOW, records=[Service(id=i, name=i, accounts=(i,)) for i in ("a", "b")])
    tombstone(
        REGISTERS["services"].objects.get(pk="a"), actor=LEAD, now=NOW, action="service.remove", reason="sold"
    )
    loaded = queries.snapshot(operator)
    assert [t.id for t in loaded.things] == ["service/b"]
    assert from_ledger(loaded) == loaded


def test_a_programme_in_which_all_is_done_folds_alike(ready: Home, operator: Viewer) -> None:
    loaded = queries.snapshot(operator)
    assert all(getattr(loaded, name) for name in ("scopes", "approvals", "documents", "evidence"))
    assert from_ledger(loaded) == loaded


def test_the_number_of_queries_does_not_grow(programme: Home, operator: Viewer) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            queries.snapshot(operator)
        return len(seen)

    queries.snapshot(operator)
    few = asked()
    for number in range(20):
        add(number)
        count("AC-05", f"run_{number}", NOW, TODAY)
    assert (
        asked() == few == len(TABLES) + 6
    )  # and the organisation, accounts of things, the counts and whether they are fresh


def test_today_is_read_from_the_tables_and_a_past_day_from_the_ledger(
    programme: Home, operator: Viewer
) -> None:
    with clock.use(JANUARY):
        add(1, JANUARY)
    add(2)
    then = queries.snapshot(operator, When(as_of=date(2026, 2, 1)))
    now = queries.snapshot(operator, When(as_of=TODAY))
    assert [e.title for e in then.evidence] == ["1.txt"]
    assert {e.title for e in now.evidence} == {"1.txt", "2.txt"}
    assert queries.snapshot(operator) == now


def test_a_past_day_may_be_asked_about_as_known_later(programme: Home, operator: Viewer) -> None:
    with clock.use(JANUARY):
        add(1, JANUARY)
    add(2)
    late = queries.snapshot(operator, When(as_of=date(2026, 2, 1), known_at=NOW))
    assert {e.title for e in late.evidence} == {"1.txt", "2.txt"}
    early = queries.snapshot(operator, When(as_of=TODAY, known_at=JANUARY - timedelta(seconds=1)))
    assert early.evidence == ()


def test_a_past_day_knows_the_wording_and_the_counts_of_then(programme: Home, operator: Viewer) -> None:
    before = queries.snapshot(operator).controls  # counted: of no scan, so what is put there stays
    count("AC-05", "run_1", JANUARY, date(2026, 1, 30))
    count("AC-05", "run_2", NOW, date(2026, 1, 30))
    change(actor=LEAD, now=NOW, control="AC-01", title="A new title")
    then = queries.snapshot(operator, When(as_of=date(2026, 2, 1)))
    assert then.controls == before
    assert [d.run for d in then.check_days] == ["run_1"]
    assert len(queries.snapshot(operator).check_days) == 2


def test_the_end_of_a_day_is_the_organisation_s(programme: Home, operator: Viewer) -> None:
    last = datetime(2026, 2, 1, 23, 59, 59, 999999, tzinfo=UTC)
    with clock.use(last):
        add(1, last)
    add(2)
    assert len(queries.snapshot(operator, When(as_of=date(2026, 2, 1))).evidence) == 1
    assert len(queries.snapshot(operator, When(as_of=date(2026, 1, 31))).evidence) == 0


def test_a_day_before_anything_was_known(programme: Home, operator: Viewer) -> None:
    words = "2025-06-01: nothing was on record by then; ask about a later day"
    with refused("nothing_known_then", words):
        queries.snapshot(operator, When(as_of=START - timedelta(days=1)))


def test_a_home_without_an_organisation(home: Home, operator: Viewer) -> None:
    with pytest.raises(NotBegunError):
        queries.organisation()
    with pytest.raises(NotBegunError):
        queries.snapshot(operator)


@pytest.mark.parametrize("name", ["bob", "sam", "cora"])
def test_the_whole_programme_is_for_those_who_may_read_it(programme: Home, name: str) -> None:
    who = viewer(name, engagements=("soc2-type2-1",))
    for asked in (queries.snapshot, lambda v: queries.readiness(v, When(as_of=TODAY))):
        with pytest.raises(NotAllowedError, match=r"^programme\.read$"):
            asked(who)


@pytest.mark.parametrize("name", ["ada", "alice", "charlie", "ivy"])
def test_who_may_read_it_sees_the_same(programme: Home, operator: Viewer, name: str) -> None:
    assert queries.snapshot(viewer(name)) == queries.snapshot(operator)


def test_an_unknown_engagement_is_named(programme: Home, operator: Viewer) -> None:
    words = "soc9: no such engagement; these are on record: iso27001-stage1-1, soc2-type2-1"
    with refused("unknown_engagement", words):
        queries.readiness(operator, When(as_of=TODAY), engagement="soc9")


def test_readiness_moves_with_the_facts_of_the_day(ready: Home, operator: Viewer) -> None:
    figures: dict[Any, Any] = {}
    for day in (date(2025, 12, 2), date(2026, 6, 1)):
        when = When(as_of=day, known_at=clock.now())
        figures[day] = queries.readiness(operator, when)[1].combined
    assert figures[date(2025, 12, 2)] < figures[date(2026, 6, 1)]


def test_documents_are_part_of_it(programme: Home, operator: Viewer) -> None:
    add_document(
        actor=LEAD,
        now=NOW,
        title="Policy",
        kind=DocumentKind.POLICY,
        controls=["AC-01"],
        content=io.BytesIO(b"text"),
    )
    (document,) = queries.snapshot(operator).documents
    assert document.title == "Policy"
