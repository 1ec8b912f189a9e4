"""The order of control work: what lowers the most risk above the line and closes the most of both reports.

Each control that does not operate yet is asked what would change if it did, all else as it is: by how much
it would lower the risks above the acceptance line, and which open requirements of each framework it serves;
where several controls behind a requirement are missing, each is credited with its part of closing it. The two
are made comparable as shares: of the sum of the levels above the line, and of the open requirements of each
framework, the mean of both. Their sum for each day that the control takes in a year is the order.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from attrs import frozen

from dualtrack.domain.risks.current import Backing, Backings, current_rating
from dualtrack.domain.risks.register import Standing, measure

HOURS_A_DAY = 8
SHORTEST = Fraction(1, HOURS_A_DAY)  # days; a control of no effort still takes an hour to begin


@frozen(kw_only=True)
class Open:
    """A requirement that is not supported; `missing`: how many controls behind it do not operate yet."""

    requirement: str
    missing: int


@frozen(kw_only=True)
class Candidate:
    """A control that could be worked on: its hours a year and the open requirements that it serves."""

    control: str
    hours: Fraction
    serves: Mapping[str, tuple[Open, ...]]  # by framework


@frozen(kw_only=True)
class Lowered:
    """One risk above the line, with its level now and if the control operated."""

    risk: str
    before: int
    after: int


@frozen(kw_only=True)
class Ranked:
    """One control in the order, with the reasoning behind its place."""

    control: str
    backing: Backing
    days: Fraction
    lowers: tuple[Lowered, ...]
    serves: tuple[tuple[str, tuple[Open, ...]], ...]
    risk_share: Fraction
    requirement_share: Fraction

    @property
    def closes(self) -> tuple[str, ...]:
        """Requirements behind which it alone is missing."""
        return tuple(one.requirement for _, ones in self.serves for one in ones if one.missing == 1)

    @property
    def gain(self) -> Fraction:
        """Both shares together."""
        return self.risk_share + self.requirement_share

    @property
    def per_day(self) -> Fraction:
        """What a day of effort brings."""
        return self.gain / self.days


def order(
    stands: Iterable[Standing],
    backings: Backings,
    candidates: Iterable[Candidate],
    open_requirements: Mapping[str, int],
) -> tuple[Ranked, ...]:
    """Controls that bring something, the best per day first; equal ones by gain, then by id."""
    above = tuple(one for one in stands if one.above and one.current.level is not None)
    by_control: dict[str, list[Standing]] = {}
    for one in above:
        for control in dict.fromkeys(link.control for link in one.risk.controls):
            by_control.setdefault(control, []).append(one)
    total = sum(one.current.level or 0 for one in above)
    rows = [
        _ranked(
            candidate, backings, by_control.get(candidate.control, []), total=total, open=open_requirements
        )
        for candidate in candidates
        if backings.get(candidate.control, Backing.UNKNOWN) is not Backing.OPERATING
    ]
    return tuple(sorted((r for r in rows if r.gain), key=lambda r: (-r.per_day, -r.gain, r.control)))


def _ranked(
    candidate: Candidate,
    backings: Backings,
    behind: list[Standing],
    *,
    total: int,
    open: Mapping[str, int],  # noqa: A002 - the word of this module
) -> Ranked:
    operating = {**backings, candidate.control: Backing.OPERATING}
    lowers = tuple(found for one in behind for found in _lowered(one, operating))
    serves = tuple((key, candidate.serves[key]) for key in sorted(candidate.serves) if candidate.serves[key])
    asked = sorted(key for key, count in open.items() if count)
    shares = [_part(candidate.serves.get(key, ())) / open[key] for key in asked]
    return Ranked(
        control=candidate.control,
        backing=backings.get(candidate.control, Backing.UNKNOWN),
        days=max(candidate.hours / HOURS_A_DAY, SHORTEST),
        lowers=lowers,
        serves=serves,
        risk_share=Fraction(sum(one.before - one.after for one in lowers), total) if total else Fraction(0),
        requirement_share=Fraction(sum(shares), len(shares)) if shares else Fraction(0),
    )


def _part(serves: Iterable[Open]) -> Fraction:
    """How many requirements it closes, counted in parts where others are missing too."""
    return sum((Fraction(1, one.missing) for one in serves), Fraction(0))


def _lowered(one: Standing, operating: Backings) -> Iterable[Lowered]:
    before = one.current.level
    after = measure(current_rating(one.risk, operating), one.method).level
    if before is not None and after is not None and after < before:
        yield Lowered(risk=one.risk.id, before=before, after=after)
