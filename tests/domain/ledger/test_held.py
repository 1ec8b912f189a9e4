"""A head kept outside is a beginning of the ledger, or says why it is not."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualtrack.domain.ledger import tree
from dualtrack.domain.ledger.held import Doubt, doubt
from dualtrack.domain.ledger.note import Checkpoint

LEAVES = [sha256(bytes([n])).digest() for n in range(9)]


def root_at(size: int) -> bytes:
    return tree.root(LEAVES[:size])


def held(size: int, *, origin: str = "dualtrack/home_a", root: bytes | None = None) -> Checkpoint:
    return Checkpoint(origin=origin, size=size, root=root or tree.root(LEAVES[:size]))


@given(size=st.integers(0, 9), kept=st.integers(0, 9))
def test_each_head_is_a_beginning_of_a_ledger_that_is_as_long(size: int, kept: int) -> None:
    found = doubt(held(kept), origin="dualtrack/home_a", size=size, root_at=root_at)
    assert (found is None) is (kept <= size)


def test_a_shorter_ledger_was_rolled_back() -> None:
    assert doubt(held(9), origin="dualtrack/home_a", size=7, root_at=root_at) == Doubt(
        "rolled_back", "was signed over 9 entries, and there are 7: this is older than what was signed"
    )


@pytest.mark.parametrize("size", [5, 9])
def test_another_history_is_inconsistent(size: int) -> None:
    other = held(5, root=sha256(b"another history").digest())
    assert doubt(other, origin="dualtrack/home_a", size=size, root_at=root_at) == Doubt(
        "inconsistent", "is of another history: the first 5 entries are not those that it was signed over"
    )


def test_the_head_of_another_home_says_nothing_of_this_one() -> None:
    found = doubt(held(5, origin="dualtrack/home_b"), origin="dualtrack/home_a", size=9, root_at=root_at)
    assert found == Doubt("signature", "is a checkpoint of dualtrack/home_b; this is dualtrack/home_a")
