"""How a risk or a method is refused: all faults at once; and an edit of a revision that somebody replaced."""

from collections.abc import Iterable

from dualtrack.app.ledger.queries import history
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.domain.ledger.revision import value_digest
from dualtrack.domain.risks.fault import Fault

MEANWHILE = "changed_by_somebody_meanwhile"


class FaultyError(RefusedError):
    """What was entered has faults; nothing was written."""

    def __init__(self, what: str, faults: tuple[Fault, ...]) -> None:
        """Remember each."""
        super().__init__("entered_with_faults", object=what, count=len(faults), first=faults[0].code)
        self.faults = faults


def refuse_faults(what: str, faults: Iterable[Fault]) -> None:
    """Raise with every fault, if there is one."""
    found = tuple(faults)
    if found:
        raise FaultyError(what, found)


def refuse_older(name: str, key: str, value: object, seen: str | None) -> None:
    """Refuse a change that was begun on another revision, naming who changed it since and when.

    `seen`: the hash of what the editor had before their eyes; None where reading and writing are one.
    """
    if seen is None or seen == value_digest(value):
        return
    *_, last = history(f"{name}/{key}")
    raise RefusedError(
        MEANWHILE,
        object=key,
        by=last.actor,
        at=last.recorded_at.isoformat(timespec="minutes"),
    )
