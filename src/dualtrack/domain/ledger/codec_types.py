"""One converter for each type hint that a recorded value may use; the rest, floats above all, is refused."""

import types
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import NamedTuple, Union, get_args, get_origin

import attrs


class CodecError(ValueError):
    """A value or its data does not fit its recorded type; the message leads with the path to the field."""

    def __init__(self, reason: str, path: tuple[str, ...] = ()) -> None:
        self.reason = reason
        self.path = path
        super().__init__(f"{'.'.join(path)}: {reason}".replace(".[", "[") if path else reason)

    def under(self, step: str) -> "CodecError":
        """The same error, seen from one level further out."""
        return CodecError(self.reason, (step, *self.path))


class Converter(NamedTuple):
    """Both directions of one type hint."""

    encode: Callable[[object], object]
    decode: Callable[[object], object]


def converter_for(hint: object, nested: Callable[[type], Converter]) -> Converter:
    """The converter of a type hint; `nested` makes the one of an attrs class."""
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _optional(hint, args, nested)
    if origin is tuple:
        return _tuple(args, nested)
    if origin is frozenset:
        return _frozenset(converter_for(args[0], nested))
    if origin is not None and isinstance(origin, type) and issubclass(Mapping, origin) and args[0] is str:
        return _mapping(converter_for(args[1], nested))
    if isinstance(hint, type):
        return _plain(hint, nested)
    raise CodecError(f"the type {hint} cannot be recorded")


def _plain(cls: type, nested: Callable[[type], Converter]) -> Converter:
    if cls in _SCALARS:
        return _SCALARS[cls]
    if issubclass(cls, Enum):
        return _enum(cls)
    if attrs.has(cls):
        return nested(cls)
    raise CodecError(f"the type {cls.__qualname__} cannot be recorded")


def _exactly(cls: type) -> Converter:
    def same(value: object) -> object:
        if type(value) is not cls:
            raise _unlike(cls.__name__, value)
        return value

    return Converter(same, same)


def _unlike(expected: str, value: object) -> CodecError:
    return CodecError(f"expected {expected}, got {type(value).__name__} {value!r:.60}")


def _encode_date(value: object) -> object:
    if type(value) is not date:
        raise _unlike("a date", value)
    return value.isoformat()


def _decode_date(data: object) -> object:
    if isinstance(data, str) and len(data) == 10:
        try:
            found = date.fromisoformat(data)
        except ValueError:
            raise _unlike("a date as YYYY-MM-DD", data) from None
        if found.isoformat() == data:
            return found
    raise _unlike("a date as YYYY-MM-DD", data)


def encode_instant(value: object) -> str:
    """An aware datetime as UTC text with microseconds and Z."""
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise _unlike("a datetime with a time zone", value)
    at = value if value.tzinfo is UTC else value.astimezone(UTC)
    return f"{at.isoformat(timespec='microseconds')[:26]}Z"  # without its +00:00


def decode_instant(data: object) -> datetime:
    """The UTC datetime of text that `encode_instant` wrote; no other spelling is taken."""
    if isinstance(data, str) and len(data) == 27 and data[-1] == "Z":
        try:
            found = datetime.fromisoformat(data)
        except ValueError:
            raise _unlike("a UTC time as YYYY-MM-DDTHH:MM:SS.ffffffZ", data) from None
        if encode_instant(found) == data:
            return found
    raise _unlike("a UTC time as YYYY-MM-DDTHH:MM:SS.ffffffZ", data)


def _encode_decimal(value: object) -> object:
    if type(value) is not Decimal or not value.is_finite():
        raise _unlike("a finite Decimal", value)
    return str(value)


def _decode_decimal(data: object) -> object:
    if not isinstance(data, str):
        raise _unlike("a decimal as text", data)
    try:
        found = Decimal(data)
    except InvalidOperation:
        raise _unlike("a decimal as text", data) from None
    if not found.is_finite() or str(found) != data:
        raise _unlike("a decimal as text", data)
    return found


def _enum(cls: type[Enum]) -> Converter:
    if not all(isinstance(member.value, str) for member in cls):
        raise CodecError(f"the enum {cls.__qualname__} cannot be recorded: its values are not all text")
    members = {member.value: member for member in cls}

    def encode(value: object) -> object:
        if type(value) is not cls:
            raise _unlike(cls.__qualname__, value)
        return value.value

    def decode(data: object) -> object:
        if not isinstance(data, str) or data not in members:
            raise _unlike(f"one of {', '.join(members)}", data)
        return members[data]

    return Converter(encode, decode)


def _optional(hint: object, args: tuple[object, ...], nested: Callable[[type], Converter]) -> Converter:
    inner = [arg for arg in args if arg is not type(None)]
    if len(inner) != 1 or len(args) != 2:
        raise CodecError(f"the type {hint} cannot be recorded: a union is of one type and None")
    some = converter_for(inner[0], nested)
    return Converter(
        lambda value: None if value is None else some.encode(value),
        lambda data: None if data is None else some.decode(data),
    )


def _each(convert: Callable[[object], object], items: "tuple[object, ...] | list[object]") -> list[object]:
    """Convert every item; only when one fails is its position looked for."""
    try:
        return [convert(item) for item in items]
    except CodecError:
        for position, item in enumerate(items):
            try:
                convert(item)
            except CodecError as error:
                raise error.under(f"[{position}]") from None
        raise


def _list(data: object) -> list[object]:
    if not isinstance(data, list):
        raise _unlike("a list", data)
    return data


def _tuple(args: tuple[object, ...], nested: Callable[[type], Converter]) -> Converter:
    if len(args) != 2 or args[1] is not Ellipsis:
        return _fixed_tuple(tuple(converter_for(arg, nested) for arg in args))
    item = converter_for(args[0], nested)

    def encode(value: object) -> object:
        if not isinstance(value, tuple):
            raise _unlike("a tuple", value)
        return _each(item.encode, value)

    return Converter(encode, lambda data: tuple(_each(item.decode, _list(data))))


def _fixed_tuple(items: tuple[Converter, ...]) -> Converter:
    def encode(value: object) -> object:
        if not isinstance(value, tuple) or len(value) != len(items):
            raise _unlike(f"a tuple of {len(items)}", value)
        return [item.encode(part) for item, part in zip(items, value, strict=True)]

    def decode(data: object) -> object:
        if len(_list(data)) != len(items):
            raise _unlike(f"a list of {len(items)}", data)
        return tuple(item.decode(part) for item, part in zip(items, _list(data), strict=True))

    return Converter(encode, decode)


def _sort_key(item: object) -> tuple[str, str]:
    return type(item).__name__, f"{item:020d}" if isinstance(item, int) else str(item)


def _frozenset(item: Converter) -> Converter:
    def encode(value: object) -> object:
        if not isinstance(value, frozenset):
            raise _unlike("a frozenset", value)
        return sorted(_each(item.encode, list(value)), key=_sort_key)

    def decode(data: object) -> object:
        items = _list(data)
        found = frozenset(_each(item.decode, items))
        if encode(found) != items:
            raise CodecError("expected a sorted list without duplicates")
        return found

    return Converter(encode, decode)


def _mapping(item: Converter) -> Converter:
    def over(convert: Callable[[object], object], value: object) -> dict[str, object]:
        if not isinstance(value, Mapping):
            raise _unlike("a mapping", value)
        out: dict[str, object] = {}
        for key in value:
            if not isinstance(key, str):
                raise _unlike("text as a key", key)
            try:
                out[key] = convert(value[key])
            except CodecError as error:
                raise error.under(key) from None
        return out

    return Converter(
        lambda value: over(item.encode, value),
        lambda data: types.MappingProxyType(over(item.decode, data)),
    )


_SCALARS: dict[type, Converter] = {
    str: _exactly(str),
    int: _exactly(int),
    bool: _exactly(bool),
    date: Converter(_encode_date, _decode_date),
    datetime: Converter(encode_instant, decode_instant),
    Decimal: Converter(_encode_decimal, _decode_decimal),
}
