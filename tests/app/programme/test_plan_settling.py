"""What is settled of the plan: kept unless said anew, cleared by its name, and what zero people mean."""

from typing import Any

from tests.app.conftest import TODAY
from tests.app.programme.test_planning import ALICE, held
from tests.conftest import NOW

from dualtrack.app.ledger.home import Home
from dualtrack.app.programme import plan_changes
from dualtrack.app.programme.plan_words import breach_text
from dualtrack.domain.programme.plan.breach import BreachCode
from dualtrack.domain.programme.plan.choices import PlanSettings, RoleCount


def settle(**said: Any) -> PlanSettings:
    return plan_changes.settle(ALICE, now=NOW, **said)


def test_what_is_not_said_stays_as_it_was_settled(programme: Home) -> None:
    settle(
        country="DE", subdivision="BY", stage_gap_days=42, people={"engineer": 4, "hr": 1}, hours_a_week=12
    )
    four = (RoleCount(role="engineer", count=4), RoleCount(role="hr", count=1))
    assert settle() == PlanSettings(
        id="plan", country="DE", subdivision="BY", stage_gap_days=42, people=four, hours_a_week=12
    )
    assert settle(people={"engineer": 0}).people == (RoleCount(role="engineer", count=0), four[1])
    assert (settle(subdivision="BE").subdivision, settle(stage_gap_days=0).stage_gap_days) == ("BE", 0)
    moved = settle(country="NO")
    assert (moved.country, moved.subdivision, moved.stage_gap_days, moved.hours_a_week) == ("NO", "", 0, 12)


def test_what_is_cleared_is_settled_no_longer(programme: Home) -> None:
    settle(country="DE", subdivision="BY", stage_gap_days=42, people={"engineer": 4}, hours_a_week=12)
    assert settle(clear=("part",)).subdivision == ""
    assert settle(clear=("gap", "hours")).stage_gap_days is None
    assert settle(clear=("people",), people={"hr": 2}).people == (RoleCount(role="hr", count=2),)
    assert settle(subdivision="BY").country == "DE"
    assert settle(clear=("country", "people")) == PlanSettings(id="plan")


def test_nobody_for_a_role_says_by_when_and_what_one_person_could_keep(programme: Home) -> None:
    settle(people={"legal": 0})
    plan = held()
    (one,) = [b for b in plan.breaches if b.code is BreachCode.NOBODY]
    assert one.nearest is not None
    assert one.nearest >= TODAY
    said = breach_text(one, plan.plan)
    assert (
        f"Name somebody by {one.nearest}, and settle how many there are; with one person who gives 8" in said
    )
    ends = dict(one.params)
    assert said.endswith(
        f"last audit day {ends['last_audit_day']}, SOC 2 report {ends['soc2_report']}, certificate"
        f" {ends['certificate']}."
    )
