"""Anchors by e-mail: a message that carries a head to somebody outside, and the receipt that it arrived."""

import re
from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from hashlib import sha256
from io import BytesIO

from attrs import evolve, frozen
from django.utils.translation import gettext as _

from dualtrack.app.ledger import anchoring, checkpoints, home, key_ring
from dualtrack.app.ledger.blobs import blob_store
from dualtrack.app.ledger.held import Held
from dualtrack.app.ledger.models import AnchorRow
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.ledger.services import record
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.anchor import Anchor, AnchorKind
from dualtrack.domain.ledger.note import parse_note

_ADDRESS = re.compile(r"[^@\s<>,;:\"]+@[^@\s<>,;:\"]+\.[^@\s<>,;:\"]+")


@frozen(kw_only=True)
class Mail:
    """The message to send, and what was recorded of it."""

    anchor: Anchor
    message: bytes


def write(*, actor: Actor, now: datetime, to: Sequence[str], holder: str) -> Mail:
    """Render the message of the newest head; it is held outside once its receipt is on record."""
    wrong = [address for address in to if not _ADDRESS.fullmatch(address)]
    if wrong or not to:
        raise RefusedError("address_cannot_be_read", object=", ".join(wrong) or "-")
    if not holder.strip():
        raise RefusedError("holder_has_no_name")
    note = checkpoints.checkpoint()
    message = _message(note, to, now)
    anchor = anchoring.keep(
        actor=actor,
        now=now,
        kind=AnchorKind.EMAIL,
        note=note,
        holder=holder.strip(),
        held_since=None,
        proofs=(message,),
    )
    return Mail(anchor=anchor, message=message)


def _message(note: bytes, to: Sequence[str], now: datetime) -> bytes:
    """The same bytes for the same head, addresses and time."""
    here, found = home.current(), parse_note(note).checkpoint()
    mail = EmailMessage(policy=policy.SMTP)
    mark = "EXAMPLE: invented data. " if here.example else ""
    mail["Subject"] = mark + _("Ledger checkpoint {size} of {origin}").format(
        size=found.size, origin=found.origin
    )
    mail["To"] = ", ".join(to)
    mail["Date"] = now
    mail["Message-ID"] = f"<{sha256(note).hexdigest()[:32]}.{found.size}@dualtrack.invalid>"
    mail["X-Unsent"] = "1"  # mail programs open it as a draft
    text = _(
        "Please keep this message, outside the reach of the organisation's IT, and answer it with the text"
        " below in your answer.\n\nWhoever holds a checkpoint can show later whether anything before it was"
        " changed. It says nothing about what the records say."
    )
    told = f"{mark}{text}\n\n{found.size}\n{b64encode(found.root).decode()}\n\n{key_ring.ring(here).newest}\n"
    mail.set_content(told)
    mail.add_attachment(
        note, maintype="application", subtype="octet-stream", filename=anchoring.file_name(note)
    )
    mail.set_boundary(f"=-{sha256(note).hexdigest()[:32]}")
    return mail.as_bytes()


def received(*, actor: Actor, now: datetime, anchor: str, receipt: Held) -> Anchor:
    """Record the receipt of a message: an answer that quotes the head; from now on the head is held."""
    row = AnchorRow.objects.filter(pk=anchor, kind=AnchorKind.EMAIL).first()
    if row is None:
        raise RefusedError("unknown_anchor", object=anchor)
    if row.held_since is not None:
        raise RefusedError("anchor_is_received_already", object=anchor)
    root = b64encode(bytes.fromhex(row.root)).decode()
    if root not in _words_of(receipt.note):
        raise RefusedError("receipt_quotes_no_head", file=receipt.name, root=root)
    if sha256(receipt.note).hexdigest() in row.files:
        raise RefusedError("receipt_is_our_own_message", file=receipt.name)
    name, _size = blob_store().put(BytesIO(receipt.note))
    value: Anchor = row.to_value()
    held = evolve(value, held_since=now, files=(*row.files, name))
    record(held, actor=actor, now=now, action="anchor.receive", blobs=held.files)
    return held


def _words_of(data: bytes) -> str:
    """What a message says, whatever it is packed in; a receipt that is no message is read as it is."""
    found = [data.decode("utf-8", "replace")]
    try:
        parts = list(message_from_bytes(data, policy=policy.default).walk())
        found += [str(part.get_content()) for part in parts if part.get_content_type().startswith("text/")]
    except (MessageError, LookupError, ValueError, KeyError):
        pass  # it is no message, and was read as it is
    return "\n".join(found)
