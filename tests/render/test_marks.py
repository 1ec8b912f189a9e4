"""The marks: when they stand, what explains them, what the cover says."""

from tests.each import each
from tests.render.samples import document

from dualtrack.catalogues.blocks import Document, Status
from dualtrack.render.marks import cover, notes, page_marks, running_title, status_word

EXAMPLE = "EXAMPLE: invented data"


@each(
    ("example", "status", "expected"),
    [
        (True, Status.DRAFT, (EXAMPLE, "DRAFT")),
        (True, Status.INTERIM, (EXAMPLE, "INTERIM")),
        (True, Status.RELEASED, (EXAMPLE,)),
        (False, Status.DRAFT, ("DRAFT",)),
        (False, Status.INTERIM, ("INTERIM",)),
        (False, Status.RELEASED, ()),
    ],
)
def test_page_marks(example: bool, status: Status, expected: tuple[str, ...]) -> None:
    assert page_marks(document(example=example, status=status)) == expected


@each("status", list(Status))
@each("example", [True, False])
def test_the_sentence_on_statuses_always_comes_first(example: bool, status: Status) -> None:
    found = notes(document(example=example, status=status))
    assert found[0] == (
        "Statuses in this document say what management's records support. "
        "They are not an auditor's conclusion."
    )
    assert any("invented" in note for note in found) is example


def test_an_interim_document_says_its_gates() -> None:
    made: Document = document(status=Status.INTERIM, status_note="Gate 3 fails.")
    assert notes(made)[-1] == "Gate 3 fails."


def test_the_cover() -> None:
    assert cover(document()) == (
        ("Organisation", "Northlight Ledger Ltd"),
        ("Version", "1.2"),
        ("Date", "20 November 2026"),
        ("Status", "DRAFT"),
        ("Classification", "Confidential"),
    )


def test_the_running_title() -> None:
    assert running_title(document()) == "Sample document · Version 1.2"
    assert status_word(document(status=Status.RELEASED)) == "Released"
