"""The tables of the organisation, its frameworks, plan, costs, advice and answers to failure patterns."""

from django.db import models

from dualtrack.app.ledger.recorded import Recorded
from dualtrack.domain.programme.advice.given import AdviceGiven
from dualtrack.domain.programme.categories import CategoriesChosen
from dualtrack.domain.programme.cost.facts import CostActual, CostBasis, CostLineSet, CostQuote
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


class CategoriesChosenRow(Recorded):
    """The SOC 2 categories from a day on, in the place of those before."""

    VALUE = CategoriesChosen
    categories = models.JSONField()
    since = models.DateField()
    reason = models.TextField()
    chosen_by = models.TextField()


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
    hours_a_week = models.PositiveSmallIntegerField(null=True)


class SequencingDecisionRow(Recorded):
    """Which audit comes first, and why."""

    VALUE = SequencingDecision
    version = models.PositiveIntegerField(unique=True)
    option = models.CharField(max_length=16)
    reason = models.TextField()
    prepared_by = models.TextField()
    prepared_on = models.DateField()
    price = models.JSONField(null=True)
    cost = models.JSONField(null=True)
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


class CostBasisRow(Recorded):
    """The currency of the programme and what its estimate rests on; there is one."""

    VALUE = CostBasis
    currency = models.CharField(max_length=3)
    per_dollar = models.TextField()
    carry_over = models.TextField()
    persons = models.PositiveIntegerField()
    sites = models.PositiveIntegerField()
    countries = models.PositiveIntegerField()
    budget = models.TextField(null=True)
    profile = models.JSONField()
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
    rate = models.TextField(null=True)


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
