"""Series labels: how far a series of criteria is covered, computed, beside a label that somebody typed."""

from collections.abc import Collection, Mapping
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.frameworks.coverage_whole import WholeCoverage
from dualtrack.domain.frameworks.crosswalk import Covered


class SeriesLabel(StrEnum):
    """How far a series is covered by another framework."""

    NEAR_COMPLETE = "near-complete"
    STRONG = "strong"
    PARTIAL = "partial"


@frozen(kw_only=True)
class SeriesComparison:
    """A series with its computed label, the label that was claimed for it, and what makes the difference."""

    series: str
    label: SeriesLabel
    claimed: str
    note: str
    criteria: tuple[str, ...]
    short: tuple[str, ...]  # criteria that are covered less than major

    @property
    def agrees(self) -> bool:
        """True when the claimed label is the computed one."""
        return self.claimed == self.label


def reaches(covered: Covered) -> bool:
    """True for a share that counts towards a label: major or full."""
    return covered.rank >= Covered.MAJOR.rank


def series_label(covered: Collection[Covered]) -> SeriesLabel:
    """Near-complete when every criterion is major or full, strong when two thirds are, partial otherwise."""
    reached = sum(map(reaches, covered))
    if covered and reached == len(covered):
        return SeriesLabel.NEAR_COMPLETE
    if covered and 3 * reached >= 2 * len(covered):
        return SeriesLabel.STRONG
    return SeriesLabel.PARTIAL


def compare_series(
    *, series: str, criteria: tuple[str, ...], claimed: str, note: str, judged: Mapping[str, WholeCoverage]
) -> SeriesComparison:
    """The label that the judged coverage gives a series, beside the claimed one; unjudged counts as none."""
    covered = {c: judged[c].covered if c in judged else Covered.NONE for c in criteria}
    return SeriesComparison(
        series=series,
        label=series_label(tuple(covered.values())),
        claimed=claimed,
        note=note,
        criteria=criteria,
        short=tuple(c for c, share in covered.items() if not reaches(share)),
    )
