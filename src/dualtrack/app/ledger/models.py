"""Tables of the record: one head, leaves that never change, the bodies under them, blobs, checkpoints."""

from typing import ClassVar

from django.db import models

from dualtrack.app.ledger.classification import Kept
from dualtrack.app.ledger.recorded import Recorded
from dualtrack.domain.ledger.anchor import Anchor
from dualtrack.domain.ledger.erasure import Erasure, ErasureRequest
from dualtrack.domain.ledger.guarding import GuardRepair
from dualtrack.domain.ledger.hold import LegalHold
from dualtrack.domain.ledger.restoration import Restoration
from dualtrack.domain.ledger.rotation import KeyRotation
from dualtrack.domain.ledger.skew import ClockSkew


class Head(models.Model):
    """The single row that serialises writers: how far the ledger is, and the tree's right edge."""

    KEPT: ClassVar[Kept] = Kept.LEDGER
    size = models.PositiveBigIntegerField(default=0)
    frontier = models.BinaryField()
    last_recorded_at = models.DateTimeField(null=True)
    origin = models.TextField()


class Leaf(models.Model):
    """The hash of one entry; never altered, never removed."""

    KEPT: ClassVar[Kept] = Kept.LEDGER
    seq = models.IntegerField(primary_key=True)  # the rowid itself on SQLite
    hash = models.BinaryField()


class Body(models.Model):
    """The line of one entry; `object` repeats what the line says, for the history of one object."""

    KEPT: ClassVar[Kept] = Kept.LEDGER
    seq = models.IntegerField(primary_key=True)
    object = models.TextField(db_index=True)
    line = models.BinaryField()


class BlobRow(models.Model):
    """A file that an entry names."""

    KEPT: ClassVar[Kept] = Kept.LEDGER
    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField()
    first_seen = models.DateTimeField()


class CheckpointRow(models.Model):
    """A signed head, as it was given out."""

    KEPT: ClassVar[Kept] = Kept.LEDGER
    size = models.IntegerField(primary_key=True)
    frontier = models.BinaryField()  # the tree's right edge then: the next head is checked from here
    note = models.BinaryField()


class KeyRotationRow(Recorded):
    """A new signing key, announced by a note that the old one signed too."""

    VALUE = KeyRotation
    note = models.TextField()


class AnchorRow(Recorded):
    """A signed head that somebody outside holds, or is to hold once its message was received."""

    VALUE = Anchor
    kind = models.CharField(max_length=16)
    size = models.PositiveBigIntegerField()
    root = models.CharField(max_length=64)
    holder = models.TextField()
    held_since = models.DateTimeField(null=True)
    files = models.JSONField()
    locked = models.JSONField(null=True)


class LegalHoldRow(Recorded):
    """A hold under which nothing is erased until it was lifted."""

    VALUE = LegalHold
    covers = models.CharField(max_length=16)
    subject = models.TextField(blank=True)
    first = models.DateField(null=True)
    last = models.DateField(null=True)
    reason = models.TextField()
    set_by = models.TextField()
    set_on = models.DateField()
    lifted_by = models.TextField(null=True)
    lifted_on = models.DateField(null=True)
    lifted_because = models.TextField(blank=True)


class _Leaving(Recorded):
    """What a request and the erasure that comes of it have in common."""

    blobs = models.JSONField()
    entries = models.JSONField()
    ground = models.CharField(max_length=32)
    legal_basis = models.TextField()
    reason = models.TextField()
    engagements = models.JSONField()
    effects = models.JSONField()
    replacement = models.CharField(max_length=64, null=True)

    class Meta:
        abstract = True


class ErasureRequestRow(_Leaving):
    """What one person asked to be erased, and what another said to it."""

    VALUE = ErasureRequest
    target = models.CharField(max_length=16)
    subject = models.TextField()
    kept_until = models.DateField(null=True)
    prepared_by = models.TextField()
    prepared_on = models.DateField()
    approved_by = models.TextField(null=True)
    approved_on = models.DateField(null=True)
    declined_by = models.TextField(null=True)
    declined_on = models.DateField(null=True)
    declined_because = models.TextField(blank=True)


class ErasureRow(_Leaving):
    """An erasure that was carried out."""

    VALUE = Erasure
    requested_by = models.TextField()
    carried_out_by = models.TextField()
    carried_out_on = models.DateField()
    carried_out_at = models.DateTimeField()


class ClockSkewRow(Recorded):
    """A clock that ran behind the record, and was noticed."""

    VALUE = ClockSkew
    said = models.DateTimeField()
    last = models.DateTimeField()


class RestorationRow(Recorded):
    """A backup that the home was put back from."""

    VALUE = Restoration
    taken_at = models.DateTimeField()
    program = models.CharField(max_length=32)
    size = models.PositiveBigIntegerField()
    root = models.CharField(max_length=64)
    checkpoint_size = models.PositiveBigIntegerField()
    checkpoint_root = models.CharField(max_length=64)


class GuardRepairRow(Recorded):
    """Guards of the record that had been taken away, and were put back."""

    VALUE = GuardRepair
    names = models.JSONField()
