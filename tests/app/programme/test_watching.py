"""Failure patterns over a home: from tables and ledger alike, answered for a time, owed until gone."""

from datetime import date, datetime, timedelta

import pytest
from attrs import evolve
from tests.app.conftest import NOW, START, TODAY, viewer

from dualtrack.app.accounts.rights import NotAllowedError
from dualtrack.app.controls import services as controls
from dualtrack.app.ledger import clock
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.ledger.services import tombstone
from dualtrack.app.programme import plan_changes
from dualtrack.app.programme.answering import answer
from dualtrack.app.programme.models import PatternAnswerRow
from dualtrack.app.programme.pattern_words import found_text
from dualtrack.app.programme.queries import When
from dualtrack.app.programme.watching import Watching, owed_work, watching
from dualtrack.app.programme.words import refusal_text
from dualtrack.app.registers import services as registers
from dualtrack.app.scope import services as scope
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.patterns.answers import AnswerState, PatternAnswer, PatternState
from dualtrack.domain.programme.patterns.finding import Audit, Pattern
from dualtrack.domain.programme.plan.choices import MovedBy
from dualtrack.domain.registers.things import Service
from dualtrack.domain.scope.scope import Membership

LEAD = viewer("alice")
UNSCOPED, EMPTY = "scope_not_approved", "risk_register_empty"
NARROW, OUT = "internal_audit_leaves_out_soc2", "management_review_outside_soc2_period"
UNTIL = TODAY + timedelta(days=30)


def now_about(day: date = TODAY, known_at: datetime | None = None) -> Watching:
    """The patterns of a day, as the lead sees them."""
    return watching(LEAD, When(as_of=day, known_at=known_at))


def ids(held: Watching) -> list[str]:
    """What is found."""
    return [one.finding.id for one in held.found]


def given(by: Viewer = LEAD, finding: str = UNSCOPED, until: date = UNTIL, **fields: str) -> PatternAnswer:
    """An answer of today."""
    said = {"reason": "The consultant has both scopes in hand"} | fields
    return answer(by, now=clock.now(), today=TODAY, finding=finding, until=until, **said)


def refused(**fields: object) -> str:
    """Why an answer is refused, in words."""
    with pytest.raises(RefusedError) as caught:
        given(**fields)  # type: ignore[arg-type]  # what a test wants wrong
    return refusal_text(caught.value.code, caught.value.params)


@pytest.mark.usefixtures("programme")
class TestWatching:
    """A programme begun nine months ago, of which nothing was done since."""

    def test_what_is_found_and_since_when(self) -> None:
        held = now_about()
        assert ids(held) == [UNSCOPED, EMPTY]
        assert held.found[0].finding.since == date(2025, 8, 2)
        assert held.state(Pattern.SCOPES) is PatternState.FOUND
        assert held.state(Pattern.REVIEWS) is PatternState.NONE
        assert {one.finding.owner for one in held.found} == {"alice"}
        assert all(one.finding.hits for one in held.found)

    def test_on_the_first_day_nothing_is_amiss(self) -> None:
        assert ids(now_about(START)) == []
        assert ids(now_about(date(2025, 8, 2))) == [UNSCOPED]

    def test_who_may_not_read_the_programme_is_told_nothing(self) -> None:
        with pytest.raises(NotAllowedError):
            watching(viewer("bob"), When(as_of=TODAY))

    def test_the_work_stands_on_the_list_of_its_owner_alone(self) -> None:
        when = When(as_of=TODAY)
        assert [w.id for w in owed_work(LEAD, when, ())] == [
            "sequencing_decision",
            f"{UNSCOPED}/pattern",
            f"{EMPTY}/pattern",
        ]
        assert owed_work(viewer("bob"), when, ()) == ()

    def test_an_answer_holds_the_finding_back_until_its_day(self) -> None:
        told = given()
        assert (told.id, told.answered_by, told.until) == (f"{UNSCOPED}~1", "person:alice", UNTIL)
        held = now_about()
        assert [one.state for one in held.found] == [AnswerState.STANDS, AnswerState.NONE]
        assert held.state(Pattern.SCOPES) is PatternState.ANSWERED
        assert [w.what for w in held.work] == [EMPTY]
        with clock.use(NOW + timedelta(days=31)):
            over = now_about(UNTIL + timedelta(days=1))
        assert over.found[0].state is AnswerState.EXPIRED
        assert over.found[0].open
        assert given(viewer("charlie")).id == f"{UNSCOPED}~2"

    def test_an_answer_is_void_once_the_facts_are_others(self) -> None:
        given()
        _scope("soc2")
        (found, _) = now_about().found
        assert (found.state, found.open) == (AnswerState.VOID, True)

    def test_the_past_is_told_from_the_ledger_as_the_tables_told_it(self) -> None:
        given()
        _reword()
        before = now_about()
        with clock.use(NOW + timedelta(hours=1)):
            _scope("soc2")
            _scope("iso27001")
            assert ids(now_about()) == [EMPTY]
            again = now_about(known_at=NOW)
        assert [(o.finding, o.state) for o in again.found] == [(o.finding, o.state) for o in before.found]
        assert again.facts.reworded == before.facts.reworded == {"AC-02": TODAY}
        assert again.facts.lead == "alice"

    def test_a_narrow_audit_is_planted_through_the_plan_and_gone_when_it_is_taken_back(self) -> None:
        """The note on the audit programme names ISO 27001 alone; nothing else in the home changes."""
        _complete("audit_programme", "All clauses of ISO 27001 and Annex A")
        told = next(one.finding for one in now_about().found if one.finding.id == NARROW)
        assert (told.since, told.owner) == (TODAY, "alice")
        assert [fact.id for fact in told.facts if fact.kind == "task"] == ["internal_audit"]
        assert found_text(told) == "The internal audit leaves out 3 of 3 things that are SOC 2's own."
        assert {hit.audit for hit in told.hits} == {Audit.SOC2, Audit.STAGE2}
        assert ids(now_about(TODAY - timedelta(days=1))) == [UNSCOPED, EMPTY]
        plan_changes.reopen(LEAD, now=clock.now(), task="audit_programme")
        assert ids(now_about()) == [UNSCOPED, EMPTY]

    def test_a_wide_audit_and_review_in_the_plan_are_healthy(self) -> None:
        _complete("audit_programme", "All clauses, Annex A and SOC 2 with its own artefacts")
        _complete("review_pack", "Inputs of 9.3.2, and the state of the SOC 2 examination")
        assert now_about().state(Pattern.REVIEWS) is PatternState.NONE

    def test_a_review_that_is_moved_out_of_the_period_is_found_since_it_was_moved(self) -> None:
        def moved(to: date) -> None:
            plan_changes.move(
                LEAD,
                now=clock.now(),
                today=TODAY,
                task="management_review",
                start=to,
                by=MovedBy.US,
                reason="The board meets in July",
            )

        moved(date(2026, 5, 20))
        before = now_about()
        moved(date(2026, 7, 1))
        with clock.use(NOW + timedelta(days=1)):
            told = now_about(TODAY + timedelta(days=1)).of(Pattern.REVIEWS)
            again = now_about(known_at=NOW)
        assert before.of(Pattern.REVIEWS) == ()
        assert [(one.finding.id, one.finding.since) for one in told] == [(OUT, TODAY)]
        assert [one.finding.id for one in again.of(Pattern.REVIEWS)] == [OUT]
        assert found_text(told[0].finding) == (
            "The management review lies outside the SOC 2 period; days after the end of the period: 30."
        )

    def test_an_internal_auditor_who_owns_what_is_audited_is_found(self) -> None:
        value = evolve(controls.held("AC-02"), owner="ivy")
        controls.adopt(actor=LEAD.actor, now=clock.now(), controls=[value])
        (told,) = now_about().of(Pattern.REVIEWS)
        assert told.finding.id == "internal_auditor_built_what_is_audited"
        facts = {(fact.kind, fact.id) for fact in told.finding.facts}
        assert {("person", "ivy"), ("built", "AC-02")} <= facts
        assert told.finding.since == TODAY
        with clock.use(NOW + timedelta(days=4)):
            (later,) = now_about(TODAY + timedelta(days=4)).of(Pattern.REVIEWS)
        assert later.finding.since == TODAY

    def test_an_answer_that_is_taken_away_holds_nothing_back(self) -> None:
        given()
        tombstone(PatternAnswerRow.objects.get(), actor=LEAD.actor, now=clock.now(), action="pattern.answer")
        assert now_about().found[0].state is AnswerState.NONE

    @pytest.mark.parametrize("name", ["bob", "ivy", "ada", "sam"])
    def test_only_a_lead_or_manager_answers(self, name: str) -> None:
        with pytest.raises(NotAllowedError):
            given(viewer(name))
        assert not PatternAnswerRow.objects.exists()

    def test_the_operator_answers_nothing(self, operator: Viewer) -> None:
        with pytest.raises(NotAllowedError):
            given(operator)

    def test_what_is_refused_is_said(self) -> None:
        assert refused(reason=" ") == f"{UNSCOPED}: say why it is a false alarm"
        assert refused(until=TODAY - timedelta(days=1)) == (
            f"{UNSCOPED}: until 2026-03-01, but today is 2026-03-02; give a day from today to 2026-05-31"
        )
        assert refused(until=date(2026, 6, 1)) == (
            f"{UNSCOPED}: until 2026-06-01 is more than 90 days from today; give a day up to 2026-05-31, and"
            " answer it again then if it is still so"
        )
        assert refused(finding="scope_drift_unapproved") == (
            "scope_drift_unapproved: no such finding stands today; those that do: scope_not_approved,"
            " risk_register_empty. See: dualtrack patterns"
        )
        assert refused(seen="0" * 64) == (
            f"{UNSCOPED}: its facts changed since it was shown to you; read it again before you answer it"
        )
        assert not PatternAnswerRow.objects.exists()


def _scope(framework: str) -> None:
    lead, manager = Actor("person:alice", "ui"), Actor("person:charlie", "ui")
    registers.put(actor=lead, now=clock.now(), records=[Service(id="app", name="Application")])
    held = scope.draft(
        actor=lead,
        now=clock.now(),
        framework=framework,
        name="Service",
        statement="What we run",
        members=[Membership(thing="service/app")],
        effective_from=START,
    )
    scope.approve(actor=manager, now=clock.now(), today=TODAY, scope=held.id)


def _reword() -> None:
    value = evolve(controls.held("AC-02"), activity="Bob looks at every account")
    controls.adopt(actor=Actor("person:alice", "ui"), now=clock.now(), controls=[value])


def _complete(task: str, note: str) -> None:
    plan_changes.complete(LEAD, now=clock.now(), today=TODAY, task=task, on=TODAY, note=note)
