"""A begun programme with evidence, and hands that ask for an erasure and carry it out."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from attrs import evolve
from tests.app.conftest import viewer
from tests.conftest import NOW

from dualtrack.app.audits.models import EngagementRow
from dualtrack.app.evidence import services as evidence
from dualtrack.app.ledger import clock
from dualtrack.app.ledger.erased import Done
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.models import ErasureRequestRow
from dualtrack.app.ledger.services import record
from dualtrack.app.programme.erasing.services import Asked, ask, carry_out
from dualtrack.domain.evidence.evidence import Evidence
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.erasure import ErasureRequest, Ground, Target
from dualtrack.domain.ledger.revision import revision_digest

LEAD = Actor("person:alice", "ui")
LATER = datetime(2045, 1, 2, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
Add = Callable[..., Evidence]


@pytest.fixture
def add(programme: Home) -> Add:
    """Add one piece of evidence of control AC-02."""

    def one(content: bytes = b"Review, with a name in it", **changed: object) -> Evidence:
        said = {
            "filename": "review.txt",
            "controls": ("AC-02",),
            "covers_from": date(2026, 1, 1),
            "covers_to": date(2026, 1, 31),
            "performed_on": date(2026, 1, 31),
            **changed,
        }
        return evidence.add(actor=LEAD, now=NOW, today=TODAY, content=BytesIO(content), **said)  # type: ignore[arg-type]  # of the test

    return one


@pytest.fixture
def closed(programme: Home) -> None:
    """Both audits, closed at the end of 2026."""
    for row in EngagementRow.objects.order_by("pk"):
        value = evolve(row.to_value(), closed_on=date(2026, 12, 31))
        record(value, actor=LEAD, now=NOW, action="engagement.close")


@pytest.fixture
def later(programme: Home) -> Iterator[datetime]:
    """Long after every floor has ended."""
    with clock.use(LATER):
        yield LATER


def asked(target: Target, subject: object, ground: Ground = Ground.ORDER, **changed: object) -> Asked:
    """A request with all that it needs."""
    said = {"legal_basis": "Order 7 of the court", "reason": "It holds what it should not.", **changed}
    return Asked(target=target, subject=str(subject), ground=ground, **said)  # type: ignore[arg-type]  # of the test


def of_file(item: Evidence, ground: Ground = Ground.ORDER, **changed: object) -> Asked:
    """A request for the file of evidence."""
    return asked(Target.FILE, item.artifact.sha256, ground, **changed)


def request(what: Asked, now: datetime = NOW, by: str = "alice") -> ErasureRequest:
    """Ask, as the lead."""
    return ask(viewer(by), now=now, today=now.date(), asked=what)


def digest_of(request: str) -> str:
    """The hash of a request as it stands."""
    return revision_digest(ErasureRequestRow.objects.get(pk=request).to_value())


def done(what: Asked, now: datetime = NOW, by: str = "charlie") -> Done:
    """Ask as the lead, and carry it out as management."""
    made = request(what, now)
    return carry_out(viewer(by), now=now, today=now.date(), request=made.id, seen=digest_of(made.id))
