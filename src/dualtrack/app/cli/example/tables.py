"""The tables of the example: records of registers as TOML and CSV files, each with the day of its entry."""

import csv
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files

from attrs import fields, frozen

from dualtrack.domain.ledger.codec import decode, type_of
from dualtrack.domain.registers.fault_days import BEHIND
from dualtrack.domain.registers.field import Field, FieldKind
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.register import Register
from dualtrack.domain.registers.registry import REGISTERS, by_key

LEAD = "mara"
_ENTERED = date(2027, 1, 25)  # the day on which what no file dates was entered
_FILES = (
    "system.toml",
    "assurance.toml",
    "auditors.toml",
    "roles.toml",
    "context.toml",
    "customers.toml",
    "governance.toml",
    "operation.toml",
    "changes.toml",
)
_SHEETS = ("assets.csv", "vendors.csv")
Fields = dict[str, object]


@frozen(kw_only=True)
class Entry:
    """A record as somebody entered it on a day: a new one, or a change of one that was there."""

    day: date
    by: str
    register: Register
    value: Record
    new: bool
    reason: str = ""


def rows(name: str) -> tuple[dict[str, str], ...]:
    """The lines of a CSV file beside this module, by heading."""
    text = (files(__package__) / "data" / name).read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def table(name: str) -> dict[str, object]:
    """A TOML file beside this module."""
    return tomllib.loads((files(__package__) / "data" / name).read_text(encoding="utf-8"))


@cache
def entries() -> tuple[Entry, ...]:
    """Everything that was entered into the registers, in the order of days and of what names what."""
    said = [*(one for name in _SHEETS for one in _sheet(name)), *(one for f in _FILES for one in _toml(f))]
    order = {key: place for place, key in enumerate(_naming())}
    held: dict[tuple[str, str], Fields] = {}
    found = []
    for one in sorted(said, key=lambda s: (s.day, order[s.register.key])):
        key = (one.register.key, str(one.fields["id"]))
        new = key not in held
        held[key] = {**held.get(key, {}), **one.fields}
        value = record_of(one.register, held[key])
        found.append(
            Entry(day=one.day, by=one.by, register=one.register, value=value, new=new, reason=one.reason)
        )
    return tuple(found)


def _naming() -> tuple[str, ...]:
    """The registers with those first that others name."""
    first = (
        "units",
        "sites",
        "services",
        "vendors",
        "assets",
        "groups",
        "vendor_reports",
        "parties",
        "audit_firms",
    )
    rest = (one.key for one in REGISTERS if one.key not in first)
    return (*first, *rest)


@frozen(kw_only=True)
class _Said:
    day: date
    by: str
    register: Register
    fields: Fields
    reason: str = ""


def _toml(name: str) -> Iterator[_Said]:
    """Tables named as their registers; `later` under a record is what changed of it on a day."""
    top = table(name)
    default = top.pop("entered", _ENTERED)
    for key, records in top.items():
        register = by_key(key)
        if register is None or not isinstance(records, list):
            raise KeyError(f"{name}: {key} is no register")
        for record in records:
            later = record.pop("later", [])
            yield _said(register, record, record.pop("entered", default))
            for change in later:
                yield _said(register, {"id": record["id"], **change}, change["day"])


def _said(register: Register, given: Fields, day: object) -> _Said:
    own = {name: value for name, value in given.items() if name not in ("by", "because", "day")}
    if not isinstance(day, date):
        raise TypeError(f"{given['id']}: {day} is no day")
    by, reason = str(given.get("by", LEAD)), str(given.get("because", ""))
    told = (own.get(name) for name in BEHIND.get(register.key, ()))
    day = max([day, *(one for one in told if isinstance(one, date))])  # nobody tells what is to come
    return _Said(day=day, by=by, register=register, fields=own, reason=reason)


def _sheet(name: str) -> Iterator[_Said]:
    """Lines of one register; what a line tells of a later day was entered on that day."""
    register = by_key(name.partition(".")[0])
    if register is None:
        raise KeyError(name)
    for row in rows(name):
        values = {key: _typed(register.field(key), text) for key, text in row.items() if text}
        done = [values[key] for key in BEHIND.get(register.key, ()) if key in values]
        since = values.get("contract_from")
        begun = max(_ENTERED, since) if isinstance(since, date) else _ENTERED
        after = _AFTERWARDS if done else ()
        yield _said(register, {k: v for k, v in values.items() if k not in after}, begun)
        if done:
            yield _said(
                register, {"id": values["id"], **{k: values[k] for k in after if k in values}}, done[0]
            )


_AFTERWARDS = ("assessed_on", "assessment", "next_review")


def _typed(field: Field, text: str) -> object:
    """A cell as TOML would hold it."""
    if field.many:
        return text.split(";") if ";" in text or field.kind is FieldKind.TEXT else text.split()
    if field.kind is FieldKind.DAY:
        return date.fromisoformat(text)
    if field.kind is FieldKind.YES_NO:
        return text == "yes"
    return int(text) if field.kind is FieldKind.NUMBER else text


def record_of(register: Register, given: Mapping[str, object]) -> Record:
    """A record of these fields, the others as they are when nobody fills them in; a wrong one is refused."""
    name, version = type_of(object.__new__(register.cls))
    data = {f.name: f.default for f in fields(register.cls)} | dict(given)
    value = decode(name, version, {key: _plain(one) for key, one in data.items()})
    if not isinstance(value, Record):
        raise TypeError(f"{name} is no record")
    return value


def _plain(value: object) -> object:
    """A value as the ledger holds it."""
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, date | Decimal):
        return str(value)
    return value
