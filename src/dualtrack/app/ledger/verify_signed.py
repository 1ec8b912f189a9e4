"""Verifying what was signed: checkpoints and their files, the largest one beside the key, the key."""

from pathlib import Path

from attrs import define, field

from dualtrack.app.ledger import keys
from dualtrack.app.ledger.head_files import LARGEST, file_of
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.models import CheckpointRow
from dualtrack.app.ledger.plain_files import NotPlainError, read_plain
from dualtrack.app.ledger.verify_lines import stored_bytes
from dualtrack.app.ledger.verify_report import Report
from dualtrack.app.ledger.verify_rows import readable
from dualtrack.domain.ledger.note import Checkpoint, NoteError
from dualtrack.domain.ledger.rotation import KeyRing
from dualtrack.domain.ledger.tree import Frontier


@define
class Signed:
    """The heads that were signed: size to root, where the signature is valid."""

    report: Report
    here: Home
    ring: KeyRing | None
    roots: dict[int, bytes] = field(factory=dict)

    def opened(self, item: str, data: bytes) -> Checkpoint | None:
        """The head of a note, where the key of its size signed it."""
        try:
            if self.ring is None:
                raise NoteError("there is no key to check it by")
            return self.ring.open(data, keys.verify)
        except NoteError as error:
            self.report.add(item, "signature", str(error))
            return None

    def read(self, file: Path) -> bytes | None:
        """The bytes of a file of the home; None where it is not there, or cannot be read, which is named."""
        try:
            return read_plain(file)
        except FileNotFoundError:
            return None
        except OSError as error:
            told = error.strerror if isinstance(error, NotPlainError) else f"cannot be read: {error.strerror}"
            self.report.add(file.relative_to(self.here.path).as_posix(), "changed", str(told))
            return None


def check_signed(report: Report, here: Home, ring: KeyRing | None) -> dict[int, bytes]:
    """Each stored checkpoint: signed by its key, ours, the size of its row, the bytes of its file."""
    signed = Signed(report, here, ring)
    files = {file.name: file for file in here.checkpoints_folder.glob("*.note")}
    for key, row in readable(CheckpointRow):
        file = files.pop(file_of(here.checkpoints_folder, int(key)).name, None)
        if row is None:
            report.add(f"checkpoint {key}", "changed", "the row cannot be read")
        else:
            _check_row(signed, row, file)
    largest = signed.read(here.keys_folder / LARGEST)
    for file in files.values():
        _check_file(signed, file, largest)
    if not report.blames(f"keys/{LARGEST}"):
        _check_largest(signed, largest)
    for rotation in ring.rotations if ring else ():
        signed.roots.setdefault(rotation.head.size, rotation.head.root)
    return signed.roots


def _check_row(signed: Signed, row: CheckpointRow, file: Path | None) -> None:
    item, data = f"checkpoint {row.size}", stored_bytes(row.note)
    found = signed.opened(item, data)
    if found is None:
        return
    if (found.size, found.origin) != (row.size, signed.here.origin):
        signed.report.add(item, "changed", f"is a note of {found.origin} at size {found.size}")
        return
    signed.roots[found.size] = found.root
    if _root(stored_bytes(row.frontier)) != found.root:
        signed.report.add(item, "changed", "its tree is not the one that was signed")
    named = f"checkpoints/{file_of(Path(), found.size).name}"
    if file is None:
        signed.report.add(named, "missing", "the file of a signed head is gone")
    elif (kept := signed.read(file)) is not None and kept != data:
        signed.report.add(named, "changed", "differs from the head that was signed")


def _check_file(signed: Signed, file: Path, largest: bytes | None) -> None:
    """A file without its row: the largest head's is where a signing was cut off; nothing is lost."""
    data = signed.read(file)
    found = None if data is None else signed.opened(f"checkpoints/{file.name}", data)
    if found is None:
        return
    cut_off = data == largest and found.size > max(signed.roots, default=-1)
    signed.roots[found.size] = found.root
    if not cut_off:
        signed.report.add(f"checkpoint {found.size}", "missing", "its file is there, its row is gone")


def _check_largest(signed: Signed, data: bytes | None) -> None:
    """What stands beside the key is the largest head of all: an older database cannot pass for the newest."""
    item, newest = f"keys/{LARGEST}", max(signed.roots, default=None)
    if data is None:
        if newest is not None:
            signed.report.add(item, "missing", "the largest head that the key signed is not kept beside it")
        return
    found = signed.opened(item, data)
    if found is None:
        return
    if newest is not None and found.size < newest:
        signed.report.add(item, "changed", f"is the head of size {found.size}; one of {newest} was signed")
    elif signed.roots.setdefault(found.size, found.root) != found.root:
        signed.report.add(item, "inconsistent", f"is another head of size {found.size} than the checkpoint")


def _root(data: bytes) -> bytes | None:
    try:
        return Frontier.from_bytes(data).root()
    except ValueError:
        return None
