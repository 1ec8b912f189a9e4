"""Two persons erase: exactly what was asked for leaves, the proof stays, and all that reads stands it."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from attrs import evolve
from tests.app.conftest import viewer
from tests.app.programme.erasing.conftest import (
    LEAD,
    TODAY,
    Add,
    asked,
    digest_of,
    done,
    of_file,
    request,
)
from tests.conftest import NOW

from dualtrack.app.accounts.models import PersonDetailsRow, PersonRow, User
from dualtrack.app.accounts.rights import NotAllowedError
from dualtrack.app.accounts.services import leave
from dualtrack.app.evidence import queries as evidence_queries
from dualtrack.app.evidence.models import EvidenceRow
from dualtrack.app.ledger import erased, queries
from dualtrack.app.ledger.blobs import StoreError, blob_store
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.models import BlobRow, Body, ErasureRequestRow, Leaf
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.ledger.verify import verify_home
from dualtrack.app.programme.erasing.services import carry_out, decline
from dualtrack.app.programme.queries import TABLES, snapshot
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.erasure import Target
from dualtrack.domain.ledger.person import Role, Viewer
from dualtrack.domain.programme.fold import COLLECTIONS, fold


def intact() -> Sequence[Any]:
    """What was erased, of a home that verifies."""
    found = verify_home()
    assert found["problems"] == []
    told = found["erased"]
    assert isinstance(told, list)
    return told


def same_as_folded() -> None:
    """The tables equal the fold of what is left of the ledger."""
    folded = fold(queries.entries(), erased.left())
    for kind, name in COLLECTIONS.items():
        held = {row.pk: row.to_value() for row in TABLES[name].objects.all()}
        assert folded.values.get(kind, {}) == held, kind


def test_a_file_leaves_and_all_else_stays(add: Add) -> None:
    item = add()
    name = item.artifact.sha256
    before = queries.leaves()
    leaves = list(before)
    found = done(of_file(item))
    assert (blob_store().exists(name), BlobRow.objects.filter(pk=name).exists()) == (False, False)
    assert list(queries.leaves())[: len(leaves)] == leaves
    assert (found.erasure.blobs, found.erasure.entries) == ((name,), ())
    assert (found.erasure.requested_by, found.erasure.carried_out_by) == ("person:alice", "person:charlie")
    assert EvidenceRow.objects.filter(pk=item.id).exists()
    assert intact() == [
        {
            "item": f"blob {name}",
            "entry": found.seq,
            "on": "2026-03-02",
            "legal_basis": "Order 7 of the court",
        }
    ]
    with pytest.raises(StoreError) as caught:
        evidence_queries.content(viewer("alice"), item.id)
    said = f"blob {name}: erased on 2026-03-02 by entry {found.seq}, legal basis: Order 7 of the court"
    assert (caught.value.code, caught.value.message) == ("erased", said)
    same_as_folded()


def test_the_body_of_evidence_leaves_with_its_row_and_its_file(add: Add) -> None:
    item = add()
    seq = EvidenceRow.objects.get(pk=item.id).seq
    leaf = bytes(Leaf.objects.get(pk=seq).hash)
    found = done(asked(Target.ENTRY, seq))
    (stub,) = found.erasure.entries
    assert (stub.seq, stub.leaf, stub.object) == (seq, leaf.hex(), f"evidence/{item.id}")
    assert (stub.action, stub.actor, stub.recorded_at) == ("evidence.add", "person:alice", NOW)
    assert not Body.objects.filter(seq=seq).exists()
    assert not EvidenceRow.objects.filter(pk=item.id).exists()
    assert not blob_store().exists(item.artifact.sha256)
    assert bytes(Leaf.objects.get(pk=seq).hash) == leaf
    assert [one["item"] for one in intact()] == [f"entry {seq}", f"blob {item.artifact.sha256}"]
    same_as_folded()


def test_an_earlier_entry_of_a_control_leaves_and_the_control_stays(add: Add, programme: Home) -> None:
    from dualtrack.app.controls import services as controls  # noqa: PLC0415 - for this test alone

    first = next(e.seq for e in queries.history("control/AC-02"))
    with pytest.raises(RefusedError) as caught:
        request(asked(Target.ENTRY, first))
    assert caught.value.code == "entry_stands"
    controls.change(actor=LEAD, now=NOW, control="AC-02", owner="bob")
    second = max(e.seq for e in queries.history("control/AC-02"))
    controls.change(actor=LEAD, now=NOW, control="AC-02", owner="charlie")
    before = snapshot(viewer("alice"))
    done(asked(Target.ENTRY, second))
    assert evolve(snapshot(viewer("alice")), erasures=()) == before
    assert [one["item"] for one in intact()] == [f"entry {second}"]
    same_as_folded()


def test_the_personal_fields_of_a_person_leave_and_the_id_stays(programme: Home) -> None:
    with pytest.raises(RefusedError) as caught:
        request(asked(Target.PERSON, "bob"))
    assert caught.value.code == "person_has_not_left"
    leave(actor=LEAD, now=NOW, today=TODAY, person="bob", on=TODAY)
    assert not User.objects.get(pk="bob").is_active
    places = [e.seq for e in queries.history("person_details/bob")]
    found = done(asked(Target.PERSON, "bob"))
    assert [stub.seq for stub in found.erasure.entries] == places
    assert not PersonDetailsRow.objects.filter(pk="bob").exists()
    assert not User.objects.filter(pk="bob").exists()
    assert [entry.action for entry in queries.history("sign_in/bob")] == [
        "sign_in.begin",
        "sign_in.close",
        "sign_in.forget",
    ]
    assert PersonRow.objects.get(pk="bob").left_on == TODAY
    assert [one["item"] for one in intact()] == [f"entry {seq}" for seq in places]
    same_as_folded()
    lines = b"".join(bytes(line) for line in Body.objects.values_list("line", flat=True))
    assert b"Canary-bob" not in lines
    assert b"Canary-alice" in lines


def test_who_asked_does_not_carry_it_out(add: Add) -> None:
    item = add()
    made = request(of_file(item))
    with pytest.raises(RefusedError) as caught:
        carry_out(viewer("alice"), now=NOW, today=TODAY, request=made.id, seen=digest_of(made.id))
    assert caught.value.code == "approver_is_preparer"
    assert blob_store().exists(item.artifact.sha256)


@pytest.mark.parametrize("via", ["cli:root@host", "cli"])
def test_a_command_line_never_carries_out(add: Add, via: str) -> None:
    made = request(of_file(add()))
    at_the_desk = Viewer(actor=Actor("person:charlie", via), roles=frozenset({Role.MANAGER}))
    with pytest.raises(RefusedError) as caught:
        carry_out(at_the_desk, now=NOW, today=TODAY, request=made.id)
    assert caught.value.code == "approver_is_not_a_person"


def test_an_operator_and_a_token_neither_ask_nor_carry_out(add: Add, operator: Viewer) -> None:
    from dualtrack.app.programme.erasing.services import ask  # noqa: PLC0415 - for this test alone

    item = add()
    with pytest.raises(NotAllowedError):
        ask(operator, now=NOW, today=TODAY, asked=of_file(item))
    token = Viewer(actor=Actor("token:t1/by:alice", "api"), roles=frozenset({Role.LEAD}))
    with pytest.raises(RefusedError) as caught:
        ask(token, now=NOW, today=TODAY, asked=of_file(item))
    assert caught.value.code == "requester_is_not_a_person"
    made = request(of_file(item))
    with pytest.raises(NotAllowedError):
        carry_out(operator, now=NOW, today=TODAY, request=made.id)
    token = Viewer(actor=Actor("token:t1/by:charlie", "api"), roles=frozenset({Role.MANAGER}))
    with pytest.raises(RefusedError) as caught:
        carry_out(token, now=NOW, today=TODAY, request=made.id)
    assert caught.value.code == "approver_is_not_a_person"


@pytest.mark.parametrize("name", ["bob", "ada", "ivy", "sam", "cora"])
def test_only_the_lead_and_management_carry_out(add: Add, name: str) -> None:
    made = request(of_file(add()))
    with pytest.raises(NotAllowedError, match=r"erasures\.approve"):
        carry_out(viewer(name), now=NOW, today=TODAY, request=made.id)


def test_what_was_read_is_what_leaves(add: Add) -> None:
    item = add()
    made = request(of_file(item))
    with pytest.raises(RefusedError) as caught:
        carry_out(viewer("charlie"), now=NOW, today=TODAY, request=made.id, seen="0" * 64)
    assert caught.value.code == "changed_since_it_was_read"
    add(controls=("AC-03",))  # the same bytes, about something else
    assert blob_store().exists(item.artifact.sha256)


def test_a_request_is_carried_out_once(add: Add) -> None:
    made = request(of_file(add()))
    carry_out(viewer("charlie"), now=NOW, today=TODAY, request=made.id)
    for verb in (
        lambda: carry_out(viewer("charlie"), now=NOW, today=TODAY, request=made.id),
        lambda: decline(viewer("charlie"), now=NOW, today=TODAY, request=made.id, because="late"),
    ):
        with pytest.raises(RefusedError) as caught:
            verb()
        assert caught.value.code == "not_waiting_for_approval"


def test_a_declined_request_takes_nothing(add: Add) -> None:
    item = add()
    made = request(of_file(item))
    with pytest.raises(RefusedError) as caught:
        decline(viewer("charlie"), now=NOW, today=TODAY, request=made.id, because=" ")
    assert caught.value.code == "declining_needs_a_reason"
    said = decline(viewer("charlie"), now=NOW, today=TODAY, request=made.id, because="We need it.")
    assert (said.declined_by, said.declined_because, said.waits) == ("person:charlie", "We need it.", False)
    with pytest.raises(RefusedError) as caught:
        carry_out(viewer("charlie"), now=NOW, today=TODAY, request=made.id)
    assert caught.value.code == "not_waiting_for_approval"
    assert blob_store().exists(item.artifact.sha256)
    request(of_file(item))  # can be asked for again


def test_the_same_is_asked_for_once(add: Add) -> None:
    item = add()
    made = request(of_file(item))
    with pytest.raises(RefusedError) as caught:
        request(of_file(item))
    assert (caught.value.code, caught.value.params["request"]) == ("erasure_is_requested_already", made.id)


def test_a_file_that_was_erased_does_not_come_back(add: Add) -> None:
    item = add(b"the bytes")
    found = done(of_file(item))
    with pytest.raises(RefusedError) as caught:
        add(b"the bytes", covers_from=date(2026, 2, 1), covers_to=date(2026, 2, 2), performed_on=None)
    assert (caught.value.code, caught.value.params["entry"]) == ("file_was_erased", str(found.seq))
    assert not blob_store().exists(item.artifact.sha256)
    intact()


def test_an_erased_thing_is_not_asked_for_again(add: Add) -> None:
    item = add()
    found = done(of_file(item))
    with pytest.raises(RefusedError) as caught:
        request(of_file(item))
    said = f"erased on 2026-03-02 by entry {found.seq}, legal basis: Order 7 of the court"
    assert (caught.value.code, caught.value.params["said"]) == ("erased_already", said)


def test_a_redacted_file_takes_the_place_and_nothing_changes_in_the_audits(add: Add) -> None:
    from dualtrack.app.programme.erasing.services import Redacted, ask  # noqa: PLC0415 - for this test alone
    from dualtrack.domain.ledger.erasure import Ground  # noqa: PLC0415 - as above

    item = add()
    with pytest.raises(RefusedError) as caught:
        request(of_file(item, Ground.DATA_SUBJECT))
    assert caught.value.code == "used_by_an_open_audit"
    made = ask(
        viewer("alice"),
        now=NOW,
        today=TODAY,
        asked=of_file(item, Ground.DATA_SUBJECT, legal_basis="GDPR Art. 17(1)(c)"),
        redacted=Redacted(content=BytesIO(b"Review, with nobody in it"), filename="review-redacted.txt"),
    )
    assert all(not one.changed and one.before == one.after for one in made.effects)
    stands = EvidenceRow.objects.get(pk=made.replacement).to_value()
    assert (stands.controls, stands.covers, stands.performed) == (item.controls, item.covers, item.performed)
    found = carry_out(viewer("charlie"), now=NOW, today=TODAY, request=made.id)
    assert found.erasure.replacement == stands.id
    assert blob_store().exists(stands.artifact.sha256)
    assert not blob_store().exists(item.artifact.sha256)
    intact()


def test_the_request_s_row_says_who_approved_it(add: Add) -> None:
    found = done(of_file(add()))
    value = ErasureRequestRow.objects.get(pk=found.erasure.id).to_value()
    assert (value.approved_by, value.approved_on, value.waits) == ("person:charlie", TODAY, False)
