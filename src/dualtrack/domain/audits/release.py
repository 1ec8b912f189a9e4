"""What was given out: a package made for one engagement at one checkpoint."""

from datetime import datetime

from attrs import frozen

from dualtrack.domain.ledger.codec import recorded


# Of a package of before, what an auditor brought and which version made it are not known.
@recorded("package_made", version=2, upcasters={1: lambda data: {**data, "since_size": None, "program": ""}})
@frozen(kw_only=True)
class PackageMade:
    """The making of a package; recorded after the checkpoint that the package holds.

    `since_size` is the size of the checkpoint that the auditor brought, None where none was; `program` the
    version of the program that made it. With the engagement and the checkpoint they settle every byte.
    """

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
    since_size: int | None
    program: str
