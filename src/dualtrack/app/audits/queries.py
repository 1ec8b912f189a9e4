"""Reads of engagements and packages, for a viewer: an auditor sees those that were granted, and no other."""

from datetime import datetime

from dualtrack.app.accounts.rights import may
from dualtrack.app.audits.models import EngagementRow, PackageMadeRow, ReleaseRow
from dualtrack.app.ledger.queries import values
from dualtrack.domain.audits.engagement import Engagement
from dualtrack.domain.audits.release import PackageMade
from dualtrack.domain.audits.releases.release import Release, disclosed_to
from dualtrack.domain.ledger.person import Viewer


def sees_engagement(viewer: Viewer, engagement: str) -> bool:
    """True for those who see the whole programme, and for an auditor on the days of the grant."""
    return viewer.sees_all or (may(viewer, "packages.take") and engagement in viewer.engagements)


def engagements(viewer: Viewer, until: datetime | None = None) -> tuple[Engagement, ...]:
    """Engagements that the viewer may know of, now or as on record by an instant; in the order of opening."""
    held: tuple[Engagement, ...] = values(EngagementRow, until)
    seen = (e for e in held if sees_engagement(viewer, e.id))
    return tuple(sorted(seen, key=lambda e: (e.opened_on, e.id)))


def packages(viewer: Viewer, until: datetime | None = None) -> tuple[PackageMade, ...]:
    """Packages that were made for those engagements, by an instant where one is given; the latest first."""
    rows = PackageMadeRow.objects.order_by("-made_at", "-seq")
    if until is not None:
        rows = rows.filter(recorded_at__lte=until)  # the making of a package is recorded once
    return tuple(row.to_value() for row in rows if sees_engagement(viewer, row.engagement))


def releases(viewer: Viewer, until: datetime | None = None) -> tuple[Release, ...]:
    """Releases, now or as on record by an instant, the last prepared first.

    All of them inside; to an auditor what their engagement is shown.
    """
    found: tuple[Release, ...] = values(ReleaseRow, until)
    held = tuple(sorted(found, key=lambda r: (r.prepared_at, r.number, r.id), reverse=True))
    if viewer.sees_all:
        return held if may(viewer, "deliverables.read") else ()
    mine = engagements(viewer)
    return tuple(r for r in held if any(disclosed_to(r, e) for e in mine))
