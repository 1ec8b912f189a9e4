"""The current level of a risk: the inherent rating, lowered by what the controls behind it show.

The rule. A control that operates with no deviation noted lowers its side by its steps; one with deviations by
half of them, rounded down; one that is not operating, not evidenced, not designed, retired or unknown by
nothing, and one of which nothing can be told yet by nothing either: "cannot tell" lowers no risk. Steps of
several controls add up. Neither side falls below 1, nor below the residual rating that management aims at:
records of today show no more than what is expected to remain once all treatment is done.
"""

from collections.abc import Mapping
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.risks.risk import Consequences, Lowers, Rating, Risk, RiskControl


class Backing(StrEnum):
    """What can be said of a control behind a risk."""

    OPERATING = "no_deviation_noted"
    DEVIATIONS = "deviations"
    TOO_EARLY = "too_early"
    NOT_OPERATING = "not_operating"
    NOT_EVIDENCED = "not_evidenced"
    NOT_DESIGNED = "not_designed"
    RETIRED = "retired"
    UNKNOWN = "unknown"

    def counts(self, steps: int) -> int:
        """How many of a control's steps count."""
        if self is Backing.OPERATING:
            return steps
        return steps // 2 if self is Backing.DEVIATIONS else 0


Backings = Mapping[str, Backing]


@frozen(kw_only=True)
class Lowering:
    """What one control behind a risk does to it today."""

    link: RiskControl
    backing: Backing

    @property
    def counted(self) -> int:
        """Steps that count."""
        return self.backing.counts(self.link.steps)


def lowerings(risk: Risk, backings: Backings) -> tuple[Lowering, ...]:
    """Each control behind a risk with what it counts for; one that is not on record is unknown."""
    return tuple(
        Lowering(link=link, backing=backings.get(link.control, Backing.UNKNOWN)) for link in risk.controls
    )


def current_rating(risk: Risk, backings: Backings) -> Rating:
    """The rating that the records of the controls support."""
    found = lowerings(risk, backings)
    likelihood = sum(one.counted for one in found if one.link.lowers is Lowers.LIKELIHOOD)
    consequence = sum(one.counted for one in found if one.link.lowers is Lowers.CONSEQUENCE)
    return lowered(risk, likelihood=likelihood, consequence=consequence)


def lowered(risk: Risk, *, likelihood: int, consequence: int) -> Rating:
    """The inherent rating, so many steps lower on each side, down to 1 and the residual rating."""
    aim = risk.residual or Rating(likelihood=0, consequences=Consequences())
    sides = {
        name: _down(step, consequence, getattr(aim.consequences, name))
        for name, step in risk.inherent.consequences.items()
    }
    return Rating(
        likelihood=_down(risk.inherent.likelihood, likelihood, aim.likelihood),
        consequences=Consequences(**sides),
    )


def _down(step: int, by: int, aim: int) -> int:
    """A side that is not touched stays untouched; none rises because of its aim."""
    return min(step, max(step - by, aim, 1)) if step else 0
