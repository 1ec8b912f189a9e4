"""C2SP signed notes and tlog checkpoints: text, key names, signature lines; signing itself is passed in."""

import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable
from hashlib import sha256

from attrs import field, frozen

ED25519 = b"\x01"
Signer = Callable[[bytes], bytes]
Verifier = Callable[[bytes, bytes, bytes], bool]  # public key, message, signature

_KEY_NAME = re.compile(r"[^\s+]+")
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")


class NoteError(ValueError):
    """The note, the checkpoint or the key is not written as the specification says."""


def _unbase64(text: str, what: str) -> bytes:
    """Base64 in its one canonical spelling."""
    try:
        found = b64decode(text, validate=True)
    except ValueError as error:
        raise NoteError(f"{what}: not base64: {error}") from error
    if b64encode(found).decode() != text:
        raise NoteError(f"{what}: base64 is not canonical")
    return found


@frozen(kw_only=True)
class Checkpoint:
    """The head of a ledger: whose it is, how many entries, and the root over them."""

    origin: str
    size: int
    root: bytes

    def __attrs_post_init__(self) -> None:
        """Refuse what the text could not carry; an origin never looks like a manifest."""
        if not self.origin.isprintable() or not self.origin.strip() or self.origin.startswith("{"):
            raise NoteError(f"checkpoint origin {self.origin!r}: expected one line of text")
        if self.size < 0 or len(self.root) != 32:
            raise NoteError("checkpoint: expected a size from 0 and a root of 32 bytes")

    def body(self) -> bytes:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n".encode()


def parse_body(text: bytes) -> Checkpoint:
    """The checkpoint of a body; another spelling of it is refused."""
    try:
        lines = text.decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise NoteError("checkpoint: not UTF-8") from error
    if len(lines) != 4 or lines[3] or not _SIZE.fullmatch(lines[1]):
        raise NoteError("checkpoint: expected the lines origin, size, root and no other")
    found = Checkpoint(origin=lines[0], size=int(lines[1]), root=_unbase64(lines[2], "checkpoint root"))
    if found.body() != text:
        raise NoteError("checkpoint: not canonical")
    return found


def key_id(name: str, public_key: bytes) -> bytes:
    """The four bytes by which a signature line names an Ed25519 key."""
    return sha256(name.encode() + b"\n" + ED25519 + public_key).digest()[:4]


@frozen
class VKey:
    """A public key with its name: what an auditor keeps."""

    name: str = field()
    public_key: bytes = field()

    def __attrs_post_init__(self) -> None:
        """Refuse a name that would break a signature line, and a key of another kind."""
        if not _KEY_NAME.fullmatch(self.name):
            raise NoteError(f"key name {self.name!r}: expected text without spaces and plus signs")
        if len(self.public_key) != 32:
            raise NoteError(f"public key: expected 32 bytes, got {len(self.public_key)}")

    @property
    def key_id(self) -> bytes:
        """The four bytes by which a signature line names this key."""
        return key_id(self.name, self.public_key)

    def __str__(self) -> str:
        """`name+keyid+base64`, as C2SP writes it."""
        return f"{self.name}+{self.key_id.hex()}+{b64encode(ED25519 + self.public_key).decode()}"


def vkey(name: str, public_key: bytes) -> str:
    """The verifier key as text."""
    return str(VKey(name, public_key))


def parse_vkey(text: str) -> VKey:
    """The verifier key of its text; base64 may hold a plus, so only the first two split."""
    parts = text.split("+", 2)
    if len(parts) != 3:
        raise NoteError("vkey: expected name+keyid+base64")
    data = _unbase64(parts[2], "vkey")
    if data[:1] != ED25519:
        raise NoteError("vkey: expected an Ed25519 key")
    found = VKey(parts[0], data[1:])
    if str(found) != text:
        raise NoteError("vkey: the key id is not the one of this name and key")
    return found


@frozen
class Signature:
    """One signature line."""

    name: str
    key_id: bytes
    signature: bytes

    def line(self) -> str:
        """`— name base64`, with its newline."""
        return f"— {self.name} {b64encode(self.key_id + self.signature).decode()}\n"


@frozen
class Note:
    """A text that ends in a newline, and the signature lines under it."""

    text: bytes
    signatures: tuple[Signature, ...]

    def to_bytes(self) -> bytes:
        """The note as it is written."""
        return self.text + b"\n" + self.signature_lines()

    def signature_lines(self) -> bytes:
        """The signature lines alone, as `manifest.sig` holds them."""
        return "".join(signature.line() for signature in self.signatures).encode()

    def checkpoint(self) -> Checkpoint:
        """The checkpoint that the text is."""
        return parse_body(self.text)


def sign_text(text: bytes, name: str, signer: Signer, public_key: bytes) -> Note:
    """The text, signed; it ends in a newline and holds no blank line at its end."""
    if not text.endswith(b"\n") or text.endswith(b"\n\n"):
        raise NoteError("note text: expected exactly one newline at its end")
    key = VKey(name, public_key)
    return Note(text, (Signature(name, key.key_id, signer(text)),))


def sign(checkpoint: Checkpoint, name: str, signer: Signer, public_key: bytes) -> bytes:
    """The signed note of a checkpoint."""
    return sign_text(checkpoint.body(), name, signer, public_key).to_bytes()


def parse_note(data: bytes) -> Note:
    """The note as written, signatures unchecked; another spelling is refused."""
    text, blank, tail = data.rpartition(b"\n\n")
    if not blank or not tail.endswith(b"\n"):
        raise NoteError("note: expected text, a blank line and signature lines")
    try:
        lines = tail.decode("utf-8").split("\n")[:-1]
    except UnicodeDecodeError as error:
        raise NoteError("note: a signature line is not UTF-8") from error
    note = Note(text + b"\n", tuple(_signature(line) for line in lines))
    if note.to_bytes() != data:
        raise NoteError("note: not canonical")
    return note


def _signature(line: str) -> Signature:
    parts = line.split(" ")
    if len(parts) != 3 or parts[0] != "—" or not _KEY_NAME.fullmatch(parts[1]):
        raise NoteError("note: a signature line is not '— name base64'")
    data = _unbase64(parts[2], "signature")
    if len(data) < 5:
        raise NoteError("note: a signature is too short")
    return Signature(parts[1], data[:4], data[4:])


def open_note(data: bytes, vkeys: Iterable[str], verify: Verifier) -> Note:
    """The note, where at least one of the keys signed it and no line of such a key is false."""
    note = parse_note(data)
    known = {(key.name, key.key_id): key for key in map(parse_vkey, vkeys)}
    checked = 0
    for signature in note.signatures:
        key = known.get((signature.name, signature.key_id))
        if key is None:
            continue  # a witness that we do not know
        if not verify(key.public_key, note.text, signature.signature):
            raise NoteError(f"the signature of {signature.name} is not valid")
        checked += 1
    if not checked:
        raise NoteError(f"no signature by {' or '.join(name for name, _ in known) or 'any given key'}")
    return note
