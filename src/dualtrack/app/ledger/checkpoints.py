"""Signed heads: made from the ledger as it is, kept as a row and a file, never two that contradict.

Every door through which people write (a call of the command line, a web request) signs once at its end; what
was not signed could be rewritten by anybody who can write to the database, and `verify` claims nothing of it.
"""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db import DatabaseError, transaction

from dualtrack.app.ledger import head, head_files, home, key_ring, keys, queries
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.home_error import HomeError
from dualtrack.app.ledger.models import CheckpointRow
from dualtrack.app.ledger.refusals import CheckpointRefusedError
from dualtrack.app.ledger.services import exclusive
from dualtrack.domain.ledger import note
from dualtrack.domain.ledger.note import Checkpoint
from dualtrack.domain.ledger.tree import Frontier

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    Answer = Callable[[HttpRequest], HttpResponse]

_log = logging.getLogger(__name__)


def checkpoint() -> bytes:
    """The signed note of the ledger's head; the same one again while nothing was added.

    It is a transaction of its own: what is signed is never taken back.
    """
    here = home.current()
    with transaction.atomic(durable=True), exclusive():
        current = head.read(lock=True)
        newest = agreed(here, current)
        if newest is not None and newest.size == current.size:
            return bytes(newest.note)
        key = key_ring.current_key(here, newest)
        signed = note.sign(
            Checkpoint(origin=current.origin, size=current.size, root=current.frontier.root()),
            current.origin,
            key.sign,
            keys.public_bytes(key),
        )
        head_files.keep(here, current.size, signed)
        CheckpointRow.objects.create(size=current.size, frontier=current.frontier.to_bytes(), note=signed)
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


def agreed(here: Home, current: head.LedgerHead) -> CheckpointRow | None:
    """The newest head that was signed; where the current one does not continue it, nothing may be signed."""
    newest = _with_files(here, current, CheckpointRow.objects.order_by("-size").first())
    if newest is None:
        return None
    if newest.size > current.size:
        raise _rolled_back(current.size, newest.size, f"checkpoint {newest.size}")
    edge = _edge(newest, current)
    if edge.extend(queries.leaves(newest.size, current.size)) != current.frontier:
        raise _contradiction(newest.size, current.size)
    return newest


def _with_files(here: Home, current: head.LedgerHead, newest: CheckpointRow | None) -> CheckpointRow | None:
    """The newest head by the files too: a database that was put back has forgotten what it signed.

    A head whose signing was cut off, after its file and before its row, is taken into the table here.
    """
    filed = head_files.largest(here)
    if filed is None:
        return newest
    name, data = filed
    told = _told(name, data)
    if newest is not None and told.size <= newest.size:
        if told.size == newest.size and told != _told(f"checkpoint {newest.size}", bytes(newest.note)):
            raise _contradiction(told.size, current.size)
        return newest
    if told.size > current.size:
        raise _rolled_back(current.size, told.size, name)
    edge = Frontier() if newest is None else _edge(newest, current)
    edge = edge.extend(queries.leaves(edge.size, told.size))
    if (told.size, told.root) != (edge.size, edge.root()):
        raise _contradiction(told.size, current.size)
    head_files.keep(here, told.size, data)
    return CheckpointRow.objects.create(size=told.size, frontier=edge.to_bytes(), note=data)


def _edge(signed: CheckpointRow, current: head.LedgerHead) -> Frontier:
    """The tree's right edge at a signed head, where it is the one that was signed."""
    told = _told(f"checkpoint {signed.size}", bytes(signed.note))
    try:
        edge = Frontier.from_bytes(bytes(signed.frontier))
    except ValueError:
        raise _contradiction(signed.size, current.size) from None
    if (told.size, told.root) != (edge.size, edge.root()):
        raise _contradiction(signed.size, current.size)
    return edge


def _told(name: str, data: bytes) -> Checkpoint:
    try:
        return note.parse_note(data).checkpoint()
    except note.NoteError as error:
        raise CheckpointRefusedError(
            "inconsistent", f"{name}: {error}; nothing was signed. Restore it from a backup"
        ) from error


def _contradiction(signed: int, size: int) -> CheckpointRefusedError:
    return CheckpointRefusedError(
        "inconsistent",
        f"the ledger's head of size {size} contradicts the checkpoint of size {signed};"
        " nothing was signed. Run: dualtrack verify",
    )


def _rolled_back(size: int, signed: int, name: str) -> CheckpointRefusedError:
    return CheckpointRefusedError(
        "rolled_back",
        f"the ledger has {size} entries, and a head of size {signed} was signed before ({name}): an older"
        " database was put back; nothing was signed. Bring the newer one back; dualtrack verify tells more",
    )
