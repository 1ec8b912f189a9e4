"""The base of every recorded table: columns named as the fields of a value, written by `record` alone."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar, Generic, Self, TypeVar, cast

import attrs
from django.apps import apps
from django.db import models

from dualtrack.app.ledger.classification import Kept
from dualtrack.domain.ledger.codec import decode, encode, type_of
from dualtrack.domain.ledger.codec_types import encode_instant

_writing: ContextVar[bool] = ContextVar("dualtrack_recording", default=False)
M = TypeVar("M", bound=models.Model)


class NotRecordedError(RuntimeError):
    """Something tried to change a recorded row without the ledger entry that belongs to it."""


@contextmanager
def recording() -> Iterator[None]:
    """Let `record` write, and an erasure take away; nobody else enters this."""
    token = _writing.set(True)
    try:
        yield
    finally:
        _writing.reset(token)


def refuse(model: type[models.Model], verb: str) -> None:
    """Refuse a verb that writes, outside `record`."""
    if not _writing.get():
        raise NotRecordedError(
            f"{model._meta.label}: {verb} outside dualtrack.app.ledger.services.record would leave the row"
            " without its ledger entry; call record(value, ...) or tombstone(row, ...)"
        )


class RecordedQuerySet(models.QuerySet[M], Generic[M]):
    """Reads as ever; every verb that writes is refused outside `record`."""

    def update(self, **kwargs: Any) -> int:
        """Refused outside `record`."""
        refuse(self.model, "update()")
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refused outside `record`."""
        refuse(self.model, "delete()")
        return super().delete()

    def _raw_delete(self, using: str | None) -> int:
        refuse(self.model, "delete()")
        return super()._raw_delete(using)

    def bulk_create(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> list[M]:
        """Refused outside `record`."""
        refuse(self.model, "bulk_create()")
        return super().bulk_create(objs, *args, **kwargs)

    def bulk_update(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> int:
        """Refused outside `record`."""
        refuse(self.model, "bulk_update()")
        return super().bulk_update(objs, *args, **kwargs)


class Recorded(models.Model):
    """A row that equals the value of its object's last ledger entry."""

    KEPT: ClassVar[Kept] = Kept.RECORDED
    VALUE: ClassVar[type]
    EXTRA: ClassVar[tuple[str, ...]] = ()  # further columns, derived, that are no part of the value

    id = models.CharField(max_length=64, primary_key=True)
    seq = models.PositiveBigIntegerField(editable=False)  # of the object's last entry
    recorded_at = models.DateTimeField(editable=False)

    objects: ClassVar[models.Manager[Self]] = RecordedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save_base(self, *args: Any, **kwargs: Any) -> None:
        """Refused outside `record`; `save` and `create` lead here."""
        refuse(type(self), "save()")
        super().save_base(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused outside `record`."""
        refuse(type(self), "delete()")
        return super().delete(*args, **kwargs)

    @classmethod
    def from_value(cls, value: object) -> Self:
        """A new row of a value, not yet written."""
        row = cls()
        row.assign(value)
        return row

    def assign(self, value: object) -> None:
        """Take over every field of a value."""
        if type(value) is not self.VALUE:
            raise TypeError(
                f"{self._meta.label} holds {self.VALUE.__qualname__}, got {type(value).__qualname__}"
            )
        data = encode(value)
        for name, attname, native in _columns(type(self)):
            setattr(self, attname, getattr(value, name) if native else data[name])

    @classmethod
    def from_data(cls, value: object, data: dict[str, object], seq: int, recorded_at: datetime) -> Self:
        """A new row of the entry at a place, of which the encoded value is known already; not yet written."""
        known = data | {"seq": seq, "recorded_at": recorded_at}
        known |= {name: getattr(value, name) for name, _, native in _columns(cls) if native}
        columns = cls._meta.concrete_fields
        return cls(*[known[c.name] if c.name in known else c.get_default() for c in columns])

    def encoded(self) -> dict[str, object]:
        """The row as the codec would encode its value."""
        return {name: _plain(getattr(self, attname)) for name, attname, _ in _columns(type(self))}

    def to_value(self) -> Any:
        """The domain value of the row; services cast it by their model's VALUE."""
        name, version = recorded_type(type(self))
        return decode(name, version, self.encoded())


Column = tuple[str, str, bool]
_COLUMNS: dict[type[Recorded], tuple[Column, ...]] = {}
_TYPES: dict[type[Recorded], tuple[str, int]] = {}


def _columns(model: type[Recorded]) -> tuple[Column, ...]:
    """Field of the value, attribute of the row, and whether it is a native date or time."""
    found = _COLUMNS.get(model)
    if found is None:
        found = tuple(
            (field.name, column.attname, isinstance(column, models.DateField))
            for field in attrs.fields(model.VALUE)
            for column in [cast("models.Field[Any, Any]", model._meta.get_field(field.name))]
        )
        _COLUMNS[model] = found
    return found


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return encode_instant(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def recorded_type(model: type[Recorded]) -> tuple[str, int]:
    """Name and version of the model's value in the ledger."""
    found = _TYPES.get(model)
    if found is None:
        found = _TYPES[model] = type_of(object.__new__(model.VALUE))
    return found


def recorded_models() -> tuple[type[Recorded], ...]:
    """Every recorded table of the installed apps, by label."""
    found = [model for model in apps.get_models() if issubclass(model, Recorded)]
    return tuple(sorted(found, key=lambda model: model._meta.label))


_BY_VALUE: dict[type, type[Recorded]] = {}


def model_of(value: object) -> type[Recorded]:
    """The table that holds values of this kind."""
    if type(value) not in _BY_VALUE:
        _BY_VALUE.update({model.VALUE: model for model in recorded_models()})
    try:
        return _BY_VALUE[type(value)]
    except KeyError:
        raise NotRecordedError(f"{type(value).__qualname__}: no recorded table has it as its VALUE") from None


def object_name(model: type[Recorded], key: str) -> str:
    """How the ledger names the object of a row: `control/AC-02`."""
    return f"{recorded_type(model)[0]}/{key}"


def shape_faults(model: type[Recorded]) -> tuple[str, ...]:
    """Where the columns of a table do not fit its value; a test asks every table."""
    wanted = {field.name for field in attrs.fields(model.VALUE)}
    columns = {column.name: column for column in model._meta.concrete_fields}
    own = {"id", "seq", "recorded_at", *model.EXTRA}
    faults = [
        f"{model._meta.label}.{name}: no column for this field" for name in sorted(wanted - set(columns))
    ]
    faults += [
        f"{model._meta.label}.{name}: no field of {model.VALUE.__qualname__}, and not named in EXTRA"
        for name in sorted(set(columns) - wanted - own)
    ]
    faults += [
        f"{model._meta.label}.{name}: a decimal is kept as text, so that its digits stay"
        for name, column in sorted(columns.items())
        if isinstance(column, models.DecimalField | models.FloatField) and name in wanted
    ]
    faults += [
        f"{model._meta.label}.{name}: the field hides what every table has under this name; call it otherwise"
        for name in sorted(wanted)
        if name not in own and hasattr(Recorded, name)
    ]
    return tuple(faults)
