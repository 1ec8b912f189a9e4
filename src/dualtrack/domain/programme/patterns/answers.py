"""Answers to a finding that is a false alarm: a reason that expires, bound to the facts of the finding."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.ledger.codec import recorded
from dualtrack.domain.programme.patterns.finding import Pattern, PatternFinding

LONGEST_DAYS = 90


@recorded("pattern_answer")
@frozen(kw_only=True)
class PatternAnswer:
    """Why a finding is no trouble, until and with a day; `facts` is the digest of what it speaks about."""

    id: str
    number: int
    finding: str
    facts: str
    reason: str
    answered_by: str
    answered_on: date
    until: date


class AnswerRefusal(StrEnum):
    """Why an answer is not taken."""

    NO_REASON = "pattern_answer_needs_a_reason"
    PAST = "pattern_answer_ends_before_it_begins"
    TOO_LONG = "pattern_answer_stands_too_long"


def refusal(reason: str, until: date, today: date) -> AnswerRefusal | None:
    """The first reason to refuse an answer, or None."""
    if not reason.strip():
        return AnswerRefusal.NO_REASON
    if until < today:
        return AnswerRefusal.PAST
    return AnswerRefusal.TOO_LONG if until > last_day(today) else None


def last_day(today: date) -> date:
    """The last day until which an answer of today may stand."""
    return today + timedelta(days=LONGEST_DAYS)


class AnswerState(StrEnum):
    """What became of the last answer."""

    NONE = "not_answered"
    STANDS = "answered"
    EXPIRED = "answer_expired"
    VOID = "answer_void"  # the facts are others by now


@frozen(kw_only=True)
class Watched:
    """A finding with its last answer."""

    finding: PatternFinding
    answer: PatternAnswer | None = None
    state: AnswerState = AnswerState.NONE

    @property
    def open(self) -> bool:
        """True unless an answer stands."""
        return self.state is not AnswerState.STANDS


def watched(
    findings: Iterable[PatternFinding], answers: Iterable[PatternAnswer], as_of: date
) -> tuple[Watched, ...]:
    """Each finding with the last answer that was given to it by the day."""
    last: dict[str, PatternAnswer] = {}
    for one in sorted(answers, key=lambda a: (a.answered_on, a.number, a.id)):
        if one.answered_on <= as_of:
            last[one.finding] = one
    return tuple(
        Watched(finding=one, answer=last.get(one.id), state=_state(one, last.get(one.id), as_of))
        for one in findings
    )


def _state(finding: PatternFinding, answer: PatternAnswer | None, as_of: date) -> AnswerState:
    if answer is None:
        return AnswerState.NONE
    if as_of > answer.until:
        return AnswerState.EXPIRED
    return AnswerState.STANDS if answer.facts == finding.digest else AnswerState.VOID


class PatternState(StrEnum):
    """How one pattern stands."""

    NOT_COMBINED = "one_framework_only"
    NONE = "none_found"
    FOUND = "found"
    ANSWERED = "all_answered"


def state_of(pattern: Pattern, held: Iterable[Watched], *, combined: bool) -> PatternState:
    """The state of a pattern from its findings; the patterns are those of the combination."""
    mine = [one for one in held if one.finding.pattern is pattern]
    if not combined:
        return PatternState.NOT_COMBINED
    if not mine:
        return PatternState.NONE
    return PatternState.FOUND if any(one.open for one in mine) else PatternState.ANSWERED
