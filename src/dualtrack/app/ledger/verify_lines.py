"""Verifying one stored line: is it canonical, and does it say what its place says."""

from typing import cast

import orjson

from dualtrack.domain.ledger.codec_types import encode_instant
from dualtrack.domain.ledger.entry import EntryError, parse_line

_FIELDS = frozenset(
    {"v", "seq", "salt", "recorded_at", "occurred_at", "actor", "via"}
    | {"action", "object", "reason", "type", "tv", "blobs"}
)
_SHAPES = (_FIELDS | {"value"}, _FIELDS | {"tombstone"})


def stored_bytes(value: object) -> bytes:
    """What a binary column holds, even where somebody made text of it."""
    if type(value) is bytes:
        return value
    return value.encode("utf-8", "replace") if isinstance(value, str) else bytes(cast("bytes", value))


def loads(line: bytes) -> dict[str, object] | None:
    """The fields of a line in its canonical spelling; None when it is not one."""
    try:
        data = orjson.loads(line)
        quick = orjson.dumps(data, option=orjson.OPT_SORT_KEYS) == line
    except (orjson.JSONDecodeError, orjson.JSONEncodeError):
        quick, data = False, None
    if not quick:  # an integer beyond 64 bits, or truly not canonical: the strict reader decides
        return _strict(line)
    return data if isinstance(data, dict) and data.keys() in _SHAPES else None


def _strict(line: bytes) -> dict[str, object] | None:
    try:
        entry = parse_line(line)
    except EntryError:
        return None
    return {
        "seq": entry.seq,
        "object": entry.object,
        "recorded_at": encode_instant(entry.recorded_at),
        "type": entry.type,
        "tv": entry.tv,
        "blobs": list(entry.blobs),
        "value": entry.value,
    }
