"""How readiness backs a risk, and which open requirements each control that does not operate would close."""

from datetime import date
from fractions import Fraction

from attrs import evolve
from tests import factories as make
from tests.each import each

from dualtrack.domain.controls.design import Design
from dualtrack.domain.programme.judgement import State
from dualtrack.domain.programme.operation import Operation, Tally
from dualtrack.domain.programme.readiness import assess
from dualtrack.domain.programme.risk_controls import (
    backing,
    backings,
    candidates,
    open_counts,
    open_requirements,
)
from dualtrack.domain.programme.statuses import (
    ByFramework,
    ControlStatus,
    Readiness,
    RequirementStatus,
)
from dualtrack.domain.risks.current import Backing
from dualtrack.domain.risks.order import Open

DAY = date(2026, 4, 1)
EARLY, CLEAN, DEVIATIONS, NOT_OPERATING, NOT_EVIDENCED = Operation


def by(operation: Operation, framework: str = "soc2", design: Design = Design.APPROVED) -> ByFramework:
    """A control in one framework."""
    return ByFramework(framework=framework, design=design, operation=operation, tally=Tally(), because=())


@each(
    ("soc2", "iso", "expected"),
    [
        (CLEAN, CLEAN, Backing.OPERATING),
        (CLEAN, EARLY, Backing.OPERATING),  # too early in the other says nothing
        (EARLY, EARLY, Backing.TOO_EARLY),
        (CLEAN, DEVIATIONS, Backing.DEVIATIONS),
        (EARLY, DEVIATIONS, Backing.DEVIATIONS),
        (CLEAN, NOT_EVIDENCED, Backing.NOT_EVIDENCED),
        (DEVIATIONS, NOT_EVIDENCED, Backing.NOT_EVIDENCED),
        (NOT_OPERATING, NOT_EVIDENCED, Backing.NOT_OPERATING),
    ],
)
def test_the_worst_that_can_be_told_counts(soc2: Operation, iso: Operation, expected: Backing) -> None:
    assert backing((by(soc2), by(iso, "iso27001"))) is expected
    assert backing((by(iso), by(soc2, "iso27001"))) is expected


def test_what_is_not_designed_backs_nothing_and_what_serves_nothing_cannot_be_told() -> None:
    assert backing((by(CLEAN), by(CLEAN, "iso27001", Design.NOT_DESIGNED))) is Backing.NOT_DESIGNED
    assert backing((by(CLEAN, design=Design.DESIGNED),)) is Backing.OPERATING
    assert backing(()) is Backing.TOO_EARLY


def test_every_operation_has_its_backing() -> None:
    assert {backing((by(one),)).value for one in Operation} == {one.value for one in Operation}


def requirement(id: str, state: State, *controls: str) -> RequirementStatus:  # noqa: A002 - the field's own name
    """A requirement as judged."""
    framework = id.partition(":")[0]
    return RequirementStatus(id=id, framework=framework, status=state, because=(), controls=controls, owed=())


def judged(*requirements: RequirementStatus, **operations: Operation) -> Readiness:
    """A readiness with controls C_1, C_2 of both frameworks."""
    controls = tuple(
        ControlStatus(
            id=name.replace("_", "-"),
            title=name,
            by_framework=(by(operation), by(operation, "iso27001")),
            owed=(),
        )
        for name, operation in operations.items()
    )
    return Readiness(as_of=DAY, known_at=None, frameworks=(), controls=controls, requirements=requirements)


def test_what_is_in_scope_and_not_whole_is_open() -> None:
    said = judged(*(requirement(f"soc2:{state}", state) for state in State))
    assert {r.status for r in open_requirements(said)} == {
        State.PARTLY,
        State.UNSUPPORTED,
        State.CANNOT_TELL,
        State.INCLUDED_PLANNED,
    }
    assert open_counts(said) == {"soc2": 4}


def test_a_candidate_serves_what_is_open_with_how_many_are_missing_there() -> None:
    said = judged(
        requirement("soc2:CC6.1", State.PARTLY, "C-1", "C-2", "C-3"),
        requirement("iso27001:A.5.1", State.INCLUDED_PLANNED, "C-1"),
        requirement("soc2:CC7.1", State.SUPPORTED, "C-1"),
        C_1=EARLY,
        C_2=NOT_EVIDENCED,
        C_3=CLEAN,
    )
    programme = make.programme(
        controls=tuple(make.control(n, effort_hours="4") for n in ("C-1", "C-2", "C-3"))
    )
    found = candidates(programme, said, backings(programme, said))
    assert [c.control for c in found] == ["C-1", "C-2"]
    assert found[0].serves == {
        "soc2": (Open(requirement="soc2:CC6.1", missing=2),),
        "iso27001": (Open(requirement="iso27001:A.5.1", missing=1),),
    }
    assert found[1].serves == {"soc2": (Open(requirement="soc2:CC6.1", missing=2),)}
    assert {c.hours for c in found} == {Fraction(16)}  # four a quarter


def test_a_retired_control_backs_nothing_and_is_no_candidate() -> None:
    programme = make.programme(controls=(make.control("C-1", retired_on=DAY), make.control("C-2")))
    said = assess(programme, DAY)
    behind = backings(programme, said)
    assert behind["C-1"] is Backing.RETIRED
    assert behind["C-2"] is not Backing.RETIRED
    assert [c.control for c in candidates(programme, said, behind)] == ["C-2"]
    before = evolve(said, as_of=date(2026, 3, 31))
    assert backings(programme, before)["C-1"] is not Backing.RETIRED
