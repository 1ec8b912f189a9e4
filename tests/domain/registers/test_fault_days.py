"""Days of records: which come after which, which lie behind us; each pair tried on both sides."""

from datetime import date, timedelta

from tests.domain.registers.records import OUTSIDE, TODAY, before, least, register
from tests.each import each
from tests.every import every

from dualtrack.domain.registers.fault import Code
from dualtrack.domain.registers.fault_days import (
    BEHIND,
    HAPPENED,
    ORDER,
    about,
    ahead_faults,
    order_faults,
)
from dualtrack.domain.registers.fault_words import sentence
from dualtrack.domain.registers.faults import faults
from dualtrack.domain.registers.field import FieldKind
from dualtrack.domain.registers.registry import REGISTERS

PAIRS = [(key, first, second) for key, pairs in ORDER.items() for first, second in pairs]
PAST = [(key, name) for key, names in BEHIND.items() for name in names]
DAY = timedelta(days=1)


@every([*PAIRS, *((key, name, name) for key, name in PAST), *((k, n, n) for k, n in HAPPENED.items())])
def test_each_name_is_a_day_of_its_register(row: tuple[str, str, str]) -> None:
    key, first, second = row
    assert register(key).field(first).kind is FieldKind.DAY
    assert register(key).field(second).kind is FieldKind.DAY


@every(PAIRS)
def test_a_day_before_the_one_that_it_follows_is_named(row: tuple[str, str, str]) -> None:
    key, first, second = row
    of, middle = register(key), before(100)
    wrong = least(of, **{first: middle, second: middle - DAY})
    found = [one for one in order_faults(of, wrong) if one.field == second]
    assert [sentence(one) for one in found] == [
        f"{of.title}, X-1, {of.field(second).label}: came {middle - DAY}, expected a day no earlier than "
        f"{of.field(first).label}, which is {middle}; correct one of the two"
    ]


@every(PAIRS)
def test_the_same_day_and_a_later_one_are_no_fault(row: tuple[str, str, str]) -> None:
    key, first, second = row
    of, middle = register(key), before(100)
    for later in (middle, middle + DAY):
        kept = least(of, **{first: middle, second: later})
        assert not [one for one in order_faults(of, kept) if one.field == second]


@every(PAIRS)
def test_a_day_that_is_missing_is_in_no_order(row: tuple[str, str, str]) -> None:
    key, first, second = row
    of = register(key)
    for name in (first, second):
        if not of.field(name).required:
            other = second if name == first else first
            assert not list(order_faults(of, least(of, **{other: before(9), name: None})))


@every(PAST)
def test_a_day_ahead_that_tells_what_happened_is_named(row: tuple[str, str]) -> None:
    key, name = row
    of, tomorrow = register(key), TODAY + DAY
    found = list(ahead_faults(of, least(of, **{name: tomorrow}), TODAY))
    assert [(one.field, one.code) for one in found] == [(name, Code.AHEAD)]
    assert sentence(found[0]) == (
        f"{of.title}, X-1, {of.field(name).label}: came 2026-07-01, expected a day no later than today, "
        "2026-06-30; enter it when it has happened"
    )


@every(PAST)
def test_today_is_no_day_ahead(row: tuple[str, str]) -> None:
    key, name = row
    of = register(key)
    assert not list(ahead_faults(of, least(of, **{name: TODAY}), TODAY))


@each(
    ("key", "name"),
    [
        ("vendors", "contract_until"),
        ("vendors", "next_review"),
        ("vendor_reports", "covers_to"),
        ("demands", "needed_by"),
        ("employment", "on"),
        ("objectives", "due"),
        ("changes", "planned_from"),
        ("legal", "next_review"),
        ("documentation", "effective_on"),
        ("subject_requests", "extended_until"),
    ],
)
def test_what_is_planned_may_lie_ahead(key: str, name: str) -> None:
    of = register(key)
    planned = least(of, **{name: date(2027, 1, 1)})
    assert Code.AHEAD not in {one.code for one in faults(of, planned, OUTSIDE, today=TODAY)}


@every([one.key for one in REGISTERS])
def test_a_day_that_tells_what_happened_is_held_to_lie_behind(key: str) -> None:
    """Every day by whose name something was done is in the table, or is left out for a reason."""
    done = ("reviewed_on", "closed_on", "answered_on", "decided_on", "measured_on", "occurred_on", "done_on")
    named = [one.name for one in register(key).fields if one.name in done]
    assert set(named) <= set(BEHIND.get(key, ()))


@each(
    ("key", "given", "day"),
    [
        ("vendors", {}, TODAY),
        ("vendors", {"retired_on": before(7)}, before(7)),
        ("vendors", {"retired_on": date(2027, 1, 1)}, TODAY),
        ("incidents", {}, TODAY),
        ("incidents", {"closed_on": before(5)}, before(5)),
        ("meetings", {"on": before(30)}, before(30)),
        ("meetings", {"on": before(30), "retired_on": before(40)}, before(40)),
        ("employment", {"on": date(2027, 1, 1)}, TODAY),
        ("measurements", {"measured_on": before(60)}, before(60)),
    ],
)
def test_the_day_that_a_record_is_about(key: str, given: dict[str, date], day: date) -> None:
    of = register(key)
    assert about(of, least(of, **given), TODAY) == day
