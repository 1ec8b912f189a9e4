"""The tone and the shape of every status, so that nobody needs to tell colours apart."""

from collections.abc import Iterable

_TONES = {
    "good": ("●", ("supported", "included_implemented", "no_deviation_noted", "approved")),
    "part": ("◐", ("partly", "deviations", "designed")),
    "open": ("◇", ("cannot_tell", "too_early", "included_planned")),
    "bad": ("○", ("unsupported", "not_operating", "not_evidenced", "not_designed")),
    "none": ("–", ("excluded", "not_in_scope")),
}
SHAPES = {tone: shape for tone, (shape, _) in _TONES.items()}
_RANK = {tone: place for place, tone in enumerate(_TONES)}
_TONE = {status: (tone, shape) for tone, (shape, statuses) in _TONES.items() for status in statuses}


def tone_of(status: object) -> str:
    """The tone, which is a class of the style sheet."""
    return _TONE.get(str(status), ("none", "–"))[0]


def shape_of(status: object) -> str:
    """The shape that stands beside the words."""
    return _TONE.get(str(status), ("none", "–"))[1]


def by_tone(counts: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Counts with those of one tone side by side, the best first."""
    return tuple(sorted(counts, key=lambda row: _RANK[tone_of(row[0])]))
