"""Proposed days against the table: too few, fewer persons, an odd split, a quote that ended."""

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.domain.programme.auditors.firms import body, codes, quote, told
from tests.domain.registers.records import TODAY, before, held
from tests.each import each

from dualtrack.domain.programme.auditors.proposed import deciding_quote, proposed, quotes_of
from dualtrack.domain.programme.cost.audit_days import Grade, Profile, audit_days, wrong
from dualtrack.domain.registers.auditors import QuoteKind

FEW, LESS = "proposed_days_below_what_is_allowed", "proposed_days_below_the_table"
ODD, ENDED = "stage_1_out_of_proportion", "quote_no_longer_stands"
FEWER, UNSAID = "quote_assumes_fewer_persons", "quote_without_audit_days"


def asked(persons: int = 50, profile: Profile | None = None, **given: Any) -> list[str]:
    """What is asked about a quote."""
    return codes(proposed(quote(**given), held(), persons=persons, profile=profile or Profile()))


@each(
    ("days", "found"),
    [("10", []), ("12", []), ("9.5", [LESS]), ("7", [LESS]), ("6.5", [FEW])],
)
def test_days_are_held_against_the_table(days: str, found: list[str]) -> None:
    assert asked(days=Decimal(days), stage1_days=None) == found


def test_the_finding_says_table_and_least() -> None:
    (one,) = proposed(quote(days=Decimal(6), stage1_days=None), held(), persons=50)
    assert told(one) | {"days": "6", "table": "10", "least": "7", "persons": "50"} == told(one)


def test_two_standards_together_allow_fewer() -> None:
    both = Profile(integration=20)
    assert asked(days=Decimal("6.5"), stage1_days=None, profile=both) == [LESS]


@each(
    ("kind", "days", "found"),
    [
        (QuoteKind.ISO27001_SURVEILLANCE, "3.5", []),
        (QuoteKind.ISO27001_SURVEILLANCE, "2", [FEW]),
        (QuoteKind.ISO27001_RECERTIFICATION, "6.5", []),
        (QuoteKind.ISO27001_RECERTIFICATION, "6", [LESS]),
        (QuoteKind.SOC2_TYPE_2, "1", []),
    ],
)
def test_each_audit_has_its_own_part_and_soc_2_none(kind: QuoteKind, days: str, found: list[str]) -> None:
    assert asked(kind=kind, days=Decimal(days), stage1_days=None) == found


@each(("stage1", "found"), [("2", []), ("4", []), ("1.5", [ODD]), ("4.5", [ODD]), (None, [])])
def test_stage_1_is_about_a_third(stage1: str | None, found: list[str]) -> None:
    assert asked(stage1_days=stage1 and Decimal(stage1)) == found


@each(
    ("assumed", "persons", "found"),
    [(40, 50, [FEWER]), (48, 50, []), (50, 50, []), (80, 50, []), (None, 50, [])],
)
def test_a_quote_rests_on_the_persons_that_there_are(
    assumed: int | None, persons: int, found: list[str]
) -> None:
    assert codes(proposed(quote(persons=assumed), held(), persons=persons)) == found


@each(
    ("profile", "assumed", "persons", "found"),
    [
        (Profile(), 46, 60, []),  # one row of the table: 10 days for both
        (Profile(), 40, 60, [FEWER]),  # 8.5 days beside 10
        (Profile(integration=20), 40, 60, [FEWER]),  # 7 days beside 8: missed where theirs are not lowered
        (Profile(technology=Grade.HIGH), 46, 60, []),  # 11 for both: false where theirs are not raised
        (Profile(technology=Grade.HIGH), 40, 60, [FEWER]),
        (Profile(alike=(36,)), 50, 60, []),  # 30 + 6 beside 20 + 6: one row
        (Profile(alike=(100,)), 60, 120, [FEWER]),  # 30 counted beside 14
        (Profile(sites=(10,)), 56, 60, []),  # 46 and 9 beside 50 and 10: one row each
    ],
)
def test_the_persons_that_it_assumes_are_reckoned_as_ours_are(
    profile: Profile, assumed: int, persons: int, found: list[str]
) -> None:
    table = audit_days(persons, profile).initial
    asked_for = quote(persons=assumed, days=table, stage1_days=None)
    assert codes(proposed(asked_for, held(), persons=persons, profile=profile)) == found


@each(
    ("profile", "assumed", "found"),
    [
        (Profile(alike=(300,)), 40, [FEWER]),  # there are 300 at the least, it assumes 40
        (Profile(alike=(30,)), 40, []),
        (Profile(alike=(300,)), None, []),
        (Profile(sites=(200, 100)), 40, [FEW, FEWER]),
    ],
)
def test_without_persons_of_our_own_the_groups_that_we_know_are_there(
    profile: Profile, assumed: int | None, found: list[str]
) -> None:
    told_of = proposed(quote(persons=assumed, stage1_days=None), held(), persons=0, profile=profile)
    assert codes(told_of) == found


GROUPS = st.lists(st.integers(1, 400), max_size=3).map(tuple)


@given(GROUPS, GROUPS, st.integers(0, 2000), st.none() | st.integers(1, 2000), st.sampled_from((0, 10, 20)))
def test_no_profile_that_holds_together_is_too_much(
    alike: tuple[int, ...], sites: tuple[int, ...], persons: int, assumed: int | None, together: int
) -> None:
    profile = Profile(alike=alike, sites=sites, integration=together)
    ours = 0 if wrong(persons, profile) else persons
    found = codes(proposed(quote(persons=assumed, days=None), held(), persons=ours, profile=profile))
    if assumed is not None and 0 < ours <= assumed:
        assert FEWER not in found


def test_without_persons_of_our_own_those_of_the_quote_are_taken() -> None:
    assert codes(proposed(quote(persons=300), held(), persons=0)) == [FEW]
    assert codes(proposed(quote(persons=None), held(), persons=0)) == []


def test_a_quote_without_days_is_asked_for_them() -> None:
    assert asked(days=None, stage1_days=None) == [UNSAID]


def test_a_quote_stands_until_its_last_day() -> None:
    assert asked(valid_until=TODAY) == []
    assert asked(valid_until=before(1)) == [ENDED]


def test_the_newest_quote_for_what_is_decided_counts() -> None:
    old, new = quote(id="Q-1", received_on=before(9)), quote(id="Q-2", received_on=before(3))
    yearly = quote(id="Q-3", kind=QuoteKind.ISO27001_SURVEILLANCE, received_on=before(1))
    ahead = quote(id="Q-4", received_on=before(-1))
    kept = held(old, new, yearly, ahead, quote("X", id="Q-5"))
    assert [one.id for one in quotes_of(body(), "iso27001", kept)] == ["Q-3", "Q-2", "Q-1"]
    assert deciding_quote(body(), "iso27001", kept) == new
    assert deciding_quote(body(), "soc2", kept) is None


def test_a_quote_that_stands_comes_before_a_newer_one_that_ended() -> None:
    stands, ended = quote(id="Q-1", received_on=before(9)), quote(id="Q-2", valid_until=before(1))
    assert deciding_quote(body(), "iso27001", held(stands, ended)) == stands
    assert deciding_quote(body(), "iso27001", held(ended)) == ended
