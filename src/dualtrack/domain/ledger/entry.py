"""A ledger entry and the one line of bytes that is hashed, stored, shipped and read back strictly."""

import re
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import cast

from attrs import frozen

from dualtrack.domain.ledger import canonical
from dualtrack.domain.ledger.actor import Actor, well_formed
from dualtrack.domain.ledger.codec_types import CodecError, decode_instant, encode_instant

VERSION = 1
_SALT = re.compile(r"[0-9a-f]{32}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_WORD = re.compile(r"[!-~]{1,200}")
Body = Mapping[str, object]
_COMMON = frozenset(
    {"v", "seq", "salt", "recorded_at", "occurred_at", "actor", "via"}
    | {"action", "object", "reason", "type", "tv", "blobs"}
)


class EntryError(ValueError):
    """The entry is not well formed; the message names the field."""


@frozen(kw_only=True)
class Entry:
    """One recorded fact or decision, with exactly one of value and tombstone; `seq` counts from 0."""

    v: int = VERSION
    seq: int
    salt: str  # 16 random bytes as hex: a withheld line cannot be guessed from its hash
    recorded_at: datetime
    occurred_at: datetime | None = None
    actor: str
    via: str
    action: str
    object: str
    reason: str = ""
    type: str
    tv: int
    value: Body | None = None
    tombstone: Body | None = None
    blobs: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Refuse an entry that could not be read back."""
        if _sound(self):
            return
        for name, fault in _faults(self):
            if fault:
                raise EntryError(f"{name}: {fault}")

    @property
    def who(self) -> Actor:
        """The actor as a value."""
        return Actor(self.actor, self.via)


def _sound(entry: Entry) -> bool:
    """Quickly, whether `_faults` finds nothing: so it is with nearly every entry. False decides nothing."""
    body = entry.tombstone if entry.value is None else entry.value
    occurred, blobs = entry.occurred_at, entry.blobs
    return (
        type(entry.v) is type(entry.seq) is type(entry.tv) is int
        and entry.v == VERSION
        and entry.seq >= 0
        and entry.tv >= 1
        and type(entry.salt) is type(entry.actor) is type(entry.via) is type(entry.action) is str
        and type(entry.object) is type(entry.reason) is type(entry.type) is str
        and type(entry.recorded_at) is datetime
        and entry.recorded_at.tzinfo is not None
        and (occurred is None or (type(occurred) is datetime and occurred.tzinfo is not None))
        and type(body) is dict
        and (entry.value is None or entry.tombstone is None)
        and (blobs == () or _blobs(blobs) is None)
        and bool(entry.object.strip() and _SALT.fullmatch(entry.salt) and _WORD.fullmatch(entry.action))
        and _WORD.fullmatch(entry.type) is not None
        and well_formed(entry.actor, entry.via)
    )


def _faults(entry: Entry) -> tuple[tuple[str, str | None], ...]:
    """Each rule with the fault that it finds."""
    return (
        (
            "v",
            None if type(entry.v) is int and entry.v == VERSION else f"expected {VERSION}, got {entry.v!r}",
        ),
        ("seq", _whole(entry.seq, 0)),
        ("tv", _whole(entry.tv, 1)),
        ("salt", _matches(_SALT, entry.salt, "32 lower hex digits")),
        ("recorded_at", _aware(entry.recorded_at)),
        ("occurred_at", None if entry.occurred_at is None else _aware(entry.occurred_at)),
        ("actor", _actor(entry)),
        ("action", _matches(_WORD, entry.action, "1 to 200 printable ASCII characters, no spaces")),
        ("object", _text(entry.object, required=True)),
        ("reason", _text(entry.reason, required=False)),
        ("type", _matches(_WORD, entry.type, "1 to 200 printable ASCII characters, no spaces")),
        ("value", _one_body(entry)),
        ("blobs", _blobs(entry.blobs)),
    )


def _whole(value: object, least: int) -> str | None:
    fits = type(value) is int and value >= least
    return None if fits else f"expected an integer from {least}, got {value!r}"


def _matches(form: re.Pattern[str], value: object, expected: str) -> str | None:
    fits = isinstance(value, str) and form.fullmatch(value)
    return None if fits else f"expected {expected}, got {value!r:.80}"


def _text(value: object, *, required: bool) -> str | None:
    fits = isinstance(value, str) and (value.strip() or not required)
    return None if fits else f"expected text, got {value!r:.80}"


def _aware(value: object) -> str | None:
    fits = isinstance(value, datetime) and value.tzinfo is not None
    return None if fits else f"expected a datetime with a time zone, got {value!r:.80}"


def _actor(entry: Entry) -> str | None:
    fault = _text(entry.actor, required=False)
    if fault is None:
        try:
            Actor(entry.actor, entry.via)
        except ValueError as error:
            fault = str(error)
    return fault


def _one_body(entry: Entry) -> str | None:
    bodies = [body for body in (entry.value, entry.tombstone) if body is not None]
    if len(bodies) != 1:
        return f"expected exactly one of value and tombstone, got {len(bodies)}"
    body: object = bodies[0]
    return None if isinstance(body, Mapping) else f"expected an object, got {type(body).__name__}"


def _blobs(blobs: tuple[str, ...]) -> str | None:
    for blob in blobs:
        fault = _matches(_DIGEST, blob, "sha256 as 64 lower hex digits")
        if fault:
            return fault
    return None if len(set(blobs)) == len(blobs) else "a blob is named twice"


def to_line(entry: Entry) -> bytes:
    """The entry as one canonical line, without a newline."""
    occurred = None if entry.occurred_at is None else encode_instant(entry.occurred_at)
    fields: dict[str, object] = {
        "v": entry.v,
        "seq": entry.seq,
        "salt": entry.salt,
        "recorded_at": encode_instant(entry.recorded_at),
        "occurred_at": occurred,
        "actor": entry.actor,
        "via": entry.via,
        "action": entry.action,
        "object": entry.object,
        "reason": entry.reason,
        "type": entry.type,
        "tv": entry.tv,
        "blobs": entry.blobs,
    }
    if entry.tombstone is None:
        fields["value"] = dict(entry.value or {})
    else:
        fields["tombstone"] = dict(entry.tombstone)
    try:
        return canonical.dumps(fields)
    except canonical.CanonicalError as error:
        raise EntryError(f"entry {entry.seq}: {error}") from error


def parse_line(line: bytes) -> Entry:
    """The entry of a line that `to_line` wrote; any other spelling or shape is refused."""
    try:
        data = canonical.strict_loads(line)
    except canonical.CanonicalError as error:
        raise EntryError(str(error)) from error
    if not isinstance(data, dict):
        raise EntryError(f"expected an object, got {type(data).__name__}")
    fields = cast("dict[str, object]", data)
    names = set(fields)
    if names not in (_COMMON | {"value"}, _COMMON | {"tombstone"}):
        raise EntryError(f"fields do not fit: {', '.join(sorted(names ^ (_COMMON | {'value'})))}")
    if not isinstance(fields["blobs"], list):
        raise EntryError("blobs: expected a list")
    return _entry(fields)


def _entry(fields: dict[str, object]) -> Entry:
    fields["blobs"] = tuple(cast("list[str]", fields["blobs"]))
    for name in ("recorded_at", "occurred_at"):
        if name == "recorded_at" or fields[name] is not None:
            try:
                fields[name] = decode_instant(fields[name])
            except CodecError as error:
                raise EntryError(f"{name}: {error}") from error
    return Entry(**fields)  # type: ignore[arg-type]  # each field is checked by Entry itself


def leaf_hash(line: bytes) -> bytes:
    """The RFC 6962 leaf hash of a line."""
    return sha256(b"\x00" + line).digest()


def stub_line(leaf: bytes) -> bytes:
    """What stands in a package for an entry outside its audit: the leaf hash alone."""
    return b"#" + leaf.hex().encode()


def stub_leaf(line: bytes) -> bytes | None:
    """The leaf hash of a stub line; None for any other line."""
    if len(line) != 65 or line[:1] != b"#" or not _DIGEST.fullmatch(line[1:].decode("ascii", "replace")):
        return None
    return bytes.fromhex(line[1:].decode())
