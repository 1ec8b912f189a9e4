"""Where each fact is placed: by what it covers, on time or late, from the day on which it was known."""

from datetime import UTC, date, datetime

from tests import factories as make
from tests.each import each

from dualtrack.domain.controls.control import Cadence, Control
from dualtrack.domain.controls.period import Period
from dualtrack.domain.evidence.checkday import CheckDay
from dualtrack.domain.evidence.evidence import Evidence
from dualtrack.domain.programme.performance import (
    ALWAYS,
    NEVER,
    Index,
    Knowledge,
    Slot,
    State,
    perform,
    slots,
)

SIX = Period(make.START, make.END)
AFTERWARDS = datetime(2027, 1, 1, tzinfo=UTC)
QUARTERLY = make.control()
MONTHLY = make.control(cadence=Cadence.MONTHLY)
LOGGED = make.control(cadence=Cadence.CONTINUOUS)
EVENTS = make.control(cadence=Cadence.PER_EVENT)
DAILY = make.control(cadence=Cadence.DAILY)


def placed(
    control: Control, *facts: Evidence | CheckDay, known_at: datetime | None = None, period: Period = SIX
) -> list[Slot]:
    """The control's occurrences in six months with these facts in them."""
    programme = make.programme(
        controls=(control,),
        evidence=tuple(f for f in facts if isinstance(f, Evidence)),
        check_days=tuple(f for f in facts if isinstance(f, CheckDay)),
    )
    knowledge = Knowledge(programme, known_at)
    return perform(control, "soc2", period, Index.of(programme, knowledge), knowledge)


def states(found: list[Slot], on: str) -> list[str]:
    """The state of each occurrence on a day, as words."""
    return [slot.state(make.day(on).toordinal()).name.lower() for slot in found]


def test_without_facts_time_alone_moves_an_occurrence() -> None:
    found = placed(QUARTERLY)
    assert states(found, "2026-04-15") == ["not_yet_due", "not_yet_due"]
    assert states(found, "2026-04-16") == ["missed", "not_yet_due"]  # 15 days of grace are over
    assert states(found, "2026-07-14") == ["missed", "not_yet_due"]
    assert states(found, "2026-07-15") == ["irrecoverable", "not_yet_due"]
    assert states(found, "2026-07-16") == ["irrecoverable", "missed"]


def test_evidence_of_a_quarter_stands_for_the_quarter_that_it_covers_most() -> None:
    found = placed(QUARTERLY, make.evidence("2026-02-15", "2026-04-20"))
    assert states(found, "2026-04-30") == ["late", "not_yet_due"]  # performed after 15 April
    found = placed(QUARTERLY, make.evidence("2026-03-20", "2026-05-20"))
    assert states(found, "2026-05-20") == ["missed", "met"]


def test_evidence_over_two_equal_windows_stands_for_the_last_one_alone() -> None:
    found = placed(MONTHLY, make.evidence("2026-03-01", "2026-05-31"))
    assert states(found, "2026-05-31")[2:5] == ["irrecoverable", "missed", "met"]


def test_evidence_uploaded_months_later_is_still_placed_by_what_it_covers() -> None:
    stated = make.day("2026-03-31")
    march = make.evidence("2026-03-31", performed_on=stated, received_at=make.at("2026-09-20"))
    as_known_then, as_known_now = placed(QUARTERLY, march), placed(QUARTERLY, march, known_at=AFTERWARDS)
    assert states(as_known_then, "2026-07-14")[0] == "missed"
    assert states(as_known_then, "2026-09-19")[0] == "irrecoverable"
    assert states(as_known_then, "2026-09-20") == ["met", "missed"]
    assert states(as_known_now, "2026-03-30") == ["not_yet_due", "not_yet_due"]
    assert states(as_known_now, "2026-03-31") == ["met", "not_yet_due"]


@each(
    ("collected", "received", "expected"),
    [
        (None, "2026-04-15", "met"),
        (None, "2026-04-16", "late"),
        ("2026-04-15", "2026-09-20", "met"),
        ("2026-04-16", "2026-09-20", "late"),
    ],
)
def test_a_performance_without_a_day_is_timed_by_when_it_was_collected_or_reached_us(
    collected: str | None, received: str, expected: str
) -> None:
    at = make.at(collected) if collected else None
    review = make.evidence("2026-01-01", "2026-03-31", collected_at=at, received_at=make.at(received))
    assert states(placed(QUARTERLY, review, known_at=AFTERWARDS), "2026-03-31")[0] == expected


def test_what_is_known_at_an_instant_leaves_out_what_came_a_moment_later() -> None:
    came = datetime(2026, 9, 20, 12, tzinfo=UTC)
    march = make.evidence("2026-03-31", performed_on=make.day("2026-03-31"), received_at=came)
    assert states(placed(QUARTERLY, march, known_at=came), "2026-03-31")[0] == "met"
    before = datetime(2026, 9, 20, 11, 59, 59, 999999, tzinfo=UTC)
    assert states(placed(QUARTERLY, march, known_at=before), "2026-12-31")[0] == "irrecoverable"


@each(
    ("performed", "expected"),
    [("2026-03-31", "met"), ("2026-04-15", "met"), ("2026-04-16", "late"), ("2026-08-01", "late")],
)
def test_a_performance_is_on_time_until_its_grace_is_over(performed: str, expected: str) -> None:
    done = make.evidence(
        "2026-01-01", "2026-03-31", performed_on=make.day(performed), received_at=make.at(performed)
    )
    assert states(placed(QUARTERLY, done), performed)[0] == expected


def test_a_timely_performance_beside_a_late_one_counts_as_timely() -> None:
    late = make.evidence("2026-01-01", "2026-03-31", id="late", performed_on=make.day("2026-05-01"))
    on = make.day("2026-03-30")
    timely = make.evidence("2026-03-30", id="timely", performed_on=on, received_at=make.at("2026-06-01"))
    found = placed(QUARTERLY, late, timely)
    assert states(found, "2026-05-31")[0] == "late"
    assert states(found, "2026-06-01")[0] == "met"


def test_a_log_shows_every_window_that_it_touches_whenever_it_was_drawn() -> None:
    log = make.evidence("2026-01-20", "2026-05-10")
    found = placed(LOGGED, log)
    assert states(found, "2026-05-09")[2:5] == ["irrecoverable", "missed", "not_yet_due"]
    assert states(found, "2026-05-10") == ["met"] * 5 + ["not_yet_due"]
    assert states(placed(EVENTS, log), "2026-05-10") == ["met", "met"]


def test_the_log_of_a_weekly_control_stands_for_every_week_that_it_covers_whole() -> None:
    weekly = make.control(cadence=Cadence.WEEKLY)  # weeks from Thursday 1 January
    found = placed(weekly, make.evidence("2026-01-07", "2026-01-23"))
    assert states(found, "2026-01-23")[:4] == ["irrecoverable", "met", "met", "not_yet_due"]


def test_the_log_of_a_daily_control_stands_for_every_business_day_in_it() -> None:
    found = placed(DAILY, make.evidence("2026-01-05", "2026-01-16", received_at=make.at("2026-03-01")))
    assert states(found, "2026-02-28")[:13] == ["irrecoverable"] * 13
    assert states(found, "2026-03-01")[:13] == ["irrecoverable"] * 2 + ["met"] * 10 + ["irrecoverable"]


def test_a_record_over_parts_of_two_weeks_stands_for_one_of_them() -> None:
    weekly = make.control(cadence=Cadence.WEEKLY)
    found = placed(weekly, make.evidence("2026-01-07", "2026-01-10"))
    assert [len(slot.facts) for slot in found[:3]] == [0, 1, 0]
    whole_and_part = placed(weekly, make.evidence("2026-01-01", "2026-01-09"))
    assert [len(slot.facts) for slot in whole_and_part[:3]] == [1, 0, 0]


def test_a_log_known_later_shows_each_month_on_the_days_of_that_month() -> None:
    log = make.evidence("2026-01-01", "2026-06-30", received_at=make.at("2026-07-01"))
    found = placed(LOGGED, log, known_at=AFTERWARDS)
    assert states(found, "2026-01-30") == ["not_yet_due"] * 6
    assert states(found, "2026-02-28") == ["met", "met"] + ["not_yet_due"] * 4


@each(
    ("first", "last"),
    [("2025-10-01", "2025-12-31"), ("2026-07-01", "2026-07-31"), ("2020-01-01", "2020-01-01")],
)
@each("control", [QUARTERLY, MONTHLY, LOGGED, DAILY], ids=lambda c: c.cadence.value)
def test_evidence_outside_the_period_shows_nothing(control: Control, first: str, last: str) -> None:
    found = placed(control, make.evidence(first, last))
    assert not any(slot.facts for slot in found)
    assert {slot.met for slot in found} == {slot.late for slot in found} == {NEVER}


def test_evidence_that_reaches_into_the_period_counts_there() -> None:
    assert states(placed(QUARTERLY, make.evidence("2025-12-20", "2026-01-05")), "2026-01-05")[0] == "met"
    assert states(placed(QUARTERLY, make.evidence("2026-06-20", "2026-07-05")), "2026-07-05")[1] == "met"


def test_an_annual_control_looks_back_before_the_period() -> None:
    annual = make.control(cadence=Cadence.ANNUAL)
    assert states(placed(annual, make.evidence("2025-07-01")), "2026-01-01") == ["met"]
    assert states(placed(annual, make.evidence("2025-06-30")), "2026-07-01") == ["missed"]


def test_a_daily_control_owes_business_days_and_ignores_the_evidence_of_a_weekend() -> None:
    found = placed(DAILY, make.evidence("2026-01-02"), make.evidence("2026-01-03", "2026-01-04"))
    assert states(found, "2026-01-04")[:2] == ["irrecoverable", "met"]
    assert [len(slot.facts) for slot in found[:3]] == [0, 1, 0]


def test_check_results_pass_and_fail_side_by_side() -> None:
    found = placed(
        LOGGED, make.checks("2026-01-05", passed=9), make.checks("2026-02-10", failed=1), period=SIX
    )
    assert states(found, "2026-02-10")[:2] == ["met", "deviated"]
    both = placed(LOGGED, make.checks("2026-01-05", passed=9, failed=1))[0]
    assert (both.met, both.failing) == (make.day("2026-01-05").toordinal(),) * 2
    assert both.state(make.day("2026-01-05").toordinal()) is State.MET


def test_what_is_not_applicable_leaves_no_trace() -> None:
    assert placed(LOGGED, make.checks("2026-01-05", not_applicable=5)) == placed(LOGGED)


@each("outcome", ["unknown", "excepted"])
def test_what_cannot_tell_shows_nothing_and_is_told(outcome: str) -> None:
    found = placed(LOGGED, make.checks("2026-01-05", **{outcome: 5}))
    assert states(found, "2026-01-31") == states(placed(LOGGED), "2026-01-31")
    assert found[0].untold == make.day("2026-01-05").toordinal()


@each("outcome", ["unknown", "excepted"])
def test_a_pass_beside_what_cannot_tell_does_not_show_the_window(outcome: str) -> None:
    beside = placed(LOGGED, make.checks("2026-01-05", passed=1, **{outcome: 1}))
    assert states(beside, "2026-01-31")[0] == "not_yet_due"
    other_day = make.checks("2026-01-12", passed=1)
    both = placed(LOGGED, make.checks("2026-01-05", passed=1, **{outcome: 1}), other_day)
    assert states(both, "2026-01-31")[0] == "met"


def test_check_results_of_another_framework_or_control_are_not_ours() -> None:
    others = (
        make.checks("2026-01-05", "iso27001", passed=1),
        make.checks("2026-01-05", control="X", passed=1),
    )
    assert placed(LOGGED, *others) == placed(LOGGED)


def test_a_failure_on_a_weekend_counts_against_the_business_day_before() -> None:
    sunday = make.checks("2026-01-04", failed=2, passed=3)
    found = placed(DAILY, sunday)
    assert states(found, "2026-01-04")[:2] == ["irrecoverable", "deviated"]
    assert found[1].facts == [(make.day("2026-01-04").toordinal(), sunday.id)]
    assert found[1].met == NEVER  # the passes of that day show nothing: nothing was owed
    assert placed(DAILY, make.checks("2026-01-04", passed=3)) == placed(DAILY)


def test_a_failure_before_the_first_window_or_in_a_short_rest_is_not_lost() -> None:
    weekend_first = Period(make.day("2026-01-03"), make.day("2026-01-09"))
    found = placed(DAILY, make.checks("2026-01-03", failed=1), period=weekend_first)
    assert found[0].failing == make.day("2026-01-03").toordinal()
    week_and_two = Period(make.day("2026-01-05"), make.day("2026-01-13"))
    weekly = make.control(cadence=Cadence.WEEKLY)
    rest = placed(weekly, make.checks("2026-01-13", failed=1), period=week_and_two)
    assert [slot.failing for slot in rest] == [make.day("2026-01-13").toordinal()]
    after = placed(weekly, make.checks("2026-01-14", failed=1), period=week_and_two)
    assert [slot.failing for slot in after] == [NEVER]
    only_weekend = Period(make.day("2026-01-03"), make.day("2026-01-04"))
    assert placed(DAILY, make.checks("2026-01-03", failed=1), period=only_weekend) == []


def test_nothing_is_expected_before_a_control_operated_or_after_it_retired() -> None:
    started = make.control(cadence=Cadence.MONTHLY, operating_since=make.day("2026-03-31"))
    assert [s.expected for s in slots(started, SIX)] == [False, False, True, True, True, True]
    retired = make.control(cadence=Cadence.MONTHLY, retired_on=make.day("2026-04-01"))
    assert [s.expected for s in slots(retired, SIX)] == [True, True, True, False, False, False]
    unknown = make.control(cadence=Cadence.MONTHLY, operating_since=None)
    assert not any(s.expected for s in slots(unknown, SIX))
    assert states(slots(unknown, SIX), "2030-01-01") == ["not_yet_due"] * 6


def test_nothing_is_late_for_a_window_that_owed_nothing() -> None:
    started = make.control(operating_since=make.day("2026-04-01"))
    early = make.evidence(
        "2026-02-01", performed_on=make.day("2026-06-01"), received_at=make.at("2026-06-01")
    )
    assert states(placed(started, early), "2026-06-01") == ["met", "not_yet_due"]


def test_facts_of_a_window_are_kept_with_the_day_from_which_they_are_known() -> None:
    first = make.evidence("2026-01-10", id="a", received_at=make.at("2026-02-01"))
    second = make.evidence("2026-01-20", id="b")
    assert placed(QUARTERLY, first, second)[0].facts == [
        (make.day("2026-02-01").toordinal(), "a"),
        (make.day("2026-01-20").toordinal(), "b"),
    ]


@each(
    ("zone", "moment", "expected"),
    [
        ("UTC", datetime(2026, 3, 1, 23, 59, tzinfo=UTC), "2026-03-01"),
        ("Europe/Berlin", datetime(2026, 3, 1, 23, 0, tzinfo=UTC), "2026-03-02"),
        ("Europe/Berlin", datetime(2026, 3, 1, 22, 59, tzinfo=UTC), "2026-03-01"),
        ("Asia/Kathmandu", datetime(2026, 3, 1, 18, 15, tzinfo=UTC), "2026-03-02"),
        ("Asia/Kathmandu", datetime(2026, 3, 1, 18, 14, 59, tzinfo=UTC), "2026-03-01"),
        ("America/Los_Angeles", datetime(2026, 3, 1, 7, 59, tzinfo=UTC), "2026-02-28"),
    ],
)
def test_a_fact_reaches_us_on_the_day_of_our_own_zone(zone: str, moment: datetime, expected: str) -> None:
    knowledge = Knowledge(make.programme(organisation=make.organisation(timezone=zone)), None)
    happened = date(2026, 1, 1)
    assert date.fromordinal(knowledge.day(happened, moment)).isoformat() == expected
    assert knowledge.day(happened, moment) == knowledge.reached(moment)
    assert knowledge.day(date(2026, 12, 31), moment) == date(2026, 12, 31).toordinal()


def test_known_at_an_instant_only_what_had_come_by_then_counts() -> None:
    knowledge = Knowledge(make.programme(), AFTERWARDS)
    assert knowledge.reached(AFTERWARDS) == ALWAYS
    assert knowledge.reached(AFTERWARDS.replace(microsecond=1)) == NEVER
    assert knowledge.day(make.START, AFTERWARDS) == make.START.toordinal()
    assert knowledge.day(make.START, AFTERWARDS.replace(microsecond=1)) == NEVER


def test_the_days_on_which_a_state_turns_are_all_that_a_series_looks_at() -> None:
    found = placed(QUARTERLY, make.evidence("2026-03-31", received_at=make.at("2026-08-01")))
    turns = set(found[0].turns())
    assert {date.fromordinal(n).isoformat() for n in turns} == {"2026-04-16", "2026-07-15", "2026-08-01"}
    days = range(make.START.toordinal(), make.START.toordinal() + 400)
    assert turns == {on for on in days if found[0].state(on) is not found[0].state(on - 1)}
