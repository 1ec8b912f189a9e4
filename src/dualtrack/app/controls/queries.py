"""Reads of controls, for a viewer."""

from dualtrack.app.accounts.rights import may
from dualtrack.app.controls.models import ControlRow, DocumentRow
from dualtrack.domain.controls.control import Control
from dualtrack.domain.controls.document import Document
from dualtrack.domain.ledger.person import Viewer


def owned(viewer: Viewer) -> frozenset[str]:
    """Ids of the controls that the viewer owns."""
    if viewer.person_id is None:
        return frozenset()
    return frozenset(ControlRow.objects.filter(owner=viewer.person_id).values_list("pk", flat=True))


def controls(viewer: Viewer) -> tuple[Control, ...]:
    """The controls that the viewer may see: all, or those that they own."""
    if not may(viewer, "controls.read"):
        return ()
    rows = ControlRow.objects.order_by("pk")
    if not viewer.sees_all:
        rows = rows.filter(owner=viewer.person_id)
    return tuple(row.to_value() for row in rows)


def one(viewer: Viewer, control: str) -> Control | None:
    """One control; None when it is not there or not theirs to see."""
    row = ControlRow.objects.filter(pk=control).first() if may(viewer, "controls.read") else None
    if row is None or not (viewer.sees_all or row.owner == viewer.person_id):
        return None
    value: Control = row.to_value()
    return value


def documents(viewer: Viewer) -> tuple[Document, ...]:
    """Documents of the controls that the viewer may see, by title and version."""
    mine = {c.id for c in controls(viewer)}
    rows = (row.to_value() for row in DocumentRow.objects.order_by("title", "version"))
    return tuple(d for d in rows if viewer.sees_all or mine & set(d.controls))
