"""Audit days by persons: the table, what raises and lowers it, the split, and each step told."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.each import each

from dualtrack.domain.programme.cost.audit_days import (
    RANGES,
    TABLE,
    Grade,
    Profile,
    Source,
    StepCode,
    Wrong,
    audit_days,
    fewest,
    shrunk,
    sites_visited,
    third,
    wrong,
)


@each(
    ("persons", "days"),
    [
        *((1, "5"), (10, "5"), (11, "6"), (45, "8.5"), (46, "10"), (65, "10"), (66, "11"), (175, "13")),
        *((176, "14"), (425, "15"), (626, "17.5"), (1550, "19.5"), (10700, "28")),
    ],
)
def test_the_table_is_entered_by_persons(persons: int, days: str) -> None:
    assert audit_days(persons).initial == Decimal(days)


def test_rows_beyond_175_are_marked_as_field_knowledge() -> None:
    assert {row.source for row in TABLE if row.upto <= 175} == {Source.SEEN}
    assert {row.source for row in TABLE if row.upto > 175} == {Source.KNOWN}
    assert audit_days(176).source is Source.KNOWN


def test_bands_follow_one_another_and_days_never_fall() -> None:
    assert [row.upto for row in TABLE] == sorted({row.upto for row in TABLE})
    assert [row.days for row in TABLE] == sorted({row.days for row in TABLE})


def test_fifty_persons_are_split_in_thirds() -> None:
    found = audit_days(50)
    assert (found.stage1, found.stage2) == (Decimal("3.5"), Decimal("6.5"))
    assert (found.surveillance, found.recertification) == (Decimal("3.5"), Decimal("6.5"))


@each("persons", [1, 10, 16, 66, 126, 876, 10700])
def test_the_two_stages_are_the_whole(persons: int) -> None:
    found = audit_days(persons)
    assert found.stage1 + found.stage2 == found.initial
    assert found.stage1 < found.stage2


def test_every_step_is_told_in_order() -> None:
    profile = Profile(business=Grade.LOW, technology=Grade.LOW, adjustment=-20, alike=(49,), integration=10)
    found = audit_days(100, profile)
    assert [step.code for step in found.steps] == [
        StepCode.ALIKE,
        StepCode.TABLE,
        StepCode.COMPLEXITY,
        StepCode.INTEGRATION,
        StepCode.SPLIT,
        StepCode.YEARLY,
    ]
    assert found.steps[0].told == {"persons": "100", "counted": "58", "groups": "1"}
    assert found.steps[2].told == {
        "percent": "-20",
        "low": "-30",
        "high": "-5",
        "business": "low",
        "technology": "low",
    }
    assert found.initial == Decimal("7.5")  # 10 days, less 20 percent, less 10 percent, up to the half day


def test_groups_with_the_same_task_count_by_their_root() -> None:
    """The example of EA's answer 48.6: three groups of one size count as 21."""
    assert audit_days(144, Profile(alike=(48, 48, 48))).counted == 21


def test_complexity_alone_takes_the_end_that_changes_least() -> None:
    assert audit_days(50, Profile(business=Grade.LOW, technology=Grade.LOW)).initial == Decimal("9.5")
    assert audit_days(50, Profile(business=Grade.HIGH, technology=Grade.HIGH)).initial == Decimal(12)


def test_no_range_lowers_below_what_is_allowed() -> None:
    assert min(low for low, _ in RANGES.values()) == -30
    assert all(low <= high for low, high in RANGES.values())
    assert set(RANGES) == {(one, two) for one in Grade for two in Grade}


def test_the_fewest_days_are_44_percent_below_at_most() -> None:
    assert fewest(Decimal(10)) == Decimal(7)
    assert fewest(Decimal(10), integrated=True) == Decimal("5.5")
    assert audit_days(50).fewest == Decimal(7)


def test_further_sites_never_lower_the_days() -> None:
    alone = audit_days(100)
    apart = audit_days(100, Profile(sites=(30, 20, 10)))
    assert sites_visited(3) == 2
    assert apart.initial == Decimal("16.5")  # 8.5 for the central 40, half of 8.5 and of 7, up to a half
    assert apart.initial >= alone.initial
    assert apart.steps[1].told == {"sites": "3", "visited": "2", "days": "16.5"}


def test_more_than_the_table_holds_is_told() -> None:
    found = audit_days(20000)
    assert found.initial == Decimal(28)
    assert found.steps[0].code is StepCode.BEYOND
    assert found.steps[0].told == {"persons": "20000", "most": "10700"}


def test_a_third_is_never_nothing() -> None:
    assert third(Decimal("0.5")) == Decimal("0.5")
    assert third(Decimal("8.5")) == Decimal(3)


def test_all_that_is_wrong_is_told_at_once() -> None:
    found = wrong(0, Profile(alike=(0, 5), sites=(3, 0), adjustment=-10, integration=25))
    assert {one.code for one in found} == set(Wrong)
    assert len(found) == len(Wrong)
    assert found[-1].told == {"came": "25", "most": "20"}


def test_nothing_is_reckoned_from_what_is_wrong() -> None:
    with pytest.raises(ValueError, match="persons_below_one"):
        audit_days(0)


def test_a_range_of_nothing_allows_no_change() -> None:
    assert [one.code for one in wrong(50, Profile(adjustment=-5))] == [Wrong.ADJUSTMENT]
    assert wrong(50, Profile(adjustment=0)) == ()


def test_a_reason_stands_at_the_step_that_it_is_for() -> None:
    profile = Profile(alike=(40,), why_alike="one task", integration=5, why_integration="with ISO 9001")
    told = {step.code: step.told.get("why") for step in audit_days(100, profile).steps}
    assert (told[StepCode.ALIKE], told[StepCode.INTEGRATION]) == ("one task", "with ISO 9001")
    assert told[StepCode.TABLE] is None


@given(persons=st.integers(1, 400), fewer=st.integers(1, 400), data=st.data())
def test_a_profile_that_fits_still_fits_fewer_persons(persons: int, fewer: int, data: st.DataObject) -> None:
    alike = data.draw(st.lists(st.integers(1, 40), max_size=4).filter(lambda held: sum(held) <= persons))
    sites = data.draw(st.lists(st.integers(1, 40), max_size=4).filter(lambda held: sum(held) < persons))
    profile = Profile(alike=tuple(alike), sites=tuple(sites))
    assert wrong(fewer, shrunk(profile, persons, fewer)) == ()
    assert shrunk(profile, persons, persons) == profile
