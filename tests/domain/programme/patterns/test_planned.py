"""What the plan says of audit and review: what notes take in, what was moved out, what was never held."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from tests.domain.programme.patterns.healthy import found, healthy, named, one
from tests.domain.programme.plan.making import START
from tests.each import each

from dualtrack.catalogues.loader import load_plans
from dualtrack.domain.controls.period import Period
from dualtrack.domain.programme.organisation import Sequencing
from dualtrack.domain.programme.patterns.artefacts import (
    WANTED,
    Artefact,
    AuditTaskScope,
    TaskKind,
    named_in,
    says_its_scope,
)
from dualtrack.domain.programme.patterns.finding import Code, Severity
from dualtrack.domain.programme.patterns.planned import audit_tasks
from dualtrack.domain.programme.plan.choices import Choices, PlanCompletion
from dualtrack.domain.programme.plan.schedule import Plan, plan

SHIPPED = load_plans()
PROFILES = {one.key: one for one in SHIPPED.profiles}
COMBINED = [key for key, one in PROFILES.items() if {"soc2", "iso27001"} <= set(one.holds)]
DAY = START + timedelta(days=200)
PERIOD = Period(START + timedelta(days=184), date(2027, 3, 1))  # it is open on that day
END = PERIOD.end
WHOLE = "Approved: all clauses, Annex A and the SOC 2 criteria with their artefacts"
NARROW = "Approved: all clauses of ISO 27001 and Annex A"


def drawn(profile: str = "first-combined", **given: Any) -> Plan:
    """The shipped plan of a programme."""
    plain: dict[str, Any] = {
        "profile": profile,
        "start": START,
        "sequencing": Sequencing.ISO_FIRST,
        "period_months": 6,
    }
    return plan(PROFILES[profile], SHIPPED.tasks, Choices(**(plain | given)))


def note(task: str, text: str, on: date = DAY) -> PlanCompletion:
    """Somebody says that a task is done."""
    return PlanCompletion(id=task, on=on, by="person:ivy", note=text)


def tasks(
    *notes: PlanCompletion,
    day: date = DAY,
    moved_on: Mapping[str, date] | None = None,
    profile: str = "first-combined",
    **given: Any,
) -> dict[TaskKind, AuditTaskScope]:
    """What the plan says of each of the two on a day."""
    held = drawn(profile, today=day, **({"period": PERIOD} | given))
    told = audit_tasks(held, drawn(profile), notes, moved_on or {}, day)
    return {one.kind: one for one in told}


@each("profile", COMBINED)
@each("order", list(Sequencing))
def test_every_shipped_plan_of_both_holds_both_inside_the_period(profile: str, order: Sequencing) -> None:
    held = drawn(profile, sequencing=order)
    told = audit_tasks(held, held, (), {}, START)
    assert {one.kind for one in told} == set(TaskKind)
    assert [(one.covers, one.said_on, one.outside_since) for one in told] == [(None, None, None)] * 2
    assert {one.task for one in told} == {"internal_audit", "management_review"}


def test_notes_on_what_comes_before_say_what_is_covered() -> None:
    told = tasks(note("audit_programme", NARROW), note("review_pack", "The inputs of 9.3.2, deviations"))
    assert told[TaskKind.INTERNAL_AUDIT].covers == frozenset()
    assert told[TaskKind.INTERNAL_AUDIT].said_on == DAY
    assert told[TaskKind.MANAGEMENT_REVIEW].covers == {Artefact.DEVIATIONS}
    wide = tasks(note("audit_programme", WHOLE))
    assert wide[TaskKind.INTERNAL_AUDIT].covers == set(Artefact)
    assert wide[TaskKind.MANAGEMENT_REVIEW].covers is None


def test_a_note_that_names_no_framework_says_nothing() -> None:
    told = tasks(note("audit_programme", "Held as planned."))
    assert (told[TaskKind.INTERNAL_AUDIT].covers, told[TaskKind.INTERNAL_AUDIT].said_on) == (None, None)


def test_notes_of_other_workstreams_and_of_days_to_come_say_nothing() -> None:
    told = tasks(note("kickoff", NARROW), note("corrective_actions", NARROW))
    assert {one.covers for one in told.values()} == {None}
    assert (
        tasks(note("audit_programme", NARROW, DAY + timedelta(days=1)))[TaskKind.INTERNAL_AUDIT].covers
        is None
    )


def test_an_audit_that_was_moved_out_of_the_period_is_outside_since_that_day() -> None:
    out, moved = END + timedelta(days=10), DAY - timedelta(days=3)
    told = tasks(moves={"internal_audit": out}, moved_on={"internal_audit": moved})
    assert told[TaskKind.INTERNAL_AUDIT].outside_since == moved
    assert told[TaskKind.MANAGEMENT_REVIEW].outside_since is None  # it was not moved itself
    within = tasks(moves={"internal_audit": DAY + timedelta(days=30)}, moved_on={"internal_audit": moved})
    assert within[TaskKind.INTERNAL_AUDIT].outside_since is None


def test_one_whose_planning_was_moved_out_is_moved_out_with_it() -> None:
    moves = {"audit_programme": END + timedelta(days=5)}
    told = tasks(moves=moves, moved_on={"audit_programme": DAY})
    assert told[TaskKind.INTERNAL_AUDIT].outside_since == DAY
    done = tasks(moves=moves, moved_on={"audit_programme": DAY}, done={"internal_audit": DAY})
    assert done[TaskKind.INTERNAL_AUDIT].outside_since is None


def test_one_that_was_not_held_by_the_end_of_the_period_is_outside_since_the_day_after() -> None:
    assert {t.outside_since for t in tasks(day=END).values()} == {None}
    late = tasks(day=END + timedelta(days=20))
    assert {t.outside_since for t in late.values()} == {END + timedelta(days=1)}


SAID = date(2026, 8, 3)


def planned(kind: TaskKind, **given: Any) -> AuditTaskScope:
    """A task of the plan of the healthy programme."""
    return AuditTaskScope(task=kind.value, kind=kind, **given)


BOTH = tuple(planned(kind) for kind in TaskKind)


def test_a_plan_that_says_nothing_or_everything_is_healthy() -> None:
    assert found(healthy(tasks=BOTH)) == {}
    wide = tuple(planned(kind, covers=frozenset(WANTED[kind]), said_on=SAID) for kind in TaskKind)
    assert found(healthy(tasks=wide)) == {}


@each(
    ("kind", "code", "owner"),
    [
        (TaskKind.INTERNAL_AUDIT, Code.AUDIT_SHORT, "ivy"),
        (TaskKind.MANAGEMENT_REVIEW, Code.REVIEW_SHORT, "eve"),
    ],
)
def test_a_narrow_note_is_found_since_its_day_and_cheap_while_it_is_a_plan(
    kind: TaskKind, code: Code, owner: str
) -> None:
    narrow = planned(kind, covers=frozenset(), said_on=SAID)
    told = one(healthy(SAID, evidence=(), tasks=(narrow,)), code)
    assert (told.since, told.severity, told.owner) == (SAID, Severity.LOW, owner)
    assert list(named(told, "artefact")) == [each.value for each in WANTED[kind]]
    assert named(told, "task") == {kind.value: ""}


def test_a_narrow_note_before_phase_4_is_the_first_record_of_the_audit() -> None:
    early = date(2026, 6, 10)
    narrow = planned(TaskKind.INTERNAL_AUDIT, covers=frozenset(), said_on=early)
    assert one(healthy(early, evidence=(), tasks=(narrow,)), Code.AUDIT_SHORT).since == early


@each("kind", list(TaskKind))
def test_what_lies_outside_the_period_is_found_and_told_in_days(kind: TaskKind) -> None:
    facts = healthy()
    period = facts.programme.periods[0].period
    out = planned(kind, outside_since=SAID, period=period, planned_for=period.end + timedelta(days=12))
    quiet: dict[str, Any] = {"evidence": (), "tasks": (out,)}
    code = Code.AUDIT_OUTSIDE if kind is TaskKind.INTERNAL_AUDIT else Code.REVIEW_OUTSIDE
    told = found(healthy(**quiet))[code]
    assert (told.since, dict(told.counts)) == (SAID, {"days": 12})
    assert named(told, "task") == {kind.value: "outside_the_period"}
    assert code not in found(healthy(SAID - timedelta(days=1), **quiet))
    assert code not in found(healthy(tasks=(out,)))  # a record of the period shows that it was held


@each(
    ("text", "names"),
    [
        ("Clauses and Annex A, without SOC 2", set()),
        ("SOC 2 is left out this year", set()),
        ("SOC 2 excluded", set()),
        ("SOC 2 is not yet included", set()),
        ("SOC 2 included, except user entity controls", set(Artefact) - {Artefact.USER_CONTROLS}),
        ("SOC 2 artefacts except CUECs", set(Artefact) - {Artefact.USER_CONTROLS}),
        ("CC4.1; the system description was postponed", {Artefact.CRITERIA}),
        ("SOC 2, no deviations", set(Artefact)),
    ],
)
def test_what_a_text_leaves_out_is_not_taken_in(text: str, names: set[Artefact]) -> None:
    assert named_in(text) == names


def test_a_text_says_its_scope_where_it_names_a_framework_or_something_of_one() -> None:
    assert all(map(says_its_scope, (NARROW, WHOLE, "Annex A.5 to A.8", "the ISMS", "CUECs", "9.2 in full")))
    assert not any(map(says_its_scope, ("Held as planned.", "Board approved it", "Isolated case", "")))
