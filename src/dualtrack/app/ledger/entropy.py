"""The one source of randomness: ids, salts and keys; repeatable in an example home alone."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import sha256
from typing import Protocol

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # no i, l, o, u: ids are read aloud


class MayBeExample(Protocol):
    """A home, as far as randomness is concerned."""

    @property
    def example(self) -> bool:
        """True when the home holds invented data."""


class SeedRefusedError(RuntimeError):
    """Somebody asked for repeatable ids in a home that is not an example."""


class _Stream:
    """SHA-256 of a seed and a counter: the same bytes on every machine."""

    def __init__(self, seed: str) -> None:
        self.seed = seed.encode()
        self.count = 0

    def next(self, length: int) -> bytes:
        """The next bytes, at most 32."""
        self.count += 1
        return sha256(self.seed + b"/" + str(self.count).encode()).digest()[:length]


_stream: ContextVar[_Stream | None] = ContextVar("dualtrack_seed", default=None)


@contextmanager
def seeded(seed: str, home: MayBeExample) -> Iterator[None]:
    """Repeatable ids and salts inside; refused in a home that is not an example."""
    if not home.example:
        raise SeedRefusedError("only an example home may have repeatable ids and salts; this one is not one")
    token = _stream.set(_Stream(seed))
    try:
        yield
    finally:
        _stream.reset(token)


def random_bytes(length: int) -> bytes:
    """Random bytes, at most 32."""
    stream = _stream.get()
    return secrets.token_bytes(length) if stream is None else stream.next(length)


def new_id(prefix: str) -> str:
    """An opaque id such as `ev_4k0c...`, of the same form on every database."""
    return f"{prefix}_{''.join(_ALPHABET[byte & 31] for byte in random_bytes(20))}"


def salt() -> str:
    """The salt of a ledger entry: 16 bytes as hex."""
    return random_bytes(16).hex()


def secret() -> str:
    """A secret for sessions; never repeatable."""
    return secrets.token_urlsafe(48)


def key_seed(*, example: bool, number: int = 1) -> bytes:
    """The seed of the so many-th signing key; those of an example home are public, as its data is."""
    if not example:
        return secrets.token_bytes(32)
    later = f", key {number}" if number > 1 else ""
    return sha256(f"dualtrack example home: invented data{later}".encode()).digest()
