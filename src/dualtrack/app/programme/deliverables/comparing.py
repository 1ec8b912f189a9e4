"""Two versions of a document beside each other, or one beside what the records say on a day."""

from attrs import frozen

from dualtrack.app.accounts.rights import require
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.programme.deliverables.standings import drafted_of, said_by
from dualtrack.app.programme.queries import When, readiness
from dualtrack.documents.rows import rows_of
from dualtrack.domain.audits.releases.content import Rows
from dualtrack.domain.audits.releases.difference import Difference, difference
from dualtrack.domain.audits.releases.release import Release, ReleaseRefusal, in_force, in_series, series_of
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.snapshot import Programme


@frozen(kw_only=True)
class Compared:
    """What differs, and between which: `after` is None for what the records say."""

    before: str
    after: str | None
    change: Difference


def compare(
    viewer: Viewer,
    document: str,
    when: When,
    before: str | None = None,
    after: str | None = None,
    engagement: str | None = None,
) -> Compared:
    """Compare versions of one series as known then; without `before` the one that counts."""
    require(viewer, "deliverables.read")
    held, judged = readiness(viewer, when, engagement=engagement)
    series = series_of(document, engagement)
    old = _version(held, series, before)
    rows: Rows
    if after is None:
        rows = rows_of(drafted_of(held, judged, document, engagement).document)
    else:
        rows = said_by(_version(held, series, after))
    return Compared(before=old.version, after=after, change=difference(said_by(old), rows))


def _version(held: Programme, series: str, version: str | None) -> Release:
    """The version asked for, or the one that counts; refused with the list where there is none."""
    mine = in_series(held.releases, series)
    counts = in_force(held.releases, series)
    found = counts if version is None else next((r for r in mine if r.version == version), None)
    if found is None:
        known = ", ".join(r.version for r in reversed(mine)) or "none"
        asked = series if version is None else f"{series}/{version}"
        raise RefusedError(ReleaseRefusal.UNKNOWN, object=asked, known=known)
    return found
