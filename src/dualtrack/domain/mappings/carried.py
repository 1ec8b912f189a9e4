"""Requirement ids that a source's records carry: candidates with provenance, accepted by nobody.

A tool's own tags say what its makers thought that a check speaks for. Where our reviewed table leads the same
check to a control that serves the requirement, the two agree; elsewhere the tag stays a candidate, which may
lower a status and never raise one.
"""

from collections.abc import Collection, Iterable, Mapping

from attrs import frozen


@frozen(kw_only=True)
class Tagged:
    """One check of a source with the requirement ids that its records carry."""

    source: str
    check: str
    requirements: tuple[str, ...]
    results: int


@frozen(kw_only=True)
class CarriedCandidate:
    """One requirement that a source's records name for a check, and how our own table stands to it."""

    source: str
    check: str
    requirement: str
    results: int
    controls: tuple[str, ...]  # to which our reviewed table leads the check
    agrees: bool  # one of them serves the requirement


def carried_candidates(
    tagged: Iterable[Tagged],
    leads: Mapping[tuple[str, str], Collection[str]],
    serves: Mapping[str, Collection[str]],
) -> tuple[CarriedCandidate, ...]:
    """Each check and requirement that records carry, once; results of one pair are added up.

    `leads`: controls by source and check, of our reviewed table alone; `serves`: requirements by control.
    """
    counted: dict[tuple[str, str, str], int] = {}
    for one in tagged:
        for requirement in one.requirements:
            key = (one.source, one.check, requirement)
            counted[key] = counted.get(key, 0) + one.results
    return tuple(
        CarriedCandidate(
            source=source,
            check=check,
            requirement=requirement,
            results=results,
            controls=tuple(sorted(leads.get((source, check), ()))),
            agrees=any(requirement in serves.get(c, ()) for c in leads.get((source, check), ())),
        )
        for (source, check, requirement), results in sorted(counted.items())
    )
