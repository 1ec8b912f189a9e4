"""Why each category of the trust services criteria is examined or not, as known of a day."""

from dualtrack.app.ledger.queries import values
from dualtrack.app.programme.queries import When, past
from dualtrack.app.risks.models import CategoryReasonRow
from dualtrack.domain.risks.applicability import CategoryReason


def category_reasons(when: When) -> dict[str, CategoryReason]:
    """The reason on record by category."""
    held: tuple[CategoryReason, ...] = values(CategoryReasonRow, past(when))
    return {one.id: one for one in held if one.decided_on <= when.as_of}
