"""Which starter control a control of an organisation resembles most: by what both serve, and by their words.

It finds a rhythm, the checks and a proposal; it decides nothing. Whole points of 100, so that it is the same
everywhere.
"""

import re
from collections.abc import Collection, Iterable

from attrs import frozen

from dualtrack.domain.controls.control import Control
from dualtrack.domain.frameworks.ids import key_of
from dualtrack.domain.ledger.codec import recorded

THRESHOLD = 35  # points of 100; below it, what two controls share is chance
_SERVES, _TITLE, _TEXT = 40, 40, 20  # what each likeness weighs
_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 6  # letters: reviews, reviewed and reviewer are one word
_SAYING_NOTHING = (
    "with that this from their which have been when each such into shall must will company organi ensure"
    " control perfor define before after they least other every within"
)


@recorded("control_match")
@frozen(kw_only=True)
class ControlMatch:
    """A control of ours and the starter that it was found to resemble; its checks show ours too."""

    id: str  # of our control
    starter: str  # empty: none, even where it bears the id of one
    points: int


def words(text: str) -> frozenset[str]:
    """The words of a text that tell something, by their stems."""
    found = (word[:_STEM] for word in _WORD.findall(text.casefold()))
    return frozenset(found).difference(_SAYING_NOTHING.split())


def points(*, title: str, text: str, requirements: Collection[str], starter: Control) -> int:
    """How much a control resembles a starter, of 100; none where they share no word."""
    told, named = words(f"{title} {text}"), words(starter.title)
    known = named | words(f"{starter.purpose} {starter.activity}")
    if not told & known:
        return 0
    frameworks = {key_of(r) for r in requirements}
    served = {r for r in starter.requirements if key_of(r) in frameworks}
    both, either = len(served & set(requirements)), len(served | set(requirements))
    said = len(told & known), min(len(told), len(known))
    return (
        _share(_SERVES, both, either) + _share(_TITLE, len(told & named), len(named)) + _share(_TEXT, *said)
    )


def _share(weight: int, part: int, whole: int) -> int:
    return weight * part // whole if whole else 0


def resembled(
    *, control: str, title: str, text: str, requirements: Collection[str], starters: Iterable[Control]
) -> ControlMatch | None:
    """The starter that a control resembles most, or none; of equals the first by id."""
    found = (
        ControlMatch(
            id=control,
            starter=one.id,
            points=points(title=title, text=text, requirements=requirements, starter=one),
        )
        for one in starters
    )
    best = min(found, key=lambda m: (-m.points, m.starter), default=None)
    return best if best is not None and best.points >= THRESHOLD else None
