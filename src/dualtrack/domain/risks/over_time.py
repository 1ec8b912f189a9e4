"""How the register as a whole moved: day by day, from what was on record by then, at the cost of one fold.

ISO/IEC 27001 8.2 and 9.3.2 e ask how risks stand and develop. Levels are those of the method in force on each
day: a risk that was rated by another version is counted as not placed, as the map of that day leaves it out.
A risk is judged again only when it, its plan, an acceptance, the method or a control behind it changed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from heapq import heappop, heappush
from typing import Any

from attrs import define, field, frozen

from dualtrack.domain.controls.period import add_months
from dualtrack.domain.risks.acceptance import AcceptanceKind, RiskAcceptance, standing
from dualtrack.domain.risks.current import Backing
from dualtrack.domain.risks.heatmap import View, of_view
from dualtrack.domain.risks.method import RiskMethod, method_in_force
from dualtrack.domain.risks.register import RISK_COLLECTIONS, RiskRegister, stand
from dualtrack.domain.risks.risk import Risk, TreatmentAction

UNPLACED = ""  # rated by another method than the one in force, off its scale, or not rated


@frozen(kw_only=True)
class Recording:
    """One object of the register as it was recorded on a day; None where it was taken away."""

    on: date
    kind: str  # the type's name in the ledger
    id: str
    value: Any


@frozen(kw_only=True)
class RegisterDay:
    """The register on one day. `levels` has, by view, the bands from the highest, then what is unplaced."""

    on: date
    method: RiskMethod | None
    risks: int
    levels: tuple[tuple[View, tuple[tuple[str, int], ...]], ...]
    above: int  # the acceptance line, or not to be told: as the list says it
    accepted: int  # what remains is accepted by everybody who has to
    unowned: int  # nobody owns it, or its owner has left by that day


@frozen
class _Part:
    """What one live risk adds to its day."""

    bands: tuple[str, ...]  # one a view
    above: bool
    accepted: bool
    unowned: bool


def month_ends(first: date, last: date) -> tuple[date, ...]:
    """The last day of each month from `first` on that has ended by `last`, and `last` itself."""
    found = []
    begin = add_months(first.replace(day=1), 1)
    while begin - timedelta(days=1) < last:
        found.append(begin - timedelta(days=1))
        begin = add_months(begin, 1)
    return (*found, last)


def over_time(
    recordings: Iterable[Recording],
    backings: Mapping[date, Mapping[str, Backing]],
    days: Iterable[date],
    left: Mapping[str, date] | None = None,
) -> tuple[RegisterDay, ...]:
    """The register on each of these days, in their order, as it was on record by the end of each.

    `recordings` come in the order of the record; `backings` says for a day which controls back risks
    otherwise than on the day before it in `days`; `left` on which day a person left. Equal to judging every
    day by itself, by property test.
    """
    return tuple(_followed(list(recordings), backings, sorted(set(days)), left or {}))


def _followed(
    recordings: list[Recording],
    backings: Mapping[date, Mapping[str, Backing]],
    days: Sequence[date],
    left: Mapping[str, date],
) -> Iterator[RegisterDay]:
    running, at = _Running(left), 0
    for day in days:
        while at < len(recordings) and recordings[at].on <= day:
            running.take(recordings[at])
            at += 1
        running.back(backings.get(day, {}))
        yield running.on(day)


@define
class _Running:
    """The register as it stands while days go by, with what each risk adds."""

    left: Mapping[str, date]
    held: dict[str, dict[str, Any]] = field(factory=lambda: {kind: {} for kind in RISK_COLLECTIONS})
    backings: dict[str, Backing] = field(factory=dict)
    behind: defaultdict[str, set[str]] = field(factory=lambda: defaultdict(set))  # control -> risks
    actions: defaultdict[str, dict[str, TreatmentAction]] = field(factory=lambda: defaultdict(dict))
    acceptances: defaultdict[str, dict[str, RiskAcceptance]] = field(factory=lambda: defaultdict(dict))
    turns: list[tuple[date, str]] = field(
        factory=list
    )  # days on which a risk begins or ends to live, or loses its owner
    dirty: set[str] = field(factory=set)
    parts: dict[str, _Part] = field(factory=dict)
    counts: Counter[_Part] = field(factory=Counter)
    method: RiskMethod | None = None

    def take(self, one: Recording) -> None:
        """A value replaces the object's last one, or takes it away."""
        before = self.held[one.kind].pop(one.id, None)
        if one.value is not None:
            self.held[one.kind][one.id] = one.value
        match one.kind:
            case "risk":
                self._risk(before, one.value)
            case "risk_method":
                self.dirty.update(self.held["risk"])
            case "treatment_action":
                self._of_risk(self.actions, one, before)
            case "risk_acceptance":
                self._of_risk(self.acceptances, one, before)

    def _risk(self, before: Risk | None, after: Risk | None) -> None:
        for risk in filter(None, (before, after)):
            self.dirty.add(risk.id)
        if before is not None:
            for link in before.controls:
                self.behind[link.control].discard(before.id)
        if after is not None:
            for link in after.controls:
                self.behind[link.control].add(after.id)
            left = self.left.get(after.owner or "")
            for day in filter(None, (after.identified_on, after.retired_on, left)):
                heappush(self.turns, (day, after.id))

    def _of_risk(self, held: defaultdict[str, dict[str, Any]], one: Recording, before: Any) -> None:
        if before is not None:
            held[before.risk].pop(one.id, None)
            self.dirty.add(before.risk)
        if one.value is not None:
            held[one.value.risk][one.id] = one.value
            self.dirty.add(one.value.risk)

    def back(self, changed: Mapping[str, Backing]) -> None:
        """Controls back risks otherwise from now on."""
        self.backings.update(changed)
        for control in changed:
            self.dirty |= self.behind.get(control, set())

    def on(self, day: date) -> RegisterDay:
        """The register on a day that is not before the last one asked about."""
        methods = tuple(self.held["risk_method"].values())
        method = method_in_force(methods, day)
        if method != self.method:
            self.method = method
            self.dirty.update(self.held["risk"])
        while self.turns and self.turns[0][0] <= day:
            self.dirty.add(heappop(self.turns)[1])
        register = RiskRegister(methods=methods)
        for key in self.dirty:
            self._put(key, self._part(register, self.held["risk"].get(key), day))
        self.dirty.clear()
        return self._day(day)

    def _put(self, key: str, part: _Part | None) -> None:
        before = self.parts.pop(key, None)
        if before is not None:
            self.counts[before] -= 1
        if part is not None:
            self.parts[key] = part
            self.counts[part] += 1

    def _part(self, register: RiskRegister, risk: Risk | None, day: date) -> _Part | None:
        if risk is None or not risk.live(day):
            return None
        one = stand(register, risk, self.backings)
        placed = one.method is not None and self.method is not None and one.method.id == self.method.id
        shown = [of_view(one, view) if placed else None for view in View]
        acceptance = standing(
            AcceptanceKind.RESIDUAL,
            risk,
            one.method,
            self.actions[risk.id].values(),
            self.acceptances[risk.id].values(),
        )
        return _Part(
            tuple(UNPLACED if m is None or m.band is None else m.band.id for m in shown),
            one.above,
            acceptance.complete,
            not risk.owner or self.left.get(risk.owner, date.max) <= day,
        )

    def _day(self, day: date) -> RegisterDay:
        held = [(part, n) for part, n in self.counts.items() if n]
        bands = () if self.method is None else sorted(self.method.bands, key=lambda b: -b.lowest)
        order = (*(band.id for band in bands), UNPLACED)
        levels = []
        for place, view in enumerate(View):
            counted = {name: sum(n for part, n in held if part.bands[place] == name) for name in order}
            levels.append((view, tuple(counted.items())))
        return RegisterDay(
            on=day,
            method=self.method,
            risks=sum(n for _, n in held),
            levels=tuple(levels),
            above=sum(n for part, n in held if part.above),
            accepted=sum(n for part, n in held if part.accepted),
            unowned=sum(n for part, n in held if part.unowned),
        )
