"""Finds and opens catalogue files: what cannot be read as UTF-8 text becomes a problem, not an exception."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from dualtrack.catalogues.problem import Problem

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# More than any catalogue holds; a file above it is not one, and is not read into memory.
MAX_BYTES = 20_000_000


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
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        return None, (Problem(name_of(file), None, None, f"the file cannot be read ({error.strerror})"),)
    reason = _unreadable(data)
    if reason is not None:
        return None, (Problem(name_of(file), None, None, reason),)
    return data.decode("utf-8-sig"), ()


def _unreadable(data: bytes) -> str | None:
    if len(data) > MAX_BYTES:
        return f"the file is larger than {MAX_BYTES:,} bytes, which no catalogue is; it was not read"
    if not data.strip():
        return "the file is empty"
    if data.startswith(_UTF_16):
        return "the file is UTF-16; save it as UTF-8"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return f"the file is not UTF-8 (line {line}, byte {error.start}); save it as UTF-8"
    return None


def expand(places: Iterable[Traversable], suffix: str) -> tuple[list[Traversable], tuple[Problem, ...]]:
    """The files that these files and folders stand for, in the given order."""
    found: list[Traversable] = []
    problems: list[Problem] = []
    for place in places:
        there, missing = listing(place, suffix)
        found += there
        problems += missing
    return found, tuple(problems)
