"""The one way in which a revision is approved: read, judged and recorded with nobody writing in between."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from dualtrack.app.ledger.recorded import Recorded
from dualtrack.app.ledger.refusals import RefusedError, require_day
from dualtrack.app.ledger.services import exclusive, record
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.approval import Refusal
from dualtrack.domain.ledger.revision import approved, revision_refusal


def _none(value: Any) -> tuple[str, ...]:  # noqa: ARG001 - the form of a function of a value
    return ()


def _same(value: Any) -> Any:
    return value


def approve_revision(
    model: type[Recorded],
    key: str,
    *,
    actor: Actor,
    now: datetime,
    today: date,
    seen: str | None,
    action: str,
    blobs: Callable[[Any], tuple[str, ...]] = _none,
    complete: Callable[[Any], Any] = _same,
) -> Any:
    """Record the approval of one revision; of two who approve at once, one is told that it waits no more.

    `seen`: the hash of what the approver read; another revision than that is refused. `complete` adds what
    comes with the approval, or refuses it, while nobody else writes.
    """
    require_day(today, now, key)
    with exclusive():
        row = model.objects.filter(pk=key).first()
        if row is None:
            raise RefusedError(Refusal.NOT_WAITING, object=key)
        value = row.to_value()
        why = revision_refusal(value, approver=actor, seen=seen)
        if why is not None:
            raise RefusedError(why, object=key)
        value = complete(approved(value, by=actor, on=today))
        record(value, actor=actor, now=now, action=action, blobs=blobs(value))
    return value
