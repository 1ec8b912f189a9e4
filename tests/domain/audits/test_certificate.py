"""A certificate pins a statement and a scope; what covers something else since is to be notified."""

from datetime import date

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests import factories as make

from dualtrack.domain.audits.certificate import (
    Certificate,
    CoverageChange,
    coverage_change,
    covered,
    own_controls,
)
from dualtrack.domain.audits.releases.content import Row, Rows, Said
from dualtrack.domain.ledger.codec import decode, encode

OWN = "Own controls"
PAPER = Certificate(
    id="crt_1",
    body="Example Certification",
    number="IS 1234",
    issued_on=date(2026, 1, 10),
    valid_until=date(2029, 1, 9),
    statement="statement-of-applicability/1.0",
    scope="iso27001-v1",
    recorded_by="person:alice",
)


def statement(*included: str, excluded: tuple[str, ...] = (), own: tuple[str, ...] = ()) -> Rows:
    """A statement over some controls."""
    annex = [
        Row(
            part="Annex A", key=key, cells=(("Applies", Said("Included" if key in included else "Excluded")),)
        )
        for key in (*included, *excluded)
    ]
    return (*annex, *(Row(part=OWN, key=key, cells=(("Control", Said(key)),)) for key in own))


def test_the_included_controls_and_the_own_ones_are_read_from_a_statement() -> None:
    held = statement("A.5.1", "A.8.24", excluded=("A.8.30",), own=("GOV-9",))
    assert covered(held) == {"A.5.1", "A.8.24"}
    assert own_controls(held, OWN) == {"GOV-9"}


def test_the_same_coverage_notifies_nobody() -> None:
    held, scope = statement("A.5.1", own=("GOV-9",)), make.scope("iso27001", "service/app")
    change = coverage_change(held, held, scope, scope, own=OWN)
    assert change == CoverageChange()
    assert not change.notify


def test_controls_that_came_or_went_are_named() -> None:
    before = statement("A.5.1", "A.8.30", own=("GOV-9",))
    after = statement("A.5.1", "A.8.24", excluded=("A.8.30",), own=("GOV-10",))
    change = coverage_change(before, after, None, None, own=OWN)
    assert (change.included, change.excluded, change.own) == (("A.8.24",), ("A.8.30",), ("GOV-10", "GOV-9"))
    assert change.notify


def test_a_scope_that_holds_something_else_is_named() -> None:
    before = make.scope("iso27001", "service/app:production", "site/oslo")
    after = make.scope("iso27001", "service/app:all", "site/bergen", id="v2")
    change = coverage_change((), (), before, after, own=OWN)
    assert change.joined == ("service/app", "site/bergen")
    assert change.left == ("service/app", "site/oslo")
    assert change.notify


keys = st.sets(st.sampled_from(("A.5.1", "A.5.2", "A.8.24", "A.8.30")))


@given(keys, keys)
def test_coverage_is_compared_both_ways(one: set[str], other: set[str]) -> None:
    there = coverage_change(statement(*one), statement(*other), None, None, own=OWN)
    back = coverage_change(statement(*other), statement(*one), None, None, own=OWN)
    assert (there.included, there.excluded) == (back.excluded, back.included)
    assert there.notify is (one != other)


def test_a_certificate_is_valid_between_its_days_unless_withdrawn() -> None:
    days = (date(2026, 1, 9), date(2026, 1, 10), date(2029, 1, 9), date(2029, 1, 10))
    assert [PAPER.valid(day) for day in days] == [False, True, True, False]
    gone = evolve(PAPER, withdrawn_on=date(2027, 1, 1))
    assert (gone.valid(date(2026, 12, 31)), gone.valid(date(2027, 1, 1))) == (True, False)
    assert decode("certificate", 1, encode(PAPER)) == PAPER
