"""The codec: turns a recorded value into plain JSON data and back, strictly, driven by its type hints."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TypeVar, cast, get_type_hints

import attrs
from attrs import frozen

from dualtrack.domain.ledger.codec_types import CodecError, Converter, converter_for

Upcaster = Callable[[dict[str, object]], dict[str, object]]
T = TypeVar("T")


@frozen(kw_only=True)
class RecordedType:
    """What a ledger entry says about the type of its value, and how older versions are lifted to it."""

    name: str
    version: int
    cls: type
    upcasters: Mapping[int, Upcaster]


@frozen(kw_only=True)
class _Field:
    name: str
    argument: str
    convert: Converter


_BY_NAME: dict[str, RecordedType] = {}
_BY_CLASS: dict[type, RecordedType] = {}
_SHAPES: dict[type, tuple[_Field, ...]] = {}


def recorded(
    name: str, version: int = 1, upcasters: Mapping[int, Upcaster] | None = None
) -> Callable[[type[T]], type[T]]:
    """Name the class in the ledger; `upcasters` lifts data of version n to version n + 1."""
    lifts = dict(upcasters or {})
    if version < 1 or sorted(lifts) != list(range(1, version)):
        raise TypeError(
            f"{name}: version {version} needs one upcaster for each of 1..{version - 1}, got {sorted(lifts)}"
        )

    def register(cls: type[T]) -> type[T]:
        if not hasattr(cls, "__attrs_attrs__"):
            raise TypeError(f"{cls.__qualname__}: @recorded stands above @frozen of attrs")
        there = _BY_NAME.get(name)
        if there and (there.cls.__module__, there.cls.__qualname__) != (cls.__module__, cls.__qualname__):
            raise TypeError(
                f"{name}: already the type name of {there.cls.__module__}.{there.cls.__qualname__}"
            )
        entry = RecordedType(name=name, version=version, cls=cls, upcasters=MappingProxyType(lifts))
        _BY_NAME[name] = _BY_CLASS[cls] = entry
        return cls

    return register


def recorded_types() -> tuple[RecordedType, ...]:
    """Every type registered so far, by name."""
    return tuple(_BY_NAME[name] for name in sorted(_BY_NAME))


def type_of(value: object) -> tuple[str, int]:
    """The name and the version under which the value is recorded."""
    found = _BY_CLASS.get(type(value))
    if found is None:
        raise CodecError(f"{type(value).__qualname__} is not a recorded type")
    return found.name, found.version


def encode(value: object) -> dict[str, object]:
    """The value as JSON data: every field, as text, integers, booleans, null, lists and dicts alone."""
    name, _ = type_of(value)
    try:
        return _encode_fields(type(value), value)
    except CodecError as error:
        raise error.under(name) from None


class RecordedDataError(CodecError):
    """What was recorded is no value of its type: it was damaged, or another program recorded it."""


def decode(name: str, version: int, data: Mapping[str, object]) -> object:
    """The value that `data` records; older versions are lifted first. Raises `RecordedDataError`."""
    found = _BY_NAME.get(name)
    if found is None:
        raise RecordedDataError(f"{name}: no type of this name is registered")
    if not 1 <= version <= found.version:
        raise RecordedDataError(f"{name}: version {version} is unknown, the newest here is {found.version}")
    current = dict(data)
    for old in range(version, found.version):
        current = found.upcasters[old](current)
    try:
        return _decode_fields(found.cls, current)
    except CodecError as error:
        raise RecordedDataError(error.reason, (name, *error.path)) from None


def structured(cls: type[T], data: Mapping[str, object]) -> T:
    """A value of a class that the ledger need not know, from the same plain data."""
    try:
        return cast("T", _decode_fields(cls, dict(data)))
    except CodecError as error:
        raise error.under(cls.__qualname__) from None


def _shape(cls: type) -> tuple[_Field, ...]:
    """The fields of an attrs class with their converters, worked out once."""
    shape = _SHAPES.get(cls)
    if shape is None:
        hints = get_type_hints(cls)
        shape = tuple(_field(field, hints[field.name]) for field in attrs.fields(cls) if field.init)
        _SHAPES[cls] = shape
    return shape


def _field(field: "attrs.Attribute[object]", hint: object) -> _Field:
    try:
        convert = converter_for(hint, _nested)
    except CodecError as error:
        raise error.under(field.name) from None
    return _Field(name=field.name, argument=field.alias or field.name, convert=convert)


def _nested(cls: type) -> Converter:
    """The converter of an attrs class that stands inside another."""

    def encode_nested(value: object) -> object:
        if type(value) is not cls:
            raise CodecError(f"expected {cls.__qualname__}, got {type(value).__qualname__}")
        return _encode_fields(cls, value)

    def decode_nested(data: object) -> object:
        return _decode_fields(cls, data)

    return Converter(encode_nested, decode_nested)


def _encode_fields(cls: type, value: object) -> dict[str, object]:
    out: dict[str, object] = {}
    for field in _shape(cls):
        try:
            out[field.name] = field.convert.encode(getattr(value, field.name))
        except CodecError as error:
            raise error.under(field.name) from None
    return out


def _decode_fields(cls: type, data: object) -> object:
    if not isinstance(data, dict):
        raise CodecError(f"expected an object for {cls.__qualname__}, got {type(data).__name__}")
    shape = _shape(cls)
    if len(data) != len(shape):
        _refuse_names(data, shape)
    arguments: dict[str, object] = {}
    for field in shape:
        try:
            arguments[field.argument] = field.convert.decode(data[field.name])
        except KeyError:
            _refuse_names(data, shape)
        except CodecError as error:
            raise error.under(field.name) from None
    try:
        return cls(**arguments)
    except (TypeError, ValueError) as error:
        raise CodecError(f"{cls.__qualname__} refuses its fields: {error}") from error


def _refuse_names(data: dict[str, object], shape: Iterable[_Field]) -> None:
    wanted = {field.name for field in shape}
    missing, unknown = sorted(wanted - set(data)), sorted(set(data) - wanted)
    reasons = [f"missing {', '.join(missing)}"] if missing else []
    reasons += [f"unknown {', '.join(unknown)}"] if unknown else []
    raise CodecError(f"fields do not fit: {'; '.join(reasons)}")


__all__ = [
    "CodecError",
    "RecordedType",
    "decode",
    "encode",
    "recorded",
    "recorded_types",
    "structured",
    "type_of",
]
