"""The document register: what is documented, inside and from outside, with version and review (7.5.3)."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from attrs import frozen

from dualtrack.domain.ledger.codec import recorded
from dualtrack.domain.registers.common import KIND, LOCATION, NextReview, Owner, Requirements, ReviewedOn
from dualtrack.domain.registers.field import PEOPLE
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.register import Group, Register
from dualtrack.domain.registers.says import Says
from dualtrack.domain.registers.things import CLASSES, Classification


class Origin(StrEnum):
    """Where a document comes from."""

    INTERNAL = "internal"
    EXTERNAL = "external"


@recorded("document_entry")
@frozen(kw_only=True)
class DocumentEntry(Record):
    """One document of the register; one of our own is named by its id, its text is kept elsewhere."""

    origin: Annotated[
        Origin,
        Says(
            "Origin",
            help="External: from outside and needed for the management system, such as a law, a standard or "
            "a maker's guide.",
            synonyms=("Herkunft", "Origine", "Původ"),
            spellings={
                "internal": ("own", "intern", "interne"),
                "external": ("extern", "externe", "externí"),
            },
        ),
    ] = Origin.INTERNAL
    kind: Annotated[str, Says("Kind", help="Policy, procedure, standard, contract.", synonyms=KIND)] = ""
    kept_as: Annotated[
        str,
        Says(
            "Kept as",
            help="Id of the document here, or the publisher's number of an external one.",
            synonyms=("Document", "Dokument", "Publisher Number", "Dokumentnummer"),
        ),
    ] = ""
    owner: Owner = ""
    approver: Annotated[
        str, Says("Approver", refers=PEOPLE, synonyms=("Approved By", "Freigeber", "Approbateur", "Schválil"))
    ] = ""
    version: Annotated[str, Says("Version", synonyms=("Edition", "Revision", "Ausgabe", "Verze"))] = ""
    effective_on: Annotated[
        date | None,
        Says("In force from", synonyms=("Effective Date", "Gültig ab", "En vigueur le", "Platí od")),
    ] = None
    reviewed_on: ReviewedOn = None
    next_review: NextReview = None
    classification: Annotated[
        Classification | None,
        Says("Class", synonyms=("Classification", "Klassifizierung", "Klasifikace"), spellings=CLASSES),
    ] = None
    distribution: Annotated[
        str, Says("Who has it", synonyms=("Distribution", "Verteiler", "Diffusion", "Rozdělovník"))
    ] = ""
    location: Annotated[str, Says("Where it is", synonyms=(*LOCATION, "Storage Location", "Ablageort"))] = ""
    retention: Annotated[
        str, Says("Kept for", synonyms=("Retention Period", "Retention", "Aufbewahrung", "Conservation"))
    ] = ""
    requirements: Requirements = ()


DOCUMENTATION = Register(
    key="documentation",
    cls=DocumentEntry,
    title="Document register",
    singular="Document",
    group=Group.GOVERNANCE,
    prefix="DOC",
    purpose="Documents of our own and from outside: version, owner, who has them, when they are reviewed.",
    clauses=("iso27001:7.5.3", "iso27001:7.5.1", "soc2:CC5.3"),
    shown=("origin", "kind", "version", "owner", "next_review"),
    names=("document control register", "dokumentenlenkung", "registre documentaire"),
)
REGISTERS = (DOCUMENTATION,)
