"""Tables of decisions on applicability, the risk method, risks, their treatment and acceptance."""

from django.db import models

from dualtrack.app.ledger.recorded import Recorded
from dualtrack.domain.risks.acceptance import RiskAcceptance
from dualtrack.domain.risks.applicability import Applicability, CategoryReason
from dualtrack.domain.risks.method import RiskMethod
from dualtrack.domain.risks.risk import Risk, RiskAssessment, TreatmentAction


class CategoryReasonRow(Recorded):
    """Why a category is examined or not."""

    VALUE = CategoryReason
    reason = models.TextField()
    decided_by = models.TextField()
    decided_on = models.DateField()


class ApplicabilityRow(Recorded):
    """Whether a requirement applies, and why."""

    VALUE = Applicability
    requirement = models.CharField(max_length=48, db_index=True)
    number = models.PositiveIntegerField()
    included = models.BooleanField()
    justifications = models.JSONField()
    exclusion = models.TextField(blank=True)
    owner_role = models.TextField(blank=True)
    review_on = models.DateField(null=True)
    decided_by = models.TextField()
    decided_on = models.DateField()


class RiskMethodRow(Recorded):
    """One version of the risk method."""

    VALUE = RiskMethod
    version = models.PositiveIntegerField(unique=True)
    name = models.TextField()
    likelihood = models.JSONField()
    consequence = models.JSONField()
    making = models.CharField(max_length=16)
    bands = models.JSONField()
    acceptable = models.PositiveIntegerField()
    matrix = models.JSONField()
    prepared_by = models.TextField()
    approved_by = models.TextField(null=True)
    approved_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(approved_by=None) | ~models.Q(approved_by=models.F("prepared_by")),
                name="method_preparer_is_not_approver",
            ),
        )


class RiskRow(Recorded):
    """A risk."""

    VALUE = Risk
    title = models.TextField()
    cause = models.TextField()
    event = models.TextField()
    consequence = models.TextField()
    category = models.TextField()
    inherent = models.JSONField()
    residual = models.JSONField(null=True)
    method = models.CharField(max_length=64)
    owner = models.CharField(max_length=64, null=True, db_index=True)
    treatment = models.CharField(max_length=16, null=True)
    controls = models.JSONField()
    assets = models.JSONField()
    services = models.JSONField()
    criteria = models.JSONField()
    fraud = models.BooleanField()
    change = models.BooleanField()
    identified_on = models.DateField()
    retired_on = models.DateField(null=True)
    retired_because = models.TextField(blank=True)
    origin = models.CharField(max_length=16, blank=True)


class TreatmentActionRow(Recorded):
    """One action of a treatment plan."""

    VALUE = TreatmentAction
    risk = models.CharField(max_length=64, db_index=True)
    what = models.TextField()
    owner = models.CharField(max_length=64, db_index=True)
    due = models.DateField()
    controls = models.JSONField()
    done_on = models.DateField(null=True)
    evidence = models.TextField(blank=True)


class RiskAssessmentRow(Recorded):
    """One run of assessing one risk."""

    VALUE = RiskAssessment
    risk = models.CharField(max_length=64, db_index=True)
    assessed_on = models.DateField()
    assessed_by = models.TextField()
    method = models.CharField(max_length=64)
    inherent = models.JSONField()
    residual = models.JSONField(null=True)
    reason = models.TextField()


class RiskAcceptanceRow(Recorded):
    """One person's approval of a plan or acceptance of what remains."""

    VALUE = RiskAcceptance
    risk = models.CharField(max_length=64, db_index=True)
    kind = models.CharField(max_length=16)
    accepted_by = models.CharField(max_length=64)
    accepted_on = models.DateField()
    capacities = models.JSONField()
    digest = models.CharField(max_length=64)
    material = models.JSONField()
