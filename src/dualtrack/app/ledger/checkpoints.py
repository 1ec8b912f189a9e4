"""Signed heads: made from the ledger as it is, kept as a row and a file, never two that contradict.

Every door through which people write (a call of the command line, a web request) signs once at its end; what
was not signed could be rewritten by anybody who can write to the database, and `verify` claims nothing of it.
"""

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import DatabaseError

from dualtrack.app.ledger import head, home, keys, queries
from dualtrack.app.ledger.home_error import HomeError
from dualtrack.app.ledger.models import CheckpointRow
from dualtrack.app.ledger.services import exclusive
from dualtrack.domain.ledger import note
from dualtrack.domain.ledger.tree import Frontier

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    Answer = Callable[[HttpRequest], HttpResponse]

_log = logging.getLogger(__name__)


class CheckpointRefusedError(RuntimeError):
    """The head contradicts one that was signed before; the ledger has been altered or put back."""


def checkpoint() -> bytes:
    """The signed note of the ledger's head; the same one again while nothing was added."""
    here = home.current()
    with exclusive():
        current = head.read(lock=True)
        newest = CheckpointRow.objects.order_by("-size").first()
        if newest is not None and newest.size == current.size:
            _require(bytes(newest.frontier) == current.frontier.to_bytes(), newest.size, current.size)
            return bytes(newest.note)
        if newest is not None:
            _require_beginning(newest, current)
        key = keys.signing_key(here.keys_folder)
        signed = note.sign(
            note.Checkpoint(origin=current.origin, size=current.size, root=current.frontier.root()),
            current.origin,
            key.sign,
            keys.public_bytes(key),
        )
        CheckpointRow.objects.create(size=current.size, frontier=current.frontier.to_bytes(), note=signed)
        _write(file_of(here.checkpoints_folder, current.size), signed)
        return signed


def sign_written() -> str | None:
    """Sign what this thread wrote since it was asked last; the reason where it could not be signed.

    Nothing is lost by that: the next write is signed together with this one.
    """
    if not head.take_appended():
        return None
    try:
        checkpoint()
    except (CheckpointRefusedError, HomeError, DatabaseError, OSError) as error:
        return f"what was written is not signed yet: {error}"
    return None


def signing(get_response: "Answer") -> "Answer":
    """A middleware: signs what a request wrote before its answer leaves; to read costs nothing."""

    def respond(request: "HttpRequest") -> "HttpResponse":
        head.take_appended()
        response = get_response(request)
        unsigned = sign_written()
        if unsigned is not None:
            _log.error(unsigned)
        return response

    return respond


def file_of(folder: Path, size: int) -> Path:
    """The file of the head of that size."""
    return folder / f"{size:012d}.note"


def _require_beginning(newest: CheckpointRow, current: head.LedgerHead) -> None:
    """What was signed last is a beginning of what is to be signed."""
    _require(newest.size < current.size, newest.size, current.size)
    edge = Frontier.from_bytes(bytes(newest.frontier))
    signed = note.parse_note(bytes(newest.note)).checkpoint()
    _require((signed.size, signed.root) == (edge.size, edge.root()), newest.size, current.size)
    grown = edge.extend(queries.leaves(newest.size, current.size))
    _require(grown == current.frontier, newest.size, current.size)


def _require(agrees: bool, signed: int, size: int) -> None:
    if not agrees:
        raise CheckpointRefusedError(
            f"the ledger's head of size {size} contradicts the checkpoint of size {signed};"
            " nothing was signed. Run: dualtrack verify"
        )


def _write(file: Path, data: bytes) -> None:
    """Write a file durably, all of it or nothing."""
    aside = file.with_suffix(".new")
    with aside.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    aside.replace(file)
    folder = os.open(file.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
