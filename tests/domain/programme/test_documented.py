"""Documented information by clause: what satisfies each item on a day and what is missing."""

from datetime import date
from typing import Any

from attrs import evolve
from tests import factories as make
from tests.domain.audits.releases.examples import approved
from tests.domain.risks import making
from tests.each import each

from dualtrack.catalogues.loader import load_catalogue
from dualtrack.domain.audits.engagement import EngagementKind
from dualtrack.domain.controls.document import DocumentKind
from dualtrack.domain.programme.documented import Held, Item, Kept, Lack, documented
from dualtrack.domain.programme.gates import GateCode, gates
from dualtrack.domain.programme.readiness import assess
from dualtrack.domain.registers.documentation import DocumentEntry, Origin
from dualtrack.domain.registers.findings import findings
from dualtrack.domain.registers.held import Held as Registers
from dualtrack.domain.registers.objectives import Measurement, Objective
from dualtrack.domain.registers.people import Competence, JobRole

DAY = making.TODAY
WHOLE = load_catalogue().catalogue
CLAUSES = tuple(dict.fromkeys(item.clause for item in Item))


def kept(*risks: Any, clause: str = "", register: dict[str, Any] | None = None, **fields: Any) -> Kept:
    """A programme with one control that serves a clause, and whatever else is given."""
    control = make.control(requirements=(clause,)) if clause else make.control()
    parts = {"catalogue": WHOLE} | fields.pop("programme", {})
    programme = make.programme(controls=(control,), **parts)
    plain: dict[str, Any] = {"programme": programme, "judged": assess(programme, DAY)}
    plain |= {"risks": making.register(*risks, **(register or {})), "statement": None}
    return Kept(**(plain | fields))


def item(of: Kept, wanted: Item) -> Held:
    """One item."""
    return next(held for held in documented(of) if held.item is wanted)


def lacks(of: Kept, wanted: Item) -> dict[Lack, tuple[str, ...]]:
    """What is missing of one item, but for the document that its clause owes: that has a test of its own."""
    return {one.lack: one.records for one in item(of, wanted).missing if one.lack is not Lack.OWED}


def whole(of: Kept, wanted: Item) -> bool:
    """Whether something satisfies the item and nothing but that document is missing."""
    return bool(item(of, wanted).satisfied_by) and not lacks(of, wanted)


def test_fourteen_clauses_ask_for_it_and_two_of_them_for_several_things() -> None:
    assert len(CLAUSES) == 14
    assert [held.item for held in documented(kept())] == list(Item)
    assert [sum(one.clause == f"iso27001:{c}" for one in Item) for c in ("6.1.3", "9.2.2")] == [3, 2]


def test_nothing_on_record_satisfies_nothing() -> None:
    empty = evolve(kept(), risks=making.register(methods=()))
    assert not [held.item for held in documented(empty) if held.satisfied_by or held.whole]
    assert all(held.missing for held in documented(empty))


def test_the_scope_counts_once_it_is_approved() -> None:
    scope = make.scope("iso27001", "service/app", approved_by=None, approved_on=None)
    assert lacks(kept(), Item.SCOPE) == {Lack.NO_SCOPE: ()}
    drafted = kept(programme={"scopes": (scope,)})
    assert lacks(drafted, Item.SCOPE) == {Lack.NOT_APPROVED: ("scope_version/iso27001-scope",)}
    agreed = kept(
        programme={"scopes": (evolve(scope, approved_by="person:bob", approved_on=date(2026, 2, 1)),)}
    )
    assert item(agreed, Item.SCOPE).satisfied_by == ("scope_version/iso27001-scope",)
    assert whole(agreed, Item.SCOPE)


@each("kind", [DocumentKind.POLICY, DocumentKind.PROCEDURE])
def test_the_policy_is_a_policy_in_force(kind: DocumentKind) -> None:
    document = make.document("AC-02", id="POL-1", kind=kind)
    held = item(kept(clause="iso27001:5.2", programme={"documents": (document,)}), Item.POLICY)
    assert held.whole is (kind is DocumentKind.POLICY)


def test_the_method_is_approved_and_the_statement_released() -> None:
    assert item(kept(), Item.RISK_PROCESS).satisfied_by == ("risk_method/method-v1",)
    draft = evolve(
        kept(), risks=making.register(methods=(making.method(approved_by=None, approved_on=None),))
    )
    assert lacks(draft, Item.TREATMENT_PROCESS) == {Lack.NO_METHOD: ()}
    released = approved("1.0")
    assert item(kept(statement=released), Item.STATEMENT).satisfied_by == (f"release/{released.id}",)
    assert lacks(kept(), Item.STATEMENT) == {Lack.NOT_RELEASED: ()}


def test_each_risk_has_its_treatment_its_plan_and_its_acceptance() -> None:
    risk = making.risk()
    open_one = making.risk(id="R-002", treatment=None)
    missing = lacks(kept(risk, open_one), Item.PLAN)
    assert missing == {
        Lack.NO_TREATMENT: ("R-002",),
        Lack.PLAN_NOT_APPROVED: ("R-001",),
        Lack.NOT_ACCEPTED: ("R-001",),
    }
    both = (making.accepted(risk, "treatment_plan"), making.accepted(risk))
    held = item(kept(risk, register={"acceptances": both}), Item.PLAN)
    assert held.whole
    assert len(held.satisfied_by) == 2
    assert lacks(kept(), Item.PLAN) == {Lack.NO_RISKS: ()}


def test_objectives_are_measured() -> None:
    bare = Objective(id="OBJ-1", name="Fewer incidents")
    assert lacks(kept(objectives=(bare,)), Item.OBJECTIVES) == {Lack.UNMEASURED: ("OBJ-1",)}
    good = evolve(bare, measure="incidents a quarter")
    assert whole(kept(objectives=(good,)), Item.OBJECTIVES)
    assert lacks(kept(objectives=(good,)), Item.MEASUREMENT)[Lack.NO_MEASUREMENT] == ("OBJ-1",)
    taken = Measurement(id="MEA-1", name="Q1", objective="OBJ-1", measured_on=DAY, value="2")
    assert whole(kept(objectives=(good,), measurements=(taken,)), Item.MEASUREMENT)
    ahead = evolve(taken, measured_on=date(2026, 6, 2))
    assert not whole(kept(objectives=(good,), measurements=(ahead,)), Item.MEASUREMENT)


def test_competence_is_shown_for_each_role_that_asks_for_it() -> None:
    role = JobRole(id="ROL-1", name="Engineer", competence=("secure coding", "on-call"))

    def of(*shown: Competence) -> Kept:
        held = Registers(records={"roles": (role,), "competences": shown}, day=DAY)
        made = tuple(f for f in findings(held, ()) if f.register == "roles")
        rests = {"documents": (make.document("AC-02"),)}
        return kept(clause="iso27001:7.2", programme=rests, roles=(role,), competences=shown, findings=made)

    both = ("ROL-1: on-call", "ROL-1: secure coding")
    assert lacks(of(), Item.COMPETENCE) == {Lack.NOT_SHOWN: both}
    one = Competence(id="CMP-1", name="Course", person="bob", role="ROL-1", competence="on-call", on=DAY)
    assert lacks(of(one), Item.COMPETENCE) == {Lack.NOT_SHOWN: both[1:]}  # one of a role is not all of them
    assert item(of(one), Item.COMPETENCE).satisfied_by == ("competence/CMP-1",)
    everything = evolve(one, competence="")
    assert whole(of(everything), Item.COMPETENCE)
    for changed in ({"valid_until": date(2026, 5, 31)}, {"gap": "No drill yet."}, {"on": None}):
        failing = of(evolve(everything, **changed))
        assert lacks(failing, Item.COMPETENCE) == {Lack.NOT_SHOWN: both}
        assert item(failing, Item.COMPETENCE).satisfied_by == ()


@each("clause", [c for c in CLAUSES if WHOLE.requirement(c).documented])
def test_what_a_clause_owes_is_told_as_the_gate_tells_it_once(clause: str) -> None:
    def owed(of: Kept) -> list[tuple[str, ...]]:
        mine = (held for held in documented(of) if held.item.clause == clause)
        return [one.records for held in mine for one in held.missing if one.lack is Lack.OWED]

    bare = kept(clause=clause)
    gate = next(
        g
        for g in gates(bare.programme, bare.judged, EngagementKind.ISO_STAGE1)
        if g.code is GateCode.DOCUMENTS_IN_FORCE
    )
    assert clause in gate.blocking
    need = WHOLE.requirement(clause).documented
    assert need is not None
    assert owed(bare) == [(need.document,)]
    assert owed(kept(clause=clause, programme={"documents": (make.document("AC-02"),)})) == []


def test_a_programme_of_audits_is_no_audit_and_an_audit_no_programme() -> None:
    shown = make.evidence("2026-05-01", None, id="ev-1")
    planned = kept(
        clause="iso27001:9.2.2", programme={"documents": (make.document("AC-02"),), "evidence": (shown,)}
    )
    assert item(planned, Item.AUDIT_PROGRAMME).whole
    assert lacks(planned, Item.AUDITS) == {Lack.NO_AUDIT: ()}
    audited = kept(clause="iso27001:9.2.1", programme={"evidence": (shown,)})
    assert item(audited, Item.AUDITS).satisfied_by == ("evidence/ev-1",)
    missing = item(audited, Item.AUDIT_PROGRAMME).missing
    assert [(one.lack, one.records) for one in missing] == [
        (Lack.OWED, ("audit programme and audit results",))
    ]


class Compared(str):
    """An id that counts how often it is hashed or compared."""

    times = 0

    def __hash__(self) -> int:
        Compared.times += 1
        return super().__hash__()

    def __eq__(self, other: object) -> bool:
        Compared.times += 1
        return super().__eq__(other)


def looks(risks: int) -> int:
    """How often ids are looked at to tell all items of so many risks, runs, actions and objectives."""
    names = [f"{number:05}" for number in range(risks)]
    held = kept(
        *(making.risk(id=Compared(n)) for n in names),
        register={
            "assessments": tuple(making.run(id=f"run-{n}", risk=Compared(n)) for n in names),
            "actions": tuple(making.action(id=Compared(n), risk=Compared(n), done_on=DAY) for n in names),
        },
        objectives=tuple(Objective(id=Compared(n), name=n, measure="x") for n in names),
        measurements=tuple(
            Measurement(id=n, name=n, objective=Compared(n), measured_on=DAY, value="2") for n in names
        ),
    )
    Compared.times = 0
    documented(held)
    return Compared.times


def test_the_work_grows_with_the_records_and_not_with_their_square() -> None:
    few, many = looks(20), looks(200)
    assert few > 0
    assert many <= 11 * few


def test_documents_from_outside_are_listed() -> None:
    own = DocumentEntry(id="DOC-1", name="Policy")
    assert lacks(kept(documents=(own,)), Item.NECESSARY) == {Lack.NO_EXTERNAL: ()}
    law = DocumentEntry(id="DOC-2", name="GDPR", origin=Origin.EXTERNAL)
    assert whole(kept(documents=(own, law)), Item.NECESSARY)


def test_runs_and_actions_show_that_risks_are_assessed_and_treated() -> None:
    risk, other = making.risk(), making.risk(id="R-002")
    held = kept(risk, other, register={"assessments": (making.run(),)})
    assert lacks(held, Item.ASSESSMENTS) == {Lack.NEVER_ASSESSED: ("R-002",)}
    late, done = making.action(due=date(2026, 5, 31)), making.action(id="act-2", done_on=DAY)
    held = kept(risk, register={"actions": (late, done)})
    assert item(held, Item.TREATMENTS).satisfied_by == ("treatment_action/act-2",)
    assert lacks(held, Item.TREATMENTS) == {Lack.ACTIONS_OPEN: ("act-1",)}


@each("wanted", [Item.OPERATION, Item.REVIEWS])
def test_records_of_a_clause_are_the_evidence_of_its_controls(wanted: Item) -> None:
    shown = make.evidence("2026-05-01", None, id="ev-1")
    held = kept(clause=wanted.clause, programme={"evidence": (shown,)})
    assert item(held, wanted).satisfied_by == ("evidence/ev-1",)
    assert lacks(kept(clause=wanted.clause), wanted)[Lack.NO_EVIDENCE] == ()


def test_a_nonconformity_is_followed_to_its_end() -> None:
    raised = make.nonconformity("iso27001:9.2.1")
    held = kept(programme={"nonconformities": (raised,)})
    assert lacks(held, Item.CORRECTION) == {Lack.NO_RECORD_OF_CLOSING: ("nc-1",)}
    closed = evolve(raised, closed_on=date(2026, 5, 1))
    assert whole(kept(programme={"nonconformities": (closed,)}), Item.CORRECTION)
