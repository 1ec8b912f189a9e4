"""What the register gives to each criterion, and the findings that stand against it."""

from datetime import date

from attrs import evolve
from tests.domain.risks import making as make

from dualtrack.domain.risks.current import Backing
from dualtrack.domain.risks.findings import RiskFinding, findings
from dualtrack.domain.risks.register import RiskRegister, standings
from dualtrack.domain.risks.risk_faults import RiskFault
from dualtrack.domain.risks.soc2 import ForCriterion, Gives, for_soc2

OPERATING = {"AC-05": Backing.OPERATING}
ONE = make.risk(fraud=True)
TWO = make.risk(
    id="R-002", owner=None, change=True, criteria=("soc2:CC9.2",), inherent=make.rating(4, 5, 3, 2)
)


def given(register: RiskRegister, as_of: date = make.TODAY) -> dict[str, ForCriterion]:
    """What each criterion is given."""
    held = standings(register, OPERATING, as_of)
    found = findings(register, held, make.known(), as_of)
    return {one.criterion: one for one in for_soc2(register, held, found, as_of)}


def facts(one: ForCriterion) -> dict[Gives, tuple[str, ...]]:
    """Ids by kind."""
    return {gift.gives: gift.facts for gift in one.gifts}


FULL = make.register(
    ONE,
    TWO,
    actions=(make.action(),),
    assessments=(make.run(), make.run(id="run-2", assessed_on=date(2026, 5, 1))),
    acceptances=(
        make.accepted(ONE, actions=(make.action(),)),
        make.accepted(ONE, "treatment_plan", (make.action(),), id="acc-plan"),
    ),
)


def test_the_criteria_come_in_their_order() -> None:
    expected = ["soc2:CC3.1", "soc2:CC3.2", "soc2:CC3.3", "soc2:CC3.4", "soc2:CC9.1", "soc2:CC9.2"]
    assert list(given(FULL)) == expected


def test_each_criterion_is_given_the_ids_behind_it() -> None:
    rows = given(FULL)
    assert facts(rows["soc2:CC3.1"]) == {Gives.METHOD: ("method-v1",), Gives.LINE: ("method-v1",)}
    assert facts(rows["soc2:CC3.2"]) == {
        Gives.IDENTIFIED: ("R-001", "R-002"),
        Gives.RUNS: ("run-1", "run-2"),
        Gives.OWNERS: ("R-001",),
    }
    assert facts(rows["soc2:CC3.3"]) == {Gives.FRAUD: ("R-001",)}
    assert facts(rows["soc2:CC3.4"]) == {Gives.CHANGE: ("R-002",), Gives.REASSESSED: ("run-2",)}
    assert facts(rows["soc2:CC9.1"]) == {
        Gives.PLANS: ("acc-plan",),
        Gives.ACTIONS: ("act-1",),
        Gives.ACCEPTED: ("acc-residual-owner",),
        Gives.DISRUPTION: ("R-002",),
    }
    assert facts(rows["soc2:CC9.2"]) == {Gives.VENDOR: ("R-002",)}


def test_a_voided_acceptance_gives_nothing() -> None:
    moved = evolve(FULL, risks=(evolve(ONE, cause="another"), TWO))
    assert facts(given(moved)["soc2:CC9.1"])[Gives.ACCEPTED] == ()


def test_what_was_recorded_after_the_day_is_not_given() -> None:
    rows = given(FULL, date(2026, 4, 30))
    assert facts(rows["soc2:CC3.2"])[Gives.RUNS] == ("run-1",)
    assert facts(rows["soc2:CC3.4"])[Gives.REASSESSED] == ()


def test_findings_stand_against_the_criterion_that_they_are_about() -> None:
    rows = given(FULL)
    assert [(f.risk, f.code) for f in rows["soc2:CC3.2"].open] == [("R-002", RiskFault.NO_OWNER)]
    assert [(f.risk, f.code) for f in rows["soc2:CC9.2"].open] == [
        ("R-002", RiskFinding.PLAN_UNAPPROVED),
        ("R-002", RiskFinding.RESIDUAL_UNACCEPTED),
    ]
    assert rows["soc2:CC3.3"].open == ()


def test_an_empty_register_gives_nothing_and_says_what_is_missing() -> None:
    rows = given(RiskRegister())
    assert not [ids for one in rows.values() for ids in facts(one).values() if ids]
    missing = {key: [f.code for f in one.open] for key, one in rows.items() if one.open}
    assert missing == {
        "soc2:CC3.1": [RiskFinding.NO_METHOD],
        "soc2:CC3.3": [RiskFinding.NO_FRAUD],
        "soc2:CC3.4": [RiskFinding.NO_CHANGE],
    }
