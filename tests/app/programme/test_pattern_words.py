"""Every finding, audit, consequence and state of the failure patterns has its words, and fills them."""

import re
from datetime import date
from decimal import Decimal

from tests import factories as make
from tests.domain.programme.patterns.healthy import LATE, NAMES, but, healthy, serving, without
from tests.domain.programme.patterns.test_scopes import drift
from tests.domain.risks import making
from tests.each import each

from dualtrack.app.programme import pattern_words as words
from dualtrack.app.programme.words import refusal_text
from dualtrack.app.programme.work_words import work_text
from dualtrack.domain.controls.period import Period
from dualtrack.domain.programme.auditors.inside import Built
from dualtrack.domain.programme.patterns.answers import (
    AnswerRefusal,
    AnswerState,
    PatternAnswer,
    PatternState,
    Watched,
)
from dualtrack.domain.programme.patterns.artefacts import Artefact, AuditTaskScope, TaskKind
from dualtrack.domain.programme.patterns.costs import Scale
from dualtrack.domain.programme.patterns.documentation import DocumentState
from dualtrack.domain.programme.patterns.finding import (
    Audit,
    Code,
    Consequence,
    Fact,
    Pattern,
    PatternFinding,
    Severity,
)
from dualtrack.domain.programme.patterns.owed import pattern_work
from dualtrack.domain.programme.patterns.registry import detect
from dualtrack.domain.programme.patterns.reviewed import OUTSIDE
from dualtrack.domain.scope.drift import DriftKind
from dualtrack.domain.scope.scope import DifferenceKind

DAY = date(2026, 3, 2)


def finding(code: Code = Code.DRIFT, **fields: object) -> PatternFinding:
    """A finding with every number that a sentence may tell."""
    names = {name for text in words.FOUND.values() for name in re.findall(r"{(\w+)}", text)}
    plain: dict[str, object] = {"code": code, "since": DAY, "severity": Severity.LOW}
    return PatternFinding(**(plain | {"counts": tuple((name, 7) for name in sorted(names))} | fields))  # type: ignore[arg-type]  # what a test says


def test_nothing_is_without_words() -> None:
    assert set(words.TITLES) == set(words.MEANS) == set(Pattern)
    assert set(words.FOUND) == set(words.TO_DO) == set(Code)
    assert set(words.AUDITS) == set(Audit)
    assert set(words.CONSEQUENCES) == set(Consequence)
    assert set(words.SEVERITIES) == set(Severity)
    assert set(words.STATES) == set(PatternState)
    assert set(words.ARTEFACTS) == set(Artefact)
    assert set(AnswerRefusal) <= set(words.REFUSALS)
    drifts = {f"{framework} {kind}" for framework in ("soc2", "iso27001") for kind in DriftKind}
    papers = set(DocumentState) - {DocumentState.CURRENT}
    assert set(words.WHATS) == drifts | papers | set(DifferenceKind) | {"not_approved", OUTSIDE}


@each("code", Code)
def test_a_finding_is_a_sentence_and_its_work_another(code: Code) -> None:
    assert "{" not in words.found_text(finding(code))
    (work,) = pattern_work([Watched(finding=finding(code, owner="mara"))])
    assert work_text(work) == words.to_do_text(code)
    assert (work.id, work.owner, work.control) == (f"{code}/pattern", "mara", None)
    assert work.requirements


def test_work_is_there_while_no_answer_stands() -> None:
    states = [s for s in AnswerState if pattern_work([Watched(finding=finding(), state=s)])]
    assert states == [AnswerState.NONE, AnswerState.EXPIRED, AnswerState.VOID]


def test_a_fact_tells_what_is_about_it() -> None:
    drifted = Fact(kind="thing", id="asset/store", what="iso27001 joined: not held; all of it")
    assert words.fact_text(drifted) == "joined the ISMS since the approval"
    assert words.fact_text(Fact(kind="artefact", id="system_description")) == "the system description"
    assert words.fact_text(Fact(kind="risk", id="R-001")) == ""


def test_an_answer_says_what_became_of_it() -> None:
    given = PatternAnswer(
        id="x~1",
        number=1,
        finding="x",
        facts="0" * 64,
        reason="On its way",
        answered_by="person:alice",
        answered_on=DAY,
        until=date(2026, 4, 1),
    )
    told = [
        words.answer_text(Watched(finding=finding(), answer=given, state=s))
        for s in AnswerState
        if s != "not_answered"
    ]
    assert told == [
        "Answered until 2026-04-01: On its way",
        "It was answered until 2026-04-01, and is back: On its way",
        "It was answered on 2026-03-02; the facts are others since, and the answer is void: On its way",
    ]
    assert words.answer_text(Watched(finding=finding())) == ""


def test_days_are_read_without_needless_digits() -> None:
    assert [words.days_text(Decimal(d)) for d in ("1.00", "10", "0.75", "0")] == ["1", "10", "0.75", "0"]


@each("code", sorted(words.REFUSALS))
def test_refusals_are_among_all_others(code: str) -> None:
    assert "{" not in refusal_text(code, {})


def test_every_finding_gives_the_numbers_that_its_sentence_tells() -> None:
    narrow = tuple(AuditTaskScope(task=kind, kind=kind, covers=frozenset()) for kind in TaskKind)
    apart = but(serving("AU-02", *make.AUDIT), serving("AU-03", *make.REVIEW), serving("RSK-01", make.RISK))
    plain = making.risk(id="R-009", criteria=(), controls=())
    wider = (make.scope("soc2", "app"), make.scope("iso27001", "app", "site"))
    told = (
        *detect(healthy(**without(*NAMES), drifts=(drift(),), scopes=wider), Scale()),
        *detect(healthy(controls=apart, tasks=narrow, risks=making.register(plain)), Scale()),
        *detect(healthy(scopes=(), risks=making.register(), controls=(), tasks=()), Scale()),
        *detect(
            healthy(tasks=_out(), built=(Built(person="ivy", controls=("AC-02",)),), evidence=()), Scale()
        ),
    )
    assert {one.code for one in told} == set(Code)
    assert not [text for one in told if "{" in (text := words.found_text(one))]
    assert all(words.fact_text(fact) is not None for one in told for fact in one.facts)


def _out() -> tuple[AuditTaskScope, ...]:
    period = Period(date(2026, 7, 1), date(2026, 11, 30))
    return tuple(
        AuditTaskScope(task=kind, kind=kind, period=period, planned_for=LATE, outside_since=period.end)
        for kind in TaskKind
    )
