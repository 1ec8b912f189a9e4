"""Tables of evidence, runs of sources, and the daily counts that readiness reads."""

from typing import ClassVar

from django.db import models

from dualtrack.app.ledger.classification import Kept
from dualtrack.app.ledger.recorded import Recorded
from dualtrack.domain.evidence.evidence import Evidence
from dualtrack.domain.evidence.run import ObservationRun


class EvidenceRow(Recorded):
    """One piece of evidence: what it is about, and the hash of its bytes."""

    VALUE = Evidence
    title = models.TextField()
    controls = models.JSONField()
    artifact = models.JSONField()
    covers_from = models.DateField()
    covers_to = models.DateField()
    received_at = models.DateTimeField(db_index=True)
    submitted_by = models.TextField()
    performed_on = models.DateField(null=True)
    collected_at = models.DateTimeField(null=True)
    source = models.TextField()
    note = models.TextField(blank=True)


class RunRow(Recorded):
    """One file that a source gave."""

    VALUE = ObservationRun
    source = models.CharField(max_length=32)
    format = models.CharField(max_length=64)
    filename = models.TextField()
    original_sha256 = models.CharField(max_length=64)
    parquet_sha256 = models.CharField(max_length=64, null=True)
    read = models.PositiveBigIntegerField()
    stored = models.PositiveBigIntegerField()
    duplicate = models.PositiveBigIntegerField()
    rejected = models.PositiveBigIntegerField()
    observations = models.PositiveBigIntegerField()
    outside_period = models.PositiveBigIntegerField()
    conflicts = models.PositiveBigIntegerField()
    first_observed_at = models.DateTimeField(null=True)
    last_observed_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    submitted_by = models.TextField()


class CheckDayRow(models.Model):
    """Check results counted by control, framework, day and run; built again from the lake at any time."""

    KEPT: ClassVar[Kept] = Kept.DERIVED
    control = models.CharField(max_length=64)
    framework = models.CharField(max_length=32)
    day = models.DateField()
    run = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    passed = models.PositiveBigIntegerField()
    failed = models.PositiveBigIntegerField()
    unknown = models.PositiveBigIntegerField()
    excepted = models.PositiveBigIntegerField()
    not_applicable = models.PositiveBigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("control", "framework", "day", "run"), name="check_day_counted_once"
            ),
        )


class CountedRow(models.Model):
    """For what the daily counts were counted; where it is no longer so, they are counted anew before use."""

    KEPT: ClassVar[Kept] = Kept.DERIVED
    seq = models.BigIntegerField()  # of the last entry that they depend on
    until = models.DateTimeField(null=True)  # from then on they may differ without a new entry
    program = models.CharField(max_length=32)  # version whose table of checks led them to controls
    digest = models.CharField(max_length=64)  # of what they were made of: a new wording changes no count
