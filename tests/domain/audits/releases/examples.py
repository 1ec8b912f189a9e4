"""Releases for the tests of the rules: one version and what may be said about it."""

from datetime import UTC, date, datetime
from typing import Any

from dualtrack.domain.audits.releases.release import Release, series_of

DAY = date(2027, 10, 15)
AT = datetime(2027, 10, 15, 8, tzinfo=UTC)
SOA = "statement-of-applicability"


def release(version: str = "1.0", **said: Any) -> Release:
    """A version that waits for approval, with anything said otherwise."""
    series = series_of(said.get("document", SOA), said.get("engagement"))
    plain: dict[str, Any] = {
        "id": f"{series}/{version}",
        "document": SOA,
        "version": version,
        "frameworks": ("iso27001",),
        "as_of": DAY,
        "prepared_by": "person:mara",
        "prepared_on": DAY,
        "prepared_at": AT,
        "head_size": 795,
        "head_root": "0a" * 32,
        "content": "0b" * 32,
        "change": "First version.",
    }
    return Release(**(plain | said))


def approved(version: str = "1.0", **said: Any) -> Release:
    """The same, released by somebody else."""
    return release(version, **({"approved_by": "person:ingrid", "approved_on": DAY} | said))
