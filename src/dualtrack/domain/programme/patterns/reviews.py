"""Internal audit and management review scoped too narrowly: both look at ISO 27001 alone.

ISO/IEC 27001 9.2, 9.3; SOC 2 CC4.1, CC4.2. One management system has one audit and one review of the whole,
SOC 2's own artefacts included. What they cover is read from the plan's tasks where it says so, and until then
from the wording and the records of the controls behind the clauses, and from what meetings were about.
"""

from collections.abc import Iterator
from datetime import date

from dualtrack.domain.programme.patterns.artefacts import WANTED, TaskKind, named_in
from dualtrack.domain.programme.patterns.facts import PatternFacts
from dualtrack.domain.programme.patterns.finding import Code, Fact, PatternFinding
from dualtrack.domain.programme.patterns.reviewed import A_YEAR, OUTSIDE, TASKS, Seen, seen, told


def reviews(facts: PatternFacts) -> tuple[PatternFinding, ...]:
    """Everything that makes one of the two too narrow."""
    if not facts.combined:
        return ()
    looked_at = [one for one in (seen(facts, task) for task in TASKS) if one.since <= facts.as_of]
    detectors = (_apart, _short, _unplanned, _outside, _own_work)
    found = (detector(facts, one) for one in looked_at for detector in detectors)
    return tuple(one for one in found if one is not None)


def _apart(facts: PatternFacts, one: Seen) -> PatternFinding | None:
    """Every control behind the clauses serves ISO only, whatever it says of itself."""
    if not one.apart:
        return None
    counts = (("controls", len(one.controls)), ("evidence", len(one.evidence)))
    return told(facts, one, one.task.apart, counts=counts)


def _short(facts: PatternFacts, one: Seen) -> PatternFinding | None:
    """What is to be covered leaves out SOC 2's own; told once where its controls serve ISO only."""
    said = one.said
    if not said and (one.apart or not one.controls):
        return None
    wanted, worded = WANTED[one.task.kind], _worded(facts, one)
    covered = _planned(one) if said else worded
    missing = [each for each in wanted if each not in covered]
    if not missing:
        return None
    days = [each.said_on for each in said if each.said_on is not None]
    plan_alone = bool(days) and not one.apart and worded >= set(wanted)
    return told(
        facts,
        one,
        one.task.short,
        *(Fact(kind="task", id=each.task) for each in said),
        *(Fact(kind="artefact", id=each.value) for each in missing),
        since=min(days) if plan_alone else None,
        counts=(("missing", len(missing)), ("wanted", len(wanted))),
    )


def _planned(one: Seen) -> frozenset[str]:
    """What its tasks say, and what was taken in all the same by what was performed."""
    performed = (named_in(text) for e in one.evidence for text in (e.title, e.note))
    return frozenset[str]().union(*(each.covers or () for each in one.said), *performed)


def _worded(facts: PatternFacts, one: Seen) -> frozenset[str]:
    """What controls, their records and, of a review, the meetings of the last year say that they cover."""
    texts = [text for c in one.controls for text in (c.title, c.activity, *c.evidence)]
    texts += [text for e in one.evidence for text in (e.title, e.note)]
    if one.task.kind is TaskKind.MANAGEMENT_REVIEW:
        year = facts.as_of - A_YEAR
        held = (m for m in facts.meetings if year < m.on <= facts.as_of and _reviews(m.name, m.topics))
        texts += [text for m in held for text in (m.topics, m.decisions)]
    return frozenset[str]().union(*(named_in(text) for text in texts))


def _reviews(name: str, topics: str) -> bool:
    return "management review" in f"{name} {topics}".lower()


def _unplanned(facts: PatternFacts, one: Seen) -> PatternFinding | None:
    """Neither the plan nor a control in use brings it about."""
    if facts.tasks is None or one.planned or one.controls:
        return None
    return told(facts, one, one.task.unplanned, since=max([one.since, *_given_up(facts, one)]))


def _given_up(facts: PatternFacts, one: Seen) -> Iterator[date]:
    """The days on which controls that brought it about were retired: until the last of them it was there."""
    for control in facts.programme.controls:
        if control.retired_on is not None and set(one.task.clauses) & set(control.requirements):
            yield control.retired_on


def _outside(facts: PatternFacts, one: Seen) -> PatternFinding | None:
    """It was moved out of the SOC 2 period or not held by its end, and no record in the period shows it."""
    held = [e.performed for e in one.evidence]
    out = [
        (each.outside_since, each)
        for each in one.planned
        if each.outside_since is not None and not any(each.during(day) for day in held)
    ]
    if not out or min(since for since, _ in out) > facts.as_of:
        return None
    since = min(since for since, _ in out)
    late: date = max(each.planned_for or since for _, each in out)
    ends = [each.period.end for _, each in out if each.period is not None]
    return told(
        facts,
        one,
        one.task.outside,
        *(Fact(kind="task", id=each.task, what=OUTSIDE) for _, each in out),
        since=since,
        counts=(("days", max(1, (late - min(ends)).days)),),
    )


def _own_work(facts: PatternFacts, one: Seen) -> PatternFinding | None:
    """Internal auditors own or wrote what they would audit, and have to leave it out (9.2.2)."""
    if one.task.kind is not TaskKind.INTERNAL_AUDIT or not facts.built:
        return None
    controls = sorted({each for found in facts.built for each in found.controls})
    documents = sorted({each for found in facts.built for each in found.documents})
    began = [found.since or one.since for found in facts.built]
    return told(
        facts,
        one,
        Code.AUDIT_OWN_WORK,
        *(Fact(kind="person", id=found.person) for found in facts.built),
        *(Fact(kind="built", id=each) for each in (*controls, *documents)),
        since=max(one.since, min(began)),
        counts=(("people", len(facts.built)), ("controls", len(controls)), ("documents", len(documents))),
    )
