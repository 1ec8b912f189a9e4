"""A new signing key: announced in the ledger by a note that the old key and the new one signed."""

from datetime import datetime

from django.db import transaction

from dualtrack.app.ledger import checkpoints, entropy, head, home, key_ring, keys
from dualtrack.app.ledger.models import KeyRotationRow
from dualtrack.app.ledger.services import exclusive, record
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.note import Checkpoint
from dualtrack.domain.ledger.rotation import KeyRotation, Rotation, sign_rotation


def rotate(*, actor: Actor, now: datetime, reason: str = "") -> Rotation:
    """Make a new key, announce it, let it sign from the next entry on; the old one is destroyed.

    Cut off before the entry, nothing has happened; after it, whoever signs next puts the new key in place.
    """
    here = home.current()
    with transaction.atomic(durable=True), exclusive():
        current = head.read(lock=True)
        old = key_ring.current_key(here, checkpoints.agreed(here, current))
        number = KeyRotationRow.objects.count() + 2
        new = keys.prepare(here.keys_folder, entropy.key_seed(example=here.example, number=number))
        point = Checkpoint(origin=here.origin, size=current.size, root=current.frontier.root())
        rotation = Rotation(head=point, old=key_ring.vkey_of(here, old), new=key_ring.vkey_of(here, new))
        signed = sign_rotation(rotation, old.sign, new.sign)
        value = KeyRotation(id=f"key-{number}", note=signed.decode())
        record(value, actor=actor, now=now, action="key.rotate", reason=reason)
    checkpoints.checkpoint()  # the new key's first head
    return rotation
