"""Risks: added, changed, assessed, retired, taken over; two editors, a changed method, nothing lost."""

from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve
from tests.app.conftest import TODAY
from tests.app.entries import last, refused, same, size
from tests.app.risks import keeping
from tests.conftest import NOW
from tests.domain.risks import making as make

from dualtrack.app.accounts.services import leave
from dualtrack.app.controls.models import ControlRow
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.services import tombstone
from dualtrack.app.risks import registering
from dualtrack.app.risks.models import RiskAssessmentRow, RiskRow
from dualtrack.app.risks.refusing import FaultyError
from dualtrack.catalogues.risk_library import load_method, load_risks
from dualtrack.domain.ledger.revision import value_digest
from dualtrack.domain.risks.fault import Fault, fault
from dualtrack.domain.risks.risk import Treatment
from dualtrack.domain.risks.risk_faults import RiskFault

AT: dict[str, Any] = {"now": NOW, "today": TODAY}
RATED = {"inherent": make.rating(3, 4), "residual": make.rating(1, 4)}


@pytest.fixture(autouse=True)
def begun(programme: Home) -> None:
    """A method is in force."""
    keeping.approved_method(NOW)


def faults(**fields: Any) -> tuple[Fault, ...]:
    """Why a risk is not added; nothing is written."""
    before = size()
    with pytest.raises(FaultyError) as told:
        keeping.added(NOW, **fields)
    assert size() == before
    return told.value.faults


def test_a_risk_is_added_with_its_first_run(programme: Home) -> None:
    held = keeping.added(NOW, id="x", method="y")
    assert (held.id, held.method) == ("R-001", "method-v1")
    first, second = last(2)
    assert (first.action, first.object) == ("risk.add", "risk/R-001")
    assert (second.action, second.reason) == ("risk.assess", "first assessment")
    assert same(RiskRow.objects.get(), first)
    assert same(RiskAssessmentRow.objects.get(), second)
    run = RiskAssessmentRow.objects.get().to_value()
    assert (run.risk, run.method, run.assessed_by, run.assessed_on) == (
        "R-001",
        "method-v1",
        "person:alice",
        TODAY,
    )
    assert (run.inherent, run.residual) == (held.inherent, held.residual)


def test_a_risk_without_an_owner_is_refused(programme: Home) -> None:
    assert faults(owner=None) == (fault(RiskFault.NO_OWNER, "owner"),)
    assert faults(owner="nora") == (fault(RiskFault.UNKNOWN_OWNER, "owner", owner="nora"),)
    leave(actor=keeping.LEAD, now=NOW, today=TODAY, person="bob", on=TODAY)
    assert faults() == (fault(RiskFault.OWNER_LEFT, "owner", owner="bob", day=TODAY),)


def test_a_score_off_the_scale_is_refused_beside_all_else(programme: Home) -> None:
    found = faults(inherent=make.rating(6, 7), residual=None, controls=(make.link("ZZ-99"),))
    assert found == (
        fault(RiskFault.OFF_SCALE, "inherent.likelihood", score=6, highest=5),
        fault(RiskFault.OFF_SCALE, "inherent.confidentiality", score=7, highest=5),
        fault(RiskFault.UNKNOWN_CONTROL, "controls", control="ZZ-99"),
    )


def test_without_an_approved_method_no_risk_can_be_rated(programme: Home) -> None:
    before = date(2026, 3, 1)
    with refused(
        "no_method_is_approved",
        "no risk method is approved; draft one, and have somebody else approve it",
    ):
        registering.add(actor=keeping.LEAD, now=NOW, today=before, risk=make.risk(owner="bob"))


def test_ids_are_never_given_twice(programme: Home) -> None:
    first, second = keeping.added(NOW), keeping.added(NOW)
    assert (first.id, second.id) == ("R-001", "R-002")
    registering.retire(actor=keeping.LEAD, **AT, risk="R-002", reason="service ended")
    assert keeping.added(NOW).id == "R-003"


def test_a_change_is_recorded_and_the_rating_is_not_changed_by_it(programme: Home) -> None:
    held = keeping.added(NOW)
    changed = registering.change(
        actor=keeping.LEAD,
        **AT,
        risk="R-001",
        seen=value_digest(held),
        title="Account of an employee taken over",
        treatment=Treatment.SHARE,
        reason="insured",
    )
    assert changed == evolve(held, title="Account of an employee taken over", treatment=Treatment.SHARE)
    (entry,) = last()
    assert (entry.action, entry.reason) == ("risk.change", "insured")
    with refused(
        "field_has_a_verb_of_its_own",
        "R-001: inherent, retired_on cannot be changed here; assess or retire the risk",
    ):
        registering.change(
            actor=keeping.LEAD, **AT, risk="R-001", inherent=make.rating(1, 1), retired_on=TODAY
        )


def test_of_two_editors_the_later_is_refused_and_told_who_changed_it_and_when(programme: Home) -> None:
    held = keeping.added(NOW)
    both_read = value_digest(held)
    registering.change(actor=keeping.MANAGER, **AT, risk="R-001", seen=both_read, cause="first")
    words = (
        "R-001: person:charlie changed it at 2026-03-02T09:00+00:00, after it was shown to you; read it"
        " again, then enter yours"
    )
    with refused("changed_by_somebody_meanwhile", words):
        registering.change(actor=keeping.LEAD, **AT, risk="R-001", seen=both_read, cause="second")
    with refused("changed_by_somebody_meanwhile", words):
        registering.assess(actor=keeping.LEAD, **AT, risk="R-001", seen=both_read, reason="moved", **RATED)
    with refused("changed_by_somebody_meanwhile", words):
        registering.retire(actor=keeping.LEAD, **AT, risk="R-001", seen=both_read, reason="gone")
    assert RiskRow.objects.get().cause == "first"
    again = value_digest(RiskRow.objects.get().to_value())
    registering.change(actor=keeping.LEAD, **AT, risk="R-001", seen=again, cause="second")
    assert RiskRow.objects.get().cause == "second"


def test_an_assessment_is_kept_and_moves_the_rating_to_the_method_in_force(programme: Home) -> None:
    keeping.added(NOW)
    keeping.approved_method(NOW, acceptable=8)
    run = registering.assess(actor=keeping.OWNER, **AT, risk="R-001", reason=" phishing grew ", **RATED)
    assert (run.reason, run.method, run.assessed_by) == ("phishing grew", "method-v2", "person:bob")
    held = RiskRow.objects.get().to_value()
    assert (held.inherent, held.residual, held.method) == (
        make.rating(3, 4),
        make.rating(1, 4),
        "method-v2",
    )
    assert [e.action for e in last(2)] == ["risk.assess", "risk.rate"]
    assert RiskAssessmentRow.objects.count() == 2


def test_an_assessment_that_changes_nothing_is_kept_too(programme: Home) -> None:
    held = keeping.added(NOW)
    registering.assess(
        actor=keeping.LEAD,
        **AT,
        risk="R-001",
        inherent=held.inherent,
        residual=held.residual,
        reason="nothing changed",
    )
    assert last()[0].action == "risk.assess"
    assert RiskAssessmentRow.objects.count() == 2


def test_an_assessment_is_refused_off_the_scale_and_without_a_reason(programme: Home) -> None:
    keeping.added(NOW)
    before = size()
    with pytest.raises(FaultyError) as told:
        registering.assess(
            actor=keeping.LEAD,
            **AT,
            risk="R-001",
            inherent=make.rating(3, 4),
            residual=make.rating(0, 5),
            reason="x",
        )
    assert [(f.code, f.field) for f in told.value.faults] == [
        (RiskFault.OFF_SCALE, "residual.likelihood"),
        (RiskFault.RESIDUAL_ABOVE, "residual.confidentiality"),
    ]
    assert size() == before
    with refused("assessment_needs_a_reason", "R-001: say what changed, or that nothing did"):
        registering.assess(actor=keeping.LEAD, **AT, risk="R-001", reason=" ", **RATED)


def test_an_owner_who_left_does_not_hold_an_assessment_back(programme: Home) -> None:
    keeping.added(NOW)
    leave(actor=keeping.LEAD, now=NOW, today=TODAY, person="bob", on=TODAY)
    assert registering.assess(actor=keeping.LEAD, **AT, risk="R-001", reason="moved", **RATED)


def test_a_retired_risk_keeps_its_reason_and_is_changed_no_more(programme: Home) -> None:
    keeping.added(NOW)
    with refused("retiring_needs_a_reason", "R-001: say why it is retired"):
        registering.retire(actor=keeping.LEAD, **AT, risk="R-001", reason="")
    held = registering.retire(actor=keeping.LEAD, **AT, risk="R-001", reason="service ended")
    assert (held.retired_on, held.retired_because, last()[0].reason) == (
        TODAY,
        "service ended",
        "service ended",
    )
    verbs = (
        lambda: registering.change(actor=keeping.LEAD, **AT, risk="R-001", title="x"),
        lambda: registering.assess(actor=keeping.LEAD, **AT, risk="R-001", reason="x", **RATED),
        lambda: registering.retire(actor=keeping.LEAD, **AT, risk="R-001", reason="x"),
        lambda: keeping.planned(NOW, "R-001"),
    )
    for verb in verbs:
        with refused("risk_is_retired", "R-001: is retired"):
            verb()


def test_what_is_not_there_and_another_day_are_refused(programme: Home) -> None:
    with refused("unknown_risk", "R-404: no such risk; list them with: dualtrack risks list"):
        registering.change(actor=keeping.LEAD, **AT, risk="R-404", title="x")
    keeping.added(NOW)
    other = TODAY - timedelta(days=9)
    with refused(
        "day_is_not_of_this_time",
        f"R-001: {other} is not today; decisions carry the day on which they are taken",
    ):
        registering.assess(actor=keeping.LEAD, now=NOW, today=other, risk="R-001", reason="x", **RATED)


def test_starter_risks_are_taken_over_once_with_an_owner_and_without_a_treatment(programme: Home) -> None:
    starters, _ = load_risks()
    made = registering.adopt(
        actor=keeping.LEAD, **AT, starters=starters[:3], owner="bob", rated_by=load_method()
    )
    assert [(r.id, r.origin, r.owner, r.treatment) for r in made] == [
        (f"R-{n:03}", starters[n - 1].id, "bob", None) for n in (1, 2, 3)
    ]
    assert made[0].inherent == starters[0].rating
    assert made[0].controls == starters[0].controls
    assert [e.action for e in last(6)] == ["risk.add", "risk.assess"] * 3
    assert last()[0].reason == f"starter library, {starters[2].id}"
    again = registering.adopt(
        actor=keeping.LEAD, **AT, starters=starters[:4], owner="bob", rated_by=load_method()
    )
    assert [r.id for r in again] == ["R-004"]


def test_starters_without_an_owner_are_refused_whole(programme: Home) -> None:
    starters, _ = load_risks()
    before = size()
    with pytest.raises(FaultyError) as told:
        registering.adopt(actor=keeping.LEAD, **AT, starters=starters, owner="", rated_by=load_method())
    assert told.value.faults == (fault(RiskFault.NO_OWNER, "owner"),)
    assert size() == before


def test_controls_that_the_organisation_lacks_are_left_out_of_a_starter(programme: Home) -> None:
    starters, _ = load_risks()
    gone = starters[0].controls[0].control
    tombstone(ControlRow.objects.get(pk=gone), actor=keeping.LEAD, now=NOW, action="control.remove")
    (made,) = registering.adopt(
        actor=keeping.LEAD, **AT, starters=starters[:1], owner="bob", rated_by=load_method()
    )
    assert made.controls == tuple(link for link in starters[0].controls if link.control != gone)


def test_on_other_scales_starters_are_carried_in_proportion(programme: Home) -> None:
    three = make.scale(3)
    bands = (make.band("low", 1, 3), make.band("high", 4, 9))
    keeping.approved_method(NOW, likelihood=three, consequence=three, bands=bands, acceptable=3)
    starters, _ = load_risks()
    made = registering.adopt(actor=keeping.LEAD, **AT, starters=starters, owner="bob", rated_by=load_method())
    assert len(made) == len(starters)
    assert max(r.inherent.likelihood for r in made) == 3
    assert {r.method for r in made} == {"method-v2"}
