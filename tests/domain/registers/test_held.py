"""What is held on a day: who is there, what has happened, who has left, and days that are past."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.domain.registers.records import ANN, BEN, TODAY, before, held, least
from tests.each import each

from dualtrack.domain.registers.held import Held, later
from dualtrack.domain.registers.people import EmploymentEvent, EmploymentKind
from dualtrack.domain.registers.things import Asset, Service

JOINED, LEFT = EmploymentKind.JOINED, EmploymentKind.LEFT


def event(id: str, what: EmploymentKind, on: date, person: str = ANN) -> EmploymentEvent:  # noqa: A002 - the field's own name
    """Something that happened to a person."""
    made: EmploymentEvent = least(EmploymentEvent, id, what=what, on=on, person=person)
    return made


def test_records_of_a_class_stand_in_the_order_of_ids() -> None:
    one = held(least(Asset, "B"), least(Asset, "A"), least(Service, "C"))
    assert [asset.id for asset in one.of(Asset)] == ["A", "B"]
    assert [service.id for service in one.of(Service)] == ["C"]
    assert one.of(EmploymentEvent) == ()


def test_what_left_is_not_held() -> None:
    one = held(least(Asset, "A", retired_on=TODAY), least(Asset, "B", retired_on=TODAY + timedelta(days=1)))
    assert [asset.id for asset in one.of(Asset)] == ["B"]


def test_records_of_another_class_under_a_key_are_left_alone() -> None:
    assert Held(records={"assets": [least(Service)]}, day=TODAY).of(Asset) == ()


@each(("day", "come"), [(None, False), (before(1), True), (TODAY, True), (date(2026, 7, 1), False)])
def test_a_day_that_has_come(day: date | None, come: bool) -> None:
    assert held().by(day) is come


@each(
    ("day", "days", "since"),
    [
        (None, 0, None),
        (TODAY, 0, None),
        (before(1), 0, TODAY),
        (before(1), 1, None),
        (before(30), 29, TODAY),
        (before(30), 10, before(19)),
        (date.max, 0, None),
        (date.max, 1000, None),
        (date.min, 0, date(1, 1, 2)),
    ],
)
def test_something_is_too_late_from_the_day_after_its_days(
    day: date | None, days: int, since: date | None
) -> None:
    assert held().past(day, days) == since


@given(st.dates(), st.integers(0, 10_000))
def test_later_never_leaves_the_calendar(day: date, days: int) -> None:
    found = later(day, days)
    assert found == date.max or found - day == timedelta(days=days)
    assert found >= day


@given(st.dates(), st.integers(0, 800), st.dates())
def test_past_and_not_past_meet_at_one_day(day: date, days: int, today: date) -> None:
    since = held(day=today).past(day, days)
    assert (since is not None) == (today.toordinal() > day.toordinal() + days)
    assert since is None or since <= today


def test_an_event_of_nobody_tells_nothing() -> None:
    one = held(event("A", LEFT, before(3), ""))
    assert one.events() == ()
    assert one.left() == {}


def test_events_stand_in_the_order_of_days_and_none_lies_ahead() -> None:
    one = held(event("A", LEFT, before(1)), event("B", JOINED, before(9)), event("C", LEFT, date(2026, 7, 1)))
    assert [told.id for told in one.events()] == ["B", "A"]


@each(
    ("events", "left", "gone"),
    [
        ([], {}, {}),
        ([event("A", LEFT, before(3))], {}, {ANN: before(3)}),
        ([event("A", LEFT, date(2026, 7, 1))], {}, {}),
        ([], {BEN: before(4)}, {BEN: before(4)}),
        ([], {BEN: date(2026, 7, 1)}, {}),
        ([event("A", LEFT, before(3)), event("B", JOINED, before(2))], {}, {}),
        ([event("A", JOINED, before(9)), event("B", LEFT, before(3))], {}, {ANN: before(3)}),
        ([event("A", JOINED, before(9))], {ANN: before(3)}, {ANN: before(3)}),
        ([event("A", JOINED, before(2))], {ANN: before(3)}, {}),
        ([event("A", JOINED, before(3))], {ANN: before(3)}, {ANN: before(3)}),
        (
            [event("A", LEFT, before(9)), event("B", JOINED, before(6)), event("C", LEFT, before(3))],
            {},
            {ANN: before(3)},
        ),
        (
            [event("A", LEFT, before(3)), event("B", LEFT, before(2), BEN)],
            {},
            {ANN: before(3), BEN: before(2)},
        ),
    ],
)
def test_who_has_left(events: list[EmploymentEvent], left: dict[str, date], gone: dict[str, date]) -> None:
    assert held(*events, left=left).left() == gone
    assert held(*events[::-1], left=left).left() == gone
    assert all(day <= TODAY for day in gone.values())
