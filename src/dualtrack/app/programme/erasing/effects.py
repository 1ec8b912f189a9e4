"""What an erasure does to the audits: readiness and statuses of each, today, with the item and without it."""

from collections.abc import Iterator
from datetime import date

from attrs import evolve

from dualtrack.app.programme.erasing.leaving import Leaving, packages_with
from dualtrack.domain.audits.engagement import Engagement
from dualtrack.domain.ledger.erasure import Effect
from dualtrack.domain.programme.readiness import assess
from dualtrack.domain.programme.snapshot import Programme
from dualtrack.domain.programme.statuses import Readiness


def effects(held: Programme, today: date, what: Leaving) -> tuple[Effect, ...]:
    """One for each audit that is open, and for each that used it.

    An entry that is not evidence changes none: what it counted for is what the next one counts for, on every
    day between them (`sameness`), and today nothing is read from it.
    """
    return tuple(_effects(held, today, what))


def _effects(held: Programme, today: date, what: Leaving) -> Iterator[Effect]:
    without = evolve(held, evidence=tuple(e for e in held.evidence if e.id not in what.evidence))
    for engagement in held.engagements:
        is_open = engagement.open_on(today)
        if is_open or engagement.id in what.engagements:
            yield _effect(held, without, today, engagement, what, is_open=is_open)


def _effect(
    held: Programme, without: Programme, today: date, engagement: Engagement, what: Leaving, *, is_open: bool
) -> Effect:
    framework = engagement.kind.framework
    before = assess(held, today, engagement=engagement.id)
    after = assess(without, today, engagement=engagement.id) if what.evidence else before
    return Effect(
        engagement=engagement.id,
        framework=framework,
        is_open=is_open,
        before=_figure(before, framework),
        after=_figure(after, framework),
        changed=tuple(_changed(before, after, framework)),
        packages=packages_with(held, today, engagement, what.about),
    )


def _figure(readiness: Readiness, framework: str) -> int:
    found = readiness.of(framework)
    return 0 if found is None else found.readiness


def _changed(before: Readiness, after: Readiness, framework: str) -> Iterator[str]:
    for old, new in zip(before.requirements, after.requirements, strict=True):
        if old.framework == framework and old.status is not new.status:
            yield f"{old.id} {old.status.value} {new.status.value}"
