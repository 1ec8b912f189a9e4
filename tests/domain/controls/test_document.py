"""A document is in force from the day of its approval, and never without one."""

from tests import factories as make
from tests.each import each

from dualtrack.domain.controls.document import DocumentKind
from dualtrack.domain.ledger.codec import decode, encode


@each(("on", "in_force"), [("2026-02-28", False), ("2026-03-01", True), ("2026-04-01", True)])
def test_a_document_is_in_force_from_its_approval(on: str, in_force: bool) -> None:
    held = make.document("AC-02", approved_on=make.day("2026-03-01"))
    assert held.in_force(make.day(on)) is in_force


def test_a_draft_is_never_in_force() -> None:
    draft = make.document("AC-02", approved_by=None, approved_on=None)
    assert not draft.in_force(make.day("2099-01-01"))


@each("kind", DocumentKind)
def test_a_document_is_recorded_whole(kind: DocumentKind) -> None:
    held = make.document("AC-02", "AC-03", kind=kind, version=3)
    assert decode("document", 1, encode(held)) == held
