"""The Statement of Applicability's input, bound to the records (ISO/IEC 27001 6.1.3 d)."""

from dualtrack.app.programme.deliverables.basis import Basis
from dualtrack.app.programme.words import reason_text
from dualtrack.catalogues.blocks import FactRef
from dualtrack.documents.statement_of_applicability.values import (
    Implementation,
    OurControl,
    OwnRow,
    SoaInput,
    SoaRow,
)
from dualtrack.domain.controls.area import role_title
from dualtrack.domain.controls.control import Control
from dualtrack.domain.frameworks.catalogue import Kind, Requirement
from dualtrack.domain.programme.operation import Operation
from dualtrack.domain.programme.reasons import Code
from dualtrack.domain.programme.statuses import ControlStatus, RequirementStatus
from dualtrack.domain.risks.applicability import Applicability, Ground, Justification, standing

_ANNEX = "iso27001:A."
_SHOWN = (Operation.NO_DEVIATION_NOTED, Operation.DEVIATIONS)


def statement(basis: Basis) -> SoaInput:
    """All 93 with their decision, what carries them out, and how far that is shown."""
    programme = basis.programme
    scope = basis.scope("iso27001")
    asked = {r.id: r for r in programme.catalogue.requirements("iso27001")}
    decisions = standing(programme.applicability, basis.day)
    rows = [
        _row(basis, asked[s.id], s, decisions.get(s.id))
        for s in basis.readiness.requirements
        if s.id in asked and asked[s.id].kind is Kind.ANNEX_CONTROL
    ]
    return SoaInput(
        organisation=programme.organisation.name,
        example=programme.organisation.example,
        version=f"as of {basis.day}",
        dated=basis.day,
        status=basis.status,
        status_note=basis.status_note,
        annex_total=sum(r.kind is Kind.ANNEX_CONTROL for r in asked.values()),
        scope_name="not drafted yet" if scope is None else scope.name,
        scope_version="-" if scope is None else f"version {scope.version}",
        scope_statement="" if scope is None else scope.statement,
        scope_id="" if scope is None else scope.id,
        scope_approved=scope is not None and scope.approved(basis.day),
        prepared_by=role_title("compliance_lead"),
        facts=(FactRef(id=basis.checkpoint, label="Ledger checkpoint"),),
        rows=tuple(rows),
        own=own_controls(basis),
    )


def own_controls(basis: Basis) -> tuple[OwnRow, ...]:
    """The necessary controls of our own beside Annex A (6.1.3 b, note 2)."""
    return tuple(_own(basis, c) for c in basis.readiness.controls if _outside_annex(basis, c))


def _row(
    basis: Basis, asked: Requirement, status: RequirementStatus, decision: Applicability | None
) -> SoaRow:
    implementation = Implementation(status.status.value)
    behind = [basis.controls[c] for c in status.controls]
    own = [r for r in status.because if r.code not in (Code.CONTROL, Code.EXCLUDED)]
    return SoaRow(
        requirement=asked.id,
        title=asked.title,
        theme=str(asked.theme),
        included=implementation is not Implementation.EXCLUDED,
        status=implementation,
        justifications=basis.why.grounds.of(asked.id, decision),
        against=_against(basis, decision),
        decided=decision is not None,
        exclusion="" if decision is None else decision.exclusion,
        exclusion_owner=_excluded_by(decision),
        exclusion_review=None if decision is None else decision.review_on,
        because=tuple(reason_text(r) for r in own),
        controls=tuple(OurControl(id=c.id, title=c.title) for c in behind),
        owner=", ".join(dict.fromkeys(role_title(c.owner_role) for c in behind)),
        evidence=len({e.id for c in behind for e in basis.evidence.get(c.id, ())}),
        documented=basis.documented(*(c.id for c in behind)),
        facts=tuple(f for r in own for f in r.facts),
    )


def _against(basis: Basis, decision: Applicability | None) -> tuple[str, ...]:
    """What speaks against an exclusion: risks and duties that ask for the control."""
    if decision is None or decision.included:
        return ()
    return tuple(j.reference for j in basis.why.grounds.against(decision.requirement))


def _excluded_by(decision: Applicability | None) -> str:
    """Who answers for an exclusion."""
    return "" if decision is None or not decision.owner_role else role_title(decision.owner_role)


def _outside_annex(basis: Basis, status: ControlStatus) -> bool:
    """A control of the ISMS that Annex A does not list; one that serves SOC 2 alone is none."""
    served = basis.controls[status.id].requirements
    return any(r.startswith("iso27001:") for r in served) and not any(r.startswith(_ANNEX) for r in served)


def _own(basis: Basis, status: ControlStatus) -> OwnRow:
    """A necessary control that Annex A does not list, grounded on the criteria or clauses that it serves."""
    control = basis.controls[status.id]
    return OwnRow(
        id=control.id,
        title=control.title,
        implemented=any(b.operation in _SHOWN for b in status.by_framework if b.framework == "iso27001"),
        justifications=_own_grounds(basis, control),
        owner=role_title(control.owner_role),
        evidence=len(basis.evidence.get(control.id, ())),
        documented=basis.documented(control.id),
    )


def _own_grounds(basis: Basis, control: Control) -> tuple[Justification, ...]:
    """The clauses that it serves, and what the same records say of them."""
    clauses = [r for r in control.requirements if r.startswith("iso27001:")]
    said = {j: None for clause in clauses for j in basis.why.grounds.of(clause, None)}
    asked = [Justification(ground=Ground.CLAUSE, reference=clause.partition(":")[2]) for clause in clauses]
    return (*asked, *said)
