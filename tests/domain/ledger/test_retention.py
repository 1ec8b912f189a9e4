"""Floors: nothing leaves below the cycle, while an audit that used it is open, or soon after its close."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.each import each

from dualtrack.domain.ledger.codec import recorded_types
from dualtrack.domain.ledger.retention import (
    AFTER_USE,
    CYCLE,
    FLOORS,
    Item,
    RecordClass,
    Use,
    class_of,
    floor_of,
    free_from,
    kept_for_ever,
    years_after,
)

DAYS = st.dates(date(2000, 1, 1), date(2060, 1, 1))
USES = st.lists(
    st.builds(Use, engagement=st.sampled_from("abc"), closed_on=st.one_of(st.none(), DAYS)), max_size=4
)
CLASSES = st.sets(st.sampled_from(RecordClass), min_size=1).map(frozenset)


def item(past: date | None = date(2026, 3, 31), *uses: Use, of: RecordClass = RecordClass.EVIDENCE) -> Item:
    return Item(
        classes=frozenset({of}), first=date(2026, 1, 1), last=date(2026, 3, 31), past=past, uses=tuple(uses)
    )


def test_every_class_has_one_floor_with_its_source_and_its_reason() -> None:
    assert [floor.record for floor in FLOORS] == list(RecordClass)
    for floor in FLOORS:
        assert floor.source
        assert floor.reason.endswith(".")
        assert floor.years is None or floor.counts_from
        assert floor.years is None or floor.years >= CYCLE


@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("evidence", RecordClass.EVIDENCE),
        ("observation_run", RecordClass.CHECK_RUN),
        ("document", RecordClass.DOCUMENT),
        ("person_details", RecordClass.PERSONAL),
        ("access_day", RecordClass.ACCESS_LOG),
        ("control", RecordClass.DECISION),
        ("deviation", RecordClass.DECISION),
        ("person", RecordClass.DECISION),
        ("token", RecordClass.DECISION),
        ("organisation", RecordClass.PROOF),
        ("key_rotation", RecordClass.PROOF),
        ("anchor", RecordClass.PROOF),
        ("package_made", RecordClass.PROOF),
        ("legal_hold", RecordClass.PROOF),
        ("erasure_request", RecordClass.PROOF),
        ("erasure", RecordClass.PROOF),
    ],
)
def test_each_type_has_its_class(name: str, record: RecordClass) -> None:
    assert class_of(name) is record


def test_every_type_that_proves_something_is_a_type() -> None:
    import dualtrack.domain.programme.fold  # noqa: F401, PLC0415 - registers the types of the domain

    assert {"evidence", "person_details"} <= {kind.name for kind in recorded_types()}


def test_unused_evidence_is_kept_three_years_after_the_last_day_that_it_covers() -> None:
    assert free_from(item()) == date(2029, 3, 31)


def test_used_evidence_is_kept_seven_years_after_the_close_of_the_last_audit() -> None:
    uses = (Use(engagement="a", closed_on=date(2026, 9, 1)), Use(engagement="b", closed_on=date(2027, 2, 28)))
    assert free_from(item(date(2026, 3, 31), *uses)) == date(2034, 2, 28)


def test_while_an_audit_is_open_no_day_can_be_told() -> None:
    held = item(date(2026, 3, 31), Use(engagement="a"), Use(engagement="b", closed_on=date(2027, 1, 1)))
    assert free_from(held) is None
    assert held.open_uses == ("a",)


def test_names_are_kept_three_years_after_departure_whoever_used_them() -> None:
    used = Use(engagement="a", closed_on=date(2031, 1, 1))
    assert free_from(item(date(2026, 2, 28), used, of=RecordClass.PERSONAL)) == date(2029, 2, 28)
    assert free_from(item(None, of=RecordClass.PERSONAL)) is None


def test_what_proves_the_record_never_leaves() -> None:
    assert kept_for_ever(item(of=RecordClass.PROOF))
    assert free_from(item(of=RecordClass.PROOF)) is None
    assert not kept_for_ever(item())


@each(
    ("day", "years", "expected"),
    [
        (date(2028, 2, 29), 3, date(2031, 3, 1)),
        (date(2028, 2, 29), 4, date(2032, 2, 29)),
        (date(2026, 12, 31), 7, date(2033, 12, 31)),
    ],
)
def test_years_after_is_never_a_day_too_early(day: date, years: int, expected: date) -> None:
    assert years_after(day, years) == expected


@given(classes=CLASSES, past=DAYS, uses=USES)
def test_nothing_is_free_below_the_cycle_nor_below_seven_years_after_a_use(
    classes: frozenset[RecordClass], past: date, uses: list[Use]
) -> None:
    held = Item(classes=classes, first=past, last=past, past=past, uses=tuple(uses))
    free = free_from(held)
    if free is None:
        assert RecordClass.PROOF in classes or any(use.closed_on is None for use in uses)
        return
    assert free >= years_after(past, CYCLE)
    if any(floor_of(record).after_use for record in classes):
        assert all(free >= years_after(use.closed_on, AFTER_USE) for use in uses if use.closed_on)


@given(past=DAYS, uses=USES, more=USES)
def test_a_further_use_never_frees_anything_sooner(past: date, uses: list[Use], more: list[Use]) -> None:
    before, after = free_from(item(past, *uses)), free_from(item(past, *uses, *more))
    assert after is None or (before is not None and after >= before)
