"""The tables of the organisation, of added frameworks, of its plan and of answers to failure patterns."""

from django.db import models

from dualtrack.app.ledger.recorded import Recorded
from dualtrack.domain.programme.organisation import FrameworkAdded, Organisation
from dualtrack.domain.programme.patterns.answers import PatternAnswer
from dualtrack.domain.programme.plan.choices import (
    PlanBaseline,
    PlanCompletion,
    PlanMove,
    PlanPause,
    PlanSettings,
)
from dualtrack.domain.programme.plan.sequencing import SequencingDecision


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


class FrameworkAddedRow(Recorded):
    """A framework that the programme runs from a day on, beside those of its profile."""

    VALUE = FrameworkAdded
    framework = models.CharField(max_length=32, unique=True)
    since = models.DateField()
    added_by = models.TextField()


class PlanMoveRow(Recorded):
    """A task's start that somebody set."""

    VALUE = PlanMove
    start = models.DateField()
    by = models.CharField(max_length=16)
    reason = models.TextField()


class PlanCompletionRow(Recorded):
    """A task that a person says is done."""

    VALUE = PlanCompletion
    on = models.DateField()
    by = models.TextField()
    note = models.TextField()


class PlanPauseRow(Recorded):
    """Days on which nobody works on the programme."""

    VALUE = PlanPause
    start = models.DateField()
    end = models.DateField()
    reason = models.TextField()


class PlanBaselineRow(Recorded):
    """The plan as it stood on a day."""

    VALUE = PlanBaseline
    name = models.TextField()
    taken_on = models.DateField()
    tasks = models.JSONField()


class PlanSettingsRow(Recorded):
    """Where people work, how many they are, and what differs from the profile."""

    VALUE = PlanSettings
    country = models.CharField(max_length=8, blank=True)
    subdivision = models.CharField(max_length=16, blank=True)
    stage_gap_days = models.PositiveSmallIntegerField(null=True)
    people = models.JSONField()


class SequencingDecisionRow(Recorded):
    """Which audit comes first, and why."""

    VALUE = SequencingDecision
    version = models.PositiveIntegerField(unique=True)
    option = models.CharField(max_length=16)
    reason = models.TextField()
    prepared_by = models.TextField()
    prepared_on = models.DateField()
    approved_by = models.TextField(null=True)
    approved_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(approved_by=None) | ~models.Q(approved_by=models.F("prepared_by")),
                name="sequencing_preparer_is_not_approver",
            ),
        )


class PatternAnswerRow(Recorded):
    """Why a finding of a failure pattern is no trouble, until a day."""

    VALUE = PatternAnswer
    number = models.PositiveIntegerField()
    finding = models.CharField(max_length=64, db_index=True)
    facts = models.CharField(max_length=64)
    reason = models.TextField()
    answered_by = models.TextField()
    answered_on = models.DateField()
    until = models.DateField()
