"""C2SP cosignatures: a witness says when it saw a checkpoint as the largest; signing is passed in."""

import re
from base64 import b64decode, b64encode
from datetime import UTC, datetime
from hashlib import sha256

from attrs import field, frozen

from dualtrack.domain.ledger.note import Note, NoteError, Signature, Signer, Verifier, parse_note

COSIGNATURE = b"\x04"
_NAME = re.compile(r"[^\s+]+")
_LENGTH = 8 + 64  # the time in seconds, big-endian, and the Ed25519 signature


@frozen
class WitnessKey:
    """The public key of a witness with its name, as the witness gives it out."""

    name: str = field()
    public_key: bytes = field()

    def __attrs_post_init__(self) -> None:
        """Refuse a name that would break a signature line, and a key of another kind."""
        if not _NAME.fullmatch(self.name) or len(self.public_key) != 32:
            raise NoteError("witness key: expected a name without spaces or plus signs, and 32 bytes of key")

    @property
    def key_id(self) -> bytes:
        """The four bytes by which a signature line names this key."""
        return sha256(self.name.encode() + b"\n" + COSIGNATURE + self.public_key).digest()[:4]

    def __str__(self) -> str:
        """`name+keyid+base64`, as C2SP writes it."""
        return f"{self.name}+{self.key_id.hex()}+{b64encode(COSIGNATURE + self.public_key).decode()}"


def parse_witness_key(text: str) -> WitnessKey:
    """The key of its text; another spelling of it is refused."""
    name, _, rest = text.partition("+")
    try:
        data = b64decode(rest.partition("+")[2], validate=True)
    except ValueError as error:
        raise NoteError(f"witness key: not base64: {error}") from error
    if data[:1] != COSIGNATURE:
        raise NoteError("witness key: expected name+keyid+base64 of a key for cosignatures (type 04)")
    found = WitnessKey(name, data[1:])
    if str(found) != text:
        raise NoteError("witness key: the key id is not the one of this name and key")
    return found


def cosigned_text(body: bytes, at: datetime) -> bytes:
    """What a witness signs: that it speaks of cosignatures, when, and the lines of the checkpoint."""
    return f"cosignature/v1\ntime {int(at.timestamp())}\n".encode() + body


def cosign(data: bytes, key: WitnessKey, signer: Signer, at: datetime) -> bytes:
    """The note of a checkpoint with one more line, by which the witness says that it saw it."""
    note = parse_note(data)
    body = note.checkpoint().body()
    line = int(at.timestamp()).to_bytes(8, "big") + signer(cosigned_text(body, at))
    return Note(note.text, (*note.signatures, Signature(key.name, key.key_id, line))).to_bytes()


def cosigned_at(data: bytes, key: WitnessKey, verify: Verifier) -> datetime:
    """When the witness saw the checkpoint of a note; refused where it did not, or says so falsely."""
    note = parse_note(data)
    lines = [line for line in note.signatures if (line.name, line.key_id) == (key.name, key.key_id)]
    if len(lines) != 1 or len(lines[0].signature) != _LENGTH:
        found = "one of another length" if len(lines) == 1 else len(lines)
        raise NoteError(f"expected one cosignature by {key.name}, found {found}")
    seconds = int.from_bytes(lines[0].signature[:8], "big")
    try:
        at = datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError) as error:
        raise NoteError(f"the cosignature of {key.name} tells no time: {seconds}") from error
    if not verify(key.public_key, cosigned_text(note.text, at), lines[0].signature[8:]):
        raise NoteError(f"the cosignature of {key.name} is not valid")
    return at
