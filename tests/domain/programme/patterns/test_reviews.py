"""Internal audit and management review too narrow: by their controls, their wording, meetings and tasks."""

from datetime import date, timedelta
from typing import Any

from attrs import evolve
from tests import factories as make
from tests.domain.programme.patterns.healthy import (
    CONTROLS,
    LATE,
    NAMES,
    but,
    found,
    healthy,
    named,
    one,
    records,
    serving,
)
from tests.each import each

from dualtrack.domain.programme.auditors.inside import Built
from dualtrack.domain.programme.patterns.artefacts import WANTED, Artefact, AuditTaskScope, TaskKind, named_in
from dualtrack.domain.programme.patterns.finding import Code, Severity
from dualtrack.domain.registers.governance import Meeting

PREPARING, AUDITING = date(2026, 7, 1), date(2027, 1, 1)
QUIET = {"evidence": records(*(n for n in NAMES if not n.startswith("AU")))}
AUDIT, REVIEW = (next(c for c in CONTROLS if c.id == name) for name in ("AU-02", "AU-03"))


@each(
    ("name", "clauses", "code", "owner"),
    [
        ("AU-02", make.AUDIT, Code.AUDIT_APART, "ivy"),
        ("AU-03", make.REVIEW, Code.REVIEW_APART, "eve"),
    ],
)
def test_controls_that_serve_iso_only_are_found_from_phase_4(
    name: str, clauses: tuple[str, ...], code: Code, owner: str
) -> None:
    held = {"controls": but(serving(name, *clauses)), **QUIET}
    assert found(healthy(PREPARING - timedelta(days=1), **held)) == {}
    told = one(healthy(PREPARING, **held), code)
    assert (told.since, told.severity, told.owner) == (PREPARING, Severity.LOW, owner)
    assert one(healthy(AUDITING, **held), code).severity is Severity.HIGH


def test_one_that_was_performed_so_is_dearer_and_dates_from_then() -> None:
    early = date(2026, 5, 20)
    held = {"controls": but(serving("AU-02", *make.AUDIT)), "evidence": records("AU-02", on=early)}
    told = one(healthy(early, **held), Code.AUDIT_APART)
    assert (told.since, told.severity) == (early, Severity.MEDIUM)
    assert list(named(told, "evidence")) == ["ev-AU-02-2026-05-20"]
    assert [f.weighs for f in told.facts] == [True, False]


def test_one_control_that_serves_both_is_enough() -> None:
    plan = make.control("AU-01", requirements=("iso27001:9.2.2",), activity="Plans audits", title="Plan")
    assert found(healthy(controls=(plan, *CONTROLS))) == {}


def test_wording_that_names_nothing_of_soc2_is_found() -> None:
    bare = evolve(AUDIT, activity="Audits every clause", title="Internal audit")
    told = one(healthy(controls=but(bare)), Code.AUDIT_SHORT)
    assert list(named(told, "artefact")) == ["soc2_criteria", "system_description", "user_entity_controls"]
    some = evolve(bare, activity="Audits every clause, the system description and CUECs")
    assert list(named(one(healthy(controls=but(some)), Code.AUDIT_SHORT), "artefact")) == ["soc2_criteria"]
    title = records(*(n for n in NAMES if n != "AU-02")) + records("AU-02", title="Report on SOC 2 and ISO")
    assert found(healthy(controls=but(bare), evidence=title)) == {}


def test_a_review_is_read_from_the_meetings_of_the_year_too() -> None:
    bare = evolve(REVIEW, activity="Reviews the inputs of 9.3.2", title="Management review")
    held: dict[str, Any] = {"controls": but(bare)}
    assert one(healthy(**held), Code.REVIEW_SHORT).owner == "eve"

    def met(on: date, topics: str, name: str = "Management review 2026") -> dict[str, Any]:
        meeting = Meeting(id="m", name=name, body="b", on=on, topics=topics)
        return {"meetings": (meeting,), **held}

    said = "Management review: state of the SOC 2 examination"
    assert found(healthy(**met(LATE, said))) == {}
    for told in (
        met(LATE + timedelta(days=1), said),
        met(LATE - timedelta(days=366), said),
        met(LATE, "Budget", "Management review"),
        met(LATE, "SOC 2 prices", "Board"),
    ):
        assert Code.REVIEW_SHORT in found(healthy(**told))


def test_the_tasks_of_a_plan_say_what_they_cover() -> None:
    narrow = AuditTaskScope(task="internal-audit", kind=TaskKind.INTERNAL_AUDIT, covers=frozenset())
    told = one(healthy(tasks=(narrow,)), Code.AUDIT_SHORT)
    assert named(told, "task") == {"internal-audit": ""}
    assert dict(told.counts) == {"missing": 3, "wanted": 3}
    rest = AuditTaskScope(
        task="second", kind=TaskKind.INTERNAL_AUDIT, covers=frozenset(WANTED[TaskKind.INTERNAL_AUDIT])
    )
    assert found(healthy(tasks=(narrow, rest))) == {}
    review = AuditTaskScope(
        task="management-review", kind=TaskKind.MANAGEMENT_REVIEW, covers=frozenset({"deviations"})
    )
    assert len(named(one(healthy(tasks=(review,)), Code.REVIEW_SHORT), "artefact")) == 4


def test_a_narrow_task_of_controls_that_serve_iso_only_is_told_as_both() -> None:
    narrow = AuditTaskScope(task="internal-audit", kind=TaskKind.INTERNAL_AUDIT, covers=frozenset())
    held = healthy(controls=but(serving("AU-02", *make.AUDIT)), tasks=(narrow,))
    assert set(found(held)) == {Code.AUDIT_APART, Code.AUDIT_SHORT}


def test_one_that_nobody_plans_is_found_where_a_plan_was_read() -> None:
    without: dict[str, Any] = {"controls": tuple(c for c in CONTROLS if c.id not in ("AU-02", "AU-03"))}
    codes = {Code.AUDIT_UNPLANNED, Code.REVIEW_UNPLANNED}
    assert found(healthy(**without)) == {}
    told = found(healthy(**without, tasks=()))
    assert set(told) == codes
    assert {(one.since, one.owner, one.facts) for one in told.values()} == {(PREPARING, "alice", ())}
    planned = tuple(AuditTaskScope(task=kind, kind=kind) for kind in TaskKind)
    assert found(healthy(**without, tasks=planned)) == {}
    assert found(healthy(tasks=())) == {}  # controls in use bring both about


def test_one_that_lost_its_last_control_is_told_since_that_day_and_not_since_anybody_looks() -> None:
    later = PREPARING + timedelta(days=20)
    gone = (evolve(AUDIT, retired_on=later), evolve(REVIEW, retired_on=PREPARING - timedelta(days=9)))
    told = found(healthy(controls=but(*gone), tasks=()))
    assert {code: each.since for code, each in told.items()} == {
        Code.AUDIT_UNPLANNED: later,
        Code.REVIEW_UNPLANNED: PREPARING,
    }


def test_an_internal_auditor_who_built_what_is_audited_is_found_with_it() -> None:
    ivy = Built(person="ivy", controls=("AC-02", "SD-01"), documents=("Access policy",))
    told = one(healthy(built=(ivy,)), Code.AUDIT_OWN_WORK)
    assert dict(told.counts) == {"people": 1, "controls": 2, "documents": 1}
    assert list(named(told, "person")) == ["ivy"]
    assert list(named(told, "built")) == ["AC-02", "SD-01", "Access policy"]
    assert found(healthy(PREPARING - timedelta(days=1), built=(ivy,), **QUIET)) == {}


def test_own_work_is_told_since_it_began_and_not_before_the_audit_is_prepared() -> None:
    long_ago, later = PREPARING - timedelta(days=90), PREPARING + timedelta(days=9)

    def since(*days: date | None) -> date:
        people = (Built(person=f"ivy-{n}", controls=("AC-02",), since=day) for n, day in enumerate(days))
        return one(healthy(built=tuple(people)), Code.AUDIT_OWN_WORK).since

    assert since(later) == later
    assert since(later, long_ago) == PREPARING
    assert since(None) == since(later, None) == PREPARING


@each(
    ("text", "names"),
    [
        ("SOC 2 artefacts included", set(Artefact)),
        ("The SOC-2 report", set(Artefact)),
        ("a Type 2 report", set(Artefact)),
        ("trust services criteria", set(Artefact)),
        ("CC4.1 and CUECs", {Artefact.CRITERIA, Artefact.USER_CONTROLS}),
        ("deviations of the observation period", {Artefact.DEVIATIONS, Artefact.PERIOD}),
        ("system changes, management's assertion", {Artefact.CHANGES, Artefact.ASSERTION}),
        ("every clause and Annex A control", set()),
        ("our SOC 24 hours a day", set()),
    ],
)
def test_what_a_text_names(text: str, names: set[Artefact]) -> None:
    assert named_in(text) == names
