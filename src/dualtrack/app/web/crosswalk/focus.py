"""One row or column of the matrix in focus: a requirement, its partners, and the requirements beside it."""

from collections.abc import Sequence

from attrs import frozen

from dualtrack.app.programme.memo import Pairs
from dualtrack.catalogues.loader import Library
from dualtrack.domain.frameworks.catalogue import Framework, Requirement
from dualtrack.domain.frameworks.partners import Partners, partners_by_framework


@frozen(kw_only=True)
class Focus:
    """A requirement with how it stands to every other framework, one of which is chosen."""

    asks: Requirement
    framework: Framework
    groups: tuple[Partners, ...]
    chosen: Partners
    before: Requirement | None
    after: Requirement | None
    problem: str = ""  # a framework that was asked for and is none


def focus_on(full_id: str, to: str, held: Library, pairs: Pairs) -> Focus | None:
    """The requirement beside the framework asked for, else beside the one that it has most pairs with."""
    asks = held.catalogue.find(full_id)
    framework = None if asks is None else held.catalogue.framework(asks.framework)
    groups = partners_by_framework(pairs.held, held.crosswalks.closing, held.catalogue, full_id)
    if asks is None or framework is None or not groups:
        return None
    named = next((g for g in groups if g.framework.key == to), None)
    before, after = _beside(framework.requirements, asks)
    return Focus(
        asks=asks,
        framework=framework,
        groups=groups,
        chosen=named or max(groups, key=lambda g: g.counting),
        before=before,
        after=after,
        problem=to[:40] if to and named is None else "",
    )


def _beside(all_of_it: Sequence[Requirement], asks: Requirement) -> tuple[Requirement | None, ...]:
    place = all_of_it.index(asks)
    return (
        all_of_it[place - 1] if place else None,
        all_of_it[place + 1] if place + 1 < len(all_of_it) else None,
    )
