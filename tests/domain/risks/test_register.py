"""The register as a value: lookups, what stands on a day, the part of some risks."""

from datetime import date

from attrs import evolve
from tests.domain.risks import making as make

from dualtrack.domain.risks.acceptance import AcceptanceKind
from dualtrack.domain.risks.current import Backing
from dualtrack.domain.risks.register import RISK_COLLECTIONS, RiskRegister, stand, standings
from dualtrack.domain.risks.risk import Treatment

OPERATING = {"AC-05": Backing.OPERATING}


def test_a_risk_stands_by_the_method_that_it_was_rated_by() -> None:
    first, second = make.method(), make.method(id="method-v2", version=2, acceptable=12)
    held = make.register(make.risk(), methods=(first, second))
    one = stand(held, make.risk(), OPERATING)
    assert (one.inherent.level, one.current.level) == (20, 10)
    assert one.residual is not None
    assert one.residual.level == 10
    assert [m.band.id for m in (one.inherent, one.current) if m.band] == ["high", "medium"]
    assert one.above
    assert not stand(held, make.risk(method="method-v2"), OPERATING).above


def test_what_cannot_be_measured_counts_as_above_the_line() -> None:
    unknown = stand(make.register(), make.risk(method="method-v9"), OPERATING)
    assert (unknown.method, unknown.current.level, unknown.current.band) == (None, None, None)
    assert unknown.above
    off = stand(make.register(), make.risk(inherent=make.rating(9, 5), residual=None, controls=()), {})
    assert off.current.level is None
    assert off.above


def test_a_risk_at_the_line_is_not_above_it() -> None:
    held = make.risk(inherent=make.rating(2, 3), residual=None, controls=())
    assert not stand(make.register(), held, {}).above
    assert stand(make.register(), evolve(held, inherent=make.rating(2, 4)), {}).above


def test_a_retained_risk_remains_as_it_is_and_an_unrated_one_has_no_residual() -> None:
    kept = stand(make.register(), make.risk(residual=None, treatment=Treatment.RETAIN), {})
    assert kept.residual is not None
    assert kept.residual.level == 20
    assert stand(make.register(), make.risk(residual=None), {}).residual is None


def test_only_live_risks_stand_on_a_day() -> None:
    gone = make.risk(id="R-002", retired_on=date(2026, 3, 1))
    later = make.risk(id="R-003", identified_on=date(2026, 5, 1))
    held = make.register(make.risk(), gone, later)
    ids = [[one.risk.id for one in standings(held, {}, day)] for day in (make.BEGUN, date(2026, 5, 1))]
    assert ids == [["R-001", "R-002"], ["R-001", "R-003"]]


def test_the_last_run_by_a_day_or_the_day_of_identification() -> None:
    runs = (make.run(), make.run(id="run-2", assessed_on=date(2026, 4, 1)))
    held = make.register(make.risk(), assessments=runs)
    assert held.last_assessed(make.risk(), date(2026, 3, 1)) == make.BEGUN
    assert held.last_assessed(make.risk(), make.TODAY) == date(2026, 4, 1)
    assert make.register(make.risk()).last_assessed(make.risk(), make.TODAY) == make.BEGUN


def test_the_part_of_some_risks_holds_what_is_about_them_and_the_methods() -> None:
    one, other = make.risk(), make.risk(id="R-002")
    whole = make.register(
        one,
        other,
        actions=(make.action(), make.action(id="act-2", risk="R-002")),
        assessments=(make.run(), make.run(id="run-2", risk="R-002")),
        acceptances=(make.accepted(one), make.accepted(other, id="acc-2")),
    )
    part = whole.of(["R-002"])
    assert part == RiskRegister(
        methods=whole.methods,
        risks=(other,),
        actions=whole.actions[1:],
        assessments=whole.assessments[1:],
        acceptances=whole.acceptances[1:],
    )
    assert list(part.actions_of) == list(part.runs_of) == list(part.acceptances_of) == ["R-002"]


def test_the_standing_of_an_acceptance_is_found_by_risk_and_actions() -> None:
    risk, plan = make.risk(), (make.action(),)
    given = make.accepted(risk, "treatment_plan", plan)
    held = make.register(risk, actions=plan, acceptances=(given,))
    assert held.standing(risk, AcceptanceKind.PLAN).complete
    assert not held.standing(risk, AcceptanceKind.RESIDUAL).complete
    assert not evolve(held, actions=()).standing(risk, AcceptanceKind.PLAN).complete


def test_every_collection_of_the_ledger_is_a_field_of_the_register() -> None:
    assert RiskRegister(**dict.fromkeys(RISK_COLLECTIONS.values(), ())) == RiskRegister()
