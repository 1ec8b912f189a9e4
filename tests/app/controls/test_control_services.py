"""Verbs on controls and their documents: entries, approval by another, bound to a wording."""

import io
from datetime import date, timedelta

import pytest
from attrs import evolve
from django.db import IntegrityError
from tests.app.conftest import viewer
from tests.app.entries import last, refused, same, size
from tests.conftest import NOW

from dualtrack.app.controls import services
from dualtrack.app.controls.models import ControlApprovalRow, ControlRow, DocumentRow, PeriodRow
from dualtrack.app.ledger.blobs import blob_store
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.models import BlobRow
from dualtrack.app.ledger.services import record
from dualtrack.app.programme.queries import When, readiness
from dualtrack.domain.controls.design import Design, digest
from dualtrack.domain.controls.document import Document, DocumentKind
from dualtrack.domain.controls.period import ObservationPeriod
from dualtrack.domain.ledger.actor import Actor

DAY = date(2026, 3, 2)
LEAD, OWNER, MANAGER = (Actor(f"person:{n}", "ui") for n in ("alice", "bob", "charlie"))


def design() -> Design:
    """Where the design of AC-02 stands in SOC 2."""
    _, judged = readiness(viewer("alice"), When(as_of=DAY))
    found = next(c for c in judged.controls if c.id == "AC-02").of("soc2")
    assert found is not None
    return found.design


def document(actor: Actor = LEAD, content: bytes = b"who may enter, and why") -> Document:
    """A version of the access policy."""
    return services.add_document(
        actor=actor,
        now=NOW,
        title="Access policy",
        kind=DocumentKind.POLICY,
        controls=["AC-01", "AC-02"],
        content=io.BytesIO(content),
    )


def test_a_control_is_changed_with_its_reason(programme: Home) -> None:
    value = services.change(actor=LEAD, now=NOW, control="AC-02", reason="owner named", owner="bob")
    (entry,) = last()
    assert (entry.action, entry.reason, entry.object) == ("control.set", "owner named", "control/AC-02")
    assert same(ControlRow.objects.get(pk="AC-02"), entry)
    assert services.held("AC-02") == value
    assert value.owner == "bob"


def test_controls_are_adopted_together(programme: Home) -> None:
    changed = [evolve(services.held(i), operating_since=DAY) for i in ("AC-01", "AC-02")]
    services.adopt(actor=LEAD, now=NOW, controls=changed, reason="started")
    assert [(e.object, e.reason) for e in last(2)] == [
        ("control/AC-01", "started"),
        ("control/AC-02", "started"),
    ]
    assert ControlRow.objects.filter(operating_since=DAY).count() == 2


def test_an_unknown_control_is_named(programme: Home) -> None:
    words = "ZZ-99: no such control in this programme; list them with: dualtrack status"
    for verb in (
        lambda: services.held("ZZ-99"),
        lambda: services.change(actor=LEAD, now=NOW, control="ZZ-99", owner="bob"),
        lambda: services.approve(actor=MANAGER, now=NOW, today=DAY, control="ZZ-99"),
    ):
        with refused("unknown_control", words):
            verb()


def test_an_approval_names_wording_author_and_approver(programme: Home) -> None:
    value = services.change(actor=LEAD, now=NOW, control="AC-02", owner="bob", purpose="Access stays needed.")
    approval = services.approve(actor=MANAGER, now=NOW, today=DAY, control="AC-02")
    (entry,) = last()
    assert (entry.action, entry.object) == ("control.approve", f"control_approval/{approval.id}")
    assert same(ControlApprovalRow.objects.get(), entry)
    assert (approval.prepared_by, approval.approved_by, approval.approved_on) == (
        "person:alice",
        "person:charlie",
        DAY,
    )
    assert approval.digest == digest(value)


def test_whoever_worded_it_does_not_approve(programme: Home) -> None:
    services.change(actor=MANAGER, now=NOW, control="AC-02", title="Access is reviewed each quarter")
    words = "AC-02: whoever prepared it cannot approve it; another person has to"
    with refused("approver_is_preparer", words):
        services.approve(actor=MANAGER, now=NOW, today=DAY, control="AC-02")
    assert services.approve(actor=LEAD, now=NOW, today=DAY, control="AC-02").prepared_by == "person:charlie"


def test_naming_an_owner_makes_nobody_the_author(programme: Home) -> None:
    services.change(actor=LEAD, now=NOW, control="AC-02", activity="The owner compares both lists.")
    services.change(actor=MANAGER, now=NOW, control="AC-02", owner="bob")
    assert services.authors("AC-02")[-1] == "person:alice"
    assert services.approve(actor=MANAGER, now=NOW, today=DAY, control="AC-02").prepared_by == "person:alice"


def test_putting_back_an_old_wording_is_authorship(programme: Home) -> None:
    old = services.held("AC-02").title
    services.change(actor=LEAD, now=NOW, control="AC-02", title="Another title")
    services.change(actor=MANAGER, now=NOW, control="AC-02", title=old)
    assert services.authors("AC-02")[-1] == "person:charlie"


def test_the_operator_does_not_approve(programme: Home) -> None:
    words = "AC-02: only a named person who signed in approves; sign in on the pages"
    with refused("approver_is_not_a_person", words):
        services.approve(actor=Actor("operator:root@host", "cli"), now=NOW, today=DAY, control="AC-02")


def test_a_changed_wording_voids_the_approval(programme: Home) -> None:
    services.change(actor=LEAD, now=NOW, control="AC-02", owner="bob")
    assert design() is Design.DESIGNED
    services.approve(actor=MANAGER, now=NOW, today=DAY, control="AC-02")
    assert design() is Design.APPROVED
    services.change(actor=LEAD, now=NOW, control="AC-02", owner="alice")  # no wording: the approval stands
    assert design() is Design.APPROVED
    services.change(actor=LEAD, now=NOW, control="AC-02", activity="Something else is done.")
    assert design() is Design.DESIGNED
    services.approve(actor=MANAGER, now=NOW, today=DAY, control="AC-02")
    assert design() is Design.APPROVED


def test_the_database_refuses_an_approval_by_the_preparer(programme: Home) -> None:
    good = services.approve(actor=MANAGER, now=NOW, today=DAY, control="AC-02")
    before = size()
    with pytest.raises(IntegrityError, match="control_preparer_is_not_approver"):
        record(
            evolve(good, id="apr_x", approved_by=good.prepared_by), actor=MANAGER, now=NOW, action="x.approve"
        )
    assert (size(), ControlApprovalRow.objects.count()) == (before, 1)


def test_a_document_is_stored_before_its_row_names_it(programme: Home) -> None:
    value = document()
    (entry,) = last()
    assert (entry.action, entry.blobs) == ("document.add", (value.sha256,))
    assert same(DocumentRow.objects.get(), entry)
    with blob_store().open(value.sha256) as stream:
        assert stream.read() == b"who may enter, and why"
    assert BlobRow.objects.get(sha256=value.sha256).size == 22
    assert (value.version, value.prepared_by, value.approved_by) == (1, "person:alice", None)


def test_a_document_has_versions_by_title(programme: Home) -> None:
    document()
    assert document(content=b"revised").version == 2
    assert [r.version for r in DocumentRow.objects.order_by("version")] == [1, 2]


def test_a_document_of_an_unknown_control_is_not_stored(programme: Home) -> None:
    words = "ZZ-99: no such control in this programme; list them with: dualtrack status"
    held = list(blob_store().names())
    with refused("unknown_control", words):
        services.add_document(
            actor=LEAD,
            now=NOW,
            title="T",
            kind=DocumentKind.POLICY,
            controls=["AC-01", "ZZ-99"],
            content=io.BytesIO(b"x"),
        )
    assert list(blob_store().names()) == held


def test_a_document_comes_into_force_by_another_person(programme: Home) -> None:
    value = document()
    words = f"{value.id}: whoever prepared it cannot approve it; another person has to"
    with refused("approver_is_preparer", words):
        services.approve_document(actor=LEAD, now=NOW, today=DAY, document=value.id)
    words = f"{value.id}: only a named person who signed in approves; sign in on the pages"
    with refused("approver_is_not_a_person", words):
        services.approve_document(actor=Actor("operator:a@b", "cli"), now=NOW, today=DAY, document=value.id)
    done = services.approve_document(actor=MANAGER, now=NOW, today=DAY, document=value.id)
    assert (done.approved_by, done.approved_on, done.in_force(DAY)) == ("person:charlie", DAY, True)
    (entry,) = last()
    assert (entry.action, entry.blobs) == ("document.approve", (value.sha256,))
    assert same(DocumentRow.objects.get(), entry)
    with refused("not_waiting_for_approval", f"{value.id}: does not wait for approval"):
        services.approve_document(actor=OWNER, now=NOW, today=DAY, document=value.id)


def test_the_database_refuses_a_document_approved_by_its_preparer(programme: Home) -> None:
    value = evolve(document(), approved_by="person:alice", approved_on=DAY)
    before = size()
    with pytest.raises(IntegrityError, match="document_preparer_is_not_approver"):
        record(value, actor=LEAD, now=NOW, action="document.approve", blobs=(value.sha256,))
    assert size() == before


def test_a_period_is_opened(programme: Home) -> None:
    period = ObservationPeriod(id="soc2-2", framework="soc2", start=date(2026, 6, 2), end=date(2026, 12, 1))
    services.open_period(actor=LEAD, now=NOW, period=period)
    (entry,) = last()
    assert (entry.action, entry.object) == ("period.open", "observation_period/soc2-2")
    assert same(PeriodRow.objects.get(pk="soc2-2"), entry)


def test_an_empty_document_is_refused_and_not_stored(programme: Home) -> None:
    held = list(blob_store().names())
    with refused("file_is_empty", "Access policy: the file is empty; nothing was stored"):
        document(content=b"")
    assert list(blob_store().names()) == held


def test_a_full_stop_by_somebody_else_does_not_make_an_author_an_approver(programme: Home) -> None:
    services.change(actor=MANAGER, now=NOW, control="AC-02", activity="The owner compares both lists")
    services.change(actor=LEAD, now=NOW, control="AC-02", activity="The owner compares both lists.")
    words = (
        "AC-02: worded since its last approval by system:test, person:charlie, person:alice;"
        " somebody else has to approve it"
    )
    with refused("approver_worded_it_too", words):
        services.approve(actor=MANAGER, now=NOW, today=DAY, control="AC-02")
    assert services.authors("AC-02")[-2:] == (MANAGER.id, LEAD.id)


def test_an_approval_carries_the_day_on_which_it_is_given(programme: Home) -> None:
    early = DAY - timedelta(days=30)
    words = f"AC-02: {early} is not today; decisions carry the day on which they are taken"
    with refused("day_is_not_of_this_time", words):
        services.approve(actor=MANAGER, now=NOW, today=early, control="AC-02")


def test_a_start_that_has_come_does_not_move_later(programme: Home) -> None:
    begun = NOW.date() - timedelta(days=60)
    services.change(actor=LEAD, now=NOW, control="AC-02", operating_since=begun)
    words = "AC-02: it operates already; its start cannot move later, what was missed since would be lost"
    with refused("start_of_operation_cannot_move_later", words):
        services.change(actor=LEAD, now=NOW, control="AC-02", operating_since=NOW.date())
    assert services.held("AC-02").operating_since == begun
