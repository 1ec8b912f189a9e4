"""Coverage of a requirement by another framework as a whole: one judgement, as partial pairs do not add up.

The share is judged as if all of the other framework were conformed to, every Annex A control included. It
is about the subject: what an examination adds, such as a period or a sample, is owed as a delta of the pairs.
"""

from collections.abc import Iterable

from attrs import frozen

from dualtrack.domain.frameworks.crosswalk import Covered


@frozen(kw_only=True)
class WholeCoverage:
    """How much of a requirement is met when another framework is conformed to, and why not more."""

    requirement: str
    by: str  # key of the other framework
    covered: Covered
    reason: str


@frozen(kw_only=True)
class Unreached:
    """A requirement that nothing in another framework honestly reaches, and why."""

    requirement: str
    against: str  # key of the other framework
    reason: str


@frozen(kw_only=True)
class Closing:
    """What is said of requirements as wholes, beside the pairs of the crosswalk."""

    coverage: tuple[WholeCoverage, ...] = ()
    unreached: tuple[Unreached, ...] = ()


def shares(coverage: Iterable[WholeCoverage], by: str) -> dict[str, WholeCoverage]:
    """The judged coverage by one framework, by requirement."""
    return {judged.requirement: judged for judged in coverage if judged.by == by}
