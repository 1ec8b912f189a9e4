"""Laws of the detectors over generated programmes: since when is exact, documents help, nothing raises."""

from datetime import date, timedelta
from typing import Any

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import factories as make
from tests.domain.programme.patterns.healthy import (
    CONTROLS,
    LATE,
    NAMES,
    REGISTER,
    RISKS,
    RUNS,
    found,
    healthy,
    papers,
    records,
)
from tests.domain.programme.patterns.test_scopes import drift
from tests.domain.programme.programmes import days, programmes
from tests.domain.risks import making

from dualtrack.catalogues.pattern_file import load_scale
from dualtrack.domain.programme.auditors.inside import Built
from dualtrack.domain.programme.patterns.answers import AnswerState, PatternAnswer, watched
from dualtrack.domain.programme.patterns.artefacts import AuditTaskScope, TaskKind
from dualtrack.domain.programme.patterns.documentation import allowed
from dualtrack.domain.programme.patterns.facts import PatternFacts
from dualtrack.domain.programme.patterns.finding import Code, Pattern, Severity
from dualtrack.domain.programme.patterns.registry import detect

SCALE = load_scale()
ORDER = list(Severity)
inside = st.integers(0, 420).map(lambda n: make.START + timedelta(days=n))
maybe = st.one_of(st.none(), inside)


@st.composite
def documented(draw: Any) -> dict[str, Any]:
    """The healthy controls, documented, shown and reworded on any days or never."""
    papered = [name for name in NAMES if draw(st.booleans())]
    approved = {name: draw(inside) for name in papered}
    return {
        "documents": tuple(d for name in papered for d in papers(name, on=approved[name])),
        "evidence": tuple(e for name in NAMES for e in records(name, on=draw(inside))),
        "reworded": {name: on for name in NAMES if (on := draw(maybe)) is not None},
    }


def documentation(as_of: date, **held: Any) -> dict[Code, date]:
    """Since when each workstream lags on a day."""
    told = found(healthy(as_of, **held))
    return {code: one.since for code, one in told.items() if code.pattern is Pattern.DOCUMENTATION}


@settings(deadline=None)
@given(held=documented(), as_of=inside)
def test_since_is_the_day_on_which_the_gap_opened(held: dict[str, Any], as_of: date) -> None:
    """It was found on that day and on each one after it, and not the day before."""
    for code, since in documentation(as_of, **held).items():
        assert since <= as_of
        assert code not in documentation(since - timedelta(days=1), **held)
        span = (as_of - since).days
        for day in {since + timedelta(days=n) for n in (0, span // 3, 2 * span // 3, span)}:
            assert documentation(day, **held)[code] == since


@settings(deadline=None)
@given(held=documented(), as_of=inside, name=st.sampled_from(NAMES), on=inside)
def test_one_more_document_never_makes_a_lag(held: dict[str, Any], as_of: date, name: str, on: date) -> None:
    more = held | {"documents": (*held["documents"], *papers(name, on=on, version=2))}
    assert documentation(as_of, **more).keys() <= documentation(as_of, **held).keys()


@settings(deadline=None)
@given(held=documented(), as_of=inside)
def test_documents_of_the_day_of_a_wording_close_every_gap(held: dict[str, Any], as_of: date) -> None:
    written = {name: held["reworded"].get(name, make.START) for name in NAMES}
    closed = tuple(d for name, on in written.items() for d in papers(name, on=on))
    if as_of >= max(written.values()):
        assert documentation(as_of, **(held | {"documents": closed})) == {}


@settings(deadline=None)
@given(first=inside, second=inside)
def test_what_may_lag_never_grows_from_day_to_day(first: date, second: date) -> None:
    course = healthy().course
    earlier, later = sorted((first, second))
    assert allowed(course, SCALE.lag, later) <= allowed(course, SCALE.lag, earlier)


@settings(deadline=None)
@given(held=programmes(), as_of=days)
def test_no_programme_is_too_odd_to_be_looked_at(held: Any, as_of: date) -> None:
    facts = PatternFacts(programme=held, as_of=as_of, risks=REGISTER, lead="alice")
    told = detect(facts, SCALE)
    assert len({one.id for one in told}) == len(told)
    assert all(one.since <= as_of and len(one.digest) == 64 for one in told)
    assert all(one.days_open(as_of) >= 0 for one in told)
    if not facts.combined:
        assert told == ()


PLANTS: dict[Code, dict[str, Any]] = {
    Code.CRYPTOGRAPHY: {"documents": papers(*(n for n in NAMES if n != "CR-01"))},
    Code.FORMAL: {"documents": papers("CR-01", "PH-01", "SD-01")},
    Code.DIFFER: {"scopes": (make.scope("soc2", "app"), make.scope("iso27001", "app", "site"))},
    Code.UNSCOPED: {"scopes": (make.scope("soc2", "app"),)},
    Code.DRIFT: {"drifts": (drift(alone=False, on=date(2026, 9, 1)),)},
    Code.EMPTY: {"risks": making.register()},
    Code.NO_FRAUD: {"risks": making.register(*(evolve(r, fraud=False) for r in RISKS), assessments=RUNS)},
    Code.ONCE: {"risks": making.register(*RISKS)},
    Code.AUDIT_APART: {
        "controls": tuple(evolve(c, requirements=make.AUDIT) if c.id == "AU-02" else c for c in CONTROLS)
    },
    Code.AUDIT_SHORT: {
        "tasks": (
            AuditTaskScope(
                task="internal_audit",
                kind=TaskKind.INTERNAL_AUDIT,
                covers=frozenset(),
                said_on=date(2026, 8, 20),
            ),
        )
    },
    Code.AUDIT_OWN_WORK: {"built": (Built(person="ivy", controls=("AC-02",)),)},
}


@settings(deadline=None)
@given(code=st.sampled_from(sorted(PLANTS)), first=st.integers(0, 200), more=st.integers(0, 200))
def test_a_finding_that_nobody_mends_never_becomes_less_grave(code: Code, first: int, more: int) -> None:
    """From the day after the drift, with nothing done about anything."""
    early = date(2026, 9, 1) + timedelta(days=first)
    before = found(healthy(early, **PLANTS[code]), SCALE).get(code)
    after = found(healthy(early + timedelta(days=more), **PLANTS[code]), SCALE).get(code)
    if before is not None:
        assert after is not None
        assert ORDER.index(after.severity) >= ORDER.index(before.severity)
        assert (after.since, after.digest) == (before.since, before.digest)


@settings(deadline=None)
@given(length=st.integers(0, 90), asked=st.integers(-5, 120), same=st.booleans())
def test_an_answer_stands_exactly_until_its_day_and_for_its_facts(
    length: int, asked: int, same: bool
) -> None:
    (told,) = detect(healthy(LATE, **PLANTS[Code.CRYPTOGRAPHY]), SCALE)
    given_on, until = LATE, LATE + timedelta(days=length)
    answer = PatternAnswer(
        id="a",
        number=1,
        finding=told.id,
        facts=told.digest if same else "0" * 64,
        reason="Signed on Friday",
        answered_by=make.ALICE,
        answered_on=given_on,
        until=until,
    )
    day = LATE + timedelta(days=asked)
    (held,) = watched([told], [answer], day)
    assert (held.state is AnswerState.STANDS) == (same and given_on <= day <= until)
    assert held.open == (held.state is not AnswerState.STANDS)
    assert (held.answer is None) == (day < given_on)
