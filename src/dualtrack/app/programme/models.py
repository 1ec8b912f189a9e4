"""The tables of the organisation, of the frameworks that it added, of costs and of advice given."""

from django.db import models

from dualtrack.app.ledger.recorded import Recorded
from dualtrack.domain.programme.advice.given import AdviceGiven
from dualtrack.domain.programme.cost.facts import CostActual, CostBasis, CostLineSet, CostQuote
from dualtrack.domain.programme.organisation import FrameworkAdded, Organisation


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


class CostBasisRow(Recorded):
    """The currency of the programme and what its estimate rests on; there is one."""

    VALUE = CostBasis
    currency = models.CharField(max_length=3)
    per_dollar = models.TextField()
    carry_over = models.TextField()
    persons = models.PositiveIntegerField()
    sites = models.PositiveIntegerField()
    countries = models.PositiveIntegerField()
    reason = models.TextField()
    set_by = models.TextField()
    set_on = models.DateField()


class CostLineRow(Recorded):
    """A line of the costs as somebody set it."""

    VALUE = CostLineSet
    title = models.TextField(blank=True)
    tag = models.CharField(max_length=16)
    kind = models.CharField(max_length=32)
    low = models.TextField()
    likely = models.TextField()
    high = models.TextField()
    dropped = models.BooleanField()
    reason = models.TextField()
    set_by = models.TextField()
    set_on = models.DateField()


class CostQuoteRow(Recorded):
    """A quote for a line of the costs."""

    VALUE = CostQuote
    line = models.CharField(max_length=64)
    firm = models.TextField()
    amount = models.TextField()
    currency = models.CharField(max_length=3)
    received_on = models.DateField()
    valid_until = models.DateField(null=True)
    accepted = models.BooleanField()
    entered_by = models.TextField()


class CostActualRow(Recorded):
    """What was spent on a line of the costs."""

    VALUE = CostActual
    line = models.CharField(max_length=64)
    amount = models.TextField()
    spent_on = models.DateField()
    note = models.TextField(blank=True)
    final = models.BooleanField()
    entered_by = models.TextField()


class AdviceRow(Recorded):
    """An advice as it was given."""

    VALUE = AdviceGiven
    answers = models.JSONField()
    demands = models.JSONField()
    recommendation = models.CharField(max_length=32)
    first = models.CharField(max_length=16, blank=True)
    profile = models.CharField(max_length=32, blank=True)
    digest = models.CharField(max_length=64)
    note = models.TextField(blank=True)
    given_by = models.TextField()
    given_on = models.DateField()
