"""Documented information: what a requirement wants written down, and on what ground anybody may say so."""

from enum import StrEnum

from attrs import frozen


class DocumentedBasis(StrEnum):
    """Why something has to be written down; only the first two may be called required."""

    CLAUSE = "clause"
    ANNEX_A_EXPLICIT = "annex_a_explicit"
    OWN_DECISION = "own_decision"  # ISO/IEC 27001 7.5.1 b, 8.1
    AUDITOR_EXPECTATION = "auditor_expectation"

    @property
    def required(self) -> bool:
        """True where the standard itself asks for the document."""
        return self in (DocumentedBasis.CLAUSE, DocumentedBasis.ANNEX_A_EXPLICIT)


@frozen(kw_only=True)
class DocumentedNeed:
    """The document or record that a requirement asks for by its own text, in our words."""

    basis: DocumentedBasis
    document: str
