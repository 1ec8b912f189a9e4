"""Reads of controls: all of them, one's own, or none."""

import io

import pytest
from tests.app.conftest import viewer
from tests.conftest import NOW

from dualtrack.app.controls import queries, services
from dualtrack.app.controls.models import ControlRow
from dualtrack.app.ledger.home import Home
from dualtrack.domain.controls.document import DocumentKind
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.person import Viewer

LEAD = Actor("person:alice", "ui")


@pytest.fixture
def shared(programme: Home) -> Home:
    """AC-01 is Bob's; one document is about AC-01 and AC-03, another about AC-03 alone."""
    services.change(actor=LEAD, now=NOW, control="AC-01", owner="bob")
    for title, about in (("B policy", ["AC-01", "AC-03"]), ("A policy", ["AC-03"])):
        services.add_document(
            actor=LEAD,
            now=NOW,
            title=title,
            kind=DocumentKind.POLICY,
            controls=about,
            content=io.BytesIO(title.encode()),
        )
    return programme


@pytest.mark.parametrize("name", ["ada", "alice", "charlie", "ivy"])
def test_who_runs_or_audits_the_programme_sees_every_control(shared: Home, name: str) -> None:
    assert len(queries.controls(viewer(name))) == ControlRow.objects.count() == 107
    assert queries.one(viewer(name), "AC-03") == services.held("AC-03")
    assert [d.title for d in queries.documents(viewer(name))] == ["A policy", "B policy"]


def test_the_operator_sees_every_control_and_owns_none(shared: Home, operator: Viewer) -> None:
    assert len(queries.controls(operator)) == 107
    assert queries.owned(operator) == frozenset()
    assert len(queries.documents(operator)) == 2


def test_an_owner_sees_what_they_own(shared: Home) -> None:
    bob = viewer("bob")
    assert queries.owned(bob) == {"AC-01"}
    assert [c.id for c in queries.controls(bob)] == ["AC-01"]
    assert queries.one(bob, "AC-01") == services.held("AC-01")
    assert queries.one(bob, "AC-03") is None
    assert [d.title for d in queries.documents(bob)] == ["B policy"]


@pytest.mark.parametrize("name", ["sam", "cora"])
def test_an_outside_auditor_sees_none(shared: Home, name: str) -> None:
    outside = viewer(name, engagements=("soc2-type2-1", "iso27001-stage1-1"))
    assert queries.controls(outside) == ()
    assert queries.one(outside, "AC-01") is None
    assert queries.documents(outside) == ()


def test_an_unknown_control_is_none(shared: Home) -> None:
    assert queries.one(viewer("alice"), "ZZ-99") is None
