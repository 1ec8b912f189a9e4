"""The picture of the two sets: numbers to positions, so that the template only writes SVG."""

from collections.abc import Sequence

from attrs import frozen

from dualtrack.domain.scope.overview import KindCount

_LINE, _TOP, _FOOT = 22, 74, 22
_LEFT, _INNER, _OUTER, _OUT = 16, 250, 620, 640
_WIDTH = 860


@frozen(kw_only=True)
class Text:
    """One line of a region: how many things of which kind, and the kind for its link."""

    y: int
    count: int
    kind: str
    narrower: int = 0


@frozen(kw_only=True)
class Picture:
    """The ISMS as a frame, the SOC 2 system within it, and beside both what lies outside."""

    width: int
    height: int
    inner_x: int
    inner_width: int
    outer_width: int
    out_x: int
    isms_only: tuple[Text, ...]
    both: tuple[Text, ...]
    outside: tuple[Text, ...]
    isms_total: int
    system_total: int


def picture(counts: Sequence[KindCount]) -> Picture:
    """The picture of these counts; as high as its longest list."""
    isms_only = _texts([(c.isms_only, c.kind.value, 0) for c in counts])
    both = _texts([(c.both, c.kind.value, c.narrower) for c in counts])
    outside = _texts([(c.outside, c.kind.value, 0) for c in counts])
    lines = max(len(isms_only), len(both), len(outside), 3)
    alone = sum(c.outside for c in counts)
    return Picture(
        width=_WIDTH,
        height=_TOP + lines * _LINE + _FOOT + 14,
        inner_x=_INNER,
        inner_width=_OUTER - _INNER,
        outer_width=_OUTER + 4,
        out_x=_OUT,
        isms_only=isms_only,
        both=both,
        outside=outside,
        isms_total=sum(c.isms for c in counts),
        system_total=sum(c.both for c in counts) + alone,
    )


def _texts(rows: Sequence[tuple[int, str, int]]) -> tuple[Text, ...]:
    held = [row for row in rows if row[0]]
    return tuple(
        Text(y=_TOP + place * _LINE, count=count, kind=kind, narrower=narrower)
        for place, (count, kind, narrower) in enumerate(held)
    )
