"""Deltas that one control owes: what each requirement it serves adds beyond the others that it serves."""

from collections.abc import Collection, Iterable

from attrs import frozen

from dualtrack.domain.frameworks.coverage import OwedDelta, Served, deltas_owed, furthest, partners
from dualtrack.domain.frameworks.crosswalk import Covered, Crosswalk, Mapping

# A delta that is delivered for a control already: the requirement that adds it, and its name.
Had = tuple[str, str]


@frozen(kw_only=True)
class FurtherService:
    """A requirement that a control does not serve yet, its pairs with served ones, and what it would owe."""

    requirement: str
    pairs: tuple[Mapping, ...]  # seen from the requirement, strongest first
    owed: tuple[OwedDelta, ...]


def owed_by_control(
    crosswalk: Crosswalk, serves: Collection[str], had: Collection[Had] = ()
) -> tuple[OwedDelta, ...]:
    """What a control that serves these requirements owes, without what it has; by requirement.

    Each requirement owes its own deltas beyond its partners among the others: one that is served alone, or
    without any partner, owes nothing.
    """
    return tuple(
        owed
        for requirement in sorted(set(serves))
        for owed in deltas_owed(crosswalk, requirement, serves)
        if (requirement, owed.delta) not in had
    )


def further_services(
    crosswalk: Crosswalk, serves: Collection[str], had: Collection[Had] = (), framework: str | None = None
) -> tuple[FurtherService, ...]:
    """Each partner that the control does not serve, and what it would owe to let it serve that too.

    What the control owes already for the others is not repeated; `framework` asks for one framework's alone.
    """
    near = {m.target for requirement in serves for m in partners(crosswalk, requirement, framework)}
    return tuple(
        FurtherService(
            requirement=requirement,
            pairs=tuple(m for m in partners(crosswalk, requirement) if m.target in serves),
            owed=tuple(
                owed
                for owed in deltas_owed(crosswalk, requirement, serves)
                if (requirement, owed.delta) not in had
            ),
        )
        for requirement in sorted(near - set(serves))
    )


@frozen(kw_only=True)
class Nearest:
    """The control that comes nearest to a requirement which it does not serve, and what it would owe."""

    control: str
    service: FurtherService

    @property
    def covered(self) -> Covered:
        """How far the best of its pairs goes."""
        return furthest(self.service.pairs)


def nearest_controls(
    crosswalk: Crosswalk, requirements: Collection[str], controls: Iterable[Served]
) -> dict[str, Nearest]:
    """For each requirement the control that goes furthest towards it; without any there is none.

    Of equals the one with the stronger pair, then the one that would owe less, then the first by id.
    """
    found: dict[str, list[Nearest]] = {}
    for control, serves in controls:
        for service in further_services(crosswalk, serves):
            if service.requirement in requirements:
                found.setdefault(service.requirement, []).append(Nearest(control=control, service=service))
    return {requirement: min(near, key=_distance) for requirement, near in found.items()}


def _distance(near: Nearest) -> tuple[int, int, int, str]:
    strongest = near.service.pairs[0].strength
    return -near.covered.rank, -strongest, len(near.service.owed), near.control
