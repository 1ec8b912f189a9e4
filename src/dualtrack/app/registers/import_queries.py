"""Reads of imports into registers: saved profiles, what was imported, and files on their way."""

from datetime import datetime

from dualtrack.app.accounts.rights import may
from dualtrack.app.ledger.queries import last_values
from dualtrack.app.registers.models import ImportDraft, ImportProfileRow, RegisterImportRow
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.registers.imported import ImportProfile, RegisterImport
from dualtrack.domain.registers.register import Register


def profiles(viewer: Viewer, register: Register) -> tuple[ImportProfile, ...]:
    """The saved profiles of a register, by name."""
    if not may(viewer, "registers.import"):
        return ()
    rows = ImportProfileRow.objects.filter(register=register.key).order_by("name", "pk")
    return tuple(row.to_value() for row in rows)


def imports(viewer: Viewer, register: Register) -> tuple[RegisterImport, ...]:
    """What was imported into a register, the last first."""
    if not viewer.sees_all:
        return ()
    rows = RegisterImportRow.objects.filter(register=register.key).order_by("-seq")
    return tuple(row.to_value() for row in rows)


def one(viewer: Viewer, key: str, until: datetime | None = None) -> RegisterImport | None:
    """One import, now or as it was known; None where there is none for the viewer."""
    if not viewer.sees_all:
        return None
    if until is not None:
        return next((made for made in last_values("register_import", until) if made.id == key), None)
    row = RegisterImportRow.objects.filter(pk=key).first()
    value: RegisterImport | None = None if row is None else row.to_value()
    return value


def draft(viewer: Viewer, register: Register, key: str) -> ImportDraft | None:
    """A file that this viewer is about to import into the register."""
    if not may(viewer, "registers.import"):
        return None
    return ImportDraft.objects.filter(pk=key, register=register.key, person=viewer.actor.id).first()
