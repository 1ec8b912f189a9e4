"""The assets that starter risks may be linked to, from the register and the scopes of today."""

from datetime import date

from dualtrack.app.registers.models import TABLES
from dualtrack.app.scope.models import ScopeVersionRow
from dualtrack.domain.registers.things import AssetKind
from dualtrack.domain.risks.linking import AssetOfKind, in_scope, linkable

_ASKED: list[str] = ["id", "kind", "part_of", "retired_on"]


def assets_to_link(today: date) -> tuple[AssetOfKind, ...]:
    """The assets in use today that a scope in force holds, or all in use where no scope is on record."""
    versions = [row.to_value() for row in ScopeVersionRow.objects.all()]
    scoped = in_scope(versions, {one.framework for one in versions}, today)
    rows = TABLES["assets"].objects.values_list(*_ASKED)
    found = (
        AssetOfKind(id=key, kind=AssetKind(kind), part_of=whole, retired_on=gone)
        for key, kind, whole, gone in rows.iterator(5000)
    )
    return linkable(found, scoped, today)
