"""The control matrix's input, bound to the records."""

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
from dualtrack.domain.programme.performance import State
from dualtrack.domain.programme.statuses import ByFramework, ControlStatus, FrameworkReadiness

NAMES = {"soc2": "SOC 2", "iso27001": "ISO 27001"}


def matrix(basis: Basis) -> MatrixInput:
    """Every control in use with what it serves and how it was operated, apart for each framework."""
    organisation = basis.programme.organisation
    system, isms = basis.scope("soc2"), basis.scope("iso27001")
    return MatrixInput(
        organisation=organisation.name,
        example=organisation.example,
        version=f"as of {basis.day}",
        dated=basis.day,
        status=basis.status,
        status_note=basis.status_note,
        system_name="not drafted yet" if system is None else system.name,
        isms_name="not drafted yet" if isms is None else isms.name,
        frameworks=tuple(_header(f) for f in basis.readiness.frameworks),
        facts=(FactRef(id=basis.checkpoint, label="Ledger checkpoint"),),
        rows=tuple(_row(basis, c) for c in basis.readiness.controls),
        requirements=tuple(
            MatrixRequirement(id=r.id, title=r.title, group=f"{r.group} {r.group_title}")
            for r, status in zip(basis.programme.requirements, basis.readiness.requirements, strict=True)
            if status.status.in_scope
        ),
    )


def _header(framework: FrameworkReadiness) -> FrameworkHeader:
    period = framework.period
    return FrameworkHeader(
        key=framework.framework,
        name=NAMES.get(framework.framework, framework.framework),
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
