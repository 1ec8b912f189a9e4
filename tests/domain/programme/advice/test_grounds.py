"""The grounds of the advice, each sentence word for word: who is served, which day is held against which."""

from datetime import date

from attrs import evolve
from tests.domain.programme.advice.asked import ISO, SOC2, demand, given

from dualtrack.domain.programme.advice.advise import Advice
from dualtrack.domain.programme.advice.answers import Existing
from dualtrack.domain.programme.advice.statement import Statement, Topic
from dualtrack.domain.programme.advice.words import reason_said, said
from dualtrack.domain.registers.customers import Asked

TAKES_SOC2 = demand(3, Asked.ISO27001, accepts_other=True, needed_by=date(2027, 3, 1))
TYPE_1 = demand(4, Asked.SOC2_TYPE_1, needed_by=date(2027, 3, 30))


def sentences(found: Advice, topic: Topic) -> list[str]:
    return [said(one) for one in found.about(topic)]


def reasons(one: Statement) -> list[str]:
    return [reason_said(reason) for reason in one.because]


def test_who_takes_the_other_report_is_a_ground_for_it() -> None:
    found = given(SOC2, TAKES_SOC2)
    only = found.about(Topic.REPORTS)[0]
    assert said(only) == "Run SOC 2 only."
    assert reasons(only)[:2] == [
        "DEM-1, Customer 1, asks for SOC 2 Type II",
        "DEM-3, Customer 3, asks for ISO/IEC 27001 and takes SOC 2 instead",
    ]


def test_their_day_is_held_against_the_report_that_serves_them() -> None:
    assert sentences(given(SOC2, TAKES_SOC2), Topic.DURATION)[1:] == [
        "DEM-3 (Customer 3) needs it by 2027-03-01; SOC 2 is there about 2027-12-13."
        " Tell the customer the day."
    ]
    later = evolve(TAKES_SOC2, needed_by=date(2027, 12, 13))
    assert sentences(given(SOC2, later), Topic.DURATION)[1:] == []


def test_where_both_run_each_is_served_as_it_asked() -> None:
    found = given(SOC2, ISO, TAKES_SOC2)
    assert "instead" not in " ".join(reasons(found.about(Topic.REPORTS)[0]))
    assert "DEM-3 (Customer 3) needs it by 2027-03-01; ISO/IEC 27001 is there" in " ".join(
        sentences(found, Topic.DURATION)
    )


def test_a_type_1_is_held_against_its_own_day() -> None:
    found = given(TYPE_1)
    assert sentences(found, Topic.DURATION)[1:] == [
        "DEM-4 (Customer 4) needs it by 2027-03-30; SOC 2 Type 1 is there about 2027-06-10."
        " Tell the customer the day."
    ]
    assert sentences(found, Topic.PERIOD) == ["Observe 6 months for the first report."]
    reached = evolve(TYPE_1, needed_by=date(2027, 6, 10))
    assert sentences(given(reached), Topic.DURATION)[1:] == []


def test_one_engagement_is_told_as_one() -> None:
    (cpa,) = (one for one in given(SOC2).about(Topic.DECIDE) if one.code == "book_cpa")
    assert reasons(cpa)[0] == "one engagement, booked in phase 1: a CPA firm"
    (body,) = (one for one in given(ISO).about(Topic.DECIDE) if one.code == "book_cb")
    assert reasons(body)[0] == "one engagement, booked in phase 1: an accredited certification body"
    both = [one for one in given(SOC2, ISO).about(Topic.DECIDE) if one.code in ("book_cpa", "book_cb")]
    told = "two engagements, both booked in phase 1: a CPA firm and a certification body"
    assert [reasons(one)[0] for one in both] == [told, told]
    added = given(SOC2, ISO, exists=(Existing.SOC2_TYPE_2,)).about(Topic.DECIDE)
    (body,) = (one for one in added if one.code.startswith("book_"))
    assert reasons(body)[0] == "one engagement, booked in phase 1: an accredited certification body"


def test_where_nothing_is_started_nothing_is_priced_or_ordered() -> None:
    found = given(SOC2, ISO, exists=(Existing.SOC2_TYPE_2, Existing.CERTIFICATE))
    assert sentences(found, Topic.DURATION) == [
        "There is nothing to start: what is asked for is held already."
    ]
    assert sentences(found, Topic.COST) == ["There is no first year to be priced: nothing is started."]
    assert reasons(found.about(Topic.COST)[0]) == ["SOC 2 is held already", "ISO/IEC 27001 is held already"]
    assert (found.first, found.about(Topic.ORDER), found.about(Topic.LATER)) == (None, (), ())


def test_the_door_of_a_report_that_is_held_stays_open_with_its_price() -> None:
    found = given(SOC2, exists=(Existing.SOC2_TYPE_2,))
    assert sentences(found, Topic.COST) == ["There is no first year to be priced: nothing is started."]
    later = dict(found.about(Topic.LATER)[1].params)
    fresh = dict(given(SOC2).about(Topic.LATER)[1].params)
    assert later["low"] == fresh["low"]


def test_a_day_that_has_passed_is_told_as_past() -> None:
    found = given(evolve(SOC2, needed_by=date(2026, 12, 31)))
    assert sentences(found, Topic.DURATION)[1:] == [
        "DEM-1 (Customer 1) needed it by 2026-12-31: that day has passed; SOC 2 is there about 2027-12-13."
        " Agree another day with the customer."
    ]
