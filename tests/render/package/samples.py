"""A small ledger and the package over it, made anew for the tests."""

import io
from datetime import UTC, date, datetime
from functools import partial
from hashlib import sha256

from attrs import evolve
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from dualtrack.domain.ledger import note, tree
from dualtrack.domain.ledger.entry import Entry, leaf_hash, stub_line, to_line
from dualtrack.domain.ledger.rotation import Rotation, sign_rotation
from dualtrack.render.package.contents import Blob, IndexRow, PackageInput
from dualtrack.render.package.write import write_package

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
NAME = "acme.example"
VKEY = note.vkey(NAME, PUBLIC)
LATER = Ed25519PrivateKey.from_private_bytes(bytes(range(32, 64)))
LATER_VKEY = note.vkey(NAME, LATER.public_key().public_bytes_raw())
ROTATED_AT = 6
FILES = (b"access review, January\n", b"change tickets\n" * 40, b"")
BLOBS = {sha256(data).hexdigest(): data for data in FILES}
AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def entry(seq: int, blobs: tuple[str, ...] = (), **changes: object) -> bytes:
    """The line of an ordinary entry."""
    facts: dict[str, object] = {
        "seq": seq,
        "salt": f"{seq:032x}",
        "recorded_at": AT,
        "actor": "person:p1",
        "via": "ui",
        "action": "evidence.add",
        "object": f"evidence/EV-{seq}",
        "type": "evidence",
        "tv": 1,
        "value": {"title": f"Zugriffsprüfung — {seq}"},
        "blobs": blobs,
    }
    return to_line(Entry(**{**facts, **changes}))  # type: ignore[arg-type]  # facts of the sample


def sample_lines() -> list[bytes]:
    """Eleven entries; 2, 5 and 8 carry the files, every other one stands as a stub in the package."""
    carried = dict(zip((2, 5, 8), BLOBS, strict=True))
    return [entry(seq, (carried[seq],) if seq in carried else ()) for seq in range(11)]


def head(lines: list[bytes], size: int) -> note.Checkpoint:
    """The head over the first entries."""
    return note.Checkpoint(origin=NAME, size=size, root=tree.root(leaf_hash(line) for line in lines[:size]))


def checkpoint(lines: list[bytes], size: int, key: Ed25519PrivateKey = KEY) -> bytes:
    """The signed checkpoint over the first entries."""
    return note.sign(head(lines, size), NAME, key.sign, key.public_key().public_bytes_raw())


def index_rows(lines: list[bytes]) -> list[IndexRow]:
    """One row for each file."""
    return [
        IndexRow(
            evidence=f"EV-{seq}",
            title="=HYPERLINK(1)" if seq == 2 else f"Review <{seq}>",
            controls=("AC-02",),
            requirements=("soc2:CC6.1", "soc2:CC6.2"),
            covers_from=date(2026, 1, 1),
            covers_to=date(2026, 1, 31),
            performed_on=None if seq == 5 else date(2026, 2, 2),
            received_at=AT,
            sha256=blob,
            serves_other_audit=seq == 8,
            ledger_seq=seq,
        )
        for seq, blob in zip((2, 5, 8), BLOBS, strict=True)
    ]


def sample_input(**changes: object) -> PackageInput:
    """What the sample package is a function of."""
    lines = sample_lines()
    package = PackageInput(
        kind="soc2",
        engagement="soc2-2026",
        organisation="Acme & Sons",
        example=True,
        interim=("internal audit held",),
        versions={"dualtrack": "0.1.0"},
        checkpoint=checkpoint(lines, len(lines)),
        vkey=VKEY,
        signer=KEY.sign,
        leaves=[leaf_hash(line).hex() for line in lines],
        lines=[line if seq in (2, 3, 5, 8) else stub_line(leaf_hash(line)) for seq, line in enumerate(lines)],
        blobs=[
            Blob(sha256=name, size=len(data), open=partial(io.BytesIO, data)) for name, data in BLOBS.items()
        ],
        documents=[("System description.pdf", b"%PDF-1.7\n"), ("../Größe.txt", b"x"), ("CON", b"y")],
        index=index_rows(lines),
        earlier=(checkpoint(lines, 4), checkpoint(lines, 8)),
    )
    return evolve(package, **changes)


def sample_zip(**changes: object) -> bytes:
    """The bytes of the sample package."""
    out = io.BytesIO()
    write_package(out, sample_input(**changes))
    return out.getvalue()


def rotation_note(lines: list[bytes], size: int = ROTATED_AT) -> bytes:
    """The later key announced over the first entries, signed by both."""
    pair = (note.parse_vkey(VKEY), note.parse_vkey(LATER_VKEY))
    rotation = Rotation(head=head(lines, size), old=pair[0], new=pair[1])
    return sign_rotation(rotation, KEY.sign, LATER.sign)


def rotation_entry(seq: int, told: bytes) -> bytes:
    """The line of an entry that announces a key."""
    value = {"id": "key-2", "note": told.decode()}
    return entry(seq, type="key_rotation", action="key.rotate", object="key_rotation/key-2", value=value)


def rotated_lines(told: bytes | None = None) -> list[bytes]:
    """The sample's entries; the one at ROTATED_AT announces the later key."""
    lines = sample_lines()
    lines[ROTATED_AT] = rotation_entry(ROTATED_AT, told or rotation_note(lines))
    return lines


def rotated_zip(lines: list[bytes] | None = None, /, **changes: object) -> bytes:
    """The sample package of a ledger whose key was changed, sealed by the later one."""
    held = lines or rotated_lines()
    shown = (2, 3, 5, ROTATED_AT, 8)
    facts: dict[str, object] = {
        "checkpoint": checkpoint(held, len(held), LATER),
        "vkey": LATER_VKEY,
        "signer": LATER.sign,
        "leaves": [leaf_hash(line).hex() for line in held],
        "lines": [line if at in shown else stub_line(leaf_hash(line)) for at, line in enumerate(held)],
        "earlier": (checkpoint(held, 4), checkpoint(held, ROTATED_AT), checkpoint(held, 8, LATER)),
    }
    return sample_zip(**{**facts, **changes})
