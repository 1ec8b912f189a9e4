"""Strength of a pair, 0 to 10: what each stretch of the scale means."""

from enum import StrEnum


class Band(StrEnum):
    """What the two sides of a pair have in common, from nothing to one test that serves both."""

    NOTHING = "nothing"
    TOPIC = "topic"
    ACTIVITY = "activity"
    DEPTH = "depth"  # the same activity, at another depth
    TEST = "test"

    @property
    def span(self) -> tuple[int, int]:
        """Lowest and highest strength of the band."""
        return _SPANS[self]


_SPANS = {
    Band.NOTHING: (0, 0),
    Band.TOPIC: (1, 3),
    Band.ACTIVITY: (4, 6),
    Band.DEPTH: (7, 8),
    Band.TEST: (9, 10),
}


def band(strength: int) -> Band:
    """The band in which a strength lies."""
    return next(one for one in Band if strength <= one.span[1])
