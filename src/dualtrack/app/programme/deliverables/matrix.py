"""The control matrix's input, bound to the records."""

from collections.abc import Iterator

from dualtrack.app.programme.catalogue import framework_name, our_wording
from dualtrack.app.programme.deliverables.basis import Basis
from dualtrack.app.programme.words import reason_text
from dualtrack.catalogues.blocks import FactRef
from dualtrack.documents.control_matrix.values import (
    FrameworkHeader,
    MatrixInput,
    MatrixRequirement,
    MatrixRow,
    Operated,
)
from dualtrack.domain.controls.area import area_of, role_title
from dualtrack.domain.controls.design import Design
from dualtrack.domain.frameworks.catalogue import Requirement
from dualtrack.domain.programme.performance import State
from dualtrack.domain.programme.statuses import ByFramework, ControlStatus, FrameworkReadiness


def matrix(basis: Basis) -> MatrixInput:
    """Every control in use with what it serves and how it was operated, apart for each framework."""
    organisation = basis.programme.organisation
    asked = {r.id: r for r in basis.programme.requirements}
    return MatrixInput(
        organisation=organisation.name,
        example=organisation.example,
        version=f"as of {basis.day}",
        dated=basis.day,
        status=basis.status,
        status_note=basis.status_note,
        system_name=_scope_name(basis, "soc2"),
        isms_name=_scope_name(basis, "iso27001"),
        open_scopes=tuple(_open_scopes(basis)),
        frameworks=tuple(_header(f) for f in basis.readiness.frameworks),
        facts=(FactRef(id=basis.checkpoint, label="Ledger checkpoint"),),
        rows=tuple(_row(basis, c) for c in basis.readiness.controls),
        requirements=tuple(
            _requirement(asked[r.id]) for r in basis.readiness.requirements if r.status.in_scope
        ),
    )


def _requirement(asked: Requirement) -> MatrixRequirement:
    return MatrixRequirement(id=asked.id, title=asked.title, group=f"{asked.group} {asked.group_title}")


def _scope_name(basis: Basis, framework: str) -> str:
    """The name of a framework's scope; nothing where the document is not about the framework."""
    if basis.readiness.of(framework) is None:
        return ""
    scope = basis.scope(framework)
    return "not drafted yet" if scope is None else scope.name


def _open_scopes(basis: Basis) -> Iterator[str]:
    """Names of the scopes that the document is about and nobody has approved."""
    for judged in basis.readiness.frameworks:
        scope = basis.scope(judged.framework)
        if scope is None or not scope.approved(basis.day):
            yield f"{framework_name(judged.framework)}: {_scope_name(basis, judged.framework)}"


def _header(framework: FrameworkReadiness) -> FrameworkHeader:
    period = framework.period
    return FrameworkHeader(
        key=framework.framework,
        name=framework_name(framework.framework),
        starts=None if period is None else period.start,
        ends=None if period is None else period.end,
        external_columns=framework.framework == "soc2",
    )


def _row(basis: Basis, status: ControlStatus) -> MatrixRow:
    control = basis.controls[status.id]
    return MatrixRow(
        id=control.id,
        title=control.title,
        area=area_of(control.id),
        activity=control.activity,
        owner=role_title(control.owner_role),
        cadence=control.cadence,
        operating=control.operating,
        requirements=control.requirements,
        documented_basis=control.documented_basis,
        documented_in=basis.documented(control.id),
        default=our_wording(control) and all(b.design is not Design.APPROVED for b in status.by_framework),
        operated=tuple(_operated(basis, status.id, b) for b in status.by_framework),
        facts=(control.id,),
    )


def _operated(basis: Basis, control: str, by: ByFramework) -> Operated:
    states = by.tally.states
    period = next((f.period for f in basis.readiness.frameworks if f.framework == by.framework), None)
    items = basis.evidence.get(control, ())
    within = [e for e in items if period is not None and e.covers.overlaps(period.period)]
    return Operated(
        framework=by.framework,
        expected=sum(states),
        met=states[State.MET],
        late=states[State.LATE],
        missed=by.tally.lapsed,
        evidence=len(within),
        design=by.design,
        operation=by.operation,
        because=tuple(reason_text(r) for r in by.because),
        facts=tuple(e.id for e in within),
    )
