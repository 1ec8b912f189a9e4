"""When each expected occurrence of a control was met, late, failing or lost, as days known to us."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import IntEnum
from typing import NamedTuple

from attrs import define, field, frozen

from dualtrack.domain.controls.control import Control
from dualtrack.domain.controls.occurrences import Window, Windows, windows
from dualtrack.domain.controls.period import Period
from dualtrack.domain.evidence.checkday import CheckDay
from dualtrack.domain.programme.snapshot import Programme

NEVER = date.max.toordinal()


class State(IntEnum):
    """State of one expected occurrence on a day."""

    NOT_YET_DUE = 0
    MET = 1
    LATE = 2
    DEVIATED = 3  # shown, by checks that failed, and by nothing else
    MISSED = 4
    IRRECOVERABLE = 5


@define
class Slot:
    """One occurrence: its window, and from which day (an ordinal) each thing about it is so and known."""

    window: Window
    expected: bool
    met: int = NEVER
    late: int = NEVER
    failing: int = NEVER
    facts: list[tuple[int, str]] = field(factory=list)

    def state(self, day: int) -> State:
        """State on a day; supporting facts win over the lapse of time, never over adverse facts beside it."""
        if self.met <= day:
            return State.MET
        if self.late <= day:
            return State.LATE
        if self.failing <= day:
            return State.DEVIATED
        _, _, due, lost = self.window.days
        if self.expected and day > due:
            return State.IRRECOVERABLE if day > lost else State.MISSED
        return State.NOT_YET_DUE

    def turns(self) -> tuple[int, ...]:
        """Days on which the state may change, in order."""
        _, _, due, lost = self.window.days
        marks = {self.met, self.late, self.failing}
        if self.expected and self.met > due:
            marks |= {due + 1, lost + 1}
        marks.discard(NEVER)
        return tuple(sorted(marks))


_QUARTER_HOUR = 900  # seconds; no zone's day begins off a quarter of an hour, so its instants share a day


@frozen
class Knowledge:
    """Which facts may be used: received by the day asked about, or by one given instant.

    `known_at` None asks what was so as known then; an instant asks what is known at it about that day.
    """

    programme: Programme
    known_at: datetime | None
    _days: dict[int, int] = field(factory=dict, repr=False, eq=False)

    def day(self, happened: date, received: datetime) -> int:
        """The first day (an ordinal) on which the fact counts; NEVER when it is not known."""
        if self.known_at is None:
            return max(happened.toordinal(), self._received(received))
        return happened.toordinal() if received <= self.known_at else NEVER

    def _received(self, moment: datetime) -> int:
        """The organisation's day of an instant, remembered because many facts arrive together."""
        key = int(moment.timestamp()) // _QUARTER_HOUR
        day = self._days.get(key)
        if day is None:
            day = self._days[key] = self.programme.local_day(moment).toordinal()
        return day


def slots(control: Control, period: Period) -> list[Slot]:
    """Empty slots for what the control owes; nothing is expected of it before it operated."""
    since = control.operating_since
    until = control.retired_on
    return [
        Slot(
            window=w,
            expected=since is not None and w.end >= since and (until is None or w.start < until),
        )
        for w in windows(control.cadence, period).items
    ]


class Performance(NamedTuple):  # a tuple, because tens of thousands are made at once
    """One piece of evidence as the sweep reads it: days as ordinals, and from which day it is known."""

    first: int
    last: int
    performed: int
    known: int
    id: str


def place_evidence(owed: Windows, into: list[Slot], items: Iterable[Performance]) -> None:
    """Put evidence where it belongs: by what it covers, never by when it was uploaded (design law 1)."""
    for item in items:
        known, performed = item.known, item.performed
        places, log = _where(owed, item.first, item.last)
        for index in places:
            slot = into[index]
            if log or performed <= slot.window.days[2]:
                slot.met = min(slot.met, known)
            else:
                slot.late = min(slot.late, known)
            slot.facts.append((known, item.id))


def _where(owed: Windows, first: int, last: int) -> tuple[Sequence[int], bool]:
    """Windows that a span of days stands for, and whether it is a log, which tells when each was performed.

    Of a continuous or event-driven control it stands for all that it touches. Of a daily or weekly one, a log
    stands for every window that it covers whole. Else one performance stands for one window: the one that it
    covers most.
    """
    low, high = owed.index(first), owed.index(last)
    items = owed.items
    if low == high:
        return ((low,) if low >= 0 and items[low].days[1] >= first else ()), owed.shows_span
    low = max(low, 0)
    touched = [i for i in range(low, high + 1) if items[i].days[0] <= last and items[i].days[1] >= first]
    if owed.shows_span or len(touched) < 2:
        return touched, owed.shows_span
    whole = [i for i in touched if first <= items[i].days[0] and items[i].days[1] <= last]
    if owed.logged and len(whole) > 1:
        return whole, True
    return (max(touched, key=lambda i: (_overlap(items[i], first, last), -i)),), False


def _overlap(window: Window, first: int, last: int) -> int:
    return min(window.days[1], last) - max(window.days[0], first)


def place_checks(owed: Windows, into: list[Slot], days: Iterable[CheckDay], knowledge: Knowledge) -> None:
    """Put daily check counts into their windows; unknown, excepted and not applicable show nothing."""
    for counted in days:
        at = counted.day.toordinal()
        index = owed.index(at)
        if index < 0 or into[index].window.days[1] < at:
            continue
        known = knowledge.day(counted.day, counted.received_at)
        if known == NEVER:
            continue
        slot = into[index]
        if counted.passed:
            slot.met = min(slot.met, known)
        if counted.failed:
            slot.failing = min(slot.failing, known)
        if counted.passed or counted.failed:
            slot.facts.append((known, counted.id))


@frozen
class Index:
    """Known facts grouped by the control that they speak about, made once for a snapshot."""

    evidence: Mapping[str, list[Performance]]
    check_days: Mapping[tuple[str, str], list[CheckDay]]

    @classmethod
    def of(cls, programme: Programme, knowledge: Knowledge) -> "Index":
        """Group the snapshot's facts; those that are not known are left out."""
        evidence: dict[str, list[Performance]] = defaultdict(list)
        for item in programme.evidence:
            performed = item.performed
            known = knowledge.day(performed, item.received_at)
            if known == NEVER:
                continue
            seen = Performance(
                item.covers_from.toordinal(),
                item.covers_to.toordinal(),
                performed.toordinal(),
                known,
                item.id,
            )
            for control in item.controls:
                evidence[control].append(seen)
        days: dict[tuple[str, str], list[CheckDay]] = defaultdict(list)
        for counted in programme.check_days:
            days[counted.control, counted.framework].append(counted)
        return cls(evidence, days)


def perform(
    control: Control, framework: str, period: Period, index: Index, knowledge: Knowledge
) -> list[Slot]:
    """The control's occurrences in the period of one framework, with everything known placed in them."""
    owed = windows(control.cadence, period)
    into = slots(control, period)
    place_evidence(owed, into, index.evidence.get(control.id, ()))
    place_checks(owed, into, index.check_days.get((control.id, framework), ()), knowledge)
    return into
