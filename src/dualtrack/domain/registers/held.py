"""What the registers hold on a day, and who has left by then: what findings are made from."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeVar

from attrs import field, frozen

from dualtrack.domain.registers.people import EmploymentEvent, EmploymentKind
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.registry import register_of

R = TypeVar("R", bound=Record)


def later(day: date, days: int) -> date:
    """The day that comes so many days later; the last of the calendar where somebody wrote 9999."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


@frozen(kw_only=True)
class Held:
    """The records of each register by its key, the day, and the last days that accounts know of people."""

    records: Mapping[str, Sequence[Record]]
    day: date
    accounts_left: Mapping[str, date] = field(factory=dict)

    def of(self, cls: type[R]) -> tuple[R, ...]:
        """The records of a class that stand in their register on the day, in the order of ids."""
        held = self.records.get(register_of(cls).key, ())
        there = (one for one in held if isinstance(one, cls) and one.there(self.day))
        return tuple(sorted(there, key=lambda one: one.id))

    def by(self, day: date | None) -> bool:
        """True for a day that has come."""
        return day is not None and day <= self.day

    def past(self, day: date | None, days: int = 0) -> date | None:
        """The first day on which something is too late, once it has come: `days` after `day` were given."""
        if day is None:
            return None
        late = later(day, days + 1)
        return late if late <= self.day else None

    def events(self) -> tuple[EmploymentEvent, ...]:
        """What has happened to people by the day, in the order of days."""
        told = (one for one in self.of(EmploymentEvent) if one.person and one.on <= self.day)
        return tuple(sorted(told, key=lambda one: (one.on, one.id)))

    def left(self) -> dict[str, date]:
        """Who has left by the day and when: as events tell, and as accounts know."""
        gone = {person: on for person, on in self.accounts_left.items() if on <= self.day}
        for event in self.events():
            if event.what is EmploymentKind.LEFT:
                gone[event.person] = event.on
            elif event.what is EmploymentKind.JOINED and gone.get(event.person, event.on) < event.on:
                del gone[event.person]
        return gone
