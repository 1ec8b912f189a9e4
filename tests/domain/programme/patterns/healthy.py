"""A healthy combined programme of one year and a bit: documents before operation, one scope, one register."""

from datetime import date
from typing import Any

from attrs import evolve
from tests import factories as make
from tests.domain.risks import making

from dualtrack.domain.controls.control import Cadence, Control
from dualtrack.domain.controls.document import Document
from dualtrack.domain.evidence.evidence import Evidence
from dualtrack.domain.frameworks.documented import DocumentedBasis
from dualtrack.domain.programme.patterns.costs import Scale
from dualtrack.domain.programme.patterns.facts import PatternFacts
from dualtrack.domain.programme.patterns.finding import Code, PatternFinding
from dualtrack.domain.programme.patterns.registry import detect
from dualtrack.domain.risks.current import Backing
from dualtrack.domain.risks.register import RiskRegister, standings

# Phases: 2 ends on 1 May, 4 begins on 1 July, the middle of 3 is 16 or 17 July, 3 ends on 1 November 2026.
OPENED, CLOSED = date(2026, 7, 1), date(2026, 12, 31)
WRITTEN, RUN = date(2026, 6, 1), date(2026, 9, 1)
LATE = date(2026, 12, 15)
_BASIS = DocumentedBasis.CLAUSE


def control(name: str, *requirements: str, **fields: Any) -> Control:
    """A monthly control that owes a document."""
    plain: dict[str, Any] = {"requirements": requirements, "cadence": Cadence.MONTHLY, "title": name}
    return make.control(name, **(plain | {"documented_basis": _BASIS} | fields))


CONTROLS = (
    control("AC-02", make.ACCESS, make.POLICIES),
    control("AC-03", make.ACCESS, make.POLICIES),
    control("AU-02", "soc2:CC4.1", *make.AUDIT, activity="Audits everything, SOC 2 included", owner="ivy"),
    control("AU-03", "soc2:CC4.2", *make.REVIEW, activity="Reviews the SOC 2 examination too", owner="eve"),
    control("CR-01", make.CRYPTO),
    control("PH-01", "soc2:CC6.4", "iso27001:A.7.1"),
    control("RSK-01", "soc2:CC3.2", "soc2:CC9.1", make.RISK, owner="dana"),
    control("SD-01", "soc2:CC8.1", "iso27001:A.8.25"),
)
RISKS = (
    making.risk(id="R-001", controls=(making.link("AC-02"),), criteria=("soc2:CC6.1",)),
    making.risk(id="R-002", fraud=True, criteria=("soc2:CC3.3",), controls=()),
    making.risk(id="R-003", change=True, criteria=(), controls=(making.link("SD-01"),)),
)
RUNS = (making.run(), making.run(id="run-2", assessed_on=RUN))


def papers(*names: str, on: date | None = WRITTEN, **fields: Any) -> tuple[Document, ...]:
    """A procedure a control."""
    by = None if on is None else make.CHARLIE
    return tuple(
        make.document(name, id=f"doc-{name}", approved_on=on, approved_by=by, **fields) for name in names
    )


def records(*names: str, on: date = date(2026, 7, 10), **fields: Any) -> tuple[Evidence, ...]:
    """One record a control, received on its day."""
    return tuple(make.evidence(on, None, name, id=f"ev-{name}-{on}", **fields) for name in names)


NAMES = tuple(c.id for c in CONTROLS)
REGISTER = making.register(*RISKS, assessments=RUNS)


def healthy(as_of: date = LATE, **changed: Any) -> PatternFacts:
    """The healthy programme on a day; a test changes fields of the programme or of the facts by name."""
    outer = {"drifts", "reworded", "meetings", "tasks", "built", "lead", "known_at", "lag"}
    facts = {name: changed.pop(name) for name in outer & changed.keys()}
    risks: RiskRegister = changed.pop("risks", REGISTER)
    plain: dict[str, Any] = {
        "controls": CONTROLS,
        "documents": papers(*NAMES),
        "evidence": records(*NAMES),
        "scopes": (make.scope("soc2", "app"), make.scope("iso27001", "app")),
        "periods": (make.period("soc2", OPENED, CLOSED), make.period("iso27001", OPENED, CLOSED)),
    }
    held = make.programme(**(plain | changed))
    backings = dict.fromkeys((c.id for c in held.controls), Backing.OPERATING)
    return PatternFacts(
        programme=held,
        as_of=as_of,
        risks=risks,
        stands=standings(risks, backings, as_of),
        **({"lead": "alice"} | facts),
    )


def without(*names: str) -> dict[str, Any]:
    """The healthy programme without the documents of some controls."""
    return {"documents": papers(*(n for n in NAMES if n not in names))}


def but(*changed: Control) -> tuple[Control, ...]:
    """The healthy controls with some of them replaced."""
    by_id = {c.id: c for c in changed}
    return tuple(by_id.get(c.id, c) for c in CONTROLS)


def found(facts: PatternFacts, scale: Scale | None = None) -> dict[Code, PatternFinding]:
    """What all detectors find, by code."""
    return {one.code: one for one in detect(facts, scale or Scale())}


def one(facts: PatternFacts, code: Code) -> PatternFinding:
    """The only thing that is found."""
    held = found(facts)
    assert list(held) == [code]
    return held[code]


def named(finding: PatternFinding, kind: str = "control") -> dict[str, str]:
    """The facts of one kind: id and what about it."""
    return {fact.id: fact.what for fact in finding.facts if fact.kind == kind}


def serving(of: str, *requirements: str) -> Control:
    """A healthy control that serves something else."""
    held = next(c for c in CONTROLS if c.id == of)
    return evolve(held, requirements=requirements)
