"""Booked audits in a plan: the first day begins, the last one closes, and what cannot stay is named."""

from datetime import date, timedelta

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.programme.plan.making import TASKS, choices, profile, put, task
from tests.domain.programme.plan.test_years import booking

from dualtrack.domain.controls.period import Period
from dualtrack.domain.programme.organisation import Sequencing
from dualtrack.domain.programme.plan.bookings import BookedAudit, booked_audits, kept, to_move
from dualtrack.domain.programme.plan.choices import Choices
from dualtrack.domain.programme.plan.network import network
from dualtrack.domain.programme.plan.schedule import LAST_AUDIT_DAY, Plan, plan
from dualtrack.domain.programme.plan.shape import Condition, PlanTask, Spread

STAGE1, STAGE2 = date(2027, 6, 1), date(2027, 7, 16)  # Tuesday and Friday, long after what they wait for
MONDAY, FRIDAY = date(2027, 8, 2), date(2027, 8, 27)


def held(framework: str, first: date, last: date) -> BookedAudit:
    made = evolve(booking(first, framework=framework), ends_on=last)
    (found,) = booked_audits({framework: made}, profile())
    return found


BODY, CPA = held("iso27001", STAGE1, STAGE2), held("soc2", MONDAY, FRIDAY)


def drawn(*booked: BookedAudit, tasks: tuple[PlanTask, ...] = TASKS, **changed: object) -> Plan:
    return plan(profile(), tasks, kept(choices(**changed), booked, tasks))


def days(found: Plan, name: str) -> tuple[date, date]:
    placed = found.of(name)
    assert placed is not None
    return placed.start, placed.last


def test_the_first_day_begins_stage_1_and_the_last_one_closes_stage_2() -> None:
    found = drawn(BODY)
    assert days(found, "stage1")[0] == STAGE1
    assert days(found, "stage2") == (date(2027, 7, 13), STAGE2)  # four days, as long as it likely takes
    assert to_move(found, (BODY,)) == ()


def test_fieldwork_is_as_long_as_it_is_booked() -> None:
    found = drawn(BODY, CPA)
    assert days(found, "fieldwork") == (MONDAY, FRIDAY)
    assert found.finish(LAST_AUDIT_DAY) == FRIDAY
    (node,) = (n for n in network(profile(), TASKS, found.choices).nodes if n.task.id == "fieldwork")
    assert node.length == Spread(20, 20, 20)  # certain: no run of a simulation ends it on another day


def test_a_surveillance_audit_takes_the_days_of_its_booking() -> None:
    tasks = (task("surveillance", days=3, milestone="last_audit_day"),)
    runs = profile(holds=frozenset({Condition.ISO27001, Condition.SURVEILLANCE}))
    booked = booked_audits({"iso27001": evolve(booking(MONDAY, framework="iso27001"), ends_on=FRIDAY)}, runs)
    assert [(one.first, one.last) for one in booked] == [("surveillance", "surveillance")]
    found = plan(runs, tasks, kept(choices(), booked, tasks))
    assert days(found, "surveillance") == (MONDAY, FRIDAY)


def test_a_day_that_somebody_set_comes_before_a_booked_one() -> None:
    found = drawn(BODY, CPA, moves={"fieldwork": date(2027, 9, 6)})
    assert days(found, "fieldwork") == (date(2027, 9, 6), date(2027, 10, 1))  # as many days as are booked
    (one,) = to_move(found, (BODY, CPA))
    assert (one.framework, one.would_start, one.would_end) == ("soc2", date(2027, 9, 6), date(2027, 10, 1))


def test_a_booking_that_another_order_cannot_keep_is_named_with_the_days_in_its_place() -> None:
    found = drawn(BODY, CPA, sequencing=Sequencing.SOC2_FIRST)
    (one,) = to_move(found, (BODY, CPA))
    assert (one.framework, one.starts_on, one.ends_on) == ("iso27001", STAGE1, STAGE2)
    assert (one.would_start, one.would_end) == (days(found, "stage1")[0], days(found, "stage2")[1])
    assert one.would_start == FRIDAY + timedelta(days=3)  # fieldwork comes first, and ends on a Friday
    assert days(found, "fieldwork") == (MONDAY, FRIDAY)  # what can stay stays


def test_a_booking_that_is_too_short_for_the_gap_between_the_stages_has_to_move() -> None:
    short = held("iso27001", STAGE1, STAGE1 + timedelta(days=9))
    (one,) = to_move(drawn(short), (short,))
    assert one.would_start == STAGE1
    assert one.would_end > short.ends_on


def test_an_audit_that_is_over_or_in_no_plan_moves_no_more() -> None:
    over = drawn(CPA, done={"fieldwork": date(2027, 8, 20)})
    assert to_move(over, (CPA,)) == ()
    assert to_move(drawn(CPA, tasks=(task("scope_decision"),)), (CPA,)) == ()


def test_a_booked_day_off_begins_on_the_next_working_day_and_is_no_move() -> None:
    sunday = held("soc2", MONDAY - timedelta(days=1), FRIDAY + timedelta(days=1))
    found = drawn(BODY, sunday)
    assert days(found, "fieldwork") == (MONDAY, FRIDAY)
    assert to_move(found, (sunday,)) == ()


@given(
    first=st.dates(STAGE1, date(2027, 9, 1)),
    length=st.integers(45, 120),
    paused=st.none() | st.dates(STAGE1, date(2027, 12, 1)),
)
def test_whatever_is_booked_late_enough_ends_on_its_last_working_day(
    first: date, length: int, paused: date | None
) -> None:
    """Property: the plan closes Stage 2 on the booked day, or on the last working day before it."""
    pauses = () if paused is None else (Period(paused, paused + timedelta(days=4)),)
    one = held("iso27001", first, first + timedelta(days=length))
    found = drawn(one, pauses=pauses)
    start, last = days(found, "stage2")
    assert start >= days(found, "stage1")[1]
    assert last <= one.ends_on
    made: Choices = found.choices
    calendar = network(profile(), TASKS, made).workdays
    assert calendar.between(calendar.number(last) + 1, calendar.number(one.ends_on) + 1) == 0
    assert to_move(found, (one,)) == ()


def test_the_tasks_of_a_profile_without_them_are_left_alone() -> None:
    assert booked_audits({"iso42001": booking(MONDAY, framework="iso42001")}, profile()) == ()
    longer = put("stage2", days=Spread(9, 9, 9))
    assert days(drawn(BODY, tasks=longer), "stage2") == (date(2027, 7, 6), STAGE2)
