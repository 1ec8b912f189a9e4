"""One run of a source: the original file and its Parquet as blobs, recorded as one entry."""

from datetime import datetime

from attrs import frozen

from dualtrack.domain.ledger.codec import recorded


@recorded("observation_run")
@frozen(kw_only=True)
class ObservationRun:
    """What one file gave, in source records: read = stored + duplicate + rejected."""

    id: str
    source: str
    format: str
    filename: str
    original_sha256: str
    parquet_sha256: str | None
    read: int
    stored: int
    duplicate: int
    rejected: int
    observations: int
    outside_period: int
    conflicts: int
    first_observed_at: datetime | None
    last_observed_at: datetime | None
    received_at: datetime
    submitted_by: str
