"""What an approval is bound to: everything but the approval itself; another revision has another hash."""

from datetime import date

import attrs
from hypothesis import given
from hypothesis import strategies as st
from tests.each import each

from dualtrack.domain.controls.document import Document, DocumentKind
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.approval import Refusal
from dualtrack.domain.ledger.revision import approved, revision_digest, revision_refusal, same_revision
from dualtrack.domain.scope.extent import Extent
from dualtrack.domain.scope.scope import Membership, ScopeVersion

BOB, ALICE = Actor("person:bob", "ui"), Actor("person:alice", "ui")
DAY = date(2026, 3, 2)
SCOPE = ScopeVersion(
    id="soc2-v1",
    framework="soc2",
    version=1,
    name="The service",
    statement="What we run.",
    members=(Membership(thing="app"),),
    effective_from=DAY,
    prepared_by=ALICE.id,
)
PAPER = Document(
    id="doc_1",
    title="Access policy",
    kind=DocumentKind.POLICY,
    version=1,
    controls=("AC-01",),
    sha256="0" * 64,
    prepared_by=ALICE.id,
)


@each("value", [SCOPE, PAPER])
def test_another_person_approves_what_they_read(value: ScopeVersion | Document) -> None:
    seen = revision_digest(value)
    assert revision_refusal(value, approver=BOB, seen=seen) is None
    done = approved(value, by=BOB, on=DAY)
    assert (done.approved_by, done.approved_on) == (BOB.id, DAY)
    assert revision_digest(done) == seen


def test_what_was_changed_since_it_was_read_is_refused() -> None:
    seen = revision_digest(SCOPE)
    changed = attrs.evolve(
        SCOPE, members=(Membership(thing="app", extent=Extent(environments=("production",))),)
    )
    assert revision_refusal(changed, approver=BOB, seen=seen) is Refusal.CHANGED
    assert revision_refusal(changed, approver=BOB, seen="") is Refusal.CHANGED


def test_the_preparer_and_those_who_are_no_person_are_refused() -> None:
    seen = revision_digest(PAPER)
    assert revision_refusal(PAPER, approver=ALICE, seen=seen) is Refusal.SAME_PERSON
    assert revision_refusal(PAPER, approver=Actor("system:job", "job"), seen=seen) is Refusal.NOT_A_PERSON


def test_an_approved_revision_waits_no_more() -> None:
    done = approved(PAPER, by=BOB, on=DAY)
    assert revision_refusal(done, approver=BOB, seen=revision_digest(done)) is Refusal.NOT_WAITING


def test_a_script_reads_and_approves_in_one_act() -> None:
    assert revision_refusal(PAPER, approver=BOB, seen=None) is None
    assert same_revision(None, "x")
    assert not same_revision("", "x")


@given(st.text(max_size=20), st.text(max_size=20))
def test_two_revisions_share_a_hash_only_where_all_is_the_same(one: str, other: str) -> None:
    first, second = (revision_digest(attrs.evolve(SCOPE, statement=s)) for s in (one, other))
    assert (first == second) is (one == other)
