"""Which audit a call is about: the one named, else the only open one of its kind."""

from datetime import date

from dualtrack.app.audits.models import EngagementRow
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.domain.audits.engagement import Engagement, EngagementChoice, EngagementKind, choose


def engagement(kinds: tuple[EngagementKind, ...], as_of: date, wanted: str | None) -> Engagement:
    """The engagement on record; refused with the list when there is no single one."""
    held: tuple[Engagement, ...] = tuple(row.to_value() for row in EngagementRow.objects.order_by("pk"))
    return among(held, kinds, as_of, wanted)


def among(
    held: tuple[Engagement, ...], kinds: tuple[EngagementKind, ...], as_of: date, wanted: str | None
) -> Engagement:
    """The engagement among some; refused with the list when there is no single one."""
    chosen = choose(held, kinds, as_of, wanted)
    if isinstance(chosen, EngagementChoice):
        of_kind = ", ".join(e.id for e in held if e.kind in kinds and e.open_on(as_of))
        known = ", ".join(e.id for e in held) or "none"
        raise RefusedError(chosen, object=wanted or of_kind, known=known)
    if chosen.kind not in kinds:
        fitting = ", ".join(e.id for e in held if e.kind in kinds) or "none"
        raise RefusedError("engagement_of_another_kind", object=chosen.id, known=fitting)
    return chosen


def require_known(wanted: str | None, as_of: date) -> None:
    """Refuse an engagement id that is not on record; nothing said is fine."""
    if wanted is not None:
        engagement(tuple(EngagementKind), as_of, wanted)
