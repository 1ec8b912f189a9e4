"""The ledger is read in order, in chunks, from any place to any place."""

from datetime import datetime

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.app.ledger.sample.values import Gadget

from dualtrack.app.ledger import queries
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.services import Change, record_many
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.entry import leaf_hash


@pytest.fixture
def ten(home: Home, now: datetime, alice: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten entries about three objects, read three at a time."""
    monkeypatch.setattr(queries, "CHUNK", 3)
    changes = [Change(value=Gadget(id=f"g{n % 3}", note=str(n)), action="put") for n in range(10)]
    record_many(changes, actor=alice, now=now)


@pytest.mark.parametrize(
    ("first", "last"), [(0, None), (0, 10), (2, 7), (9, None), (4, 4), (7, 99), (12, None)]
)
def test_a_stretch_of_lines(ten: None, first: int, last: int | None) -> None:
    found = list(queries.lines(first, last))
    assert [seq for seq, _ in found] == list(range(10))[first:last]
    assert list(queries.leaves(first, last)) == [leaf_hash(line) for _, line in found]
    assert [entry.seq for entry in queries.entries(first, last)] == [seq for seq, _ in found]


def test_the_history_of_one_object(ten: None) -> None:
    assert [entry.seq for entry in queries.history("sample_gadget/g1")] == [1, 4, 7]
    assert list(queries.history("sample_gadget/g")) == []


def test_an_empty_ledger(home: Home) -> None:
    assert list(queries.lines()) == list(queries.leaves()) == list(queries.entries()) == []


def test_the_first_entry_of_each_kind_is_found_in_two_queries(
    ten: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        found = queries.firsts(("sample_gadget", "sample_gad", "control"))
    assert {kind: entry.seq for kind, entry in found.items()} == {"sample_gadget": 0}
    with django_assert_num_queries(0):
        assert queries.firsts(()) == {}
