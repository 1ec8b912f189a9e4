"""That a home was put back from a backup, kept in the ledger that goes on from there."""

from datetime import datetime

from attrs import frozen

from dualtrack.domain.ledger.codec import recorded


@recorded("restoration")
@frozen(kw_only=True)
class Restoration:
    """From which backup: when it was taken, by which program, its ledger's head and its newest checkpoint.

    The entry stands right after that head; what else followed it belongs to a history that was lost.
    """

    id: str
    taken_at: datetime
    program: str
    size: int
    root: str
    checkpoint_size: int
    checkpoint_root: str
