"""Documented information: what a control or a clause asks to be written down (ISO/IEC 27001 7.5)."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.ledger.codec import recorded


class DocumentKind(StrEnum):
    """What kind of documented information it is."""

    POLICY = "policy"
    PROCEDURE = "procedure"
    STATEMENT = "statement"
    RECORD = "record"


@recorded("document")
@frozen(kw_only=True)
class Document:
    """One version of one document, the controls it documents, and its approval."""

    id: str
    title: str
    kind: DocumentKind
    version: int
    controls: tuple[str, ...]
    sha256: str
    prepared_by: str
    approved_by: str | None = None
    approved_on: date | None = None

    def in_force(self, as_of: date) -> bool:
        """True when this version was approved by that day."""
        return self.approved_on is not None and self.approved_on <= as_of


def of_control(documents: Iterable[Document], control: str, as_of: date) -> tuple[Document, ...]:
    """Documents of a control that are in force on a day, by title; of each the newest version alone."""
    newest: dict[str, Document] = {}
    for document in documents:
        if control in document.controls and document.in_force(as_of):
            held = newest.get(document.title)
            if held is None or document.version > held.version:
                newest[document.title] = document
    return tuple(newest[title] for title in sorted(newest))
