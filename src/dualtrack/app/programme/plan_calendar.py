"""The plan as a calendar that any calendar program reads (RFC 5545): one event a task, in whole days."""

from datetime import datetime, timedelta

from icalendar import Calendar, Event

from dualtrack.app.programme.planning import Planned
from dualtrack.domain.programme.plan.schedule import Placed


def calendar(held: Planned, *, now: datetime) -> bytes:
    """The calendar; the same plan and time give the same bytes."""
    made = Calendar()
    made.add("prodid", "-//Dualtrack//Plan//EN")
    made.add("version", "2.0")
    mark = "EXAMPLE: invented data - " if held.organisation.example else ""
    made.add("x-wr-calname", f"{mark}{held.organisation.name}: SOC 2 and ISO 27001")
    for one in held.plan.tasks:
        made.add_component(_event(one, held, mark, now))
    return bytes(made.to_ical())


def _event(one: Placed, held: Planned, mark: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{one.task.id}@{held.organisation.id}.dualtrack")
    event.add("dtstamp", now)
    event.add("summary", f"{mark}{one.task.title}")
    event.add("dtstart", one.start)
    event.add("dtend", max(one.finish, one.start + timedelta(days=1)))  # exclusive (RFC 5545 3.6.1)
    event.add("categories", [one.task.phase.value])
    event.add("transp", "TRANSPARENT")
    return event
