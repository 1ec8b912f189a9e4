"""Canonical JSON: one spelling for one value, so that bytes can be hashed, compared, read back strictly."""

import json
from collections.abc import Iterable, Mapping
from typing import cast

MAX_DEPTH = 64
_SPELL = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode
_SCALARS = frozenset({str, int, bool, type(None)})


class CanonicalError(ValueError):
    """The value has no canonical form, or the bytes are not it."""


def dumps(value: object) -> bytes:
    """UTF-8, keys sorted by code point, no spaces; text, integers, booleans, null, lists, objects alone."""
    if not _plain(value):
        _check(value, "$")  # which says where
    return _write(value)


def strict_loads(data: bytes, max_depth: int = MAX_DEPTH) -> object:
    """The value of canonical bytes; any other spelling of the same value is refused."""
    if data.count(b"[") + data.count(b"{") > max_depth:
        _check_depth(data, max_depth)
    try:
        value: object = json.loads(data.decode("utf-8"), parse_float=_refuse, parse_constant=_refuse)
    except CanonicalError:
        raise
    except (ValueError, RecursionError) as error:
        raise CanonicalError(f"not JSON in UTF-8: {error}") from error
    if _write(value) != data:
        raise CanonicalError(_difference(data))
    return value


def _write(value: object) -> bytes:
    try:
        return _SPELL(value).encode("utf-8")
    except UnicodeEncodeError as error:
        raise CanonicalError(f"text holds a lone surrogate: {error.reason}") from error
    except ValueError as error:  # Python's own bound on the digits of a number
        raise CanonicalError(f"a number is too long to be written: {error}") from error


def _plain(value: object, depth: int = 1) -> bool:
    """Whether `_check` would let a value pass; most do, and for those no path is spelt."""
    kind = type(value)
    if kind in _SCALARS:
        return True
    if depth > MAX_DEPTH or kind not in (dict, list, tuple):
        return False
    items = cast("Iterable[object]", value)
    if kind is dict:
        if not set(map(type, items)) <= {str}:
            return False
        items = cast("dict[str, object]", value).values()
    return all(type(item) in _SCALARS or _plain(item, depth + 1) for item in items)


def _check(value: object, path: str, depth: int = 1) -> None:
    """Refuse what JSON would bend: floats, keys that are not text, classes of other kinds."""
    if value is None or type(value) in (str, int, bool):
        return
    if depth > MAX_DEPTH:
        raise CanonicalError(f"{path}: nested deeper than {MAX_DEPTH}")
    if isinstance(value, dict):
        for key, item in value.items():
            if type(key) is not str:
                raise CanonicalError(f"{path}: the key {key!r} is not text")
            _check(item, f"{path}.{key}", depth + 1)
    elif isinstance(value, list | tuple):
        for item in value:
            _check(item, f"{path}[]", depth + 1)
    else:
        raise CanonicalError(f"{path}: {type(value).__name__} has no canonical form")


def _refuse(text: str) -> object:
    raise CanonicalError(f"the number {text} is not an integer")


def _check_depth(data: bytes, max_depth: int) -> None:
    """Count the open brackets outside strings, before any parser recurses into them."""
    depth, in_text, escaped = 0, False, False
    for byte in data:
        if in_text:
            in_text = escaped or byte != 0x22
            escaped = byte == 0x5C and not escaped
        elif byte == 0x22:
            in_text = True
        elif byte in b"[{":
            depth += 1
            if depth > max_depth:
                raise CanonicalError(f"nested deeper than {max_depth}")
        elif byte in b"]}":
            depth -= 1


def _unique(pairs: list[tuple[str, object]]) -> Mapping[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise CanonicalError(f"the key {key!r} stands twice")
        found[key] = value
    return found


def _difference(data: bytes) -> str:
    """Why bytes that parse are not canonical; a key that stands twice is named."""
    try:
        json.loads(data, object_pairs_hook=_unique)
    except CanonicalError as error:
        return str(error)
    return "not canonical: keys sorted, no spaces, no needless escapes, plain integers are expected"
