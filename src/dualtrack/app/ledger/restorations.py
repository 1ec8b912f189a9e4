"""The entry of a restored home, written after the proof and before the home has its name."""

from datetime import datetime

from django.db import transaction

from dualtrack.app.ledger import checkpoints, entropy, head, home
from dualtrack.app.ledger.refusals import CheckpointRefusedError
from dualtrack.app.ledger.services import exclusive, record
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.codec_types import decode_instant
from dualtrack.domain.ledger.entry import Entry
from dualtrack.domain.ledger.restoration import Restoration
from dualtrack.render.backup.manifest import Facts


def put_on_record(facts: Facts, *, actor: Actor, now: datetime) -> Entry | str:
    """Say in the ledger which backup it goes on from, and sign that; why not, where nothing may be signed.

    A ledger that contradicts what was signed gets no further entry: it is for people to look at first.
    """
    with transaction.atomic(durable=True), exclusive():
        try:
            checkpoints.agreed(home.current(), head.read(lock=True))
        except (CheckpointRefusedError, ValueError) as error:
            return str(error)
        entry = record(_of(facts), actor=actor, now=now, action="home.restored")
    checkpoints.checkpoint()
    return entry


def _of(facts: Facts) -> Restoration:
    return Restoration(
        id=entropy.new_id("restoration"),
        taken_at=decode_instant(facts.taken_at),
        program=facts.program,
        size=facts.size,
        root=facts.root,
        checkpoint_size=facts.checkpoint_size,
        checkpoint_root=facts.checkpoint_root,
    )
