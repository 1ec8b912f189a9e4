"""How much work something is: lines of the product that run, which are the same on a busy machine."""

import sys
from collections.abc import Callable
from types import FrameType

import dualtrack

_OURS = dualtrack.__path__[0]


def steps(work: Callable[[], object]) -> int:
    """Lines of our own code that `work` runs, each turn of a loop counted."""
    count = 0

    def line(frame: FrameType, event: str, argument: object) -> object:
        nonlocal count
        del frame, argument
        count += event == "line"
        return line

    def call(frame: FrameType, event: str, argument: object) -> object:
        del event, argument
        return line if frame.f_code.co_filename.startswith(_OURS) else None

    before = sys.gettrace()
    sys.settrace(call)  # type: ignore[arg-type]  # typeshed wants it to return itself
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def about_linear(small: int, large: int) -> bool:
    """True where ten times the records took about ten times the steps, far from the hundred of a square."""
    return 0 < large < 15 * small
