"""Which requirements of which audit a piece of evidence serves, through the controls that it names."""

from collections.abc import Mapping

from dualtrack.app.controls.models import ControlRow
from dualtrack.app.programme.catalogue import catalogue
from dualtrack.domain.evidence.evidence import Evidence


def served_by(evidence: Evidence) -> Mapping[str, tuple[str, ...]]:
    """Requirement ids by framework, in the order of the catalogue."""
    rows = ControlRow.objects.filter(pk__in=evidence.controls).values_list("requirements", flat=True)
    wanted = {requirement for ids in rows for requirement in ids}
    held = catalogue()
    found = {
        framework.key: tuple(r.id for r in held.requirements(framework.key) if r.id in wanted)
        for framework in held.frameworks
    }
    return {key: ids for key, ids in found.items() if ids}
