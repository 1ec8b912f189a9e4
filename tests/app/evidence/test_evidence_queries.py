"""Reads of evidence and check counts: walls are part of the query, bytes are hashed when served."""

import io
from datetime import date, timedelta

import pytest
from tests.app.conftest import SETUP, TODAY, viewer
from tests.conftest import NOW

from dualtrack.app.accounts.rights import NotAllowedError
from dualtrack.app.controls.services import change
from dualtrack.app.evidence import queries, services
from dualtrack.app.evidence.models import CheckDayRow, RunRow
from dualtrack.app.ledger.blobs import StoreError, blob_store
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.services import record
from dualtrack.domain.evidence.evidence import Evidence
from dualtrack.domain.evidence.run import ObservationRun
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.person import Viewer

DAY = date(2026, 2, 1)


@pytest.fixture
def kept(programme: Home) -> dict[str, Evidence]:
    """AC-01 is Bob's: one piece about it, one about it and another control, one about the other alone."""
    change(actor=Actor("person:alice", "ui"), now=NOW, control="AC-01", owner="bob")
    return {
        name: services.add(
            actor=Actor("person:alice", "ui"),
            now=NOW,
            today=TODAY,
            content=io.BytesIO(name.encode()),
            filename=name,
            controls=controls,
            covers_from=DAY,
            covers_to=DAY,
        )
        for name, controls in (("mine", ["AC-01"]), ("shared", ["AC-01", "AC-03"]), ("theirs", ["AC-03"]))
    }


def names(who: Viewer) -> set[str]:
    """Titles of what they see."""
    return {e.title for e in queries.evidence(who)}


@pytest.mark.parametrize("name", ["ada", "alice", "charlie", "ivy"])
def test_who_runs_or_audits_the_programme_sees_it_all(kept: dict[str, Evidence], name: str) -> None:
    assert names(viewer(name)) == {"mine", "shared", "theirs"}


def test_the_operator_sees_it_all(kept: dict[str, Evidence], operator: Viewer) -> None:
    assert names(operator) == set(kept)
    assert [e.id for e in queries.evidence(operator)] == sorted(e.id for e in kept.values())


def test_an_owner_sees_what_serves_their_controls(kept: dict[str, Evidence]) -> None:
    bob = viewer("bob")
    assert names(bob) == {"mine", "shared"}
    assert queries.one(bob, kept["shared"].id) == kept["shared"]
    assert queries.one(bob, kept["theirs"].id) is None
    with pytest.raises(NotAllowedError):
        queries.content(bob, kept["theirs"].id)


@pytest.mark.parametrize("name", ["sam", "cora"])
def test_an_outside_auditor_sees_none(kept: dict[str, Evidence], name: str) -> None:
    outside = viewer(name, engagements=("soc2-type2-1", "iso27001-stage1-1"))
    assert names(outside) == set()
    assert queries.one(outside, kept["mine"].id) is None
    with pytest.raises(NotAllowedError):
        queries.content(outside, kept["mine"].id)


def test_an_unknown_piece_is_none(kept: dict[str, Evidence], operator: Viewer) -> None:
    assert queries.one(operator, "ev_none") is None


def test_the_bytes_are_those_that_were_kept(kept: dict[str, Evidence]) -> None:
    value, stream = queries.content(viewer("bob"), kept["mine"].id)
    with stream:
        assert stream.read() == b"mine"
    assert value == kept["mine"]


def test_changed_bytes_are_never_served(kept: dict[str, Evidence], operator: Viewer) -> None:
    path = blob_store().path(kept["mine"].artifact.sha256)
    path.chmod(0o600)
    path.write_bytes(b"edit")
    with pytest.raises(StoreError, match="its bytes have changed; restore it from a backup"):
        queries.content(operator, kept["mine"].id)


def run_of(name: str, hours: int) -> ObservationRun:
    """A file of a source, received some hours after NOW."""
    return ObservationRun(
        id=name,
        source="prowler",
        format="prowler-ocsf",
        filename=name,
        original_sha256="0" * 64,
        parquet_sha256=None,
        read=0,
        stored=0,
        duplicate=0,
        rejected=0,
        observations=0,
        outside_period=0,
        conflicts=0,
        first_observed_at=None,
        last_observed_at=None,
        received_at=NOW + timedelta(hours=hours),
        submitted_by="person:alice",
    )


def test_runs_are_listed_the_last_received_first_to_those_who_see_all(
    programme: Home, operator: Viewer
) -> None:
    for name, hours in (("run_b", 1), ("run_a", 2), ("run_c", 1)):
        record(run_of(name, hours), actor=SETUP, now=NOW, action="run.observe")
    assert [r.id for r in queries.runs(operator)] == ["run_a", "run_b", "run_c"]
    assert RunRow.objects.count() == 3
    for name in ("bob", "sam", "cora"):
        assert queries.runs(viewer(name)) == ()


def test_counts_are_for_those_who_see_all(programme: Home, operator: Viewer) -> None:
    for control, framework, run in (("B-1", "soc2", "r1"), ("A-1", "soc2", "r2"), ("A-1", "iso27001", "r1")):
        CheckDayRow.objects.create(
            control=control,
            framework=framework,
            day=DAY,
            run=run,
            received_at=NOW,
            passed=3,
            failed=1,
            unknown=0,
            excepted=0,
            not_applicable=2,
        )
    seen = queries.check_days(operator)
    assert [(d.control, d.framework, d.run) for d in seen] == [
        ("A-1", "iso27001", "r1"),
        ("A-1", "soc2", "r2"),
        ("B-1", "soc2", "r1"),
    ]
    assert (seen[0].passed, seen[0].failed, seen[0].not_applicable, seen[0].received_at) == (3, 1, 2, NOW)
    for name in ("bob", "sam", "cora"):
        assert queries.check_days(viewer(name)) == ()
