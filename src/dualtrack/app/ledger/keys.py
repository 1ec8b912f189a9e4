"""The home's keys: the Ed25519 key that signs checkpoints, its public half, and the key for sessions."""

import os
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from dualtrack.app.ledger import entropy
from dualtrack.app.ledger.durable_files import sync_folder, write
from dualtrack.app.ledger.home_error import VERIFY_FIRST, HomeError
from dualtrack.app.ledger.plain_files import NotPlainError, read_plain, stat_plain
from dualtrack.domain.ledger import note

SIGNING, PUBLIC, SESSIONS = "ledger.key", "ledger.vkey", "django.key"
NEXT = "ledger.key.next"  # made, and waiting for the entry that announces it


@frozen
class KeyFault:
    """A secret key that is not kept as one: the name of its file, what kind of fault, and what to do."""

    name: str
    code: str
    detail: str


def make(folder: Path, name: str, *, example: bool) -> None:
    """Write new keys, readable by their owner alone."""
    seed = entropy.key_seed(example=example)
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    _write(folder / SIGNING, seed.hex(), 0o600)
    make_sessions(folder)
    _write(folder / PUBLIC, note.vkey(name, public), 0o644)


def make_sessions(folder: Path) -> None:
    """Write a new key for sessions; those of an earlier one have ended."""
    _write(folder / SESSIONS, entropy.secret(), 0o600)


def prepare(folder: Path, seed: bytes) -> Ed25519PrivateKey:
    """Put the next key beside the one that signs, before anything announces it; an unused one goes."""
    (folder / NEXT).unlink(missing_ok=True)
    _write(folder / NEXT, seed.hex(), 0o600)
    sync_folder(folder)
    return Ed25519PrivateKey.from_private_bytes(seed)


def promote(folder: Path, name: str) -> None:
    """Let the next key sign in place of the one before, which is gone then; it can be done again."""
    vkey_text = note.vkey(name, public_bytes(_read(folder / NEXT)))
    write(folder / PUBLIC, f"{vkey_text}\n".encode())
    (folder / NEXT).replace(folder / SIGNING)
    sync_folder(folder)


def _write(file: Path, text: str, mode: int) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(text + "\n")
        stream.flush()
        os.fsync(handle)


def require_private(folder: Path) -> None:
    """Refuse keys that others on the machine may read."""
    for fault in faults(folder):
        first = "" if fault.code == "key_permissions" else VERIFY_FIRST
        raise HomeError(fault.code, f"{folder / fault.name}: {fault.detail}{first}")


def faults(folder: Path) -> Iterator[KeyFault]:
    """Secret keys that are not there, and those that others on the machine may read."""
    for name in (SIGNING, SESSIONS, NEXT):
        file = folder / name
        try:
            mode = stat_plain(file).st_mode & 0o777
        except FileNotFoundError:
            if name != NEXT:
                yield KeyFault(name, "damaged", "is missing; restore it from a backup")
            continue
        except NotPlainError as error:
            yield KeyFault(name, "not_a_file", f"{error.strerror}; restore it from a backup")
            continue
        if mode & 0o077:
            yield KeyFault(
                name, "key_permissions", f"others may read it (mode {mode:o}); run: chmod 600 {file}"
            )


def signing_key(folder: Path) -> Ed25519PrivateKey:
    """The key that signs checkpoints."""
    return _read(folder / SIGNING)


def waiting(folder: Path) -> Ed25519PrivateKey | None:
    """The next key, while it waits to be the one that signs."""
    return _read(folder / NEXT) if os.path.lexists(folder / NEXT) else None


def _read(file: Path) -> Ed25519PrivateKey:
    try:
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(read_plain(file).decode("ascii").strip()))
    except (OSError, ValueError) as error:
        raise HomeError("damaged", f"{file}: no Ed25519 key; restore it from a backup") from error


def public_bytes(key: Ed25519PrivateKey) -> bytes:
    """The public half."""
    return key.public_key().public_bytes_raw()


def vkey(folder: Path) -> str:
    """The public key as auditors keep it."""
    return read_plain(folder / PUBLIC).decode("ascii").strip()


def verify(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the signature is that key's over the message."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
