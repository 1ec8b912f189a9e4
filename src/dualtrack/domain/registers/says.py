"""How a field of a register is declared: beside its type, once, in the class of the record.

    owner: Annotated[str, Says("Owner", refers=PEOPLE, synonyms=("Responsible", "Verantwortlich"))] = ""

The kind follows from the type (a day, a choice, a number); what the type cannot say, `Says` does.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import UnionType
from typing import Annotated, Union, get_args, get_origin, get_type_hints

import attrs
from attrs import field, frozen

from dualtrack.domain.registers.field import Field, FieldKind

_KINDS: dict[type, FieldKind] = {
    str: FieldKind.TEXT,
    date: FieldKind.DAY,
    bool: FieldKind.YES_NO,
    int: FieldKind.NUMBER,
    Decimal: FieldKind.AMOUNT,
}


@frozen
class Says:
    """The words of a field: label, help, headers it goes by in spreadsheets, further spellings of choices."""

    label: str
    help: str = field(default="", kw_only=True)
    long: bool = field(default=False, kw_only=True)
    refers: str = field(default="", kw_only=True)
    synonyms: tuple[str, ...] = field(default=(), kw_only=True)
    spellings: Mapping[str, tuple[str, ...]] = field(factory=dict, kw_only=True)


def fields_of(cls: type) -> tuple[Field, ...]:
    """The fields of a record's class, in the order in which they are declared."""
    hints = get_type_hints(cls, include_extras=True)
    return tuple(_field(one, hints[one.name]) for one in attrs.fields(cls))


def _field(one: "attrs.Attribute[object]", hint: object) -> Field:
    if get_origin(hint) is not Annotated:
        raise TypeError(f"{one.name}: a field of a register says what it is: Annotated[..., Says(...)]")
    inner, *extras = get_args(hint)
    says = next(extra for extra in extras if isinstance(extra, Says))
    item, many = _item(inner)
    return Field(
        name=one.name,
        kind=_kind(item, says),
        label=says.label,
        help=says.help,
        required=one.default is attrs.NOTHING,
        many=many,
        choices=_choices(item, says),
        refers=says.refers,
        synonyms=says.synonyms,
    )


def _item(hint: object) -> tuple[type, bool]:
    """The type of one value, and whether there may be several."""
    if get_origin(hint) is tuple:
        return _item(get_args(hint)[0])[0], True
    if get_origin(hint) in (Union, UnionType):
        return next(arg for arg in get_args(hint) if arg is not type(None)), False
    if not isinstance(hint, type):
        raise TypeError(f"{hint}: a field of a register holds text, choices, days, numbers or lists of these")
    return hint, False


def _kind(item: type, says: Says) -> FieldKind:
    if issubclass(item, StrEnum):
        return FieldKind.CHOICE
    if says.refers:
        return FieldKind.REFERENCE
    return FieldKind.LONG if says.long else _KINDS[item]


def _choices(item: type, says: Says) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if item is bool:
        return tuple((word, says.spellings[word]) for word in ("yes", "no") if word in says.spellings)
    if not issubclass(item, StrEnum):
        return ()
    unknown = set(says.spellings) - {member.value for member in item}
    if unknown:
        raise TypeError(f"{item.__qualname__}: spellings of no choice: {', '.join(sorted(unknown))}")
    return tuple((member.value, says.spellings.get(member.value, ())) for member in item)
