"""What checking a backup found, in the words and the shape that `dualtrack verify` has for everything."""

from typing import Any

from dualtrack.render.backup.check import Checked
from dualtrack.render.backup.manifest import DOES_NOT_SHOW, SHOWS

LEFT_OUT = "Not in this backup, because the home had lost or changed it: {item} ({kind}: {detail})."


def answer(checked: Checked) -> dict[str, Any]:
    """Intact or not, each fault by its item, and what this shows and does not."""
    facts = checked.manifest.facts if checked.manifest else None
    left_out = (
        [LEFT_OUT.format(item=f.item, kind=f.kind, detail=f.detail) for f in facts.left_out] if facts else []
    )
    return {
        "intact": not checked.faults,
        "size": facts.size if facts else 0,
        "root": facts.root if facts else "",
        "newest_anchor": None,
        "problems": [{"item": f.item, "kind": f.kind, "detail": f.detail} for f in checked.faults],
        "kind": "backup",
        "taken_at": facts.taken_at if facts else None,
        "keys": facts.keys if facts else None,
        "vkey": str(checked.vkey) if checked.vkey else None,
        "example": facts.example if facts else None,
        "shows": [] if checked.faults else [SHOWS],
        "does_not_show": [*left_out, DOES_NOT_SHOW],
    }
