"""What was given out: a package made for one engagement at one checkpoint."""

from datetime import datetime

from attrs import frozen

from dualtrack.domain.ledger.codec import recorded


@recorded("package_made")
@frozen(kw_only=True)
class PackageMade:
    """The making of a package; recorded after the checkpoint that the package holds."""

    id: str
    kind: str
    engagement: str
    filename: str
    sha256: str
    checkpoint_size: int
    checkpoint_root: str
    interim: bool
    failing_gates: tuple[str, ...]
    made_at: datetime
    made_by: str
