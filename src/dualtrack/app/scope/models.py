"""Tables of scope versions and of reasons for differences; the things themselves stand in registers."""

from django.db import models

from dualtrack.app.ledger.recorded import Recorded
from dualtrack.domain.scope.scope import DifferenceReason, ScopeVersion


class ScopeVersionRow(Recorded):
    """One version of one framework's scope."""

    VALUE = ScopeVersion
    framework = models.CharField(max_length=32)
    version = models.PositiveIntegerField()
    name = models.TextField()
    statement = models.TextField()
    members = models.JSONField()
    exclusions = models.JSONField()
    held = models.JSONField()
    effective_from = models.DateField()
    prepared_by = models.TextField()
    approved_by = models.TextField(null=True)
    approved_on = models.DateField(null=True)
    terms = models.JSONField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("framework", "version"), name="scope_version_once"),
            models.CheckConstraint(
                condition=models.Q(approved_by=None) | ~models.Q(approved_by=models.F("prepared_by")),
                name="scope_preparer_is_not_approver",
            ),
        )


class DifferenceReasonRow(Recorded):
    """Why the scopes differ over one thing."""

    VALUE = DifferenceReason
    thing = models.CharField(max_length=96)
    reason = models.TextField()
    owner = models.TextField()
    given_on = models.DateField()
