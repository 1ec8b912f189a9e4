"""The table of judgements that the organisation entered, and of its decisions on those we ship."""

from django.db import models

from dualtrack.app.ledger.recorded import Recorded
from dualtrack.domain.mappings.decision import MappingDecision


class MappingDecisionRow(Recorded):
    """One judgement of one pair with where it stands in its life."""

    VALUE = MappingDecision
    mapping = models.JSONField()
    entered_by = models.TextField()
    entered_on = models.DateField()
    reason = models.TextField(blank=True)
    decided_by = models.TextField(null=True)
    decided_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("entered_by")),
                name="mapping_author_is_not_decider",
            ),
        )
