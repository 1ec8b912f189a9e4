"""The table of the organisation."""

from django.db import models

from dualtrack.app.ledger.recorded import Recorded
from dualtrack.domain.programme.organisation import Organisation


class OrganisationRow(Recorded):
    """The one organisation of this home."""

    VALUE = Organisation
    name = models.TextField()
    timezone = models.CharField(max_length=64)
    example = models.BooleanField()
    profile = models.CharField(max_length=32)
    sequencing = models.CharField(max_length=16)
    start = models.DateField()
    categories = models.JSONField()
    period_months = models.PositiveSmallIntegerField()
