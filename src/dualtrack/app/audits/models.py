"""Tables of engagements, deviations, nonconformities, packages, releases, what was adopted, auditors."""

from django.db import models

from dualtrack.app.ledger.recorded import Recorded
from dualtrack.domain.audits.adoption import IsoCertificate, SocReport
from dualtrack.domain.audits.certificate import Certificate
from dualtrack.domain.audits.choosing import AuditorBooking, AuditorDecision
from dualtrack.domain.audits.engagement import Engagement
from dualtrack.domain.audits.findings import Deviation, Nonconformity
from dualtrack.domain.audits.release import PackageMade
from dualtrack.domain.audits.releases.release import Release


class EngagementRow(Recorded):
    """One commissioned audit."""

    VALUE = Engagement
    kind = models.CharField(max_length=32)
    title = models.TextField()
    firm = models.TextField()
    period = models.CharField(max_length=64)
    opened_on = models.DateField()
    categories = models.JSONField()
    closed_on = models.DateField(null=True)


class DeviationRow(Recorded):
    """One item that did not operate as described."""

    VALUE = Deviation
    control = models.CharField(max_length=64, db_index=True)
    occurred_on = models.DateField()
    description = models.TextField()
    noted_at = models.DateTimeField()
    noted_by = models.TextField()
    cause = models.TextField(blank=True)
    response = models.TextField(blank=True)
    within = models.CharField(max_length=64, blank=True)


class NonconformityRow(Recorded):
    """A requirement that is not fulfilled."""

    VALUE = Nonconformity
    requirement = models.CharField(max_length=64)
    grade = models.CharField(max_length=8)
    description = models.TextField()
    raised_on = models.DateField()
    raised_by = models.TextField()
    closed_on = models.DateField(null=True)


class PackageMadeRow(Recorded):
    """A package that was made for one engagement."""

    VALUE = PackageMade
    kind = models.CharField(max_length=32)
    engagement = models.CharField(max_length=64)
    filename = models.TextField()
    sha256 = models.CharField(max_length=64)
    checkpoint_size = models.PositiveBigIntegerField()
    checkpoint_root = models.CharField(max_length=64)
    interim = models.BooleanField()
    failing_gates = models.JSONField()
    made_at = models.DateTimeField()
    made_by = models.TextField()
    since_size = models.PositiveBigIntegerField(null=True)
    program = models.CharField(max_length=32, blank=True)


class ReleaseRow(Recorded):
    """One version of one document, frozen."""

    VALUE = Release
    id = models.CharField(max_length=160, primary_key=True)  # of its document, engagement and version
    document = models.CharField(max_length=64, db_index=True)
    version = models.CharField(max_length=16)
    engagement = models.CharField(max_length=64, null=True)
    frameworks = models.JSONField()
    as_of = models.DateField()
    prepared_by = models.TextField()
    prepared_on = models.DateField()
    prepared_at = models.DateTimeField()
    head_size = models.PositiveBigIntegerField()
    head_root = models.CharField(max_length=64)
    content = models.CharField(max_length=64)
    change = models.TextField()
    replaces = models.CharField(max_length=16, null=True)
    approved_by = models.TextField(null=True)
    approved_on = models.DateField(null=True)
    files = models.JSONField()
    withdrawn_by = models.TextField(null=True)
    withdrawn_on = models.DateField(null=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(approved_by=None) | ~models.Q(approved_by=models.F("prepared_by")),
                name="release_preparer_is_not_approver",
            ),
        )


class SocReportRow(Recorded):
    """The facts of the SOC 2 report that the programme goes on from."""

    VALUE = SocReport
    firm = models.TextField()
    type = models.CharField(max_length=8)
    start = models.DateField()
    end = models.DateField()
    issued_on = models.DateField(null=True)
    categories = models.JSONField()
    opinion = models.TextField(blank=True)
    subservices = models.JSONField()
    cuecs = models.JSONField()
    deviations = models.JSONField()
    controls = models.JSONField()
    open_start = models.DateField()
    open_end = models.DateField()
    file = models.CharField(max_length=64, blank=True)
    adopted_on = models.DateField()
    adopted_by = models.TextField()


class IsoCertificateRow(Recorded):
    """The facts of the ISO/IEC 27001 certificate that the programme goes on from."""

    VALUE = IsoCertificate
    body = models.TextField()
    accreditation = models.TextField(blank=True)
    number = models.TextField()
    issued = models.DateField()
    valid_until = models.DateField()
    scope = models.TextField()
    audit_start = models.DateField()
    audit_end = models.DateField()
    decided_on = models.DateField(null=True)
    soa_version = models.TextField()
    soa_date = models.DateField()
    soa = models.JSONField()
    findings = models.JSONField()
    controls = models.JSONField()
    open_start = models.DateField()
    open_end = models.DateField()
    file = models.CharField(max_length=64, blank=True)
    adopted_on = models.DateField()
    adopted_by = models.TextField()


class CertificateRow(Recorded):
    """A certificate with the release and the scope that it pins."""

    VALUE = Certificate
    body = models.TextField()
    number = models.TextField()
    issued_on = models.DateField()
    valid_until = models.DateField()
    statement = models.CharField(max_length=128)
    scope = models.CharField(max_length=64)
    recorded_by = models.TextField()
    withdrawn_on = models.DateField(null=True)


class AuditorDecisionRow(Recorded):
    """That a firm is chosen for a framework."""

    VALUE = AuditorDecision
    number = models.PositiveIntegerField()
    framework = models.CharField(max_length=32)
    firm = models.CharField(max_length=64)
    quote = models.CharField(max_length=64, blank=True)
    reason = models.TextField()
    considered = models.JSONField()
    decided_by = models.TextField()
    decided_on = models.DateField()


class AuditorBookingRow(Recorded):
    """That the chosen firm has confirmed dates."""

    VALUE = AuditorBooking
    number = models.PositiveIntegerField()
    framework = models.CharField(max_length=32)
    firm = models.CharField(max_length=64)
    starts_on = models.DateField()
    ends_on = models.DateField()
    confirmation = models.TextField()
    booked_by = models.TextField()
    booked_on = models.DateField()
