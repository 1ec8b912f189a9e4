"""Count the lake anew for the programme as it stands: after new results, a new scope or new controls."""

from zoneinfo import ZoneInfo

from django.conf import settings

from dualtrack.app.evidence.counting import Recounted, rebuild
from dualtrack.app.ledger import clock
from dualtrack.app.programme.queries import snapshot, today
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.scope.scope import in_force


def recount(viewer: Viewer) -> Recounted:
    """Replace the daily counts; says which checks and accounts count nowhere."""
    held = snapshot(viewer)
    day = today(clock.now())
    scopes = (in_force(held.scopes, framework, day) for framework in held.frameworks)
    return rebuild(
        lake=settings.DUALTRACK.lake_path,
        zone=ZoneInfo(held.organisation.timezone),
        controls=held.controls,
        scopes=[s for s in scopes if s is not None],
        things=held.things,
        periods=held.periods,
        frameworks=held.frameworks,
    )
