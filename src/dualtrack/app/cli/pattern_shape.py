"""What `patterns` answers, in the contract's keys."""

from typing import TYPE_CHECKING, Any

from dualtrack.app.programme.pattern_words import (
    CONSEQUENCES,
    days_text,
    fact_text,
    found_text,
    title_text,
    to_do_text,
)
from dualtrack.domain.programme.patterns.finding import Pattern
from dualtrack.domain.programme.patterns.owed import ASKS

if TYPE_CHECKING:
    from datetime import date

    from dualtrack.app.programme.watching import Watching
    from dualtrack.domain.programme.patterns.answers import PatternAnswer, Watched
    from dualtrack.domain.programme.patterns.finding import Hit


def patterns_json(held: "Watching") -> dict[str, Any]:
    """Every pattern with its state, and every finding."""
    day = held.when.as_of
    return {
        "as_of": day.isoformat(),
        "known_at": held.when.known_at,
        "patterns": [
            {
                "pattern": pattern.value,
                "title": title_text(pattern),
                "state": held.state(pattern).value,
                "findings": [one.finding.id for one in held.of(pattern)],
            }
            for pattern in Pattern
        ],
        "findings": [_finding(one, day, held.scale.basis) for one in held.found],
    }


def answer_json(answer: "PatternAnswer") -> dict[str, Any]:
    """One answer by its facts."""
    return {
        "id": answer.id,
        "finding": answer.finding,
        "reason": answer.reason,
        "answered_by": answer.answered_by,
        "answered_on": answer.answered_on.isoformat(),
        "until": answer.until.isoformat(),
        "facts": answer.facts,
    }


def _finding(one: "Watched", day: "date", basis: str) -> dict[str, Any]:
    found = one.finding
    return {
        "id": found.id,
        "pattern": found.pattern.value,
        "text": found_text(found),
        "since": found.since.isoformat(),
        "days_open": found.days_open(day),
        "severity": found.severity.value,
        "open": one.open,
        "requirements": list(ASKS[found.code]),
        "counts": dict(found.counts),
        "facts": [
            {"kind": fact.kind, "id": fact.id, "what": fact.what, "text": fact_text(fact)}
            for fact in found.facts
        ],
        "digest": found.digest,
        "audits": [_hit(hit, basis) for hit in found.hits],
        "person_days": days_text(found.person_days),
        "to_do": to_do_text(found.code),
        "owner": found.owner,
        "answer_state": one.state.value,
        "answer": None if one.answer is None else answer_json(one.answer),
    }


def _hit(hit: "Hit", basis: str) -> dict[str, Any]:
    return {
        "audit": hit.audit.value,
        "consequence": hit.consequence.value,
        "text": CONSEQUENCES[hit.consequence],
        "person_days": days_text(hit.person_days),
        "basis": basis,
    }
