"""Checks a backup before a byte of it is used: its framing, each file against the signed list, its seal."""

import struct
from collections.abc import Callable, Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from attrs import define, evolve, field

from dualtrack.domain.ledger.note import Checkpoint, NoteError, Verifier, VKey, open_note, parse_vkey
from dualtrack.render.backup import names
from dualtrack.render.backup.hostile import attacks
from dualtrack.render.backup.manifest import Fault, Manifest, ManifestError, parse, sealed_text
from dualtrack.render.package.plain_zip import closing
from dualtrack.render.package.zip_reading import Placed, Slice, by_directory, by_headers, framing_faults

FRAMING = "zip framing"
_CHUNK = 1 << 20
_END = b"PK\x05\x06"
_UNREADABLE = (struct.error, UnicodeError, ValueError, IndexError, OSError)
_ANOTHER = "take another copy of the backup"


class NotABackupError(ValueError):
    """The file is something else."""


@define
class Checked:
    """What checking found: where each file stands, what the backup says of itself, what is wrong with it."""

    path: Path
    placed: Mapping[str, Placed] = field(factory=dict)
    manifest: Manifest | None = None
    vkey: VKey | None = None
    checkpoint: Checkpoint | None = None
    faults: list[Fault] = field(factory=list)

    def blame(self, item: str, kind: str, detail: str) -> None:
        """Note one fault; an item is named once."""
        if all(fault.item != item for fault in self.faults):
            self.faults.append(Fault(item, kind, detail))


def looks_like_one(path: Path) -> bool:
    """True for a file that is or was a backup: damaged ones are named as such, foreign ones are refused."""
    with path.open("rb") as file:
        return any(names.GUIDE in {one.member.name for one in placed} for placed in _readings(file))


def check(path: Path, verify: Verifier) -> Checked:
    """Everything that is wrong with a backup; raises NotABackupError for a file that never was one."""
    if not looks_like_one(path):
        raise NotABackupError(f"{path}: is no backup of Dualtrack")
    hostile = attacks(path)
    if hostile:
        return Checked(path, faults=list(hostile))
    with path.open("rb") as file:
        best: Checked | None = None
        for placed in _readings(file):
            found = _cut(path, file, placed) or _content(path, file, placed, verify)
            if best is None or len(found.faults) < len(best.faults):
                best = found
            if not best.faults:
                break
    return best or Checked(path, faults=[Fault(FRAMING, "changed", f"cannot be read; {_ANOTHER}")])


def opened(checked: Checked, file: BinaryIO, name: str) -> Slice:
    """One file of a checked backup, to be read from its start."""
    return Slice(file, checked.placed[name], lambda _: None)


def _readings(file: BinaryIO) -> list[tuple[Placed, ...]]:
    """The members by their headers and by the directory; one of the two may be damaged."""
    found = []
    for reading in (by_headers, by_directory):
        try:
            found.append(reading(file))
        except _UNREADABLE:
            continue
    return found


def _cut(path: Path, file: BinaryIO, placed: tuple[Placed, ...]) -> Checked | None:
    """An archive that ends before it should: named with the file within which it does."""
    length = file.seek(0, 2)
    for one in placed:
        if one.at + one.member.size > length:
            item, where = (one.member.name, "this file") if one.at <= length else (FRAMING, "a header")
            detail = f"the archive ends after {length} bytes, within {where}; {_ANOTHER}"
            return Checked(path, faults=[Fault(item, "missing", detail)])
    file.seek(max(0, length - 22))
    if file.read(4) == _END or not placed:
        return None
    end = placed[-1].at + placed[-1].member.size
    whole = end + len(closing([one.member for one in placed]))
    if length >= whole:
        return None
    detail = f"the archive ends after {length} bytes, before its directory does; {_ANOTHER}"
    return Checked(path, faults=[Fault(FRAMING, "missing", detail)])


def _content(path: Path, file: BinaryIO, placed: tuple[Placed, ...], verify: Verifier) -> Checked:
    """One reading of the zip: each file by its hash, then the list and the seal, then the framing."""
    checked = Checked(path, placed={one.member.name: one for one in placed})
    digests = {one.member.name: _digest(checked, file, one) for one in placed}
    _check_seal(checked, file, verify)
    _check_files(checked, digests)
    _check_head(checked, file, verify)
    for fault in framing_faults(file, placed):
        checked.blame(FRAMING, "changed", f"{fault} is not as a backup is written")
    return checked


def _digest(checked: Checked, file: BinaryIO, one: Placed) -> str:
    name, hashed = one.member.name, sha256()
    sums: dict[str, int] = {}
    if not names.known(name):
        checked.blame(name, "extra", "is no name of a backup")
    content = Slice(file, one, partial(sums.__setitem__, name))
    while chunk := content.read(_CHUNK):
        hashed.update(chunk)
    digest = hashed.hexdigest()
    if names.blob_of(name) not in (None, digest):
        checked.blame(name, "changed", f"its bytes hash to {digest}")
    elif sums.get(name, one.member.crc) != one.member.crc:
        checked.blame(name, "changed", "has not the CRC that the zip gives")
    return digest


def _read(checked: Checked, file: BinaryIO, name: str) -> bytes:
    return opened(checked, file, name).read() if name in checked.placed else b""


def _attempt(checked: Checked, item: str, work: Callable[[], None]) -> None:
    """Do one check; what its parser cannot read is named."""
    try:
        work()
    except (ManifestError, NoteError, UnicodeError, ValueError) as error:
        checked.blame(item, "missing" if item not in checked.placed else "signature", str(error))


def _check_seal(checked: Checked, file: BinaryIO, verify: Verifier) -> None:
    """The key, the list, and the signature that binds the two."""
    manifest = _read(checked, file, names.MANIFEST)

    def key() -> None:
        text = _read(checked, file, names.VKEY).decode("ascii")
        if not text.endswith("\n"):
            raise NoteError("does not end in a newline")
        checked.vkey = parse_vkey(text[:-1])

    def listed() -> None:
        checked.manifest = parse(manifest)

    def seal() -> None:
        if checked.vkey is None:
            return
        note = open_note(_read(checked, file, names.SEAL), [str(checked.vkey)], verify)
        if note.text != sealed_text(manifest):
            checked.blame(names.MANIFEST, "changed", f"has not the SHA-256 that {names.SEAL} signs")

    _attempt(checked, names.VKEY, key)
    _attempt(checked, names.SEAL, seal)
    _attempt(checked, names.MANIFEST, listed)


def _check_files(checked: Checked, digests: Mapping[str, str]) -> None:
    """Each file that is listed is there with its bytes, and no other."""
    if checked.manifest is None or any(fault.item == names.MANIFEST for fault in checked.faults):
        return
    listed = checked.manifest.files
    for name in sorted({*listed, *digests} - {names.MANIFEST, names.SEAL}):
        if name not in digests:
            checked.blame(name, "missing", "the manifest lists it; it is not in the archive")
        elif name not in listed:
            checked.blame(name, "extra", "the manifest does not list it")
        elif digests[name] != listed[name].sha256:
            checked.faults = [fault for fault in checked.faults if fault.item != name]
            detail = f"its bytes hash to {digests[name]}, the manifest says {listed[name].sha256}"
            checked.blame(name, "changed", detail)
    for name in (names.DATABASE, names.MARK, names.VKEY):
        if name not in digests:
            checked.blame(name, "missing", "a home cannot be without it")


def _check_head(checked: Checked, file: BinaryIO, verify: Verifier) -> None:
    """The signed head that goes with it is this home's, and the one that the manifest names."""
    if checked.vkey is None or checked.faults or checked.manifest is None:
        return
    facts, key = checked.manifest.facts, checked.vkey
    if facts.origin != key.name:
        checked.blame(names.VKEY, "signature", f"is a key of {key.name}; the backup is of {facts.origin}")

    def head() -> None:
        found = open_note(_read(checked, file, names.CHECKPOINT), [str(key)], verify).checkpoint()
        said = Checkpoint(
            origin=facts.origin, size=facts.checkpoint_size, root=bytes.fromhex(facts.checkpoint_root)
        )
        if found != said:
            raise NoteError(f"is of {found.origin} at size {found.size}, and not the one that is listed")
        checked.checkpoint = evolve(found)

    _attempt(checked, names.CHECKPOINT, head)
