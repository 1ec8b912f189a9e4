"""The method: drafted with all faults refused at once, approved by somebody else, version after version."""

import pytest
from django.db import IntegrityError
from tests.app.conftest import TODAY
from tests.app.entries import last, refused, same, size
from tests.app.risks import keeping
from tests.conftest import NOW
from tests.domain.risks import making as make

from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.recorded import recording
from dualtrack.app.risks import methods
from dualtrack.app.risks.models import RiskMethodRow
from dualtrack.app.risks.refusing import FaultyError
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.revision import revision_digest
from dualtrack.domain.risks.method_faults import MethodFault


def test_a_draft_takes_its_version_and_preparer_from_us(programme: Home) -> None:
    said = make.method(id="x", version=9, prepared_by="person:charlie")
    drafted = methods.draft(actor=keeping.LEAD, now=NOW, method=said, reason="the board asked")
    assert (drafted.id, drafted.version, drafted.prepared_by) == ("method-v1", 1, "person:alice")
    assert (drafted.approved_by, drafted.approved_on) == (None, None)
    (entry,) = last()
    assert (entry.action, entry.object, entry.reason) == (
        "method.draft",
        "risk_method/method-v1",
        "the board asked",
    )
    assert same(RiskMethodRow.objects.get(), entry)


def test_a_method_with_faults_is_refused_with_all_of_them(programme: Home) -> None:
    before = size()
    with pytest.raises(FaultyError) as told:
        methods.draft(
            actor=keeping.LEAD, now=NOW, method=make.method(name="", bands=(), likelihood=make.scale(1))
        )
    assert [f.code for f in told.value.faults] == [
        MethodFault.NO_NAME,
        MethodFault.SCALE_SIZE,
        MethodFault.NO_BANDS,
    ]
    assert size() == before


def test_it_is_approved_by_somebody_else(programme: Home) -> None:
    drafted = methods.draft(actor=keeping.LEAD, now=NOW, method=make.method())
    with refused(
        "approver_is_preparer",
        "method-v1: whoever prepared it cannot approve it; another person has to",
    ):
        methods.approve(actor=keeping.LEAD, now=NOW, today=TODAY, method="method-v1")
    with refused(
        "approver_is_not_a_person",
        "method-v1: only a named person who signed in approves; sign in on the pages",
    ):
        methods.approve(actor=Actor("operator:root@host", "cli"), now=NOW, today=TODAY, method="method-v1")
    held = methods.approve(
        actor=keeping.MANAGER, now=NOW, today=TODAY, method="method-v1", seen=revision_digest(drafted)
    )
    assert (held.approved_by, held.approved_on) == ("person:charlie", TODAY)
    assert last()[0].action == "method.approve"
    with refused("not_waiting_for_approval", "method-v1: does not wait for approval"):
        methods.approve(actor=keeping.MANAGER, now=NOW, today=TODAY, method="method-v1")


def test_what_was_read_is_what_is_approved(programme: Home) -> None:
    methods.draft(actor=keeping.LEAD, now=NOW, method=make.method())
    with refused(
        "changed_since_it_was_read",
        "method-v1: it was changed since it was shown to you; read it again before you approve it",
    ):
        methods.approve(actor=keeping.MANAGER, now=NOW, today=TODAY, method="method-v1", seen="another")


def test_a_next_version_leaves_the_one_before(programme: Home) -> None:
    keeping.approved_method(NOW)
    second = keeping.approved_method(NOW, acceptable=8)
    assert (second.id, second.version) == ("method-v2", 2)
    assert [row.acceptable for row in RiskMethodRow.objects.order_by("version")] == [6, 8]


def test_the_table_too_holds_preparer_and_approver_apart(programme: Home) -> None:
    drafted = methods.draft(actor=keeping.LEAD, now=NOW, method=make.method())
    row = RiskMethodRow.objects.get(pk=drafted.id)
    row.approved_by = drafted.prepared_by
    with recording(), pytest.raises(IntegrityError):
        row.save()
