"""A small backup made of nothing but values, and hands that write any zip."""

import io
from collections.abc import Mapping
from functools import partial
from hashlib import sha256
from zlib import crc32

from attrs import evolve
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from dualtrack.app.ledger import keys
from dualtrack.domain.ledger import note
from dualtrack.render.backup import names
from dualtrack.render.backup.manifest import Facts, seal
from dualtrack.render.backup.write import BackupInput, Part, Written, write_backup
from dualtrack.render.package.plain_zip import Member, ZipWriter

KEY = Ed25519PrivateKey.from_private_bytes(sha256(b"a backup's test").digest())
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(sha256(b"somebody else's").digest())
ORIGIN = "dualtrack/home_test"
ROOT = sha256(b"root").digest()
BLOBS = tuple(sorted(f"evidence {n}\n".encode() * (n + 1) for n in range(3)))
FACTS = Facts(
    home="home_test",
    origin=ORIGIN,
    example=True,
    taken_at="2027-06-14T09:30:00.000000Z",
    program="0.1.0",
    database="sqlite",
    size=7,
    root=ROOT.hex(),
    checkpoint_size=7,
    checkpoint_root=ROOT.hex(),
    keys=True,
    tables={"ledger_body": 7},
)


def head(key: Ed25519PrivateKey = KEY, *, size: int = 7, origin: str = ORIGIN) -> bytes:
    """A signed head."""
    checkpoint = note.Checkpoint(origin=origin, size=size, root=ROOT)
    return note.sign(checkpoint, origin, key.sign, keys.public_bytes(key))


def blob(data: bytes) -> str:
    """Where a file stands."""
    return names.blob_name(sha256(data).hexdigest())


def part(data: bytes) -> Part:
    """An evidence file."""
    return Part(name=blob(data), open=partial(io.BytesIO, data), sha256=sha256(data).hexdigest())


def sample_input() -> BackupInput:
    """What goes into the sample."""
    database = Part(name=names.DATABASE, open=partial(io.BytesIO, b"SQLite format 3\0" * 4))
    return BackupInput(
        facts=FACTS,
        checkpoint=head(),
        vkey=note.vkey(ORIGIN, keys.public_bytes(KEY)),
        signer=KEY.sign,
        small={
            "home.json": b'{"format": 1}\n',
            "keys/ledger.key": b"00\n",
            "checkpoints/000000000007.note": head(),
            "access/2027-06-14.jsonl": b"{}\n",
        },
        parts=[*map(part, BLOBS), database],
    )


def made(backup: BackupInput | None = None) -> tuple[bytes, Written]:
    """The backup as bytes, and what writing said."""
    out = io.BytesIO()
    written = write_backup(out, backup or sample_input())
    return out.getvalue(), written


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Any files, framed as a backup is."""
    out = io.BytesIO()
    writer = ZipWriter(out)
    for name, data in sorted(files.items()):
        writer.add(Member(name, crc32(data), len(data)), (data,))
    writer.close()
    return out.getvalue()


def resealed(
    files: Mapping[str, bytes], key: Ed25519PrivateKey = KEY, origin: str = ORIGIN
) -> dict[str, bytes]:
    """The same with its manifest sealed again by a key."""
    vkey = note.VKey(origin, keys.public_bytes(key))
    return {**files, names.SEAL: seal(files[names.MANIFEST], vkey, key.sign)}


def renamed(backup: BackupInput, **facts: object) -> BackupInput:
    """The input with other facts."""
    return evolve(backup, facts=evolve(backup.facts, **facts))
