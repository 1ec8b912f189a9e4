"""When each expected occurrence of a control was met, late, failing or lost, as days known to us."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import IntEnum

from attrs import define, field, frozen

from dualtrack.domain.controls.control import Control
from dualtrack.domain.controls.occurrences import Window, Windows, windows
from dualtrack.domain.controls.period import Period
from dualtrack.domain.evidence.checkday import CheckDay
from dualtrack.domain.evidence.evidence import Evidence
from dualtrack.domain.programme.snapshot import Programme

ALWAYS = date.min.toordinal()
NEVER = date.max.toordinal()
Fact = tuple[int, str]  # the day from which it is known, its id


@frozen
class Passing:
    """A performance that counts for a time alone: from when it is known to when its file was erased."""

    known: int
    until: int
    on_time: bool
    fact: str

    def counts(self, day: int) -> bool:
        """True on the days on which somebody could look at it."""
        return self.known <= day < self.until


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
    untold: int = NEVER  # results that cannot tell stand beside the others
    facts: list[Fact] | tuple[()] = ()  # a list from the first fact on: most windows of a year hold none
    passing: tuple[Passing, ...] = ()  # performances whose file was erased

    def add(self, known: int, fact: str) -> None:
        """Note a fact and the day from which it is known."""
        if self.facts:
            self.facts.append((known, fact))
        else:
            self.facts = [(known, fact)]

    def show(self, timed: int, known: int, fact: str, until: int = NEVER) -> None:
        """Put a performance in, timed on a day; nothing can be late for a window that owed nothing."""
        on_time = timed <= self.window.days[2] or not self.expected
        if until != NEVER:
            self.passing = (*self.passing, Passing(known, until, on_time, fact))
            return
        if on_time:
            self.met = min(self.met, known)
        else:
            self.late = min(self.late, known)
        self.add(known, fact)

    def is_met(self, day: int) -> bool:
        """True when a performance shows it in time on that day."""
        return self.met <= day or any(one.on_time and one.counts(day) for one in self.passing)

    def known_facts(self, day: int) -> list[str]:
        """Ids of the facts that count on a day."""
        found = [fact for known, fact in self.facts if known <= day]
        return found + [one.fact for one in self.passing if one.counts(day)]

    def state(self, day: int) -> State:
        """State on a day; supporting facts win over the lapse of time, never over adverse facts beside it."""
        if self.met <= day:
            return State.MET
        if self.passing and self.is_met(day):
            return State.MET
        if self.late <= day or any(one.counts(day) for one in self.passing):
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
        marks |= {day for one in self.passing for day in (one.known, one.until)}
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
    _days: dict[float, int] = field(factory=dict, repr=False, eq=False)

    def day(self, happened: date, received: datetime) -> int:
        """The first day (an ordinal) on which the fact counts; NEVER when it is not known."""
        return max(happened.toordinal(), self.reached(received))

    def reached(self, received: datetime) -> int:
        """The day (an ordinal) from which a fact may be used if it happened before; NEVER when unknown."""
        if self.known_at is None:
            return self._received(received)
        return ALWAYS if received <= self.known_at else NEVER

    def gone(self, item: Evidence) -> int:
        """The day (an ordinal) from which its file can be looked at no more; NEVER while it can."""
        erasure = self.programme.erased_files.get(item.artifact.sha256)
        if erasure is None:
            return NEVER
        if self.known_at is None:
            return self._received(erasure.carried_out_at)
        return ALWAYS if erasure.carried_out_at <= self.known_at else NEVER

    def timed(self, item: Evidence) -> int:
        """The day by which a performance is on time or late: the stated one, else when it was collected.

        Who does not say when something was done shows no more than that it was there when it was collected,
        or, failing that, when it reached us.
        """
        if item.performed_on is not None:
            return item.performed_on.toordinal()
        return self._received(item.collected_at or item.received_at)

    def _received(self, moment: datetime) -> int:
        """The organisation's day of an instant, remembered because many facts arrive together."""
        key = moment.timestamp() // _QUARTER_HOUR
        day = self._days.get(key)
        if day is None:
            day = self._days[key] = self.programme.local_day(moment).toordinal()
        return day


def slots(control: Control, period: Period) -> list[Slot]:
    """Empty slots for what the control owes; nothing is expected of it before it operated."""
    items = windows(control.cadence, period).items
    if control.operating_since is None:
        return [Slot(w, False) for w in items]
    since = control.operating_since.toordinal()
    until = control.retired_on.toordinal() if control.retired_on else NEVER
    return [Slot(w, w.days[1] >= since and w.days[0] < until) for w in items]


# One piece of evidence as the sweep reads it, a plain tuple because tens of thousands are made at once:
# first and last day covered, day performed, day that says whether it was on time, day from which it reached
# us, day from which its file is gone (ordinals), id.
Performance = tuple[int, int, int, int, int, int, str]


def place_evidence(owed: Windows, into: list[Slot], items: Iterable[Performance]) -> None:
    """Put evidence where it belongs: by what it covers, never by when it was uploaded (design law 1).

    A log shows each window by the days that it covers there, whenever it was drawn.
    """
    starts, ends, spans = owed.starts, owed.ends, owed.shows_span
    for first, last, performed, timed, reached, gone, fact in items:
        low = bisect_right(starts, first) - 1
        inside = low >= 0 and last <= ends[low]
        places = (low,) if inside else _where(owed, low, first, last)
        log = spans or len(places) > 1
        for index in places:
            on = min(performed, ends[index]) if log else performed
            into[index].show(on if log else timed, max(on, reached), fact, gone)


def _where(owed: Windows, low: int, first: int, last: int) -> Sequence[int]:
    """Windows that a span stands for: all that it touches for a log, else the one it covers most.

    The log of a daily or weekly control (backups of a month) stands for every window that it covers whole.
    Of windows that it covers equally it stands for the last: a performance looks back.
    """
    starts, ends = owed.starts, owed.ends
    touched = [i for i in range(max(low, 0), owed.index(last) + 1) if ends[i] >= first]
    if owed.shows_span or len(touched) < 2:
        return touched
    whole = [i for i in touched if first <= starts[i] and ends[i] <= last] if owed.logged else ()
    if len(whole) > 1:
        return whole
    return (max(touched, key=lambda i: (min(ends[i], last) - max(starts[i], first), i)),)


def place_checks(
    owed: Windows, into: list[Slot], period: Period, days: Iterable[CheckDay], knowledge: Knowledge
) -> None:
    """Put daily check counts into their windows; unknown, excepted and not applicable show nothing.

    Passes beside results that cannot tell, or that somebody set aside in the tool, do not show a window: the
    population is not whole (design law 2). Other evidence may.

    A failure on a day of the period that owes nothing (a weekend, a short rest) counts against the occurrence
    before it: adverse facts are not lost. A pass on such a day shows nothing.
    """
    for counted in days:
        at = counted.day.toordinal()
        index = owed.index(at)
        owes = index >= 0 and at <= owed.ends[index]
        known = knowledge.day(counted.day, counted.received_at)
        if known == NEVER or not into or not (owes or period.holds(counted.day)):
            continue
        slot = into[max(index, 0)]
        untold = counted.unknown or counted.excepted
        if counted.passed and owes and not untold:
            slot.met = min(slot.met, known)
        if counted.failed:
            slot.failing = min(slot.failing, known)
        if untold:
            slot.untold = min(slot.untold, known)
        if counted.failed or untold or (counted.passed and owes):
            slot.add(known, counted.id)


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
            reached, gone = knowledge.reached(item.received_at), knowledge.gone(item)
            if reached == NEVER or gone <= reached:
                continue
            seen = (
                item.covers_from.toordinal(),
                item.covers_to.toordinal(),
                item.performed.toordinal(),
                knowledge.timed(item),
                reached,
                gone,
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
    place_checks(owed, into, period, index.check_days.get((control.id, framework), ()), knowledge)
    return into
