"""Deltas that one control owes: what each requirement it serves adds beyond the others that it serves."""

from collections.abc import Collection

from attrs import frozen

from dualtrack.domain.frameworks.coverage import OwedDelta, deltas_owed, partners
from dualtrack.domain.frameworks.crosswalk import Crosswalk, Mapping

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
