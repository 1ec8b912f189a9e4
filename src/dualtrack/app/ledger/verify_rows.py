"""Verifying recorded tables: each row equals its object's last entry, none is missing, none is extra."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import compress
from typing import TypeVar

from django.db import Error, connection, models
from django.db.models import F, Max

from dualtrack.app.ledger.models import Body
from dualtrack.app.ledger.recorded import Recorded, object_name, recorded_models, recorded_type
from dualtrack.app.ledger.verify_lines import loads
from dualtrack.app.ledger.verify_quick import is_well
from dualtrack.app.ledger.verify_report import Report
from dualtrack.app.ledger.verify_stored import as_written
from dualtrack.app.ledger.verify_tree import Walk, last_entries, lines_at
from dualtrack.domain.ledger.codec import CodecError, decode, encode
from dualtrack.domain.ledger.codec_types import encode_instant

_CHUNK = 500
_UNREADABLE = (Error, ValueError, TypeError, OverflowError)
T = TypeVar("T", bound=models.Model)
Fields = Mapping[str, object]


def readable(model: type[T]) -> Iterator[tuple[str, T | None]]:
    """Every row by key; None for one whose columns hold what their type cannot."""
    keys = _keys(model)
    while chunk := [key for _, key in zip(range(_CHUNK), keys, strict=False)]:
        try:
            found = {str(row.pk): row for row in model._default_manager.filter(pk__in=chunk)}
        except _UNREADABLE:
            found = {key: row for key in chunk if (row := _one(model, key)) is not None}
        found = as_written(model, found)
        for key in chunk:
            yield key, found.get(key)


def _one(model: type[T], key: str) -> T | None:
    try:
        return model._default_manager.filter(pk=key).first()
    except _UNREADABLE:
        return None


def _keys(model: type[models.Model]) -> Iterator[str]:
    """Every primary key, even one that is no text any more."""
    column, table = model._meta.pk.column, model._meta.db_table
    shown = f"CAST({column} AS BLOB)" if connection.vendor == "sqlite" else column
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {shown} FROM {table} ORDER BY {column}")  # noqa: S608 - names of our models
        while rows := cursor.fetchmany(_CHUNK):
            for (key,) in rows:
                yield key.decode("utf-8", "backslashreplace") if isinstance(key, bytes) else str(key)


def _told_of(models: Sequence[type[Recorded]]) -> Sequence[type[Recorded]]:
    """Tables with a row or an entry, asked for at once: most tables of most homes have neither."""
    kinds = [recorded_type(model)[0] for model in models]
    shown = ", ".join(
        f"EXISTS (SELECT 1 FROM {model._meta.db_table})"  # noqa: S608 - names of our models
        f" OR EXISTS (SELECT 1 FROM {Body._meta.db_table} WHERE object > '{kind}/' AND object < '{kind}0')"
        for model, kind in zip(models, kinds, strict=True)
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {shown}")
        return list(compress(models, cursor.fetchone()))


def check_rows(report: Report, seen: Walk, well: frozenset[str] = frozenset()) -> None:
    """Step 4: every recorded table against the ledger, both ways; `well` are those that were seen already."""
    quick = seen.whole and not report.blames("entry ")  # of rows at places that no entry has it knows nothing
    for model in _told_of(recorded_models()):
        if quick and (model._meta.db_table in well or is_well(model)):
            continue
        chunk: list[tuple[str, Recorded | None]] = []
        for found in readable(model):
            chunk.append(found)
            if len(chunk) == _CHUNK:
                _check_chunk(report, seen, model, chunk)
                chunk = []
        _check_chunk(report, seen, model, chunk)
        _check_missing(report, seen, model)


def _check_chunk(
    report: Report, seen: Walk, model: type[Recorded], chunk: list[tuple[str, Recorded | None]]
) -> None:
    names = {object_name(model, key): key for key, _ in chunk}
    last = dict(
        Body.objects.filter(object__in=list(names))
        .alias(place=F("seq") + 0)  # a computed one: the index of objects is the better way
        .filter(place__gte=0, place__lt=report.size)
        .values("object")
        .annotate(last=Max("seq"))
        .values_list("object", "last")
    )
    lines = lines_at(list(last.values()))
    for key, row in chunk:
        name = object_name(model, key)
        if name in seen.objects or (row is not None and row.seq in seen.holes):
            continue
        item = f"{model._meta.db_table}/{key}"
        fields = loads(lines[last[name]]) if name in last else None
        if fields is None or fields.get("value") is None:
            report.add(item, "extra", "no entry says that this row exists")
        elif row is None:
            report.add(item, "changed", "the row cannot be read")
        else:
            faults = _differences(row, fields)
            if faults:
                report.add(item, "changed", f"differs from entry {fields['seq']}: {', '.join(faults)}")


def _differences(row: Recorded, fields: Fields) -> list[str]:
    """Columns of a row that are not what its last entry says."""
    try:
        data = row.encoded()
        value = _as_of_today(type(row), fields)
        moment = encode_instant(row.recorded_at)
    except (CodecError, *_UNREADABLE) as error:
        return [str(error)]
    faults = [name for name in sorted(set(data) | set(value)) if data.get(name, ...) != value.get(name, ...)]
    faults += ["seq"] if row.seq != fields["seq"] else []
    faults += ["recorded_at"] if fields["recorded_at"] != moment else []
    return faults


def _as_of_today(model: type[Recorded], fields: Fields) -> Fields:
    """The value of an entry, lifted to the version of its type that the tables have."""
    name, version = recorded_type(model)
    value = fields["value"]
    if not isinstance(value, dict) or fields["type"] != name:
        raise CodecError(f"entry {fields['seq']} is of another type")
    tv = fields["tv"]
    return value if tv == version or not isinstance(tv, int) else encode(decode(name, tv, value))


def _check_missing(report: Report, seen: Walk, model: type[Recorded]) -> None:
    """Objects of the ledger that live and have no row."""
    prefix = f"{recorded_type(model)[0]}/"
    after = prefix.encode()
    while True:
        page = last_entries(after, f"{prefix[:-1]}0", _CHUNK, report.size)  # 0 comes after the slash
        if not page:
            return
        after = page[-1][0]
        named = ((name.decode("utf-8", "replace"), seq) for name, seq in page)
        keys = {name[len(prefix) :]: (name, seq) for name, seq in named}
        there = set(model._default_manager.filter(pk__in=list(keys)).values_list("pk", flat=True))
        left = seen.gone.last()  # an object whose last entry was erased has no row
        gone = {
            seq: (key, name)
            for key, (name, seq) in keys.items()
            if key not in there and seq > left.get(name, -1)
        }
        for seq, line in lines_at(list(gone)).items():
            key, name = gone[seq]
            fields = loads(line)
            if fields and fields.get("value") is not None and name not in seen.objects:
                report.add(
                    f"{model._meta.db_table}/{key}", "missing", f"entry {seq} says that this row exists"
                )
