"""One table a register, with the columns that its declaration names; nothing here is written twice."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.db import models

from dualtrack.app.ledger.classification import Kept
from dualtrack.app.ledger.recorded import Recorded
from dualtrack.domain.registers.field import Field, FieldKind
from dualtrack.domain.registers.imported import ImportProfile, RegisterImport
from dualtrack.domain.registers.register import Register
from dualtrack.domain.registers.registry import REGISTERS

if TYPE_CHECKING:
    Column = models.Field[Any, Any]

_COLUMNS: "dict[FieldKind, Callable[[], Column]]" = {
    FieldKind.TEXT: lambda: models.TextField(blank=True),
    FieldKind.LONG: lambda: models.TextField(blank=True),
    FieldKind.REFERENCE: lambda: models.TextField(blank=True),
    FieldKind.CHOICE: lambda: models.CharField(max_length=48, null=True),
    FieldKind.DAY: lambda: models.DateField(null=True),
    FieldKind.YES_NO: lambda: models.BooleanField(null=True),
    FieldKind.NUMBER: lambda: models.BigIntegerField(null=True),
    FieldKind.AMOUNT: lambda: models.TextField(null=True),  # decimal digits as they are
}


def _column(field: Field) -> "Column":
    return models.JSONField() if field.many else _COLUMNS[field.kind]()


class RecordRow(Recorded):
    """What the tables of all registers have in common."""

    name = models.TextField()
    notes = models.TextField(blank=True)
    retired_on = models.DateField(null=True)

    class Meta:
        abstract = True
        indexes = (models.Index(fields=["retired_on"], name="%(class)s_left"),)  # a list counts who is there


_HELD = ("id", "name", "notes", "retired_on")


def _table(register: Register) -> type[RecordRow]:
    name = f"{register.cls.__name__}Row"
    parts: dict[str, Any] = {one.name: _column(one) for one in register.fields if one.name not in _HELD}
    parts |= {"VALUE": register.cls, "__module__": __name__, "__doc__": f"A row of {register.title}."}
    return cast("type[RecordRow]", type(name, (RecordRow,), parts))


TABLES: dict[str, type[RecordRow]] = {register.key: _table(register) for register in REGISTERS}


class ImportProfileRow(Recorded):
    """How sheets of one kind are read into a register."""

    VALUE = ImportProfile
    register = models.CharField(max_length=64, db_index=True)
    name = models.TextField()
    text = models.TextField()


class RegisterImportRow(Recorded):
    """One import into a register."""

    VALUE = RegisterImport
    register = models.CharField(max_length=64, db_index=True)
    file = models.TextField()
    sha256 = models.CharField(max_length=64)
    sheet = models.TextField(blank=True)
    mode = models.CharField(max_length=16)
    profile = models.TextField()
    new = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    absent = models.PositiveIntegerField()
    rejected = models.PositiveIntegerField()
    rejected_sha256 = models.CharField(max_length=64, null=True)
    by = models.TextField()
    on = models.DateField()
    undone_by = models.TextField(null=True)
    undone_on = models.DateField(null=True)


class ImportDraft(models.Model):
    """A file that somebody is about to import, until they have or a day has passed; no fact of the record."""

    KEPT: ClassVar[Kept] = Kept.EPHEMERAL
    SECRET: ClassVar[bool] = True  # it may hold what never enters the record: no backup holds one
    id = models.CharField(max_length=64, primary_key=True)
    register = models.CharField(max_length=64)
    person = models.CharField(max_length=64)
    file = models.TextField()
    content = models.BinaryField()
    made_at = models.DateTimeField(db_index=True)
