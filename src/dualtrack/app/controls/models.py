"""Tables of controls, approvals of their design, documents and periods."""

from django.db import models

from dualtrack.app.ledger.recorded import Recorded
from dualtrack.domain.controls.control import Control
from dualtrack.domain.controls.delivered import DeltaNote
from dualtrack.domain.controls.design import ControlApproval
from dualtrack.domain.controls.document import Document
from dualtrack.domain.controls.period import ObservationPeriod
from dualtrack.domain.controls.proposed import ProposalDecision
from dualtrack.domain.controls.resemblance import ControlMatch


class ControlRow(Recorded):
    """A control of ours."""

    VALUE = Control
    title = models.TextField()
    purpose = models.TextField()
    activity = models.TextField(blank=True)
    owner_role = models.CharField(max_length=64)
    cadence = models.CharField(max_length=16)
    operating = models.CharField(max_length=16)
    requirements = models.JSONField()
    evidence = models.JSONField()
    effort_hours = models.CharField(max_length=16)
    owner = models.CharField(max_length=64, null=True, db_index=True)
    documented_basis = models.CharField(max_length=32, null=True)
    operating_since = models.DateField(null=True)
    retired_on = models.DateField(null=True)


class ControlApprovalRow(Recorded):
    """Approval of one wording of one control."""

    VALUE = ControlApproval
    control = models.CharField(max_length=64, db_index=True)
    digest = models.CharField(max_length=64)
    prepared_by = models.TextField()
    approved_by = models.TextField()
    approved_on = models.DateField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(approved_by=models.F("prepared_by")),
                name="control_preparer_is_not_approver",
            ),
        )


class DocumentRow(Recorded):
    """One version of one document."""

    VALUE = Document
    title = models.TextField()
    kind = models.CharField(max_length=16)
    version = models.PositiveIntegerField()
    controls = models.JSONField()
    sha256 = models.CharField(max_length=64)
    prepared_by = models.TextField()
    approved_by = models.TextField(null=True)
    approved_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(approved_by=None) | ~models.Q(approved_by=models.F("prepared_by")),
                name="document_preparer_is_not_approver",
            ),
        )


class PeriodRow(Recorded):
    """A span that a framework's operation is judged over."""

    VALUE = ObservationPeriod
    framework = models.CharField(max_length=32)
    start = models.DateField()
    end = models.DateField()
    note = models.TextField(blank=True)


class DeltaNoteRow(Recorded):
    """What a person says about a delta that no register shows."""

    VALUE = DeltaNote
    id = models.CharField(max_length=160, primary_key=True)  # of its control, framework and delta
    control = models.CharField(max_length=64, db_index=True)
    framework = models.CharField(max_length=32)
    delta = models.CharField(max_length=64)
    note = models.TextField()
    said_by = models.TextField()
    said_on = models.DateField()


class ProposalDecisionRow(Recorded):
    """What was decided about one requirement that a control was proposed to serve."""

    VALUE = ProposalDecision
    id = models.CharField(max_length=160, primary_key=True)  # of its control and requirement
    control = models.CharField(max_length=64, db_index=True)
    requirement = models.CharField(max_length=48)
    accepted = models.BooleanField()
    reason = models.TextField(blank=True)
    decided_by = models.TextField()
    decided_on = models.DateField()


class ControlMatchRow(Recorded):
    """Which starter control one of ours resembles: its checks show ours."""

    VALUE = ControlMatch
    starter = models.CharField(max_length=64)
    points = models.PositiveSmallIntegerField()
