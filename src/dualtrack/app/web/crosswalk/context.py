"""What several pages of the crosswalk show beside the catalogue: controls of ours, texts, decisions."""

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from dualtrack.app.accounts.rights import may
from dualtrack.app.programme import catalogue as held
from dualtrack.app.programme import memo
from dualtrack.app.programme.queries import When
from dualtrack.domain.controls.control import Control
from dualtrack.domain.frameworks.catalogue import Framework
from dualtrack.domain.frameworks.crosswalk import Mapping as Pair
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


def licensed_text(requirement: str) -> str:
    """The organisation's own licensed text of a requirement; empty where it has imported none.

    The import is not in every version: without `texts` in the catalogue of the programme there is none.
    """
    texts = getattr(held, "texts", None)
    found: Any = texts().get(requirement) if texts is not None else None
    return str(getattr(found, "text", found)) if found is not None else ""


def decisions_of(pair: Pair) -> tuple[Any, ...]:
    """What the organisation decided about a pair, the last first; nothing as long as none is recorded."""
    del pair
    return ()


def others_of(framework: str) -> tuple[Framework, ...]:
    """The frameworks beside one."""
    return tuple(f for f in held.catalogue().frameworks if f.key != framework)
