"""Since when a control is worded as it is: the last change of what its document describes."""

from collections.abc import Iterable
from datetime import date

from dualtrack.domain.controls.control import Control

# What a procedure describes. A better title, or another requirement that it serves, makes none of it untrue.
_DESCRIBED = ("activity", "cadence", "operating")


def reworded(revisions: Iterable[tuple[Control, date]]) -> dict[str, date]:
    """By control the day of its last rewording; one that was never changed since it was entered is left out.

    `revisions` are every value that a control had with its day, oldest first.
    """
    before: dict[str, tuple[object, ...]] = {}
    found: dict[str, date] = {}
    for control, day in revisions:
        words = tuple(getattr(control, name) for name in _DESCRIBED)
        if before.get(control.id, words) != words:
            found[control.id] = day
        before[control.id] = words
    return found
