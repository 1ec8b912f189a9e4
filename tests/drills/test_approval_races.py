"""Two people approve the same revision at the same moment: one wins, the other is told, one entry says so."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from threading import Barrier

import pytest
from attrs import evolve
from django.db import connections
from tests.app.web import world as made
from tests.drills.figures import Hand, parts
from tests.trying import FULL

from dualtrack.app.controls import services
from dualtrack.app.controls.models import DocumentRow
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.models import Body
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.ledger.services import record
from dualtrack.app.ledger.verify import verify_home
from dualtrack.domain.controls.document import DocumentKind
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.entry import parse_line

pytestmark = [pytest.mark.drill, pytest.mark.slow]

RACES = 500 if FULL else 8  # in one part
PARTS = 20
APPROVERS = (made.MANAGER, Actor("person:admin", "ui"))
TODAY = made.NOW.date()
Approve = Callable[[Actor, str], str]


@pytest.fixture
def pool(world: Home) -> Iterator[ThreadPoolExecutor]:
    """Two threads, each with a connection of its own."""
    with ThreadPoolExecutor(len(APPROVERS)) as threads:
        yield threads
        together = Barrier(len(APPROVERS))  # one task for each thread

        def close(_: Actor) -> None:
            together.wait(30)
            connections["default"].close()

        list(threads.map(close, APPROVERS))


def waiting() -> str:
    """A new revision that waits for its approval."""
    value = services.add_document(
        actor=made.LEAD,
        now=made.NOW,
        title="Raced over",
        kind=DocumentKind.PROCEDURE,
        controls=("AC-02",),
        content=BytesIO(b"the same bytes each time"),
    )
    return value.id


def sound(actor: Actor, document: str) -> str:
    """What the product does."""
    services.approve_document(actor=actor, now=made.NOW, today=TODAY, document=document)
    return "approved"


def raced(pool: ThreadPoolExecutor, approve: Approve, document: str) -> list[str]:
    """What each of the two is told when both begin at once."""
    together = Barrier(len(APPROVERS))

    def one(actor: Actor) -> str:
        together.wait(30)
        try:
            return approve(actor, document)
        except RefusedError as error:
            return error.code

    return list(pool.map(one, APPROVERS))


def approvals(document: str) -> int:
    """How many entries say that it was approved."""
    lines = Body.objects.filter(object=f"document/{document}").values_list("line", flat=True)
    return sum(parse_line(bytes(line)).action == "document.approve" for line in lines)


@parts(PARTS)
def test_of_two_who_approve_at_once_one_wins(pool: ThreadPoolExecutor, part: int, figure: Hand) -> None:
    told: Counter[tuple[str, ...]] = Counter()
    for number in range(RACES):
        document = waiting()
        told[tuple(sorted(raced(pool, sound, document)))] += 1
        assert approvals(document) == 1, f"race {number}"
    figure("approval races", cases=RACES, wrong=RACES - told[("approved", "not_waiting_for_approval")])
    assert told == {("approved", "not_waiting_for_approval"): RACES}
    assert DocumentRow.objects.filter(title="Raced over", approved_on=TODAY).count() == RACES
    problems = verify_home()["problems"]
    assert isinstance(problems, list)
    assert [p for p in problems if not p["item"].startswith("checkday/")] == []  # the invented counts


def test_control_looking_first_and_writing_afterwards_is_caught(
    pool: ThreadPoolExecutor, figure: Hand
) -> None:
    looked = Barrier(len(APPROVERS))

    def careless(actor: Actor, document: str) -> str:
        value = DocumentRow.objects.get(pk=document).to_value()
        if value.approved_on is not None:
            return "not_waiting_for_approval"
        looked.wait(30)  # both have seen that it waits
        approved = evolve(value, approved_by=actor.id, approved_on=TODAY)
        record(approved, actor=actor, now=made.NOW, action="document.approve", blobs=(value.sha256,))
        return "approved"

    document = waiting()
    assert raced(pool, careless, document) == ["approved", "approved"]
    assert approvals(document) == 2
    figure("approval races", control="look first, write afterwards: approved twice")
