"""That guards of the record were found absent or altered, kept in the ledger once they are back in place."""

from attrs import frozen

from dualtrack.domain.ledger.codec import recorded


@recorded("guard_repair")
@frozen(kw_only=True)
class GuardRepair:
    """The triggers that were put back, by name; while they were away anybody could alter the record."""

    id: str
    names: tuple[str, ...]
