"""Why a requirement is included, derived: from risks, duties and criteria over the controls that serve it."""

from datetime import date

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests import factories as make

from dualtrack.domain.controls.control import Control
from dualtrack.domain.risks.applicability import Ground, Justification
from dualtrack.domain.risks.grounds import NO_GROUNDS, Duty, Grounds, grounds
from dualtrack.domain.risks.risk import Consequences, Lowers, Rating, Risk, RiskControl, Treatment

A = "iso27001:A.8.24"
DAY = date(2026, 6, 1)
CRYPTO = make.control("CR-01", requirements=(A, "soc2:CC6.1", "soc2:CC6.7"))
ACCESS = make.control("AC-01", requirements=("iso27001:A.5.15", "soc2:CC6.1"))


def risk(key: str = "R-07", *controls: str, treatment: Treatment | None = Treatment.MODIFY) -> Risk:
    """A risk that these controls lower."""
    behind = controls or ("CR-01",)
    return Risk(
        id=key,
        title="Readings are read on the way",
        cause="c",
        event="e",
        consequence="q",
        category="data",
        inherent=Rating(likelihood=3, consequences=Consequences(confidentiality=4)),
        method="m-1",
        treatment=treatment,
        controls=tuple(RiskControl(control=c, lowers=Lowers.LIKELIHOOD, steps=1) for c in behind),
        identified_on=DAY,
    )


def said(found: Grounds, requirement: str = A) -> list[tuple[Ground, str]]:
    """Ground and reference of each reason."""
    return [(j.ground, j.reference) for j in found.of(requirement, None)]


def test_a_treated_risk_grounds_what_its_controls_serve() -> None:
    found = grounds([CRYPTO, ACCESS], [risk()], [], [])
    assert found.of(A, None) == (
        Justification(ground=Ground.RISK, reference="R-07", text="Readings are read on the way"),
    )
    assert said(found, "iso27001:A.5.15") == []


def test_a_risk_that_is_retained_or_untreated_needs_no_control() -> None:
    for treatment in (Treatment.RETAIN, None):
        assert said(grounds([CRYPTO], [risk(treatment=treatment)], [], [])) == []
    for treatment in (Treatment.SHARE, Treatment.AVOID):
        assert said(grounds([CRYPTO], [risk(treatment=treatment)], [], [])) == [(Ground.RISK, "R-07")]


def test_a_duty_grounds_what_it_names_and_what_its_controls_serve() -> None:
    by_control = Duty(id="LEG-1", name="GDPR, Art. 32", controls=("CR-01",))
    by_name = Duty(id="COM-2", name="Encryption at rest", requirements=(A,))
    assert said(grounds([CRYPTO], [], [by_control, by_name], [])) == [
        (Ground.LEGAL, "COM-2"),
        (Ground.LEGAL, "LEG-1"),
    ]


def test_criteria_that_are_asked_for_ground_what_the_same_control_serves() -> None:
    assert said(grounds([CRYPTO], [], [], ["soc2:CC6.7"])) == [(Ground.CRITERION, "CC6.7")]
    assert said(grounds([CRYPTO], [], [], [])) == []
    assert said(grounds([CRYPTO], [], [], ["soc2:CC6.7"]), "soc2:CC6.7") == []  # not grounded on itself


def test_what_was_decided_stands_beside_what_the_records_say() -> None:
    found = grounds([CRYPTO], [risk()], [], [])
    practice = Justification(ground=Ground.PRACTICE, reference="", text="Customers expect it")
    again = Justification(ground=Ground.RISK, reference="R-07", text="typed by hand")
    decision = evolve(make.decision(A), justifications=(practice, again))
    assert [(j.ground, j.text) for j in found.of(A, decision)] == [
        (Ground.RISK, "Readings are read on the way"),
        (Ground.PRACTICE, "Customers expect it"),
    ]


def test_what_speaks_against_an_exclusion_is_a_risk_or_a_duty_and_no_criterion() -> None:
    duty = Duty(id="LEG-1", name="GDPR", controls=("CR-01",))
    found = grounds([CRYPTO], [risk()], [duty], ["soc2:CC6.1"])
    assert [j.reference for j in found.against(A)] == ["R-07", "LEG-1"]
    assert NO_GROUNDS.against(A) == ()


def test_a_control_that_is_not_in_use_grounds_nothing() -> None:
    assert said(grounds([ACCESS], [risk()], [], ["soc2:CC6.1"])) == []


ids = st.sampled_from(("CR-01", "AC-01", "XX-9"))
risks = st.lists(st.builds(risk, st.sampled_from(("R-1", "R-2", "R-3")), ids), unique_by=lambda r: r.id)


@given(risks, st.permutations([CRYPTO, ACCESS]))
def test_order_never_matters_and_more_risks_never_take_a_ground_away(
    held: list[Risk], controls: list[Control]
) -> None:
    found = grounds(controls, held, [], ["soc2:CC6.1"])
    assert found == grounds(controls[::-1], held[::-1], [], ["soc2:CC6.1"])
    for requirement, reasons in grounds(controls, held[1:], [], ["soc2:CC6.1"]).by_requirement.items():
        assert set(reasons) <= set(found.by_requirement[requirement])
