"""What a framework that is added finds there already, what it lacks, and what it asks beyond that."""

from datetime import date

from attrs import evolve, frozen

from dualtrack.domain.frameworks.coverage import reached
from dualtrack.domain.frameworks.ids import key_of
from dualtrack.domain.programme.organisation import FrameworkAdded
from dualtrack.domain.programme.readiness import Prepared, assess
from dualtrack.domain.programme.snapshot import Programme
from dualtrack.domain.programme.statuses import Readiness
from dualtrack.domain.programme.work import Work, work


@frozen(kw_only=True)
class Reuse:
    """One framework over what the programme holds: ids of what serves it, and what is left to do."""

    framework: str
    asked: int  # requirements of it that the programme asks for
    controls: tuple[str, ...]
    evidence: tuple[str, ...]
    documents: tuple[str, ...]
    served: tuple[str, ...]  # requirements that a control serves
    unserved: tuple[str, ...]  # those that nobody serves: new
    owed: tuple[Work, ...]  # documents and deltas, until the fact exists


def with_framework(programme: Programme, added: FrameworkAdded) -> Programme:
    """The programme as it runs with one framework more."""
    return evolve(programme, added=(*programme.added, added))


def in_use_for(programme: Programme, framework: str, as_of: date) -> list[tuple[str, tuple[str, ...]]]:
    """The controls in use on a day that serve something of a framework, each with all that it serves."""
    return [
        (c.id, c.requirements)
        for c in programme.controls
        if c.retired_on is None or c.retired_on > as_of
        if any(key_of(r) == framework for r in c.requirements)
    ]


def served_of(programme: Programme, framework: str, judged: Readiness) -> dict[str, tuple[str, ...]]:
    """Requirements of a framework that the programme asks for, in scope and served, each with its controls.

    In the order of the framework's file.
    """
    scoped = {r.id for r in judged.requirements if r.status.in_scope}
    by = reached(in_use_for(programme, framework, judged.as_of))
    asked = (r.id for r in programme.requirements_on(judged.as_of) if r.framework == framework)
    return {one: by[one] for one in asked if one in scoped and one in by}


def reuse(programme: Programme, framework: str, as_of: date) -> Reuse:
    """What serves a framework of the programme on a day, and what it still asks."""
    judged = assess(programme, as_of)
    asked = tuple(r for r in programme.requirements_on(as_of) if r.framework == framework)
    scoped = {r.id for r in judged.requirements if r.status.in_scope}
    there = in_use_for(programme, framework, as_of)
    mine = {control for control, _ in there}
    found = served_of(programme, framework, judged)
    everything = work(Prepared.of(programme, None), judged)
    return Reuse(
        framework=framework,
        asked=len(asked),
        controls=tuple(sorted(mine)),
        evidence=tuple(sorted(e.id for e in programme.evidence if mine & set(e.controls))),
        documents=tuple(sorted(d.id for d in programme.documents if mine & set(d.controls))),
        served=tuple(found),
        unserved=tuple(r.id for r in asked if r.id in scoped and r.id not in found),
        owed=tuple(w for w in everything if w.framework == framework),
    )
