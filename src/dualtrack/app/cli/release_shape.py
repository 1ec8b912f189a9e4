"""Releases in the contract's keys: a line of versions, one version, and the difference between two."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dualtrack.app.programme.deliverables.standings import Line
    from dualtrack.domain.audits.releases.content import Row, Said
    from dualtrack.domain.audits.releases.difference import Difference
    from dualtrack.domain.audits.releases.release import Release
    from dualtrack.domain.ledger.entry import Entry


def line_shape(line: "Line", causes: "Iterable[Entry]") -> dict[str, Any]:
    """One document, or its cut for one engagement."""
    from dualtrack.app.programme.release_words import point_text  # noqa: PLC0415 - needs Django

    standing = line.standing
    return {
        "name": line.kind.name,
        "engagement": line.engagement,
        "missing": [
            {"code": p.code.value, "text": point_text(p), "facts": list(p.facts)}
            for p in line.draft.open_points
        ],
        "in_force": None if standing is None else standing.release.version,
        "waiting": None if line.waiting is None else line.waiting.version,
        "compared": bool(standing and standing.compared),
        "stale": bool(standing and standing.stale),
        "changes": 0 if standing is None else len(standing.change),
        "causes": [cause_shape(entry) for entry in causes],
        "releases": [release_shape(r, line.versions) for r in line.versions],
    }


def cause_shape(entry: "Entry") -> dict[str, Any]:
    """An entry that made a release stale."""
    return {
        "seq": entry.seq,
        "recorded_at": entry.recorded_at.isoformat(),
        "actor": entry.actor,
        "action": entry.action,
        "object": entry.object,
        "reason": entry.reason,
    }


def release_shape(release: "Release", held: "Iterable[Release]") -> dict[str, Any]:
    """One version."""
    from dualtrack.domain.audits.releases.release import state_of  # noqa: PLC0415 - beside its only use

    return {
        "id": release.id,
        "version": release.version,
        "state": state_of(release, held).value,
        "engagement": release.engagement,
        "as_of": release.as_of.isoformat(),
        "known_at": release.prepared_at.isoformat(),
        "prepared_by": release.prepared_by,
        "prepared_at": release.prepared_at.isoformat(),
        "head": {"size": release.head_size, "root": release.head_root},
        "content": release.content,
        "change": release.change,
        "replaces": release.replaces,
        "approved_by": release.approved_by,
        "approved_on": None if release.approved_on is None else release.approved_on.isoformat(),
        "withdrawn_on": None if release.withdrawn_on is None else release.withdrawn_on.isoformat(),
        "withdrawn_because": release.withdrawn_because,
        "files": [
            {"format": f.format, "filename": f.filename, "sha256": f.sha256, "bytes": f.size}
            for f in release.files
        ],
    }


def difference_shape(change: "Difference") -> dict[str, Any]:
    """What came, what went, and which cells changed."""
    return {
        "added": [_row(row) for row in change.added],
        "removed": [_row(row) for row in change.removed],
        "changed": [
            {
                "part": row.part,
                "key": row.key,
                "facts": list(row.facts),
                "cells": [
                    {
                        "column": cell.column,
                        "before": _said(cell.before),
                        "after": _said(cell.after),
                        "moving": cell.moving,
                    }
                    for cell in row.cells
                ],
            }
            for row in change.changed
        ],
    }


def _row(row: "Row") -> dict[str, Any]:
    cells = {column: said.value for column, said in row.cells}
    return {"part": row.part, "key": row.key, "facts": list(row.facts), "cells": cells}


def _said(said: "Said | None") -> str | None:
    return None if said is None else said.value
