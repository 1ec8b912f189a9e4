"""Checks a package as a zip: its content by the shipped verifier's code, its framing by writing it again."""

import struct
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from dualtrack.render.package import verify
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
        for reading in (by_headers, by_directory):
            try:
                placed = reading(file)
            except _UNREADABLE:
                continue  # the other reading may be whole
            result = _check(file, placed, vkey, held)
            if best is None or len(result["problems"]) < len(best["problems"]):
                best = result
            if best["intact"]:
                break
    return best or _no_zip()


def check_folder(path: Path, vkey: str | None = None, held: Sequence[Held] = ()) -> dict[str, Any]:
    """The answer of verify.py over an unzipped package."""
    return _answer(verify.Check(verify.files_of(path), vkey, held))


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
