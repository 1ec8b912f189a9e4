"""The risk register on one day, judged: levels by the state of the controls, findings, order of work.

It is a snapshot of its own: readiness never loads a risk, and the register asks readiness for its controls.
Kept as `memo` keeps a status: until a fact, a day or the program changes.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from threading import Lock

from attrs import frozen

from dualtrack.app.accounts.queries import people
from dualtrack.app.accounts.rights import require
from dualtrack.app.programme import memo
from dualtrack.app.programme.catalogue import catalogue
from dualtrack.app.programme.memo import Judged
from dualtrack.app.programme.queries import When, limit_of, past
from dualtrack.app.risks.queries import mine, recordings, register
from dualtrack.domain.ledger.person import Person, Viewer, program
from dualtrack.domain.programme.backing_series import backing_series
from dualtrack.domain.programme.risk_controls import backings, candidates, open_counts
from dualtrack.domain.risks.current import Backings
from dualtrack.domain.risks.findings import Found, findings
from dualtrack.domain.risks.heatmap import HeatMap, View, by_band, heat, ranking
from dualtrack.domain.risks.method import RiskMethod
from dualtrack.domain.risks.order import Ranked, order
from dualtrack.domain.risks.over_time import RegisterDay, month_ends, over_time
from dualtrack.domain.risks.register import RiskRegister, Standing, standings
from dualtrack.domain.risks.risk_faults import Known
from dualtrack.domain.risks.soc2 import ForCriterion, for_soc2
from dualtrack.domain.risks.waiting import Waiting, waiting

_KEPT = 4
_held: "OrderedDict[tuple[object, ...], Risks]" = OrderedDict()
_lock = Lock()


@frozen(kw_only=True, slots=False)
class Risks:
    """The register on one day with all that is computed from it, made when it is first asked for."""

    when: When
    register: RiskRegister
    backings: Backings
    judged: Judged
    known: Known
    holds: Mapping[str, frozenset[str]]  # by person who is there: roles and jobs
    partial: bool = False  # somebody's own risks: nothing can be said of the register as a whole

    @cached_property
    def in_force(self) -> RiskMethod | None:
        """The method on that day."""
        return self.register.in_force(self.when.as_of)

    @cached_property
    def stands(self) -> tuple[Standing, ...]:
        """Every live risk, the highest current level first."""
        return ranking(standings(self.register, self.backings, self.when.as_of))

    @property
    def capacities(self) -> frozenset[str]:
        """Roles and jobs that anybody who is there holds."""
        return frozenset[str]().union(*self.holds.values())

    @cached_property
    def waiting(self) -> tuple[Waiting, ...]:
        """What waits for whom: approvals, acceptances, actions, reassessments."""
        return waiting(self.register, self.stands, self.when.as_of)

    @cached_property
    def waiting_of(self) -> Mapping[str, tuple[Waiting, ...]]:
        """The same by risk."""
        by_risk: dict[str, list[Waiting]] = {}
        for one in self.waiting:
            by_risk.setdefault(one.risk, []).append(one)
        return {risk: tuple(ones) for risk, ones in by_risk.items()}

    def waits_for(self, person: str | None) -> tuple[Waiting, ...]:
        """What waits for one person, as themselves or in a role or job that they hold."""
        holds = self.holds.get(person or "", frozenset())
        return tuple(one for one in self.waiting if one.of(person, holds))

    @cached_property
    def found(self) -> tuple[Found, ...]:
        """What is amiss."""
        day = self.when.as_of
        found = findings(self.register, self.stands, self.known, day, capacities=self.capacities)
        return tuple(one for one in found if one.risk is not None) if self.partial else found

    @cached_property
    def found_of(self) -> Mapping[str | None, tuple[Found, ...]]:
        """The same by risk; None for what is about the register as a whole."""
        by_risk: dict[str | None, list[Found]] = {}
        for one in self.found:
            by_risk.setdefault(one.risk, []).append(one)
        return {risk: tuple(ones) for risk, ones in by_risk.items()}

    @cached_property
    def maps(self) -> tuple[HeatMap, ...]:
        """The map of each view by the method in force; none without one."""
        method = self.in_force
        return () if method is None else tuple(heat(self.stands, method, view) for view in View)

    @cached_property
    def spread(self) -> tuple[Mapping[str, int], ...]:
        """How many risks stand in each band of the method in force, in each view."""
        mine = tuple(one for one in self.stands if one.method == self.in_force)
        return tuple(by_band(mine, view) for view in View)

    @cached_property
    def above(self) -> int:
        """How many are above the acceptance line, or cannot be told."""
        return sum(one.above for one in self.stands)

    @cached_property
    def owners(self) -> tuple[str, ...]:
        """Who owns any of them."""
        return tuple(sorted({one.risk.owner for one in self.stands if one.risk.owner}))

    @cached_property
    def categories(self) -> tuple[str, ...]:
        """Every category that there is a risk of."""
        return tuple(sorted({one.risk.category for one in self.stands}))

    @cached_property
    def soc2(self) -> tuple[ForCriterion, ...]:
        """What it gives to SOC 2, by criterion."""
        by_id = sorted(self.stands, key=lambda one: one.risk.id)
        return for_soc2(self.register, by_id, self.found, self.when.as_of)

    @cached_property
    def order(self) -> tuple[Ranked, ...]:
        """The order of control work."""
        programme, said = self.judged.programme, self.judged.readiness
        work = candidates(programme, said, self.backings)
        return order(self.stands, self.backings, work, open_counts(said))

    @cached_property
    def trend(self) -> tuple[RegisterDay, ...]:
        """How the register moved: each month end since the programme began, and the day itself."""
        begun = min(self.judged.programme.organisation.start, self.when.as_of)
        return self.over(month_ends(begun, self.when.as_of))

    @cached_property
    def weekly(self) -> tuple[RegisterDay, ...]:
        """How it moved week by week, on the days of the readiness curve; one fold, as the trend is."""
        return self.over(memo.weeks(self.judged.programme.organisation.start, self.when.as_of))

    def over(self, days: Iterable[date]) -> tuple[RegisterDay, ...]:
        """The register on days up to the one asked about, as it was on record by the end of each."""
        asked, programme = tuple(days), self.judged.programme
        behind = backing_series(programme, asked, known_at=self.when.known_at)
        left = {person: day for person, day in self.known.people.items() if day is not None}
        return over_time(recordings(limit_of(self.when), programme.local_day), behind, asked, left)

    def of(self, register: RiskRegister) -> "Risks":
        """The same day over a part of the register."""
        return Risks(
            when=self.when,
            register=register,
            backings=self.backings,
            judged=self.judged,
            known=self.known,
            holds=self.holds,
            partial=True,
        )


def risks(viewer: Viewer, when: When) -> Risks:
    """The register on a day, for somebody who may read it: all of it, or what they own."""
    require(viewer, "risks.read")
    whole = _whole(when)
    part = mine(viewer, whole.register)
    return whole if part is whole.register else whole.of(part)


def _whole(when: When) -> Risks:
    key = memo.key_of(when)
    with _lock:
        found = _held.get(key)
        if found is not None:
            _held.move_to_end(key)
            return found
    made = _made(when)
    with _lock:
        _held[key] = made
        while len(_held) > _KEPT:
            _held.popitem(last=False)
    return made


def _made(when: When) -> Risks:
    viewer, until = program("risks"), past(when)
    judged = memo.judged(viewer, when)
    there = people(viewer, until)
    return Risks(
        when=when,
        register=register(viewer, until),
        backings=backings(judged.programme, judged.readiness),
        judged=judged,
        known=Known(
            people={p.id: p.left_on for p in there},
            controls=frozenset(c.id for c in judged.programme.controls),
            requirements=frozenset(r.id for r in catalogue().requirements()),
        ),
        holds=_holds(there, when),
    )


def _holds(there: Iterable[Person], when: When) -> dict[str, frozenset[str]]:
    """Roles and jobs of everybody who is there."""
    here = [p for p in there if p.left_on is None or p.left_on > when.as_of]
    return {p.id: frozenset((*(r.value for r in p.roles), *p.jobs)) for p in here}
