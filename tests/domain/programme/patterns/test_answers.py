"""An answer stands until its day and while its facts are the same; then the finding is back and says so."""

from datetime import date, timedelta
from typing import Any

from tests.domain.programme.patterns.healthy import LATE, healthy, without
from tests.each import each

from dualtrack.domain.programme.patterns.answers import (
    AnswerState,
    PatternAnswer,
    PatternState,
    last_day,
    refusal,
    state_of,
    watched,
)
from dualtrack.domain.programme.patterns.costs import Scale
from dualtrack.domain.programme.patterns.finding import Pattern, PatternFinding
from dualtrack.domain.programme.patterns.registry import detect

UNTIL = LATE + timedelta(days=30)


def findings(*names: str) -> tuple[PatternFinding, ...]:
    return detect(healthy(**without(*(names or ("CR-01",)))), Scale())


def answer(**fields: Any) -> PatternAnswer:
    """The finding on cryptography is answered on the day."""
    (told,) = findings()
    plain: dict[str, Any] = {"id": f"{told.id}~1", "number": 1, "finding": told.id, "facts": told.digest}
    plain |= {"reason": "The policy is signed and on its way", "answered_by": "person:alice"}
    return PatternAnswer(**(plain | {"answered_on": LATE, "until": UNTIL} | fields))


def state(*answers: PatternAnswer, day: date = LATE) -> AnswerState:
    (held,) = watched(findings(), answers, day)
    assert held.open == (held.state is not AnswerState.STANDS)
    return held.state


@each(
    ("answers", "day", "expected"),
    [
        ((), LATE, AnswerState.NONE),
        ((answer(),), LATE, AnswerState.STANDS),
        ((answer(),), UNTIL, AnswerState.STANDS),
        ((answer(),), UNTIL + timedelta(days=1), AnswerState.EXPIRED),
        ((answer(),), LATE - timedelta(days=1), AnswerState.NONE),
        ((answer(finding="scope_drift_unapproved"),), LATE, AnswerState.NONE),
        ((answer(facts="0" * 64),), LATE, AnswerState.VOID),
        ((answer(facts="0" * 64, until=LATE), answer(number=2, id="b")), LATE, AnswerState.STANDS),
        ((answer(number=2, id="b", until=LATE), answer()), UNTIL, AnswerState.EXPIRED),
    ],
)
def test_what_became_of_the_last_answer(
    answers: tuple[PatternAnswer, ...], day: date, expected: AnswerState
) -> None:
    assert state(*answers, day=day) is expected


def test_a_finding_with_other_facts_voids_the_answer() -> None:
    (more,) = (one for one in findings("CR-01", "AC-02", "AC-03") if one.id == "documentation_behind_formal")
    given = answer(finding=more.id, facts=more.digest)
    (fewer,) = (one for one in findings("AC-02", "AC-03", "AU-02") if one.id == more.id)
    assert [one.state for one in watched((more, fewer), (given,), LATE)] == [
        AnswerState.STANDS,
        AnswerState.VOID,
    ]


@each(
    ("reason", "days", "expected"),
    [
        ("signed", 0, None),
        ("signed", 90, None),
        (" ", 10, "pattern_answer_needs_a_reason"),
        ("signed", -1, "pattern_answer_ends_before_it_begins"),
        ("signed", 91, "pattern_answer_stands_too_long"),
    ],
)
def test_which_answers_are_refused(reason: str, days: int, expected: str | None) -> None:
    assert refusal(reason, LATE + timedelta(days=days), LATE) == expected
    assert last_day(LATE) == LATE + timedelta(days=90)


def test_the_state_of_a_pattern() -> None:
    open_one, answered = watched(findings(), (), LATE), watched(findings(), (answer(),), LATE)

    def of(pattern: Pattern, held: Any, *, combined: bool = True) -> PatternState:
        return state_of(pattern, held, combined=combined)

    assert of(Pattern.DOCUMENTATION, open_one) is PatternState.FOUND
    assert of(Pattern.DOCUMENTATION, answered) is PatternState.ANSWERED
    assert of(Pattern.SCOPES, open_one) is PatternState.NONE
    assert of(Pattern.DOCUMENTATION, (), combined=False) is PatternState.NOT_COMBINED
