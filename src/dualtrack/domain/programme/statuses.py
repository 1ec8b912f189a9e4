"""What `assess` gives: statuses of controls, requirements and frameworks, each with its reasons."""

from datetime import date, datetime

from attrs import frozen

from dualtrack.domain.controls.design import Design
from dualtrack.domain.controls.period import ObservationPeriod
from dualtrack.domain.frameworks.documented import DocumentedBasis
from dualtrack.domain.programme.judgement import State
from dualtrack.domain.programme.operation import Operation, Tally
from dualtrack.domain.programme.reasons import Reason


@frozen(kw_only=True)
class Owed:
    """A delta that is still owed; `required` only where a standard itself asks for it."""

    delta: str
    requirement: str | None
    control: str | None
    basis: DocumentedBasis
    what: str = ""

    @property
    def required(self) -> bool:
        """True where the clause or Annex A says so."""
        return self.basis.required


@frozen(kw_only=True)
class ByFramework:
    """One control judged in one framework."""

    framework: str
    design: Design
    operation: Operation
    tally: Tally
    because: tuple[Reason, ...]


@frozen(kw_only=True)
class ControlStatus:
    """One control in every framework that it serves."""

    id: str
    title: str
    by_framework: tuple[ByFramework, ...]
    owed: tuple[Owed, ...]

    def of(self, framework: str) -> ByFramework | None:
        """Its standing in one framework, or None when it does not serve it."""
        return next((b for b in self.by_framework if b.framework == framework), None)


@frozen(kw_only=True)
class RequirementStatus:
    """One requirement with the controls that serve it and what is still owed."""

    id: str
    framework: str
    status: State
    because: tuple[Reason, ...]
    controls: tuple[str, ...]
    owed: tuple[Owed, ...]


@frozen(kw_only=True)
class FrameworkReadiness:
    """The figure of one framework with its counts; it never stands alone on a page or in an export."""

    framework: str
    readiness: int
    counts: tuple[tuple[str, int], ...]
    in_scope: int
    open_major: tuple[str, ...]
    period: ObservationPeriod | None


@frozen(kw_only=True)
class Readiness:
    """A whole programme on one day, as known then or at a given instant."""

    as_of: date
    known_at: datetime | None
    frameworks: tuple[FrameworkReadiness, ...]
    controls: tuple[ControlStatus, ...]
    requirements: tuple[RequirementStatus, ...]

    @property
    def combined(self) -> int | None:
        """The lower of the frameworks' figures; None with no framework."""
        return min((f.readiness for f in self.frameworks), default=None)

    def of(self, framework: str) -> FrameworkReadiness | None:
        """One framework's readiness."""
        return next((f for f in self.frameworks if f.framework == framework), None)


@frozen(kw_only=True)
class Figure:
    """One day of a series: figures and counts without the reasons, which `assess` of that day gives."""

    as_of: date
    frameworks: tuple[tuple[str, int, tuple[tuple[str, int], ...]], ...]

    @property
    def combined(self) -> int | None:
        """The lower of the figures."""
        return min((f[1] for f in self.frameworks), default=None)
