"""What the Statement of Applicability is made from; whoever holds the programme fills it."""

from datetime import date
from enum import StrEnum

from attrs import Attribute, field, frozen

from dualtrack.catalogues.blocks import FactRef, Status
from dualtrack.domain.risks.applicability import Justification


class Implementation(StrEnum):
    """Where a control of Annex A stands; the words of ISO's own list, not of an auditor."""

    IMPLEMENTED = "included_implemented"
    PLANNED = "included_planned"
    EXCLUDED = "excluded"


@frozen(kw_only=True)
class OurControl:
    """A control of ours that carries out what a row asks."""

    id: str
    title: str


def _agrees(row: "SoaRow", _: "Attribute[Implementation]", status: Implementation) -> None:
    """Refuse a row whose status contradicts its inclusion."""
    if row.included == (status is Implementation.EXCLUDED):
        raise ValueError(
            f"{row.requirement}: included is {row.included} but status is {status.value!r}; expected "
            + ("an included status" if row.included else "'excluded'")
        )


@frozen(kw_only=True)
class SoaRow:
    """One control of Annex A: in or out, why, and how far it is implemented."""

    requirement: str  # the full id, iso27001:A.5.1
    title: str
    theme: str
    included: bool
    status: Implementation = field(validator=_agrees)
    justifications: tuple[Justification, ...] = ()
    decided: bool = True  # False: nobody said yet whether it applies; until then it counts as included
    exclusion: str = ""  # why it is excluded
    exclusion_owner: str = ""
    against: tuple[str, ...] = ()  # risks and duties that ask for what is excluded
    exclusion_review: date | None = None  # the day by which the exclusion is looked at again
    because: tuple[str, ...] = ()
    controls: tuple[OurControl, ...] = ()
    owner: str = ""
    evidence: int = 0
    documented: str = ""  # the document that describes it
    facts: tuple[str, ...] = ()

    @property
    def reference(self) -> str:
        """The id without its framework: A.5.1."""
        return self.requirement.rpartition(":")[2]


@frozen(kw_only=True)
class OwnRow:
    """A necessary control that Annex A does not list."""

    id: str
    title: str
    implemented: bool
    justifications: tuple[Justification, ...] = ()
    because: tuple[str, ...] = ()
    owner: str = ""
    evidence: int = 0
    documented: str = ""
    facts: tuple[str, ...] = ()


@frozen(kw_only=True)
class SoaInput:
    """Everything that the statement says, as of one day."""

    organisation: str
    example: bool
    version: str
    dated: date
    status: Status
    status_note: str = ""
    classification: str = "Confidential"
    language: str = "en"
    annex: str = "ISO/IEC 27001:2022, Annex A"
    annex_total: int  # how many controls the catalogue's annex holds
    scope_name: str
    scope_version: str
    scope_statement: str
    scope_id: str = ""
    scope_approved: bool = True
    prepared_by: str
    approver_role: str = "a member of top management"
    facts: tuple[FactRef, ...] = ()  # checkpoint, scope version, risk register version
    rows: tuple[SoaRow, ...]
    own: tuple[OwnRow, ...] = ()
