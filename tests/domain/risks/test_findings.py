"""Every finding on the register with its parameters, and the register on which nothing is amiss."""

from datetime import date

from attrs import evolve
from tests.domain.risks import making as make
from tests.each import each

from dualtrack.domain.risks.current import Backing, Backings
from dualtrack.domain.risks.fault import Fault, fault
from dualtrack.domain.risks.findings import RiskFinding, findings, review_due
from dualtrack.domain.risks.register import RiskRegister, stand, standings
from dualtrack.domain.risks.risk import Risk, Treatment
from dualtrack.domain.risks.risk_faults import Known, RiskFault

OPERATING = {"AC-05": Backing.OPERATING}
RUNS = (make.run(assessed_on=date(2026, 5, 1)),)


def whole(risk: Risk, **fields: object) -> RiskRegister:
    """A register of one risk that was assessed, approved and accepted."""
    acceptances = (make.accepted(risk), make.accepted(risk, "treatment_plan"))
    plain = {"assessments": RUNS, "acceptances": acceptances}
    return make.register(risk, **{**plain, **fields})


def found(
    register: RiskRegister,
    backings: Backings = OPERATING,
    known: Known | None = None,
    capacities: tuple[str, ...] = ("manager",),
    as_of: date = make.TODAY,
) -> list[tuple[str | None, Fault]]:
    """What is amiss, by risk."""
    held = standings(register, backings, as_of)
    rows = findings(register, held, known or make.known(), as_of, capacities=capacities)
    return [(one.risk, one.about) for one in rows]


GOOD = make.risk(fraud=True, change=True)


def test_nothing_is_amiss_where_everything_is_there() -> None:
    assert found(whole(GOOD)) == []


def test_an_empty_register_lacks_a_method_and_risks_of_fraud_and_change() -> None:
    assert found(RiskRegister()) == [
        (None, fault(RiskFinding.NO_METHOD)),
        (None, fault(RiskFinding.NO_FRAUD)),
        (None, fault(RiskFinding.NO_CHANGE)),
    ]


def test_a_retired_risk_of_fraud_does_not_count() -> None:
    gone = evolve(GOOD, retired_on=date(2026, 5, 1))
    assert found(whole(gone)) == [
        (None, fault(RiskFinding.NO_FRAUD)),
        (None, fault(RiskFinding.NO_CHANGE)),
    ]


@each(
    ("fields", "expected"),
    [
        ({"owner": None}, fault(RiskFault.NO_OWNER, "owner")),
        ({"owner": "finn"}, fault(RiskFault.OWNER_LEFT, "owner", owner="finn", day="2026-05-01")),
        (
            {"inherent": make.rating(6, 5, 3)},
            fault(RiskFault.OFF_SCALE, "inherent.likelihood", score=6, highest=5),
        ),
        (
            {"residual": make.rating(2, 9, 3)},
            fault(RiskFault.OFF_SCALE, "residual.confidentiality", score=9, highest=5),
        ),
        ({"method": "method-v9"}, fault(RiskFinding.METHOD_UNKNOWN, "method", method="method-v9")),
        ({"treatment": None}, fault(RiskFinding.NO_TREATMENT, "treatment")),
        ({"residual": None}, fault(RiskFinding.RESIDUAL_UNRATED, "residual")),
        ({"controls": ()}, fault(RiskFinding.NO_PLAN, "controls", treatment="modify")),
        (
            {"controls": (make.link("AC-77"),)},
            fault(RiskFinding.CONTROL_UNKNOWN, "controls", control="AC-77"),
        ),
        (
            {"controls": (make.link("CR-02"),)},
            fault(RiskFinding.CONTROL_RETIRED, "controls", control="CR-02"),
        ),
        ({"assets": ("A-9",)}, fault(RiskFault.UNKNOWN_ASSET, "assets", id="A-9")),
    ],
)
def test_each_state_of_a_risk_has_its_finding(fields: dict[str, object], expected: Fault) -> None:
    backings = {**OPERATING, "CR-02": Backing.RETIRED}
    rows = found(whole(evolve(GOOD, **fields)), backings, make.known(assets={"A-1"}))  # type: ignore[arg-type]  # its own fields
    assert ("R-001", expected) in rows


def test_a_method_that_changed_asks_for_a_reassessment() -> None:
    newer = make.method(id="method-v2", version=2, approved_on=date(2026, 5, 20))
    held = whole(GOOD, methods=(make.method(), newer))
    expected = fault(RiskFinding.METHOD_CHANGED, "method", rated_by="method-v1", in_force="method-v2")
    assert found(held) == [("R-001", expected)]
    assert found(held, as_of=date(2026, 5, 19)) == []


def test_a_draft_of_a_method_changes_nothing() -> None:
    draft = make.method(id="method-v2", version=2, approved_on=None, approved_by=None)
    assert found(whole(GOOD, methods=(make.method(), draft))) == []


def test_a_review_is_overdue_the_day_after_its_last_day_by_the_band_of_the_current_level() -> None:
    held = whole(GOOD)
    medium, high = (stand(held, GOOD, states) for states in (OPERATING, {}))
    assert review_due(held, medium, make.TODAY) == date(2026, 10, 31)  # six months
    assert review_due(held, high, make.TODAY) == date(2026, 7, 31)  # three, since nothing lowers it
    assert found(held, {"AC-05": Backing.TOO_EARLY}, as_of=date(2026, 7, 31)) == []
    assert found(held, {"AC-05": Backing.TOO_EARLY}, as_of=date(2026, 8, 1)) == [
        ("R-001", fault(RiskFinding.REVIEW_OVERDUE, "", due="2026-07-31"))
    ]


def test_an_action_is_overdue_while_it_is_not_done_and_its_owner_has_to_be_there() -> None:
    late = make.action(due=date(2026, 5, 31), owner="finn")
    risk = GOOD
    plan = make.accepted(risk, "treatment_plan", (late,))
    held = whole(risk, actions=(late,), acceptances=(make.accepted(risk, actions=(late,)), plan))
    assert found(held) == [
        ("R-001", fault(RiskFinding.ACTION_OVERDUE, "actions", action="act-1", due="2026-05-31")),
        (
            "R-001",
            fault(RiskFinding.ACTION_OWNER, "actions", action="act-1", owner="finn", day="2026-05-01"),
        ),
    ]
    done = evolve(late, done_on=date(2026, 5, 31), evidence="ticket 7")
    assert found(evolve(held, actions=(done,))) == []


def test_a_plan_waits_for_the_owner_and_what_remains_above_the_line_too() -> None:
    expected = [
        ("R-001", fault(RiskFinding.PLAN_UNAPPROVED, "treatment")),
        ("R-001", fault(RiskFinding.RESIDUAL_UNACCEPTED, "residual", missing="owner")),
    ]
    assert found(whole(GOOD, acceptances=())) == expected


def test_what_remains_below_the_line_needs_no_acceptance() -> None:
    low = evolve(GOOD, residual=make.rating(1, 5, 3))
    held = whole(low, acceptances=(make.accepted(low, "treatment_plan"),))
    assert found(held) == []


def test_a_retained_risk_is_accepted_even_below_the_line() -> None:
    low = evolve(GOOD, inherent=make.rating(1, 2), residual=None, treatment=Treatment.RETAIN, controls=())
    expected = fault(RiskFinding.RETAIN_UNACCEPTED, "treatment", missing="owner")
    assert found(whole(low, acceptances=())) == [("R-001", expected)]
    assert found(whole(low)) == []


def test_an_acceptance_that_a_change_voided_says_which_fields_changed() -> None:
    moved = evolve(GOOD, residual=make.rating(3, 5, 3))
    held = evolve(whole(GOOD), risks=(moved,))
    rows = found(held)
    assert ("R-001", fault(RiskFinding.VOIDED, "residual", kind="residual", fields="residual")) in rows
    voided = fault(RiskFinding.VOIDED, "treatment_plan", kind="treatment_plan", fields="residual")
    assert ("R-001", voided) in rows
    assert ("R-001", fault(RiskFinding.RESIDUAL_UNACCEPTED, "residual", missing="owner, manager")) in rows


def test_a_role_that_nobody_holds_is_found_before_it_blocks() -> None:
    high = evolve(GOOD, residual=make.rating(4, 5, 3))
    rows = found(whole(high), capacities=("lead",))
    assert ("R-001", fault(RiskFinding.NOBODY_NAMED, "method", capacity="manager")) in rows
    assert not [one for _, one in found(whole(high)) if one.code == RiskFinding.NOBODY_NAMED]


def test_the_findings_of_the_whole_come_first_and_those_of_risks_by_id() -> None:
    held = make.register(make.risk(id="R-002", owner=None), make.risk(owner=None))
    held = evolve(held, risks=tuple(sorted(held.risks, key=lambda r: r.id)))
    rows = [risk for risk, _ in found(held)]
    assert rows == sorted(rows, key=lambda risk: risk or "")
    assert rows[:2] == [None, None]
