"""Whether something may be erased: holds before audits, audits before floors, what each ground passes."""

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import NOW
from tests.each import each

from dualtrack.domain.ledger.erasing import Bar, Barred, barred, entry_bar
from dualtrack.domain.ledger.erasure import (
    ErasureRequest,
    Ground,
    Target,
    carried_out,
    declined,
)
from dualtrack.domain.ledger.hold import Covers, LegalHold
from dualtrack.domain.ledger.retention import Item, RecordClass, Use

TODAY = date(2027, 1, 1)
HOLD = LegalHold(
    id="h1", covers=Covers.EVERYTHING, reason="case 12", set_by="person:p", set_on=date(2026, 2, 1)
)
OPEN, CLOSED = Use(engagement="soc2-1"), Use(engagement="iso-1", closed_on=date(2026, 9, 1))
ITEM = Item(
    classes=frozenset({RecordClass.EVIDENCE}),
    first=date(2026, 1, 1),
    last=date(2026, 1, 31),
    past=date(2026, 1, 31),
)
GROUNDS = st.sampled_from(Ground)


def why(
    item: Item = ITEM,
    ground: Ground = Ground.ORDER,
    *,
    replaced: bool = False,
    holds: tuple[LegalHold, ...] = (),
    today: date = TODAY,
    basis: str = "Order 7",
    reason: str = "as ordered",
) -> Barred | None:
    return barred(
        item,
        ground=ground,
        legal_basis=basis,
        reason=reason,
        replaced=replaced,
        holds=holds,
        today=today,
    )


def bar(found: Barred | None) -> Bar | None:
    return None if found is None else found.bar


def test_an_order_goes_below_the_floor_and_before_an_open_audit() -> None:
    assert why() is None
    assert why(evolve(ITEM, uses=(OPEN,))) is None


@each(
    ("ground", "replaced", "expected"),
    [
        (Ground.RETENTION_ENDED, False, Bar.IN_USE),
        (Ground.RETENTION_ENDED, True, Bar.IN_USE),
        (Ground.DATA_SUBJECT, False, Bar.IN_USE),
        (Ground.DATA_SUBJECT, True, None),
        (Ground.ORDER, False, None),
    ],
)
def test_what_may_leave_while_an_audit_uses_it(ground: Ground, replaced: bool, expected: Bar | None) -> None:
    found = why(evolve(ITEM, uses=(OPEN, CLOSED)), ground, replaced=replaced)
    assert bar(found) is expected
    if found is not None:
        assert found.params == {"engagement": "soc2-1", "years": "7"}


@each(
    ("ground", "today", "expected"),
    [
        (Ground.RETENTION_ENDED, date(2033, 8, 31), Bar.TOO_EARLY),
        (Ground.RETENTION_ENDED, date(2033, 9, 1), None),
        (Ground.DATA_SUBJECT, TODAY, None),
        (Ground.ORDER, TODAY, None),
    ],
)
def test_the_end_of_retention_waits_for_its_day(ground: Ground, today: date, expected: Bar | None) -> None:
    found = why(evolve(ITEM, uses=(CLOSED,)), ground, today=today)
    assert bar(found) is expected
    if found is not None:
        source = "ISO/IEC 17021-1 9.1.3; own judgement, decision 0015"
        assert found.params == {"day": "2033-09-01", "source": source}


@given(ground=GROUNDS, replaced=st.booleans(), uses=st.lists(st.sampled_from([OPEN, CLOSED]), max_size=2))
def test_a_hold_bars_whatever_asks_for_it(ground: Ground, replaced: bool, uses: list[Use]) -> None:
    found = why(evolve(ITEM, uses=tuple(uses)), ground, replaced=replaced, holds=(HOLD,))
    assert found == Barred(bar=Bar.HELD, params={"hold": "h1", "day": "2026-02-01", "why": "case 12"})
    lifted = evolve(HOLD, lifted_on=TODAY)
    assert bar(why(ITEM, ground, holds=(lifted,), today=date(2090, 1, 1))) is None


@given(ground=GROUNDS)
def test_what_proves_the_record_and_who_has_not_left_never_pass(ground: Ground) -> None:
    proof = evolve(ITEM, classes=frozenset({RecordClass.PROOF, RecordClass.EVIDENCE}))
    assert bar(why(proof, ground)) is Bar.KEPT
    assert bar(why(evolve(ITEM, past=None), ground)) is Bar.NOT_PAST


@given(ground=GROUNDS, blank=st.sampled_from(["", " ", "\n"]))
def test_a_reason_and_a_basis_are_always_named(ground: Ground, blank: str) -> None:
    assert bar(why(ITEM, ground, reason=blank)) is Bar.NO_REASON
    assert bar(why(ITEM, ground, basis=blank)) is Bar.NO_BASIS


@each(
    ("kind", "last", "tombstone", "expected"),
    [
        ("evidence", True, False, None),
        ("evidence", False, False, None),
        ("control", True, False, Bar.STANDS),
        ("control", False, False, None),
        ("deviation", True, False, Bar.STANDS),
        ("observation_run", True, False, Bar.STANDS),
        ("person_details", False, False, Bar.PERSONAL),
        ("thing", True, True, Bar.NOTHING),
    ],
)
def test_which_bodies_leave_by_themselves(
    kind: str, last: bool, tombstone: bool, expected: Bar | None
) -> None:
    assert entry_bar(kind, last=last, tombstone=tombstone) is expected


def request() -> ErasureRequest:
    return ErasureRequest(
        id="ers_1",
        target=Target.FILE,
        subject="ab" * 32,
        ground=Ground.ORDER,
        legal_basis="Order 7",
        reason="as ordered",
        blobs=("ab" * 32,),
        entries=(),
        engagements=(),
        effects=(),
        kept_until=None,
        replacement=None,
        prepared_by="person:p",
        prepared_on=TODAY,
    )


def test_a_request_waits_until_somebody_says_yes_or_no() -> None:
    assert request().waits
    assert not evolve(request(), approved_by="person:q", approved_on=TODAY).waits
    said = declined(request(), by="person:q", on=TODAY, because=" we need it ")
    assert (said.waits, said.declined_because) == (False, "we need it")


def test_nothing_is_carried_out_that_nobody_approved() -> None:
    with pytest.raises(ValueError, match="ers_1: nobody has approved it"):
        carried_out(request(), at=NOW)
    done = carried_out(evolve(request(), approved_by="person:q", approved_on=TODAY), at=NOW)
    assert (done.id, done.requested_by, done.carried_out_by, done.carried_out_on) == (
        "ers_1",
        "person:p",
        "person:q",
        TODAY,
    )
