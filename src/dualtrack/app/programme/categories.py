"""Why each category of the trust services criteria is examined or not, as known of a day."""

from dualtrack.app.ledger.queries import last_values
from dualtrack.app.programme.queries import When, past
from dualtrack.app.risks.models import CategoryReasonRow
from dualtrack.domain.risks.applicability import CategoryReason


def category_reasons(when: When) -> dict[str, CategoryReason]:
    """The reason on record by category."""
    until = past(when)
    held: tuple[CategoryReason, ...] = (
        tuple(row.to_value() for row in CategoryReasonRow.objects.all())
        if until is None
        else last_values("category_reason", until)
    )
    return {one.id: one for one in held if one.decided_on <= when.as_of}
