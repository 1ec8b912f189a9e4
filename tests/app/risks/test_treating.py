"""Treatment: actions, the owner's approval of the plan, acceptance of what remains."""

from datetime import timedelta
from typing import Any

import pytest
from tests.app.conftest import TODAY
from tests.app.entries import last, refused, same, size
from tests.app.risks import keeping
from tests.conftest import NOW
from tests.domain.risks import making as make

from dualtrack.app.ledger.home import Home
from dualtrack.app.risks import registering, treating
from dualtrack.app.risks.models import RiskAcceptanceRow, TreatmentActionRow
from dualtrack.app.risks.refusing import FaultyError
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.revision import value_digest
from dualtrack.domain.risks.acceptance import digest_of, material
from dualtrack.domain.risks.fault import fault
from dualtrack.domain.risks.risk import Treatment
from dualtrack.domain.risks.risk_faults import RiskFault

AT: dict[str, Any] = {"now": NOW, "today": TODAY}
HIGH = make.rating(4, confidentiality=5, integrity=3)


@pytest.fixture(autouse=True)
def begun(programme: Home) -> None:
    """A method is in force, and R-001 is Bob's."""
    keeping.approved_method(NOW)
    keeping.added(NOW)


def test_an_action_is_planned_and_reported_done(programme: Home) -> None:
    planned = keeping.planned(NOW, "R-001", what=" Roll out keys ", controls=("AC-05",))
    assert (planned.what, planned.done_on) == ("Roll out keys", None)
    assert same(TreatmentActionRow.objects.get(), last()[0])
    done = treating.finish_action(
        actor=keeping.OWNER,
        **AT,
        action=planned.id,
        done_on=TODAY,
        evidence="ticket 7",
        seen=value_digest(planned),
    )
    assert (done.done_on, done.evidence) == (TODAY, "ticket 7")
    assert (last()[0].action, last()[0].reason) == ("risk.act", "ticket 7")
    with refused("action_is_done_already", f"{planned.id}: was done on 2026-03-02 already"):
        treating.finish_action(actor=keeping.OWNER, **AT, action=planned.id, done_on=TODAY, evidence="x")


def test_a_faulty_action_is_refused_with_all_its_faults(programme: Home) -> None:
    before = size()
    with pytest.raises(FaultyError) as told:
        keeping.planned(NOW, "R-001", what=" ", owner="", controls=("ZZ-9",))
    assert told.value.faults == (
        fault(RiskFault.UNSAID, "what"),
        fault(RiskFault.NO_OWNER, "owner"),
        fault(RiskFault.UNKNOWN_CONTROL, "controls", control="ZZ-9"),
    )
    planned = keeping.planned(NOW, "R-001")
    with pytest.raises(FaultyError) as told:
        treating.finish_action(
            actor=keeping.OWNER, **AT, action=planned.id, done_on=TODAY + timedelta(days=1), evidence=""
        )
    assert [f.code for f in told.value.faults] == [RiskFault.DONE_AHEAD, RiskFault.DONE_UNSHOWN]
    assert size() == before + 1
    with refused("unknown_action", "act-404: no such action"):
        treating.finish_action(actor=keeping.OWNER, **AT, action="act-404", done_on=TODAY, evidence="x")


def test_the_owner_approves_the_plan_and_accepts_what_remains(programme: Home) -> None:
    keeping.planned(NOW, "R-001")
    held = registering.held_risk("R-001")
    seen = digest_of(material(held, [TreatmentActionRow.objects.get().to_value()]))
    plan = keeping.accept(NOW, "R-001", "treatment_plan", seen=seen)
    rest = keeping.accept(NOW, "R-001", seen=seen)
    assert [e.action for e in last(2)] == ["risk.approve_plan", "risk.accept"]
    for value in (plan, rest):
        assert (value.accepted_by, value.accepted_on, value.capacities) == ("bob", TODAY, ("owner",))
        assert value.digest == seen
        assert same(RiskAcceptanceRow.objects.get(pk=value.id), last(2)[0 if value is plan else 1])


@pytest.mark.parametrize("who", ["alice", "charlie", "ada", "ivy"])
def test_nobody_else_approves_or_accepts_whatever_their_role(programme: Home, who: str) -> None:
    actor = Actor(f"person:{who}", "ui")
    with refused(
        "only_the_owner_may",
        "R-001: only its owner (bob) approves the treatment plan (ISO/IEC 27001 6.1.3 f)",
    ):
        keeping.accept(NOW, "R-001", "treatment_plan", actor)
    with refused(
        "only_the_owner_or_whom_the_method_names_may",
        "R-001: what remains is accepted by owner; its owner is bob (ISO/IEC 27001 6.1.3 f)",
    ):
        keeping.accept(NOW, "R-001", actor=actor)


@pytest.mark.parametrize(
    "actor",
    [
        Actor("operator:root@host", "cli"),
        Actor("person:bob", "cli:root@host"),
        Actor("token:t/by:bob", "api"),
    ],
)
def test_the_owner_signs_in_to_accept(programme: Home, actor: Actor) -> None:
    with refused(
        "approver_is_not_a_person",
        "R-001: only a named person who signed in approves; sign in on the pages",
    ):
        keeping.accept(NOW, "R-001", actor=actor)


def test_a_high_residual_risk_needs_the_owner_and_a_manager(programme: Home) -> None:
    registering.assess(
        actor=keeping.LEAD, **AT, risk="R-001", inherent=HIGH, residual=HIGH, reason="all of it stays"
    )
    assert keeping.accept(NOW, "R-001").capacities == ("owner",)
    assert keeping.accept(NOW, "R-001", actor=keeping.MANAGER).capacities == ("manager",)
    with refused("accepted_already", "R-001: is accepted as it stands already"):
        keeping.accept(NOW, "R-001", actor=keeping.MANAGER)
    with refused(
        "only_the_owner_or_whom_the_method_names_may",
        "R-001: what remains is accepted by owner, manager; its owner is bob (ISO/IEC 27001 6.1.3 f)",
    ):
        keeping.accept(NOW, "R-001", actor=keeping.LEAD)


def test_what_changed_since_it_was_read_is_not_accepted(programme: Home) -> None:
    seen = digest_of(material(registering.held_risk("R-001"), ()))
    keeping.planned(NOW, "R-001")
    with refused(
        "changed_since_it_was_read",
        "R-001: it was changed since it was shown to you; read it again before you approve it",
    ):
        keeping.accept(NOW, "R-001", "treatment_plan", seen=seen)


def test_each_state_that_cannot_be_accepted_says_what_is_first(programme: Home) -> None:
    registering.change(actor=keeping.LEAD, **AT, risk="R-001", treatment=None)
    with refused("treatment_is_not_chosen", "R-001: choose a treatment option first"):
        keeping.accept(NOW, "R-001")
    registering.change(actor=keeping.LEAD, **AT, risk="R-001", treatment=Treatment.MODIFY, residual=None)
    with refused("residual_risk_is_not_rated", "R-001: rate what shall remain first"):
        keeping.accept(NOW, "R-001")
    keeping.approved_method(NOW, acceptable=8)
    with refused(
        "rated_by_a_method_that_is_not_in_force",
        "R-001: was rated by a method that is not in force; assess it again first",
    ):
        keeping.accept(NOW, "R-001", "treatment_plan")


def test_a_new_acceptance_after_a_change_stands_beside_the_voided_one(programme: Home) -> None:
    keeping.accept(NOW, "R-001")
    registering.change(actor=keeping.LEAD, **AT, risk="R-001", cause="another")
    keeping.accept(NOW, "R-001")
    assert RiskAcceptanceRow.objects.count() == 2
