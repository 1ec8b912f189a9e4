"""Finds and opens catalogue files: what cannot be read as UTF-8 text becomes a problem, not an exception."""

import codecs
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from dualtrack.catalogues.problem import Problem

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# More than any catalogue holds; a file above it is not one, and is not read into memory.
MAX_BYTES = 20_000_000
_BLOCK = 1 << 20


@cache
def shipped() -> Traversable:
    """The folder of the catalogues that come with the program."""
    return files("dualtrack.catalogues")


def name_of(place: Traversable) -> str:
    """How messages call a file: as the user gave it, or by its place among the shipped ones."""
    return str(place).removeprefix(f"{shipped()}/")


def listing(folder: Traversable, suffix: str) -> tuple[list[Traversable], tuple[Problem, ...]]:
    """The files of a folder that end so, by name; a folder that is missing is a problem."""
    name = name_of(folder)
    if folder.is_file():
        return [folder], ()
    try:
        there = sorted((f for f in folder.iterdir() if f.name.endswith(suffix)), key=lambda f: f.name)
    except FileNotFoundError:
        return [], (Problem(name, None, None, "there is no such folder; give the path of one that exists"),)
    except OSError as error:
        return [], (Problem(name, None, None, f"the folder cannot be listed ({error.strerror})"),)
    return [f for f in there if f.is_file()], ()


def text_of(file: Traversable) -> tuple[str | None, tuple[Problem, ...]]:
    """The file's text, or why it has none."""
    problems = unreadable(file, MAX_BYTES)
    if problems:
        return None, problems
    return file.read_bytes().decode("utf-8-sig"), ()


def unreadable(file: Traversable, limit: int) -> tuple[Problem, ...]:
    """Why the file is not UTF-8 text of at most so many bytes; read block by block, never whole."""
    try:
        with file.open("rb") as stream:
            reason = _fault(iter(lambda: stream.read(_BLOCK), b""), limit)
    except OSError as error:
        reason = f"the file cannot be read ({error.strerror})"
    return () if reason is None else (Problem(name_of(file), None, None, reason),)


def _fault(blocks: Iterable[bytes], limit: int) -> str | None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    size, lines, blank = 0, 0, True
    for block in blocks:
        if not size and block.startswith(_UTF_16):
            return "the file is UTF-16; save it as UTF-8"
        begun = size - len(decoder.getstate()[0])  # where the bytes that the decoder sees next stand
        size += len(block)
        if size > limit:
            return f"the file is larger than {limit:,} bytes, which no catalogue is; it was not read"
        try:
            decoder.decode(block)
        except UnicodeDecodeError as error:
            return _not_utf_8(lines + error.object.count(b"\n", 0, error.start) + 1, begun + error.start)
        lines += block.count(b"\n")
        blank = blank and not block.removeprefix(codecs.BOM_UTF8).strip()
    pending = len(decoder.getstate()[0])
    if pending:
        return _not_utf_8(lines + 1, size - pending)
    return "the file is empty" if blank else None


def _not_utf_8(line: int, byte: int) -> str:
    return f"the file is not UTF-8 (line {line}, byte {byte}); save it as UTF-8"


def expand(places: Iterable[Traversable], suffix: str) -> tuple[list[Traversable], tuple[Problem, ...]]:
    """The files that these files and folders stand for, in the given order."""
    found: list[Traversable] = []
    problems: list[Problem] = []
    for place in places:
        there, missing = listing(place, suffix)
        found += there
        problems += missing
    return found, tuple(problems)
