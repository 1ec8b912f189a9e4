"""Reads of requests, erasures and holds, for those who look after the record."""

from attrs import frozen

from dualtrack.app.accounts.rights import require
from dualtrack.app.ledger import erased
from dualtrack.app.ledger.erased import Done
from dualtrack.app.ledger.models import ErasureRequestRow, LegalHoldRow
from dualtrack.app.ledger.queries import history
from dualtrack.domain.ledger.erasure import ErasureRequest
from dualtrack.domain.ledger.hold import LegalHold
from dualtrack.domain.ledger.person import Viewer


@frozen(kw_only=True)
class Requested:
    """A request, and through which door it was recorded: the page, or a command line with its seat."""

    request: ErasureRequest
    via: str

    @property
    def seat(self) -> str:
        """Who sat at the command line; empty for somebody who signed in."""
        return self.via.partition(":")[2]


def requests(viewer: Viewer) -> tuple[Requested, ...]:
    """Every request, the newest first; those that wait before all others."""
    require(viewer, "erasures.read")
    rows = ErasureRequestRow.objects.order_by("-prepared_on", "-pk")
    found = [Requested(request=row.to_value(), via=_via(row.pk)) for row in rows]
    return tuple(sorted(found, key=lambda one: not one.request.waits))


def _via(request: str) -> str:
    return next(history(f"erasure_request/{request}")).via


def erasures(viewer: Viewer) -> tuple[Done, ...]:
    """Every erasure, the newest first."""
    require(viewer, "erasures.read")
    return erased.erasures()[::-1]


def holds(viewer: Viewer) -> tuple[LegalHold, ...]:
    """Every hold, those that stand first."""
    require(viewer, "erasures.read")
    rows = LegalHoldRow.objects.order_by("-set_on", "-pk")
    found: list[LegalHold] = [row.to_value() for row in rows]
    return tuple(sorted(found, key=lambda hold: not hold.stands))
