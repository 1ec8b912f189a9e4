"""Two who carry out the same request at the same moment: one does, the other is told, one entry says so."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from attrs import evolve
from django.db import connections
from tests.app.conftest import viewer
from tests.app.programme.erasing.conftest import TODAY, Add, of_file, request
from tests.conftest import NOW

from dualtrack.app.ledger import clock, queries
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.ledger.verify import verify_home
from dualtrack.app.programme.erasing.services import carry_out, decline
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.person import Viewer

RACES = 6
SECOND = evolve(viewer("charlie"), actor=Actor("person:dora", "ui"))


@pytest.fixture
def pool(programme: Home) -> Iterator[ThreadPoolExecutor]:
    """Two threads, each with a connection of its own."""
    with ThreadPoolExecutor(2) as threads:
        yield threads
        together = Barrier(2)  # so that neither thread closes for both

        def close(_: int) -> None:
            together.wait(30)
            connections["default"].close()

        list(threads.map(close, range(2)))


def carried(who: Viewer, made: str) -> str:
    carry_out(who, now=NOW, today=TODAY, request=made)
    return "erased"


def refused(who: Viewer, made: str) -> str:
    decline(who, now=NOW, today=TODAY, request=made, because="no")
    return "declined"


@pytest.mark.parametrize("other", [carried, refused])
def test_of_two_at_once_one_wins(
    add: Add, pool: ThreadPoolExecutor, other: Callable[[Viewer, str], str]
) -> None:
    for number in range(RACES):
        made = request(of_file(add(f"raced over {number}".encode())))
        together = Barrier(2)

        def one(
            verb: Callable[[Viewer, str], str], who: Viewer, made: str = made.id, together: Barrier = together
        ) -> str:
            with clock.use(NOW):
                together.wait(30)
                try:
                    return verb(who, made)
                except RefusedError as error:
                    return error.code

        told = list(pool.map(one, (carried, other), (viewer("charlie"), SECOND)))
        assert sorted(told)[1] == "not_waiting_for_approval" or "not_waiting_for_approval" in told, told
        erasures = [e for e in queries.of_kind("erasure") if e.object == f"erasure/{made.id}"]
        assert len(erasures) == told.count("erased")
        assert told.count("erased") + told.count("declined") == 1
    assert verify_home()["problems"] == []
