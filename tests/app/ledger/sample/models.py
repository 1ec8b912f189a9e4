"""Tables of the sample."""

from typing import ClassVar

from django.db import models
from tests.app.ledger.sample.values import Gadget, Widget

from dualtrack.app.ledger.classification import Kept
from dualtrack.app.ledger.recorded import Recorded


class WidgetRow(Recorded):
    """Widgets."""

    class Meta:
        app_label = "sample"

    VALUE = Widget
    title = models.TextField()
    colour = models.CharField(max_length=20)
    tags = models.JSONField()
    parts = models.JSONField()
    main = models.JSONField(null=True)
    due = models.DateField(null=True)
    seen_at = models.DateTimeField(null=True)
    price = models.CharField(max_length=40)
    active = models.BooleanField()


class GadgetRow(Recorded):
    """Gadgets, with a column that is derived."""

    class Meta:
        app_label = "sample"

    VALUE = Gadget
    EXTRA = ("length",)
    note = models.TextField()
    length = models.IntegerField(default=0)


class Scrap(models.Model):
    """A table that is thrown away."""

    class Meta:
        app_label = "sample"

    KEPT: ClassVar[Kept] = Kept.EPHEMERAL
    name = models.TextField()
    widgets = models.ManyToManyField(WidgetRow)


class Forgotten(models.Model):
    """A table that nobody has classified."""

    class Meta:
        app_label = "sample"

    name = models.TextField()
