"""What several pages of the crosswalk show beside the pairs: controls of ours, by what they serve."""

from collections.abc import Mapping

from attrs import frozen

from dualtrack.app.accounts.rights import may
from dualtrack.app.programme import memo
from dualtrack.app.programme.queries import When
from dualtrack.domain.controls.control import Control
from dualtrack.domain.ledger.person import Viewer


@frozen(kw_only=True)
class Serving:
    """The controls that a viewer may see, by the requirement that they serve."""

    by_requirement: Mapping[str, tuple[Control, ...]]
    all_controls: bool  # or only those that the viewer owns

    @property
    def ids(self) -> dict[str, frozenset[str]]:
        """Ids of controls by requirement."""
        return {r: frozenset(c.id for c in controls) for r, controls in self.by_requirement.items()}

    def of(self, requirement: str) -> tuple[Control, ...]:
        """The controls that serve a requirement."""
        return self.by_requirement.get(requirement, ())


def serving(viewer: Viewer, when: When) -> Serving | None:
    """Which controls in use serve what, as far as the viewer may know; nothing for an outside auditor."""
    if not may(viewer, "controls.read"):
        return None
    judged = memo.own(viewer, when)
    found: dict[str, list[Control]] = {}
    for control in sorted(judged.programme.controls, key=lambda c: c.id):
        if control.id in judged.statuses:
            for requirement in control.requirements:
                found.setdefault(requirement, []).append(control)
    return Serving(
        by_requirement={r: tuple(controls) for r, controls in found.items()}, all_controls=viewer.sees_all
    )
