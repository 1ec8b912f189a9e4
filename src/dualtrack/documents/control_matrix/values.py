"""What the control matrix is made from; whoever holds the programme fills it."""

from datetime import date

from attrs import frozen

from dualtrack.catalogues.blocks import FactRef, Status
from dualtrack.domain.controls.control import Cadence, Operating
from dualtrack.domain.controls.design import Design
from dualtrack.domain.frameworks.documented import DocumentedBasis
from dualtrack.domain.programme.operation import Operation


@frozen(kw_only=True)
class FrameworkHeader:
    """One framework of the matrix: its key, its name and the span that it is judged over."""

    key: str  # soc2
    name: str  # SOC 2
    starts: date | None = None  # inclusive
    ends: date | None = None  # inclusive
    external_columns: bool = False  # the service auditor's test and result, left blank by design


@frozen(kw_only=True)
class Operated:
    """One control in one framework: what was due in its span, what happened, and both statuses."""

    framework: str
    expected: int
    met: int
    late: int
    missed: int
    evidence: int
    design: Design
    operation: Operation
    because: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


@frozen(kw_only=True)
class MatrixRow:
    """One control of ours."""

    id: str
    title: str
    area: str
    activity: str
    owner: str = ""
    cadence: Cadence
    operating: Operating
    requirements: tuple[str, ...]  # full ids
    documented_basis: DocumentedBasis | None = None
    documented_in: str = ""  # the document and its state
    default: bool = False  # our wording, which nobody of the organisation has approved yet
    operated: tuple[Operated, ...] = ()
    facts: tuple[str, ...] = ()


@frozen(kw_only=True)
class MatrixRequirement:
    """One criterion, clause or control of Annex A that is in scope."""

    id: str
    title: str
    group: str  # CC6 Logical and physical access

    @property
    def framework(self) -> str:
        """The key of its framework."""
        return self.id.partition(":")[0]

    @property
    def reference(self) -> str:
        """The id without its framework."""
        return self.id.partition(":")[2]


@frozen(kw_only=True)
class MatrixInput:
    """Everything that the control matrix says, as of one day."""

    organisation: str
    example: bool
    version: str
    dated: date
    status: Status
    status_note: str = ""
    classification: str = "Confidential"
    language: str = "en"
    system_name: str  # empty where the matrix is not about SOC 2
    isms_name: str  # empty where it is not about ISO 27001
    open_scopes: tuple[str, ...] = ()  # names of scopes that nobody has approved
    frameworks: tuple[FrameworkHeader, ...]
    facts: tuple[FactRef, ...] = ()
    rows: tuple[MatrixRow, ...]
    requirements: tuple[MatrixRequirement, ...]
