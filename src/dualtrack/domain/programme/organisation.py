"""The organisation whose home this is: the first entry of its ledger."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.ledger.codec import recorded


class Profile(StrEnum):
    """The programme profiles of the article and ours."""

    DUAL_TRACK_52W = "dual-track-52w"
    FIRST_COMBINED = "first-combined"
    ADD_ISO27001 = "add-iso27001"
    ADD_SOC2 = "add-soc2"
    FROM_SCRATCH = "from-scratch"
    SOC2_ONLY = "soc2-only"
    ISO27001_ONLY = "iso27001-only"

    @property
    def frameworks(self) -> tuple[str, ...]:
        """The frameworks that the programme runs."""
        if self is Profile.SOC2_ONLY:
            return ("soc2",)
        return ("iso27001",) if self is Profile.ISO27001_ONLY else ("soc2", "iso27001")


# The profile by which each of the two is added to a programme that runs the other.
ADDING = {"soc2": Profile.ADD_SOC2, "iso27001": Profile.ADD_ISO27001}


def both_audits(frameworks: Iterable[str]) -> bool:
    """Whether SOC 2 and ISO 27001 are both among the frameworks: only then is there an order of audits."""
    return ADDING.keys() <= set(frameworks)


class Sequencing(StrEnum):
    """Option A: ISO first; option B: SOC 2 first."""

    ISO_FIRST = "iso-first"
    SOC2_FIRST = "soc2-first"


def _by_custom(keys: Iterable[str]) -> tuple[str, ...]:
    """SOC 2 first, as everywhere, whichever was there first."""
    return tuple(sorted(set(keys), key=lambda key: (_ORDER.index(key) if key in _ORDER else 9, key)))


_ORDER = Profile.FIRST_COMBINED.frameworks


@recorded("framework_added")
@frozen(kw_only=True)
class FrameworkAdded:
    """From a day on the programme runs one more framework; what was before that day stays as it was told."""

    id: str  # the framework's key: it is added once
    framework: str
    since: date
    added_by: str


def frameworks_on(profile: Profile, added: Iterable[FrameworkAdded], day: date | None) -> tuple[str, ...]:
    """The frameworks of a day: the profile's, and what was added by then; None: all that were ever added."""
    more = (one.framework for one in added if day is None or one.since <= day)
    return _by_custom((*profile.frameworks, *more))


@recorded("organisation")
@frozen(kw_only=True)
class Organisation:
    """Who runs the programme, since when, in which zone its days are counted, and whether it is invented."""

    id: str
    name: str
    timezone: str
    example: bool
    profile: Profile
    sequencing: Sequencing
    start: date
    categories: tuple[str, ...]
    period_months: int
