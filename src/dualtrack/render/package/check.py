"""Checks a package as a zip: its content by the shipped verifier's code, its framing by writing it again.

A zip is read in three ways, since each can be damaged alone: from header to header, by its directory, and as
any program unzips it. The last one also judges what somebody zipped again, whose framing is named.
"""

import struct
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from dualtrack.render.package import verify
from dualtrack.render.package.unpacking import Unpacked, unpacked
from dualtrack.render.package.write import shipped_hash
from dualtrack.render.package.zip_reading import Placed, Slice, by_directory, by_headers, framing_faults

FRAMING = "zip framing"
OURS = ("FORMAT.md", "verify.py")  # the same in every package that a version of the program makes
Held = tuple[str, bytes]
_UNREADABLE = (struct.error, UnicodeError, ValueError, IndexError, OSError)


def check_package(path: Path, vkey: str | None = None, held: Sequence[Held] = ()) -> dict[str, Any]:
    """The answer of verify.py over a zip; `held` are checkpoints that were given earlier, by name."""
    with path.open("rb") as file:
        best: dict[str, Any] | None = None
        for result in _answers(file, vkey, held):
            if best is None or len(result["problems"]) < len(best["problems"]):
                best = result
            if all(row["item"] != FRAMING for row in best["problems"]):
                break  # it is framed as ours are: no other reading finds other files
    return best or _no_zip()


def check_folder(path: Path, vkey: str | None = None, held: Sequence[Held] = ()) -> dict[str, Any]:
    """The answer of verify.py over an unzipped package."""
    return _answer(verify.Check(verify.files_of(path), vkey, held))


def _answers(file: BinaryIO, vkey: str | None, held: Sequence[Held]) -> Iterator[dict[str, Any]]:
    """One answer for each reading that is possible."""
    for reading in (by_headers, by_directory):
        try:
            placed = reading(file)
        except _UNREADABLE:
            continue  # another reading may be whole
        yield _check(file, placed, vkey, held)
    found = unpacked(file)
    if found is not None:
        yield _check_unpacked(found, vkey, held)


def _check_unpacked(found: Unpacked, vkey: str | None, held: Sequence[Held]) -> dict[str, Any]:
    """What the files hold, unzipped; that it had to be unzipped is a fault of the framing."""
    check = verify.Check(found.openers, vkey, held)
    for name, why in found.unread.items():  # in place of what follows from having read nothing
        check.problems[name] = {"item": name, "kind": "changed", "detail": why}
    check.must(False, FRAMING, "changed", found.framing)
    return _answer(check)


def _check(
    file: BinaryIO, placed: tuple[Placed, ...], vkey: str | None, held: Sequence[Held]
) -> dict[str, Any]:
    """One reading of the zip: content first, then what stands around it."""
    sums: dict[str, int] = {}
    openers = {one.member.name: partial(_open, file, one, sums) for one in placed}
    check = verify.Check(openers, vkey, held)
    for one in placed:
        name = one.member.name
        if sums.get(name, one.member.crc) != one.member.crc:
            check.must(False, name, "changed", "has not the CRC that the zip gives")
    for fault in framing_faults(file, placed):
        check.must(False, FRAMING, "changed", f"{fault} is not as a package is written")
    return _answer(check)


def _answer(check: verify.Check) -> dict[str, Any]:
    """What the verifier says, and which of the files that we ship are others in this package.

    Whoever signs a package can put a verifier of their own into it; so can a later version of the program,
    which is why that is told and is no problem.
    """
    found = {name: check.rows[name]["sha256"] for name in OURS if name in check.rows}
    others = {name: was for name, was in found.items() if was != shipped_hash(name)}
    return {**check.result(), "not_ours": [{"item": name, "sha256": others[name]} for name in others]}


def _open(file: BinaryIO, placed: Placed, sums: dict[str, int]) -> Slice:
    return Slice(file, placed, partial(sums.__setitem__, placed.member.name))


def _no_zip() -> dict[str, Any]:
    """The answer for a file that no reading understands."""
    check = verify.Check({})
    check.problems.clear()
    check.must(False, FRAMING, "changed", "the file cannot be read as a zip")
    return _answer(check)
