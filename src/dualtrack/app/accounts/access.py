"""Verbs on the access log: write a line, and seal the days that are over, each as one file with one entry."""

import logging
import os
import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from attrs import define, evolve, field
from django.db import DatabaseError
from django.http import HttpRequest

from dualtrack.app.accounts import access_file
from dualtrack.app.accounts.models import AccessDayRow
from dualtrack.app.ledger import clock, home
from dualtrack.app.ledger.blobs import StoreError, blob_store
from dualtrack.app.ledger.durable_files import sync_folder
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.home_error import HomeError
from dualtrack.app.ledger.services import record
from dualtrack.domain.ledger.access import Access, AccessDay, Action, part_id, read, to_line
from dualtrack.domain.ledger.actor import Actor

SEALER = Actor("system:access-log", "job")
_AGAIN = timedelta(minutes=5)  # after a day could not be sealed
Noted = tuple[Action, str | None, str | None]  # what happened, who did it, what it was about
_NOTED = "dualtrack_access"
_log = logging.getLogger(__name__)


@define
class _State:
    """What this process knows of one home's log."""

    lost: int = 0
    looked_on: date | None = None
    not_before: datetime | None = None
    guard: threading.Lock = field(factory=threading.Lock)


_states: dict[Path, _State] = {}


def _state(here: Home) -> _State:
    return _states.setdefault(here.path, _State())


def note(request: HttpRequest, told: Noted) -> None:
    """Say what a request is about, where its address alone does not tell: a sign-in, a token."""
    request.__dict__[_NOTED] = told


def noted(request: HttpRequest) -> Noted | None:
    """What was said of a request."""
    told: Noted | None = request.__dict__.get(_NOTED)
    return told


def write(access: Access) -> str | None:
    """Append one line; the reason where it cannot be written, which the next line that can be counts."""
    here = home.current()
    state = _state(here)
    with state.guard:
        line = to_line(evolve(access, lost=state.lost))
        try:
            access_file.append(access_file.file_of(here, access.at.astimezone(UTC).date()), line)
        except OSError as error:
            state.lost += 1
            reason = f"the access log cannot be written ({error.strerror or error})"
            _log.error("%s: %s lines are lost", reason, state.lost)
            return reason
        state.lost = 0
    return None


def seal_when_due(now: datetime) -> None:
    """Seal the days that are over at the first request of a new one; trouble is logged, and tried again."""
    here, today = home.current(), now.astimezone(UTC).date()
    state = _state(here)
    if state.looked_on == today or (state.not_before is not None and clock.wall() < state.not_before):
        return
    try:
        seal(now=now)
    except (DatabaseError, StoreError, HomeError, OSError) as error:
        state.not_before = clock.wall() + _AGAIN
        _log.error("days of the access log are not sealed yet: %s", error)
        return
    state.looked_on, state.not_before = today, None


def seal(*, now: datetime) -> tuple[AccessDay, ...]:
    """Seal every day before today (UTC); says which."""
    here, today = home.current(), now.astimezone(UTC).date()
    over = [file for file in access_file.open_days(here) if (access_file.day_of(file) or today) < today]
    sealed = (_seal(file, now) for file in over)
    return tuple(day for day in sealed if day is not None)


def _seal(file: Path, now: datetime) -> AccessDay | None:
    """One file becomes a blob and an entry, and goes; cut off in between, it goes the next time."""
    day = access_file.day_of(file)
    with access_file.held(file) as handle:
        if handle is None or day is None:
            return None  # somebody else sealed it
        made = _record(handle, day, now) if os.fstat(handle).st_size else None
        file.unlink()
        sync_folder(file.parent)
        return made


def _record(handle: int, day: date, now: datetime) -> AccessDay | None:
    with os.fdopen(os.dup(handle), "rb") as stream:
        stream.seek(0)
        page = read(stream.read())
        stream.seek(0)
        name, size = blob_store().put(stream)
    parts = AccessDayRow.objects.filter(day=day)
    if parts.filter(sha256=name).exists():
        return None  # the entry was written, and the machine stopped before the file went
    made = AccessDay(
        id=part_id(day, parts.count() + 1),
        day=day,
        sha256=name,
        size=size,
        lines=len(page.lines),
        unreadable=len(page.unreadable),
        lost=page.lost,
    )
    record(made, actor=SEALER, now=now, action="access.seal", blobs=(name,))
    return made
