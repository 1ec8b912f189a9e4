"""Which changes of a control are refused because they would take back what it owed already."""

from datetime import date
from enum import StrEnum

from dualtrack.domain.controls.control import Control


class ChangeProblem(StrEnum):
    """Why a change is refused."""

    START_MOVED = "start_of_operation_cannot_move_later"
    RETIRED_BEFORE = "cannot_be_retired_in_the_past"


def problem(before: Control, after: Control, today: date) -> ChangeProblem | None:
    """The reason to refuse a change made on `today`, or None.

    A start of operation that has come stands: moving it later would erase occurrences that were missed since.
    A control is retired from today on, not before.
    """
    began = before.operating_since
    if (
        began is not None
        and began <= today
        and (after.operating_since is None or after.operating_since > began)
    ):
        return ChangeProblem.START_MOVED
    retired = after.retired_on
    if retired is not None and retired != before.retired_on and retired < today:
        return ChangeProblem.RETIRED_BEFORE
    return None
