"""Documented information, item by item for the 14 clauses that ask for it: what is there and what is missing.

ISO/IEC 27001:2022 4.3, 5.2, 6.1.2, 6.1.3, 6.2, 7.2, 7.5.1, 8.1, 8.2, 8.3, 9.1, 9.2.2, 9.3.3, 10.2. 6.1.3
asks for three things and 9.2.2 for two. A document that a clause owes is the one that status, gaps and gates
name. What the organisation keeps beyond this is its own decision (7.5.1 b).
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum

from attrs import evolve, frozen

from dualtrack.domain.audits.releases.release import Release
from dualtrack.domain.controls.document import Document, DocumentKind
from dualtrack.domain.programme.snapshot import Programme
from dualtrack.domain.programme.statuses import Readiness
from dualtrack.domain.registers.documentation import DocumentEntry, Origin
from dualtrack.domain.registers.finding import Code, Finding
from dualtrack.domain.registers.lacks.people import shows
from dualtrack.domain.registers.objectives import Measurement, Objective
from dualtrack.domain.registers.people import Competence, JobRole
from dualtrack.domain.risks.acceptance import AcceptanceKind
from dualtrack.domain.risks.register import RiskRegister
from dualtrack.domain.risks.risk import Treatment
from dualtrack.domain.scope.scope import in_force


class Item(StrEnum):
    """What has to be there as documented information; the value is the clause with the item."""

    SCOPE = "4.3 scope"
    POLICY = "5.2 policy"
    RISK_PROCESS = "6.1.2 risk assessment process"
    TREATMENT_PROCESS = "6.1.3 risk treatment process"
    STATEMENT = "6.1.3 d statement of applicability"
    PLAN = "6.1.3 e-f treatment plan and approvals"
    OBJECTIVES = "6.2 objectives"
    COMPETENCE = "7.2 d competence"
    NECESSARY = "7.5.1 b what is necessary"
    OPERATION = "8.1 operation as planned"
    ASSESSMENTS = "8.2 results of risk assessments"
    TREATMENTS = "8.3 results of risk treatment"
    MEASUREMENT = "9.1 results of measurement"
    AUDIT_PROGRAMME = "9.2.2 audit programme"
    AUDITS = "9.2.2 audit results"
    REVIEWS = "9.3.3 results of the management review"
    CORRECTION = "10.2 nonconformities and corrective action"

    @property
    def clause(self) -> str:
        """The full id of the clause that asks for it."""
        return f"iso27001:{self.value.split(' ')[0]}"


class Lack(StrEnum):
    """Why an item is not satisfied, or not wholly."""

    NO_SCOPE = "no_scope"
    NOT_APPROVED = "scope_not_approved"
    NO_DOCUMENT = "no_document_in_force"
    NO_METHOD = "no_approved_method"
    NOT_RELEASED = "not_released"
    NO_TREATMENT = "risks_without_treatment"
    PLAN_NOT_APPROVED = "plans_not_approved_by_the_owner"
    NOT_ACCEPTED = "residual_risks_not_accepted"
    NO_RISKS = "no_risks"
    NO_OBJECTIVES = "no_objectives"
    UNMEASURED = "objectives_without_a_measure"
    NO_MEASUREMENT = "objectives_never_measured"
    NOT_SHOWN = "competence_that_nobody_shows"
    OWED = "documents_owed"
    NO_AUDIT = "no_internal_audit"
    NO_ROLES = "no_roles"
    NO_EXTERNAL = "no_external_documents_listed"
    NO_EVIDENCE = "no_evidence"
    NEVER_ASSESSED = "risks_never_assessed"
    ACTIONS_OPEN = "actions_past_due"
    NO_RECORD_OF_CLOSING = "nonconformities_open"


@frozen(kw_only=True)
class Missing:
    """One thing that is missing, with the records it is about."""

    lack: Lack
    records: tuple[str, ...] = ()


@frozen(kw_only=True)
class Held:
    """One item: the records that satisfy it as `kind/id`, and what is missing."""

    item: Item
    satisfied_by: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = ()

    @property
    def whole(self) -> bool:
        """True when something satisfies it and nothing is missing."""
        return bool(self.satisfied_by) and not self.missing


@frozen(kw_only=True)
class Kept:
    """Everything that the items are looked for in, on one day."""

    programme: Programme
    judged: Readiness
    risks: RiskRegister
    statement: Release | None  # the Statement of Applicability that counts
    objectives: tuple[Objective, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    roles: tuple[JobRole, ...] = ()
    competences: tuple[Competence, ...] = ()
    documents: tuple[DocumentEntry, ...] = ()
    findings: tuple[Finding, ...] = ()  # what the registers lack on that day

    @property
    def day(self) -> date:
        """The day."""
        return self.judged.as_of

    def behind(self, clause: str) -> frozenset[str]:
        """The controls that serve a clause."""
        return frozenset(c for r in self.judged.requirements if r.id == clause for c in r.controls)

    def evidence(self, clause: str) -> tuple[str, ...]:
        """Evidence of the controls that serve a clause."""
        mine = self.behind(clause)
        items = (e for e in self.programme.evidence if e.performed <= self.day and mine & set(e.controls))
        return tuple(f"evidence/{e.id}" for e in items)

    def in_force(self, clause: str, *kinds: DocumentKind) -> tuple[Document, ...]:
        """Documents in force of the controls that serve a clause."""
        mine = self.behind(clause)
        return tuple(
            d
            for d in self.programme.documents
            if d.in_force(self.day) and mine & set(d.controls) and (not kinds or d.kind in kinds)
        )

    def owed(self, clause: str) -> tuple[str, ...]:
        """Documents that a clause itself asks for and that are not in force, as readiness tells them."""
        rows = (r for r in self.judged.requirements if r.id == clause)
        return tuple(o.what for r in rows for o in r.owed if o.required)


def documented(kept: Kept) -> tuple[Held, ...]:
    """Every item in the order of the clauses; what a clause owes stands at the first of its items."""
    found, told = [], set()
    for item in Item:
        held = _RULES[item](kept, item)
        owed = () if item.clause in told else kept.owed(item.clause)
        told.add(item.clause)
        if owed:
            held = evolve(held, missing=(*held.missing, Missing(lack=Lack.OWED, records=owed)))
        found.append(held)
    return tuple(found)


_PERFORMED = "iso27001:9.2.1"  # audits at planned intervals; 9.2.2 alone is served by who plans them
_Rule = Callable[[Kept, Item], Held]


def _held(item: Item, satisfied: Iterable[str], missing: Mapping[Lack, Iterable[str] | bool]) -> Held:
    """The item; a lack stands where its condition holds or records are named."""
    found = []
    for lack, about in missing.items():
        if isinstance(about, bool):
            if about:
                found.append(Missing(lack=lack))
        elif records := tuple(about):
            found.append(Missing(lack=lack, records=records))
    return Held(item=item, satisfied_by=tuple(satisfied), missing=tuple(found))


def _scope(kept: Kept, item: Item) -> Held:
    scope = in_force(kept.programme.scopes, "iso27001", kept.day)
    if scope is None:
        return _held(item, (), {Lack.NO_SCOPE: True})
    approved = scope.approved(kept.day)
    name = f"scope_version/{scope.id}"
    return _held(item, (name,) if approved else (), {Lack.NOT_APPROVED: () if approved else (name,)})


def _policy(kept: Kept, item: Item) -> Held:
    held = kept.in_force(item.clause, DocumentKind.POLICY)
    return _held(item, _names(held), {Lack.NO_DOCUMENT: not held})


def _method(kept: Kept, item: Item) -> Held:
    method = kept.risks.in_force(kept.day)
    documents = kept.in_force(item.clause)
    named = () if method is None else (f"risk_method/{method.id}",)
    return _held(item, (*named, *_names(documents)), {Lack.NO_METHOD: method is None})


def _statement(kept: Kept, item: Item) -> Held:
    held = kept.statement
    named = () if held is None else (f"release/{held.id}",)
    return _held(item, named, {Lack.NOT_RELEASED: held is None})


def _plan(kept: Kept, item: Item) -> Held:
    live = kept.risks.live(kept.day)
    treated = [r for r in live if r.treatment is not None]
    to_plan = [r for r in treated if r.treatment is not Treatment.RETAIN]
    unplanned = [r.id for r in to_plan if not kept.risks.standing(r, AcceptanceKind.PLAN).complete]
    unaccepted = [r.id for r in treated if not kept.risks.standing(r, AcceptanceKind.RESIDUAL).complete]
    done = [a for ones in kept.risks.acceptances_of.values() for a in ones]
    return _held(
        item,
        (f"risk_acceptance/{a.id}" for a in sorted(done, key=lambda a: a.id)),
        {
            Lack.NO_RISKS: not live,
            Lack.NO_TREATMENT: [r.id for r in live if r.treatment is None],
            Lack.PLAN_NOT_APPROVED: unplanned,
            Lack.NOT_ACCEPTED: unaccepted,
        },
    )


def _objectives(kept: Kept, item: Item) -> Held:
    unmeasured = [o.id for o in kept.objectives if not o.measure.strip()]
    names = (f"objective/{o.id}" for o in kept.objectives)
    return _held(item, names, {Lack.NO_OBJECTIVES: not kept.objectives, Lack.UNMEASURED: unmeasured})


def _competence(kept: Kept, item: Item) -> Held:
    """One competence at a time, as the registers' own findings tell what nobody shows."""
    missing = [
        f"{f.record}: {dict(f.params)['competence']}" for f in kept.findings if f.code is Code.ROLE_UNCOVERED
    ]
    names = (f"competence/{c.id}" for c in kept.competences if shows(c, kept.day))
    return _held(item, names, {Lack.NO_ROLES: not kept.roles, Lack.NOT_SHOWN: missing})


def _necessary(kept: Kept, item: Item) -> Held:
    entries = [f"document_entry/{d.id}" for d in kept.documents]
    own = [f"document/{d.id}" for d in kept.programme.documents if d.in_force(kept.day)]
    external = any(d.origin is Origin.EXTERNAL for d in kept.documents)
    return _held(
        item, (*entries, *own), {Lack.NO_DOCUMENT: not (entries or own), Lack.NO_EXTERNAL: not external}
    )


def _audit_programme(kept: Kept, item: Item) -> Held:
    """The programme is a document in force of a control that serves the clause; else the clause owes it."""
    return _held(item, _names(kept.in_force(item.clause)), {})


def _audits(kept: Kept, item: Item) -> Held:
    """Results are the records of the controls by which audits are performed: those that serve 9.2.1 too."""
    found = kept.evidence(_PERFORMED)
    return _held(item, found, {Lack.NO_AUDIT: not found})


def _records(kept: Kept, item: Item) -> Held:
    found = kept.evidence(item.clause)
    return _held(item, found, {Lack.NO_EVIDENCE: not found})


def _assessments(kept: Kept, item: Item) -> Held:
    live = kept.risks.live(kept.day)
    runs = [run for r in live for run in kept.risks.runs_of.get(r.id, ()) if run.assessed_on <= kept.day]
    assessed = {run.risk for run in runs}
    never = [r.id for r in live if r.id not in assessed]
    names = (f"risk_assessment/{run.id}" for run in runs)
    return _held(item, names, {Lack.NO_RISKS: not live, Lack.NEVER_ASSESSED: never})


def _treatments(kept: Kept, item: Item) -> Held:
    live = {r.id for r in kept.risks.live(kept.day)}
    actions = [a for a in kept.risks.actions if a.risk in live]
    done = [a for a in actions if a.done_on is not None and a.done_on <= kept.day]
    finished = {a.id for a in done}
    late = [a.id for a in actions if a.id not in finished and a.due < kept.day]
    names = (f"treatment_action/{a.id}" for a in done)
    return _held(item, names, {Lack.NO_EVIDENCE: not done, Lack.ACTIONS_OPEN: late})


def _measurement(kept: Kept, item: Item) -> Held:
    taken = [m for m in kept.measurements if m.measured_on <= kept.day]
    measured = {m.objective for m in taken}
    never = [o.id for o in kept.objectives if o.id not in measured]
    found = (*(f"measurement/{m.id}" for m in taken), *kept.evidence(item.clause))
    return _held(item, found, {Lack.NO_EVIDENCE: not found, Lack.NO_MEASUREMENT: never})


def _correction(kept: Kept, item: Item) -> Held:
    raised = [n for n in kept.programme.nonconformities if n.raised_on <= kept.day]
    names = [f"nonconformity/{n.id}" for n in raised]
    still = [n.id for n in raised if n.open_on(kept.day)]
    found = (*names, *kept.evidence(item.clause))
    return _held(item, found, {Lack.NO_EVIDENCE: not found, Lack.NO_RECORD_OF_CLOSING: still})


def _names(documents: Iterable[Document]) -> tuple[str, ...]:
    return tuple(f"document/{d.id}" for d in documents)


_RULES: dict[Item, _Rule] = {
    Item.SCOPE: _scope,
    Item.POLICY: _policy,
    Item.RISK_PROCESS: _method,
    Item.TREATMENT_PROCESS: _method,
    Item.STATEMENT: _statement,
    Item.PLAN: _plan,
    Item.OBJECTIVES: _objectives,
    Item.COMPETENCE: _competence,
    Item.NECESSARY: _necessary,
    Item.OPERATION: _records,
    Item.ASSESSMENTS: _assessments,
    Item.TREATMENTS: _treatments,
    Item.MEASUREMENT: _measurement,
    Item.AUDIT_PROGRAMME: _audit_programme,
    Item.AUDITS: _audits,
    Item.REVIEWS: _records,
    Item.CORRECTION: _correction,
}
