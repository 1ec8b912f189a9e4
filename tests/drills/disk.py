"""A disk that keeps what it was told to keep: system calls as strace saw them, replayed up to a power cut.

A file holds what was in it at its last sync; of what was written since, each sector of 512 bytes is kept or
lost by itself, and a change of its length too. A folder holds the names that it had at its last sync; each
change since is kept or lost by itself. Most file systems are milder; POSIX promises no more.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random  # noqa: TID251 - always seeded: a drill comes again

from attrs import define, field, frozen

SECTOR = 512
CALLS = (
    *("openat", "close", "write", "pwrite64", "fsync", "fdatasync", "ftruncate"),
    *("rename", "link", "linkat", "unlink", "unlinkat", "mkdir"),
)
_LINE = re.compile(r"(\d+ +)?(\w+)\((.*)\) += (-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')


@frozen
class Call:
    """One call that the kernel answered: numbers and names of files in their order."""

    name: str
    texts: tuple[bytes, ...]
    words: tuple[str, ...]
    answer: int


def read(lines: Iterable[str]) -> Iterator[Call]:
    """The calls of a trace that was taken with -xx; one that was cut short would be a lie."""
    for line in lines:
        found = _LINE.match(line)
        if found is None or int(found[4]) < 0:
            continue
        texts = []
        for text in _TEXT.finditer(found[3]):
            assert not text[2], f"strace cut a text short: {line[:80]}"
            texts.append(bytes.fromhex(text[1].replace("\\x", "")))
        words = tuple(word.strip() for word in _TEXT.sub("", found[3]).split(","))
        yield Call(found[2], tuple(texts), words, int(found[4]))


@define
class File:
    """What is surely in a file, and what was done to it since."""

    synced: bytes = b""
    since: list[tuple[int, bytes | None]] = field(factory=list)  # at an offset; None: cut to that length
    size: int = 0

    def write(self, at: int, data: bytes) -> None:
        self.since.append((at, data))
        self.size = max(self.size, at + len(data))

    def cut(self, size: int) -> None:
        self.since.append((size, None))
        self.size = size

    def sync(self) -> None:
        self.synced = self.after(None)
        self.since.clear()

    def after(self, chance: Random | None) -> bytes:
        """What is in it after a power cut; without chance, with nothing lost."""
        held = bytearray(self.synced)
        for at, data in self.since:
            if data is None:
                if chance is None or chance.random() < 0.5:
                    held[at:] = bytes(max(0, at - len(held)))
                continue
            for start, end in _sectors(at, len(data)):
                if chance is None or chance.random() < 0.5:
                    held.extend(bytes(max(0, end - len(held))))
                    held[start:end] = data[start - at : end - at]
        return bytes(held)


def _sectors(at: int, size: int) -> Iterator[tuple[int, int]]:
    """Beginning and end of each part that lies in one sector."""
    start = at
    while start < at + size:
        end = min(at + size, (start // SECTOR + 1) * SECTOR)
        yield start, end
        start = end


Name = tuple[str, File | None]  # a path, and the file that it leads to; None: a folder
Change = tuple[tuple[Name, ...], tuple[str, ...]]  # names that come, names that go


@define
class Disk:
    """Files and folders below one folder; calls about anything else pass by."""

    root: str
    sure: dict[str, File | None] = field(factory=dict)  # names as of the last sync of their folder
    names: dict[str, File | None] = field(factory=dict)
    since: dict[str, list[Change]] = field(factory=dict)  # by folder
    open: dict[int, tuple[str, File | None, list[int]]] = field(factory=dict)  # path, file, position
    deaf: str = ""  # a folder below which syncs of folders are not heard: a broken build

    @classmethod
    def of(cls, folder: Path, root: Path, deaf: str = "") -> "Disk":
        """What lies in a folder, all of it on the disk, as if it lay at `root`."""
        disk = cls(str(root), deaf=deaf and str(root / deaf))
        for path in sorted(folder.rglob("*")):
            data = None if path.is_dir() else path.read_bytes()
            held = None if data is None else File(synced=data, size=len(data))
            name = str(root / path.relative_to(folder))
            disk.names[name] = disk.sure[name] = held
        return disk

    def call(self, call: Call) -> bytes | None:
        """Do what the program did; what it said on its standard output, where it did that."""
        if call.name == "write" and call.words[0] == "1":
            return call.texts[0]
        getattr(self, f"_{call.name}")(call)
        return None

    def _ours(self, path: str) -> bool:
        return path == self.root or path.startswith(f"{self.root}/")

    def _openat(self, call: Call) -> None:
        path, flags = call.texts[0].decode(), call.words[2]
        self.open.pop(call.answer, None)
        if not self._ours(path) or path.endswith("-shm"):
            return
        held = self.names.get(path)
        if path not in self.names and "O_CREAT" in flags:
            held = File()
            self._change(((path, held),), ())
        if held is not None and "O_TRUNC" in flags and held.size:
            held.cut(0)
        self.open[call.answer] = (path, held, [held.size if held and "O_APPEND" in flags else 0])

    def _close(self, call: Call) -> None:
        self.open.pop(int(call.words[0]), None)

    def _write(self, call: Call) -> None:
        _, held, position = self.open.get(int(call.words[0]), ("", None, [0]))
        if held is not None:
            held.write(position[0], call.texts[0][: call.answer])
            position[0] += call.answer

    def _pwrite64(self, call: Call) -> None:
        _, held, _ = self.open.get(int(call.words[0]), ("", None, [0]))
        if held is not None:
            held.write(int(call.words[3]), call.texts[0][: call.answer])

    def _ftruncate(self, call: Call) -> None:
        _, held, _ = self.open.get(int(call.words[0]), ("", None, [0]))
        if held is not None:
            held.cut(int(call.words[1]))

    def _fsync(self, call: Call) -> None:
        path, held, _ = self.open.get(int(call.words[0]), ("", None, [0]))
        if held is not None:
            held.sync()
        elif path and not (self.deaf and path.startswith(self.deaf)):
            for change in self.since.pop(path, ()):
                _apply(self.sure, change)

    _fdatasync = _fsync

    def _rename(self, call: Call) -> None:
        old, new = (text.decode() for text in call.texts)
        if self._ours(new):
            self._change(((new, self.names[old]),), (old,))

    def _link(self, call: Call) -> None:
        old, new = (text.decode() for text in call.texts)
        if self._ours(new):
            self._change(((new, self.names[old]),), ())

    def _unlink(self, call: Call) -> None:
        path = call.texts[0].decode()
        if path in self.names:
            self._change((), (path,))

    def _linkat(self, call: Call) -> None:
        old, new = self._within(call.words[0], call.texts[0]), self._within(call.words[2], call.texts[1])
        if self._ours(new):
            self._change(((new, self.names[old]),), ())

    def _unlinkat(self, call: Call) -> None:
        path = self._within(call.words[0], call.texts[0])
        if path in self.names:
            self._change((), (path,))

    def _within(self, handle: str, name: bytes) -> str:
        """A path that is told from an opened folder."""
        told = Path(name.decode())
        if told.is_absolute() or handle == "AT_FDCWD":
            return str(told)
        return str(Path(self.open.get(int(handle), ("", None, [0]))[0], told))

    def _mkdir(self, call: Call) -> None:
        path = call.texts[0].decode()
        if self._ours(path):
            self._change(((path, None),), ())

    def _change(self, come: tuple[Name, ...], go: tuple[str, ...]) -> None:
        _apply(self.names, (come, go))
        folder = str(Path(come[0][0] if come else go[0]).parent)
        self.since.setdefault(folder, []).append((come, go))

    def after(self, chance: Random) -> dict[str, bytes | None]:
        """What lies there after the power was cut; None: a folder."""
        names = dict(self.sure)
        for changes in self.since.values():
            for change in changes:
                if chance.random() < 0.5:
                    _apply(names, change)
        found: dict[str, bytes | None] = {}
        for path in sorted(names):
            parent = str(Path(path).parent)
            if parent == self.root or parent in found:
                held = names[path]
                found[path] = None if held is None else held.after(chance)
        return found


def _apply(names: dict[str, File | None], change: Change) -> None:
    come, go = change
    for path in go:
        names.pop(path, None)
    names.update(come)
