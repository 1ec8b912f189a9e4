"""The organisation's context: issues, interested parties, legal and contractual requirements.

As amended in 2024, 4.1 asks whether climate change is a relevant issue, and 4.2 notes that interested parties
can have requirements about it.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated

from attrs import frozen

from dualtrack.domain.ledger.codec import recorded
from dualtrack.domain.registers.common import (
    DESCRIPTION,
    KIND,
    Controls,
    Description,
    Evidence,
    NextReview,
    Owner,
    ReviewedOn,
    Risks,
)
from dualtrack.domain.registers.record import NAME, Record
from dualtrack.domain.registers.register import Group, Register
from dualtrack.domain.registers.says import Says


class Side(StrEnum):
    """Inside or outside the organisation."""

    INTERNAL = "internal"
    EXTERNAL = "external"


_SIDES = {
    "internal": ("intern", "interne", "interní", "inside"),
    "external": ("extern", "externe", "externí", "outside"),
}


@recorded("context_issue")
@frozen(kw_only=True)
class ContextIssue(Record):
    """An external or internal issue that bears on what the management system is to achieve (4.1)."""

    side: Annotated[
        Side, Says("Inside or outside", synonyms=(*KIND, "Category", "Kategorie"), spellings=_SIDES)
    ]
    description: Description = ""
    climate: Annotated[
        bool,
        Says(
            "About climate change",
            help="Whether climate change is a relevant issue must be determined (4.1 as amended in 2024).",
            synonyms=("Climate", "Klimawandel", "Changement climatique", "Změna klimatu"),
        ),
    ] = False
    relevant: Annotated[
        bool | None,
        Says(
            "Relevant",
            help="Whether it bears on information security here; empty until it is determined.",
            synonyms=("Relevance", "Relevanz", "Pertinent", "Relevantní"),
        ),
    ] = None
    rationale: Annotated[
        str, Says("Why", long=True, synonyms=("Rationale", "Begründung", "Justification", "Zdůvodnění"))
    ] = ""
    determined_on: Annotated[
        date | None, Says("Determined on", synonyms=("Date", "Datum", "Festgestellt am", "Déterminé le"))
    ] = None
    owner: Owner = ""
    risks: Risks = ()
    next_review: NextReview = None


@recorded("interested_party")
@frozen(kw_only=True)
class InterestedParty(Record):
    """Somebody with requirements that bear on information security, and how they are answered (4.2)."""

    name: Annotated[
        str, Says("Name", synonyms=(*NAME, "Stakeholder", "Interested Party", "Partei", "Partie", "Strana"))
    ]
    side: Annotated[
        Side, Says("Inside or outside", synonyms=(*KIND, "Category", "Kategorie"), spellings=_SIDES)
    ] = Side.EXTERNAL
    needs: Annotated[
        str,
        Says(
            "What they need or expect",
            long=True,
            synonyms=(
                "Need",
                "Interest in ISMS",
                "Needs and Expectations",
                "Erwartungen",
                "Attentes",
                "Potřeby",
            ),
        ),
    ] = ""
    requirement: Annotated[
        str,
        Says(
            "What is required of us",
            help="The need as a requirement that can be kept or missed.",
            long=True,
            synonyms=("Derived Requirement", "Requirement", "Anforderung", "Exigence", "Požadavek"),
        ),
    ] = ""
    source: Annotated[str, Says("Source", synonyms=("Quelle", "Origine", "Zdroj"))] = ""
    through_isms: Annotated[
        bool | None,
        Says(
            "Answered through the management system",
            help="Which requirements it takes up has to be decided (4.2 c).",
            synonyms=("Addressed by ISMS", "Im ISMS behandelt"),
        ),
    ] = None
    climate: Annotated[
        bool | None,
        Says(
            "Has requirements about climate change",
            help="Empty until they were asked or it was considered (note to 4.2 as amended in 2024).",
            synonyms=("Climate", "Klima", "Climat"),
        ),
    ] = None
    controls: Controls = ()
    owner: Owner = ""
    next_review: NextReview = None


class LegalKind(StrEnum):
    """Where a requirement comes from."""

    LAW = "law"
    CONTRACT = "contract"
    STANDARD = "standard"


@recorded("legal_requirement")
@frozen(kw_only=True)
class LegalRequirement(Record):
    """A requirement of law, regulation or contract, and how it is kept (A.5.31)."""

    kind: Annotated[
        LegalKind,
        Says(
            "Comes from",
            synonyms=(*KIND, "Obligation Type"),
            spellings={
                "law": ("legal", "statutory", "regulatory", "regulation", "Gesetz", "loi", "zákon"),
                "contract": ("contractual", "Vertrag", "contrat", "smlouva"),
                "standard": ("norm", "Norm", "norme", "norma"),
            },
        ),
    ] = LegalKind.LAW
    source: Annotated[
        str, Says("Law or contract", synonyms=("Regulation", "Law", "Contract", "Gesetz", "Texte", "Zákon"))
    ] = ""
    section: Annotated[
        str, Says("Section", synonyms=("Article / Section", "Article", "Artikel", "Paragraf", "Ustanovení"))
    ] = ""
    obligation: Annotated[
        str,
        Says(
            "What it requires",
            long=True,
            synonyms=("Requirement", "Obligation", *DESCRIPTION, "Pflicht", "Exigence", "Povinnost"),
        ),
    ] = ""
    applies_to: Annotated[
        str,
        Says(
            "Applies to", synonyms=("Applicability", "Scope", "Gilt für", "Applicabilité", "Vztahuje se na")
        ),
    ] = ""
    jurisdiction: Annotated[
        str, Says("Where it is in force", synonyms=("Jurisdiction", "Country", "Land"))
    ] = ""
    owner: Owner = ""
    approach: Annotated[
        str,
        Says(
            "How it is kept",
            long=True,
            synonyms=("Approach", "Measures", "Umsetzung", "Mise en œuvre", "Způsob plnění"),
        ),
    ] = ""
    controls: Controls = ()
    evidence: Evidence = ""
    reviewed_on: ReviewedOn = None
    next_review: NextReview = None


ISSUES = Register(
    key="issues",
    cls=ContextIssue,
    title="Context issues",
    singular="Context issue",
    group=Group.CONTEXT,
    prefix="ISS",
    purpose="What inside and around the organisation bears on information security, climate change included.",
    clauses=("iso27001:4.1", "soc2:CC3.1"),
    shown=("side", "relevant", "determined_on", "owner"),
    names=("context", "swot", "kontext", "contexte"),
)
PARTIES = Register(
    key="parties",
    cls=InterestedParty,
    title="Interested parties",
    singular="Interested party",
    group=Group.CONTEXT,
    prefix="PTY",
    purpose="Who has requirements about information security, and which the management system answers.",
    clauses=("iso27001:4.2", "soc2:CC2.3"),
    shown=("side", "needs", "through_isms", "climate", "owner"),
    names=("interessierte parteien", "parties intéressées", "zainteresované strany"),
)
LEGAL = Register(
    key="legal",
    cls=LegalRequirement,
    title="Legal and contractual requirements",
    singular="Legal or contractual requirement",
    group=Group.CONTEXT,
    prefix="LEG",
    purpose="Laws, regulations and contracts that bind the organisation, with owner and review.",
    clauses=("iso27001:A.5.31", "iso27001:4.2", "soc2:CC3.1"),
    shown=("source", "section", "owner", "reviewed_on", "next_review"),
    names=("legal register", "compliance register", "rechtskataster", "registre légal"),
)
REGISTERS = (ISSUES, PARTIES, LEGAL)
