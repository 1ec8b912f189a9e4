"""The tables of the organisation, of the frameworks that it added, and of answers to failure patterns."""

from django.db import models

from dualtrack.app.ledger.recorded import Recorded
from dualtrack.domain.programme.organisation import FrameworkAdded, Organisation
from dualtrack.domain.programme.patterns.answers import PatternAnswer


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
