"""Histories in the contract's keys: one object's entries, and the objects of a kind."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dualtrack.app.ledger.erased import Stub
    from dualtrack.app.programme.freezing import Untold
    from dualtrack.app.programme.histories import History, Listed
    from dualtrack.domain.ledger.entry import Entry
    from dualtrack.domain.ledger.erasure import ErasedEntry
    from dualtrack.domain.ledger.history import Frozen, Revision


def history_shape(found: "History", entry: int | None) -> dict[str, Any]:
    """One object; `entry` is the one that was asked for by its position."""
    return {
        "object": found.name,
        "entry": entry,
        "revisions": [_revision(one) for one in found.revisions],
        "erased": [_erased(one) for one in found.erased],
        "cannot_tell": [_untold(one) for one in found.untold],
    }


def kind_shape(kind: str, listed: "tuple[Listed, ...]") -> dict[str, Any]:
    """The objects of a kind, each with its last entry."""
    return {"kind": kind, "objects": [_listed(one) for one in listed]}


def _entry(one: "Entry | ErasedEntry") -> dict[str, Any]:
    return {
        "seq": one.seq,
        "recorded_at": one.recorded_at.isoformat(),
        "actor": one.actor,
        "action": one.action,
    }


def _listed(one: "Listed") -> dict[str, Any]:
    return {"object": one.object, "entries": one.entries, **_entry(one.last), "removed": one.gone}


def _revision(revision: "Revision") -> dict[str, Any]:
    entry = revision.entry
    return {
        **_entry(entry),
        "via": entry.via,
        "reason": entry.reason,
        "removed": revision.gone,
        "changes": [
            {
                "field": c.field,
                "before": c.before,
                "after": c.after,
                "added": list(c.added),
                "removed": list(c.removed),
            }
            for c in revision.changes
        ],
        "frozen_in": [f.id for f in revision.frozen_in if f.kind == "package"],
        "frozen": [_frozen(f) for f in revision.frozen_in],
    }


def _frozen(one: "Frozen") -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "id": one.id,
        "name": one.name,
        "version": one.version or None,
        "engagement": one.engagement,
        "head": {"size": one.size, "root": one.root},
        "on": one.on.isoformat(),
        "withdrawn": one.withdrawn,
    }


def _untold(one: "Untold") -> dict[str, Any]:
    release = one.release
    return {"id": release.id, "name": release.document, "version": release.version, "because": one.because}


def _erased(stub: "Stub") -> dict[str, Any]:
    return {
        **_entry(stub.entry),
        "leaf": stub.entry.leaf,
        "by": stub.by.seq,
        "on": stub.by.erasure.carried_out_on.isoformat(),
        "legal_basis": stub.by.erasure.legal_basis,
    }
