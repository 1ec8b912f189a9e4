"""Levelling over the record: the moves are recorded as read or not at all, and each refusal has its words."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from tests.app.conftest import TODAY, viewer
from tests.conftest import NOW

from dualtrack.app.accounts.rights import NotAllowedError
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.queries import history
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.programme import plan_changes, plan_levelling
from dualtrack.app.programme.planning import Planned, planned
from dualtrack.app.programme.queries import When
from dualtrack.app.programme.words import refusal_text
from dualtrack.domain.ledger.codec import decode
from dualtrack.domain.programme.plan.choices import MovedBy, PlanSettings, RoleCount
from dualtrack.domain.programme.plan.conflicts import conflicts
from dualtrack.domain.programme.plan.levelled import Levelled
from dualtrack.domain.programme.plan.load import load_of
from dualtrack.solver import levelling as solver

ALICE = viewer("alice")
Verb = Callable[[], Any]


def held(day: date = TODAY) -> Planned:
    return planned(ALICE, When(as_of=day))


def apply(**changed: Any) -> Levelled:
    return plan_levelling.apply(ALICE, now=NOW, today=TODAY, **changed)


def settle(**changed: Any) -> None:
    plan_changes.settle(ALICE, now=NOW, **changed)


def told(call: Verb) -> str:
    with pytest.raises(RefusedError) as refused:
        call()
    return refusal_text(refused.value.code, refused.value.params)


def calm() -> None:
    """Everybody works for it alone, and the two audits lie apart."""
    settle(hours_a_week=40, people={"engineer": 5, "lead": 5})
    start = date(2026, 12, 7)
    plan_changes.move(
        ALICE, now=NOW, today=TODAY, task="fieldwork", start=start, by=MovedBy.US, reason="apart"
    )


def test_reading_conflicts_writes_nothing(programme: Home) -> None:
    found = plan_levelling.solved(plan_levelling.question(held()))
    assert found.moves
    assert found.load.overload < found.problem.load.overload
    assert held().recorded.moves == ()


def test_moves_are_recorded_as_moves_of_the_plan_with_what_they_relieve(programme: Home) -> None:
    before = load_of(held().plan).overload
    found = apply()
    after = held()
    assert {(m.id, m.start, m.by) for m in after.recorded.moves} == {
        (m.task, m.to, MovedBy.US) for m in found.moves
    }
    assert load_of(after.plan).overload == found.load.overload < before
    assert conflicts(after.plan) == found.conflicts
    (entry,) = history("plan_move/population_rehearsal")
    assert entry.action == "plan.move"
    assert entry.reason.startswith("Levelled: relieves engineering of ")


def test_a_reason_that_was_given_stands_with_every_move(programme: Home) -> None:
    apply(reason=" agreed in the weekly meeting ")
    assert {m.reason for m in held().recorded.moves} == {"agreed in the weekly meeting"}


def test_a_plan_that_changed_since_it_was_read_is_not_moved(programme: Home) -> None:
    seen = plan_levelling.question(held()).fingerprint
    settle(people={"engineer": 3})
    assert told(lambda: apply(seen=seen)) == "plan: it is no longer the one that you read; look at it again"
    assert held().recorded.moves == ()


def test_a_plan_that_changes_while_it_is_solved_is_not_moved(
    programme: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = solver.level

    def slow(problem: Any) -> Levelled:
        found = real(problem)
        settle(people={"engineer": 3})
        return found

    monkeypatch.setattr(solver, "level", slow)
    assert told(apply) == "plan: it is no longer the one that you read; look at it again"
    assert held().recorded.moves == ()


def test_an_answer_to_another_question_is_another_plan(programme: Home) -> None:
    own = held()
    prints = {
        plan_levelling.question(own).fingerprint,
        plan_levelling.question(own, ends_may_move=True).fingerprint,
        plan_levelling.question(own, ends_may_move=True, price_hours=1).fingerprint,
        plan_levelling.question(held(TODAY - timedelta(days=30))).fingerprint,
    }
    assert len(prints) == 4
    assert plan_levelling.question(held()).fingerprint == plan_levelling.question(own).fingerprint


def test_all_moves_are_recorded_or_none(programme: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = plan_levelling.move, []

    def failing(*args: Any, **said: Any) -> Planned:
        calls.append(said["task"])
        if len(calls) == 2:
            raise RefusedError("unknown_task", object=said["task"], profile="x")
        return real(*args, **said)

    monkeypatch.setattr(plan_levelling, "move", failing)
    with pytest.raises(RefusedError):
        apply()
    assert held().recorded.moves == ()


def test_a_plan_without_conflicts_is_left_alone(programme: Home) -> None:
    calm()
    assert conflicts(held().plan) == ()
    assert told(apply) == "plan: it has no conflict; nothing has to move"
    assert [m.id for m in held().recorded.moves] == ["fieldwork"]


def test_where_no_move_helps_it_is_said(programme: Home) -> None:
    apply()
    assert told(apply) == "plan: no move relieves it; nothing was moved"


def test_zero_persons_are_a_conflict_that_asks_for_one(programme: Home) -> None:
    settle(people={"legal": 0}, hours_a_week=40)
    found = [one for one in conflicts(held().plan) if one.role == "legal"]
    assert {(week.had, week.persons) for one in found for week in one.weeks} == {(0, 1)}


def test_what_is_out_of_range_or_unknown_is_refused(programme: Home) -> None:
    known = "control_owner, engineer, hr, internal_auditor, lead, legal, manager, risk_owner"
    refused: list[tuple[Verb, str]] = [
        (lambda: settle(people={"pilot": 3}), f"pilot: no such role of ours; known are {known}"),
        (lambda: settle(people={"cpa_firm": 3}), f"cpa_firm: no such role of ours; known are {known}"),
        (lambda: settle(hours_a_week=0), "hours_a_week: 0 hours; expected 1 to 40"),
        (lambda: settle(hours_a_week=41), "hours_a_week: 41 hours; expected 1 to 40"),
        (lambda: apply(ends_may_move=True, price_hours=-1), "price: -1 hours; expected 0 to 1000"),
    ]
    assert [told(call) for call, _ in refused] == [words for _, words in refused]


def test_hours_that_were_settled_count(programme: Home) -> None:
    settle(hours_a_week=12)
    assert held().recorded.settings.hours_a_week == held().choices.hours_a_week == 12
    assert {one.hours_a_week for one in load_of(held().plan).capacities.values()} == {12}


def test_settings_of_before_have_no_hours() -> None:
    data: dict[str, object] = {
        "id": "plan",
        "country": "DE",
        "subdivision": "",
        "stage_gap_days": None,
        "people": [{"role": "hr", "count": 2}],
    }
    assert decode("plan_settings", 1, data) == PlanSettings(
        id="plan", country="DE", people=(RoleCount(role="hr", count=2),), hours_a_week=None
    )


def test_no_answer_in_time_is_told(programme: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    real = solver.level
    monkeypatch.setattr(solver, "level", lambda problem: real(problem, seconds=0.0))
    assert told(apply) == "plan: no answer within 60 seconds; nothing was moved"


@pytest.mark.parametrize("name", ["bob", "ivy", "ada", "sam"])
def test_only_lead_and_management_apply_it(programme: Home, name: str) -> None:
    with pytest.raises(NotAllowedError):
        plan_levelling.apply(viewer(name), now=NOW, today=TODAY)
