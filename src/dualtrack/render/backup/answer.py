"""What checking a backup found, in the words and the shape that `dualtrack verify` has for everything."""

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from dualtrack.domain.ledger.held import CONTINUES
from dualtrack.render.backup.check import Checked
from dualtrack.render.backup.manifest import DOES_NOT_SHOW, SHOWS

LEFT_OUT = "Not in this backup, because the home had lost or changed it: {item} ({kind}: {detail})."
NOT_COMPARED = "Not compared: the checkpoint or key that you hold, because the backup itself is damaged."
RESTORES = "Not shown: that a home can be restored from it and verifies: dualtrack restore FILE --drill does."
NOT_FITTING = "Not shown: that it is the newest one, or the true history: what you gave does not fit."


@frozen(kw_only=True)
class Compared:
    """What came of what somebody brought: the size of each head that fits, and whether all of it does."""

    held: Mapping[str, int] = field(factory=dict)  # by the name that it was given
    fits: bool = True
    possible: bool = True  # else the backup itself is damaged

    @property
    def reached(self) -> int | None:
        """The largest head that fits."""
        return max(self.held.values(), default=None)


def answer(checked: Checked, compared: Compared | None = None) -> dict[str, Any]:
    """Intact or not, each fault by its item, and what this shows and does not.

    `compared` is None where nobody brought a head or a key.
    """
    held = {} if compared is None else compared.held
    facts = checked.manifest.facts if checked.manifest else None
    left_out = (
        [LEFT_OUT.format(item=f.item, kind=f.kind, detail=f.detail) for f in facts.left_out] if facts else []
    )
    shown = [CONTINUES.format(size=size, name=name) for name, size in held.items()]
    return {
        "intact": not checked.faults,
        "size": facts.size if facts else 0,
        "root": facts.root if facts else "",
        "newest_anchor": max(held.values(), default=None),
        "problems": [{"item": f.item, "kind": f.kind, "detail": f.detail} for f in checked.faults],
        "kind": "backup",
        "taken_at": facts.taken_at if facts else None,
        "keys": facts.keys if facts else None,
        "vkey": str(checked.vkey) if checked.vkey else None,
        "example": facts.example if facts else None,
        "shows": [] if checked.faults else [SHOWS, *shown],
        "does_not_show": [*left_out, *_not_shown(compared)],
    }


def _not_shown(compared: Compared | None) -> list[str]:
    """By what was given: nobody is told to compare what they have compared."""
    if compared is None:
        return [DOES_NOT_SHOW]
    if not compared.possible:
        return [NOT_COMPARED, DOES_NOT_SHOW]
    if not compared.fits:
        return [RESTORES, NOT_FITTING]
    return [DOES_NOT_SHOW] if compared.reached is None else [RESTORES]
