"""Where a body left, the next value stands in, without what was done to the object later."""

from datetime import date, datetime
from typing import Any

from attrs import evolve
from tests import factories as make
from tests.domain.programme.test_fold import entry, removal

from dualtrack.domain.audits.findings import Grade, Nonconformity
from dualtrack.domain.ledger.entry import Entry
from dualtrack.domain.ledger.erasure import stub_of
from dualtrack.domain.ledger.standing import Left, standing_in, told
from dualtrack.domain.programme.fold import fold

RAISED = Nonconformity(
    id="nc",
    requirement="iso27001:A.5.1",
    grade=Grade.MAJOR,
    description="names somebody",
    raised_on=date(2026, 1, 1),
    raised_by=make.ALICE,
)


def written(seq: int, value: Any, on: str = "2026-01-01") -> Entry:
    return entry(seq, value, recorded_at=make.at(on))


def left(gone: Entry, following: Entry | None) -> dict[int, Left]:
    return {gone.seq: Left(entry=stub_of(gone), next=following)}


def test_the_next_value_stands_from_the_place_that_left() -> None:
    first, second = make.control(title="First"), make.control(title="Second")
    other = make.control("C-2")
    entries = [entry(0, first), entry(1, other), entry(2, second)]
    gone = left(entries[0], entries[2])
    assert [(one.seq, one.object, one.value) for one in told(entries[1:], gone)] == [
        (0, f"control/{first.id}", second),
        (1, f"control/{other.id}", other),
        (2, f"control/{first.id}", second),
    ]
    assert fold(entries[1:2], gone).sorted("control") == (second, other)  # known before the second


def test_an_older_value_does_not_speak_for_a_later_place_that_left() -> None:
    held = make.evidence("2026-01-01")
    entries = [entry(0, held), entry(1, evolve(held, title="again"))]
    assert fold(entries[:1], left(entries[1], None)).sorted("evidence") == ()
    assert fold(entries[:1]).sorted("evidence") == (held,)


def test_what_was_taken_away_next_is_gone_from_the_place_that_left() -> None:
    held = make.control()
    first, second = entry(0, held), removal(1, held)
    assert standing_in(left(first, second)[0]) is None
    assert fold([], left(first, second)).sorted("control") == ()


def test_what_was_done_later_is_not_told_before() -> None:
    closed = evolve(RAISED, description="names nobody", closed_on=date(2026, 2, 1))
    first, second = written(0, RAISED), written(1, closed, "2026-02-01")
    assert standing_in(left(first, second)[0]) == evolve(closed, closed_on=None)
    on_the_day = written(0, RAISED, "2026-02-01")
    assert standing_in(left(on_the_day, second)[0]) == closed


def test_an_approval_of_later_leaves_with_who_gave_it() -> None:
    draft = make.document(approved_by=None, approved_on=None)
    approved = evolve(draft, approved_by=make.BOB, approved_on=date(2026, 3, 1))
    first, second = written(0, draft), written(1, approved, "2026-03-01")
    assert standing_in(left(first, second)[0]) == draft


def test_times_are_those_of_the_entry_that_left() -> None:
    first, second = written(3, RAISED), written(5, RAISED, "2026-02-01")
    (one,) = told([], left(first, second))
    at: datetime = make.at("2026-01-01")
    assert (one.seq, one.recorded_at, one.object) == (3, at, "nonconformity/nc")
