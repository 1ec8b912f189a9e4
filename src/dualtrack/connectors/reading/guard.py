"""Refuses JSON that parses and still cannot be trusted: nested too deeply, or a key that stands twice."""

import json

MAX_DEPTH = 64
TOO_DEEP = f"nested deeper than {MAX_DEPTH} levels"


class _TwiceError(ValueError):
    """A key stands twice in one object."""


def trouble(raw: bytes, value: object, key: bytes, expected: int) -> str | None:
    """Why the record is refused, or None. `raw` is its text, `value` what it parsed to.

    A record is looked at closely only where cheap counts allow for trouble: more brackets than levels, or
    `key`, bytes out of the fields that decide, standing more often than expected. Keys that decide nothing
    are not counted: that would cost as much as reading.
    """
    if raw.count(b"{") + raw.count(b"[") > MAX_DEPTH and not _shallow(value, MAX_DEPTH):
        return TOO_DEEP
    return _twice(raw) if raw.count(key) > expected else None


def _shallow(value: object, levels: int) -> bool:
    if isinstance(value, dict):
        return levels > 0 and all(_shallow(part, levels - 1) for part in value.values())
    if isinstance(value, list):
        return levels > 0 and all(_shallow(part, levels - 1) for part in value)
    return True


def _twice(raw: bytes) -> str | None:
    try:
        json.loads(raw, object_pairs_hook=_unique)
    except _TwiceError as error:
        return f"the key {error} stands twice in one object; which one is meant cannot be told"
    return None


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _TwiceError(repr(key))
            seen.add(key)
    return made
