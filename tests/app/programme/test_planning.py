"""The plan over the record: who may change what, what is refused in which words, any day as it was."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.app.conftest import START, TODAY, viewer
from tests.conftest import NOW

from dualtrack.app.accounts.rights import NotAllowedError
from dualtrack.app.controls.models import ControlRow
from dualtrack.app.controls.services import adopt
from dualtrack.app.ledger import clock
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.queries import history, values
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.programme import ordering, plan_changes
from dualtrack.app.programme.forecasting import forecast, variants
from dualtrack.app.programme.plan_words import breach_text, undecided_text
from dualtrack.app.programme.planning import Asked, Planned, planned
from dualtrack.app.programme.queries import When
from dualtrack.app.programme.words import refusal_text
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.ledger.revision import revision_digest
from dualtrack.domain.programme.organisation import Sequencing
from dualtrack.domain.programme.plan.breach import BreachCode
from dualtrack.domain.programme.plan.choices import MovedBy
from dualtrack.domain.programme.plan.schedule import Placed

ALICE, CHARLIE, BOB = viewer("alice"), viewer("charlie"), viewer("bob")
NOW_IS = When(as_of=TODAY)
Verb = Callable[[], Any]


def held(who: Viewer = ALICE, when: When = NOW_IS, asked: Asked | None = None) -> Planned:
    return planned(who, when, asked)


def at(plan: Planned, task: str) -> Placed:
    found = plan.plan.of(task)
    assert found is not None
    return found


def move(task: str, start: date, reason: str = "auditor is ill", by: MovedBy = MovedBy.AUDITOR) -> Planned:
    return plan_changes.move(ALICE, now=NOW, today=TODAY, task=task, start=start, by=by, reason=reason)


def operate(since: date = date(2025, 12, 2)) -> None:
    """One control operates since a day."""
    control = evolve(values(ControlRow)[0], owner="bob", operating_since=since)
    adopt(actor=ALICE.actor, now=NOW, controls=[control])


def complete(task: str, on: date = TODAY, note: str = "held in the big room") -> Any:
    return plan_changes.complete(ALICE, now=NOW, today=TODAY, task=task, on=on, note=note)


def told(call: Verb) -> str:
    with pytest.raises(RefusedError) as refused:
        call()
    return refusal_text(refused.value.code, refused.value.params)


def test_the_plan_follows_the_profile_and_the_period_that_is_open(programme: Home) -> None:
    plan = held()
    assert (plan.profile.key, plan.choices.start) == ("first-combined", START)
    assert (at(plan, "observation").start, at(plan, "observation").last) == (
        date(2025, 12, 2),
        date(2026, 6, 1),
    )
    assert at(plan, "kickoff").finish == TODAY + timedelta(days=1)  # nobody said that it was done
    assert plan.phase_end == date(2025, 8, 2)


def test_a_period_that_is_over_is_drawn_from_its_first_day_to_its_last(programme: Home) -> None:
    operate()
    over = When(as_of=date(2026, 7, 1))
    period = at(held(when=over), "observation")
    assert (period.start, period.last, period.done) == (
        date(2025, 12, 2),
        date(2026, 6, 1),
        date(2026, 6, 1),
    )
    twelve = at(held(when=over, asked=Asked(period_months=12)), "observation")
    assert (twelve.start, twelve.last, twelve.done) == (date(2025, 12, 2), date(2026, 12, 1), None)


def test_a_period_in_which_nothing_operated_is_not_done_and_the_plan_works_for_another(
    programme: Home,
) -> None:
    day = date(2026, 7, 1)
    plan = held(when=When(as_of=day))
    period = at(plan, "observation")
    assert (period.done, period.start >= day) == (None, True)
    (told,) = [b for b in plan.breaches if b.code is BreachCode.PERIOD_UNUSED]
    assert told.nearest == period.start
    assert at(plan, "next_period").start == period.finish
    assert [b for b in plan.breaches if b.nearest is not None and b.nearest < day] == []
    operate()
    assert [b for b in held(when=When(as_of=day)).breaches if b.code is BreachCode.PERIOD_UNUSED] == []


def test_a_programme_that_began_long_ago_is_planned_ahead_all_the_same(programme: Home) -> None:
    operate()
    day = date(2039, 7, 4)
    plan = held(when=When(as_of=day)).plan
    ahead = [one for one in plan.tasks if one.done is None and one.task.id != "observation"]
    assert [one.task.id for one in ahead if one.finish < day] == []
    assert plan.end > day


def test_what_a_person_completes_is_done_on_its_day_and_not_before(programme: Home) -> None:
    done = complete("kickoff", date(2026, 2, 20))
    assert (done.by, done.note) == ("person:alice", "held in the big room")
    assert at(held(), "kickoff").done == date(2026, 2, 20)
    (entry,) = history("plan_completion/kickoff")
    assert (entry.action, entry.reason) == ("plan.complete", "held in the big room")
    before = held(when=When(as_of=date(2026, 2, 19)))
    assert at(before, "kickoff").done is None
    plan_changes.reopen(ALICE, now=NOW, task="kickoff")
    assert at(held(), "kickoff").done is None


def test_a_moved_audit_moves_what_waits_for_it_and_nothing_else(programme: Home) -> None:
    before = held()
    later = at(before, "stage1").start + timedelta(days=30)
    after = move("stage1", later)
    assert at(after, "stage1").start >= later
    assert at(after, "stage2").start > at(before, "stage2").start
    assert at(after, "window_gate") == at(before, "window_gate")
    plan_changes.put_back(ALICE, now=NOW, task="stage1")
    assert at(held(), "stage1") == at(before, "stage1")


def test_an_audit_that_is_moved_too_early_is_explained_with_the_nearest_day(programme: Home) -> None:
    plan = move("stage2", date(2026, 4, 1))
    (one,) = [b for b in plan.breaches if b.code is BreachCode.BEFORE_PREDECESSOR]
    assert breach_text(one, plan.plan) == (
        "Stage 2: effectiveness, interviews, samples was set to begin on 2026-04-01, and waits for"
        f" {at(plan, one.tasks[1]).task.title}; the nearest day that works is {at(plan, 'stage2').start}."
    )


def test_a_day_that_is_a_holiday_is_told_by_its_name_and_looking_records_nothing(programme: Home) -> None:
    plan_changes.settle(ALICE, now=NOW, country="DE", subdivision="BY")
    looked = plan_changes.moved_to(ALICE, today=TODAY, task="stage1", start=date(2028, 1, 6))
    assert held().recorded.moves == ()
    plan = move("stage1", date(2028, 1, 6))
    assert looked.plan == plan.plan
    (one,) = [b for b in plan.breaches if b.code is BreachCode.NOT_A_WORKDAY]
    title, name = at(plan, "stage1").task.title, plan.choices.holiday_names[date(2028, 1, 6)]
    assert breach_text(one, plan.plan) == (
        f"{title} was set to begin on 2028-01-06, which is a public holiday ({name}); the nearest working day"
        " is 2028-01-07, and it begins then."
    )
    assert told(lambda: plan_changes.moved_to(ALICE, today=TODAY, task="stage1", start=date(2026, 3, 1))) == (
        "stage1: 2026-03-01 is past; give today (2026-03-02) or a later day"
    )


def test_two_months_of_pause_move_the_ends(programme: Home) -> None:
    before = held()
    made = plan_changes.pause(
        ALICE, now=NOW, start=date(2026, 4, 1), end=date(2026, 5, 31), reason="a merger"
    )
    paused = held()
    assert at(paused, "stage2").start > at(before, "stage2").start
    assert {b.code for b in paused.breaches} >= {BreachCode.PAUSED_IN_PERIOD}
    plan_changes.end_pause(ALICE, now=NOW, pause_id=made.id)
    assert at(held(), "stage2") == at(before, "stage2")


def test_public_holidays_of_a_state_are_no_working_days(programme: Home) -> None:
    plan_changes.settle(ALICE, now=NOW, country="DE", subdivision="BY", stage_gap_days=42, people={"hr": 0})
    plan = held()
    assert date(2026, 4, 3) in plan.choices.holidays  # Good Friday
    assert date(2027, 1, 6) in plan.choices.holidays  # of Bavaria and two others
    assert (plan.choices.stage_gap_days, plan.choices.people) == (42, {"hr": 0})
    (nobody,) = [b for b in plan.breaches if b.code is BreachCode.NOBODY]
    assert breach_text(nobody, plan.plan).startswith("Nobody holds the role human resources, and ")


def test_the_order_is_decided_by_two_and_is_a_finding_until_then(programme: Home) -> None:
    finding = held().undecided
    assert finding is not None
    assert undecided_text(finding) == (
        "Which audit comes first is not decided, and phase 1 ended on 2025-08-02: week 31 without a decision."
        " Everything after it is planned by a default."
    )
    made = ordering.propose(
        ALICE, now=NOW, today=TODAY, option=Sequencing.SOC2_FIRST, reason="our buyers are American"
    )
    assert held().undecided is not None
    seen = revision_digest(made)
    ordering.decide(CHARLIE, now=NOW, today=TODAY, decision=made.id, seen=seen)
    plan = held()
    assert plan.undecided is None
    assert plan.choices.sequencing is Sequencing.SOC2_FIRST
    assert at(plan, "sequencing_decision").done == TODAY
    assert at(plan, "stage1").start >= at(plan, "fieldwork").finish
    yesterday = held(when=When(as_of=TODAY - timedelta(days=1)))
    assert yesterday.choices.sequencing is Sequencing.ISO_FIRST


def test_a_baseline_keeps_the_plan_of_its_day(programme: Home) -> None:
    made = plan_changes.baseline(ALICE, now=NOW, today=TODAY, name="agreed")
    assert {one.task for one in made.tasks} == {one.task.id for one in held().plan.tasks}
    assert held().recorded.baselines == (made,)


def test_a_plan_of_a_past_day_is_the_one_known_then(programme: Home) -> None:
    moved = at(held(), "stage1").start + timedelta(days=60)
    with clock.use(NOW):
        move("stage1", moved)
    assert at(held(when=When(as_of=TODAY - timedelta(days=1))), "stage1").start < moved


REFUSED: list[tuple[str, Verb, str]] = [
    (
        "a task that is none",
        lambda: move("stage9", TODAY),
        "stage9: the plan first-combined holds no such task; list them with: dualtrack plan",
    ),
    (
        "a day that is past",
        lambda: move("stage1", date(2026, 3, 1)),
        "stage1: 2026-03-01 is past; give today (2026-03-02) or a later day",
    ),
    (
        "a period that runs",
        lambda: move("observation", date(2026, 9, 1)),
        "observation: the period 2025-12-02 to 2026-06-01 runs and keeps its days. To examine others, close"
        " its audit (dualtrack engagement close ID) and open one over them (dualtrack engagement open"
        " soc2-type2 --from DAY --to DAY); a new period begins the day after this one",
    ),
    (
        "no reason",
        lambda: move("stage1", date(2026, 9, 1), " "),
        "stage1: say why; the reason stands in the history",
    ),
    (
        "a fact",
        lambda: complete("risk_method"),
        "risk_method: it is done when the record shows it (risk_method_approved), and cannot be"
        " declared done",
    ),
    (
        "a day to come",
        lambda: complete("kickoff", date(2026, 3, 3)),
        "kickoff: 2026-03-03 lies ahead of today (2026-03-02)",
    ),
    (
        "a day before all",
        lambda: complete("kickoff", date(2025, 6, 1)),
        "kickoff: 2025-06-01 lies before the programme began (2025-06-02)",
    ),
    (
        "not moved",
        lambda: plan_changes.put_back(ALICE, now=NOW, task="stage1"),
        "stage1: nobody set a day for it",
    ),
    (
        "not completed",
        lambda: plan_changes.reopen(ALICE, now=NOW, task="kickoff"),
        "kickoff: nobody declared it done",
    ),
    ("no pause", lambda: plan_changes.end_pause(ALICE, now=NOW, pause_id="pau_x"), "pau_x: no such pause"),
    (
        "a pause backwards",
        lambda: plan_changes.pause(ALICE, now=NOW, start=date(2026, 5, 1), end=date(2026, 4, 1), reason="x"),
        "pause: 2026-04-01 lies before 2026-05-01; correct one of the two days.",
    ),
    (
        "a pause before all",
        lambda: plan_changes.pause(ALICE, now=NOW, start=date(2025, 6, 1), end=date(2025, 7, 1), reason="x"),
        "pause: it begins on 2025-06-01, before the programme does (2025-06-02); give 2025-06-02 or a later"
        " day",
    ),
    (
        "a pause of years",
        lambda: plan_changes.pause(ALICE, now=NOW, start=date(2026, 5, 1), end=date(2027, 5, 2), reason="x"),
        "pause: 367 days; at most 366, or begin the programme anew",
    ),
    (
        "no country",
        lambda: plan_changes.settle(ALICE, now=NOW, country="XX"),
        "XX: no such country; give its ISO 3166 code, such as DE, US or GB",
    ),
    (
        "a part of no country",
        lambda: plan_changes.settle(ALICE, now=NOW, subdivision="BY"),
        "BY: a part of which country? Give the country too, such as DE",
    ),
    (
        "fewer than nobody",
        lambda: plan_changes.settle(ALICE, now=NOW, people={"hr": -1}),
        "hr: -1 people; expected 0 or more",
    ),
    (
        "a gap of years",
        lambda: plan_changes.settle(ALICE, now=NOW, stage_gap_days=800),
        "stage_gap_days: 800 days; expected 0 to 365",
    ),
    (
        "no profile",
        lambda: held(asked=Asked(profile="quick")),
        "quick: no such profile; known are add-iso27001, add-soc2, dual-track-52w,"
        " first-combined, from-scratch, iso27001-only, second-year, soc2-only",
    ),
    ("too many runs", lambda: forecast(held(), runs=0), "0 runs; expected 1 to 200000"),
]


def test_what_is_wrong_is_refused_in_words_and_nothing_is_written(programme: Home) -> None:
    said = [(name, told(call)) for name, call, _ in REFUSED]
    assert said == [(name, words) for name, _, words in REFUSED]
    assert held().recorded.moves == held().recorded.completions == held().recorded.pauses == ()


def test_a_part_of_a_country_that_is_none_names_those_that_are(programme: Home) -> None:
    said = told(lambda: plan_changes.settle(ALICE, now=NOW, country="DE", subdivision="XX"))
    assert said.startswith("XX: no part of DE; known are BB, BE, ")


def test_a_task_that_is_done_is_not_moved(programme: Home) -> None:
    complete("kickoff")
    assert told(lambda: move("kickoff", TODAY)) == "kickoff: was done on 2026-03-02; take that back first"


def test_somebody_at_the_machine_completes_nothing(programme: Home, operator: Viewer) -> None:
    said = told(
        lambda: plan_changes.complete(operator, now=NOW, today=TODAY, task="kickoff", on=TODAY, note="done")
    )
    assert said == "kickoff: a named person says that it is done; call with --as PERSON"


@pytest.mark.parametrize("name", ["bob", "ivy", "sam", "cora", "ada"])
def test_only_lead_and_management_change_the_plan(programme: Home, name: str) -> None:
    who = viewer(name)
    for call in (
        lambda: plan_changes.move(
            who, now=NOW, today=TODAY, task="stage1", start=TODAY, by=MovedBy.US, reason="x"
        ),
        lambda: plan_changes.complete(who, now=NOW, today=TODAY, task="kickoff", on=TODAY, note="x"),
        lambda: plan_changes.baseline(who, now=NOW, today=TODAY, name="x"),
        lambda: plan_changes.settle(who, now=NOW),
        lambda: ordering.decide(who, now=NOW, today=TODAY, decision="sequencing-v1"),
    ):
        with pytest.raises(NotAllowedError):
            call()


def test_whoever_proposed_an_order_does_not_approve_it(programme: Home) -> None:
    made = ordering.propose(
        CHARLIE, now=NOW, today=TODAY, option=Sequencing.ISO_FIRST, reason="European revenue"
    )
    said = told(lambda: ordering.decide(CHARLIE, now=NOW, today=TODAY, decision=made.id))
    assert said == "sequencing-v1: whoever prepared it cannot approve it; another person has to"


def test_both_orders_and_three_periods_stand_side_by_side(programme: Home) -> None:
    rows = [(v.choices.sequencing, v.choices.period_months) for v in variants(ALICE, NOW_IS)]
    assert rows == [(order, months) for order in Sequencing for months in (3, 6, 12)]


def test_the_forecast_is_the_same_every_time(programme: Home) -> None:
    one, again = forecast(held(), runs=200, seed=7), forecast(held(), runs=200, seed=7)
    assert one == again
    assert set(one.outcome.finishes) == {"last_audit_day", "soc2_report", "certificate"}


def test_the_number_of_queries_does_not_grow_with_what_was_recorded(programme: Home) -> None:
    counts = []
    for tasks in (
        ("kickoff",),
        ("policy_approval", "awareness", "access_design", "dry_run", "wording_check"),
    ):
        for task in tasks:
            if not at(held(), task).task.fact:
                complete(task)
        held()
        with CaptureQueriesContext(connection) as asked:
            held()
        counts.append(len(asked))
    assert counts[0] == counts[1]
