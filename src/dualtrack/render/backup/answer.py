"""What checking a backup found, in the words and the shape that `dualtrack verify` has for everything."""

from typing import Any

from dualtrack.render.backup.check import Checked
from dualtrack.render.backup.manifest import DOES_NOT_SHOW, SHOWS

LEFT_OUT = "Not in this backup, because the home had lost or changed it: {item} ({kind}: {detail})."

REACHED = "Shown: it continues the checkpoint of size {size}, which was kept outside of it."
NOT_COMPARED = "Not compared: the checkpoint or key that you hold, because the backup itself is damaged."


def answer(checked: Checked, *, reached: int | None = None, compared: bool = True) -> dict[str, Any]:
    """Intact or not, each fault by its item, and what this shows and does not.

    `reached` is the size of the largest head from outside that fits; `compared` is false where some was
    given and could not be looked at.
    """
    facts = checked.manifest.facts if checked.manifest else None
    left_out = (
        [LEFT_OUT.format(item=f.item, kind=f.kind, detail=f.detail) for f in facts.left_out] if facts else []
    )
    shown = [] if reached is None else [REACHED.format(size=reached)]
    return {
        "intact": not checked.faults,
        "size": facts.size if facts else 0,
        "root": facts.root if facts else "",
        "newest_anchor": reached,
        "problems": [{"item": f.item, "kind": f.kind, "detail": f.detail} for f in checked.faults],
        "kind": "backup",
        "taken_at": facts.taken_at if facts else None,
        "keys": facts.keys if facts else None,
        "vkey": str(checked.vkey) if checked.vkey else None,
        "example": facts.example if facts else None,
        "shows": [] if checked.faults else [SHOWS, *shown],
        "does_not_show": [*([] if compared else [NOT_COMPARED]), *left_out, DOES_NOT_SHOW],
    }
