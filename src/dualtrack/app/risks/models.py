"""Tables of decisions on applicability."""

from django.db import models

from dualtrack.app.ledger.recorded import Recorded
from dualtrack.domain.risks.applicability import Applicability


class ApplicabilityRow(Recorded):
    """Whether a requirement applies, and why."""

    VALUE = Applicability
    included = models.BooleanField()
    justifications = models.JSONField()
    exclusion = models.TextField(blank=True)
    decided_by = models.TextField()
    decided_on = models.DateField()
