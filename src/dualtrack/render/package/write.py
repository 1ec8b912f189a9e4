"""Writes a package: the same bytes each time from the same parts, refused where these disagree."""

import re
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.resources import files
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO

from dualtrack.domain.ledger import entry, note, tree
from dualtrack.render.package.contents import Blob, IndexRow, PackageError, PackageInput, PackageResult
from dualtrack.render.package.index import to_csv
from dualtrack.render.package.manifest import manifest_bytes, manifest_note
from dualtrack.render.package.page import to_html
from dualtrack.render.package.sink import Listed, Sink

_IN_MEMORY = 8 << 20
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


@cache
def shipped(name: str) -> bytes:
    """A file that goes into each package as it is."""
    return files("dualtrack.render.package").joinpath(name).read_bytes()


def shipped_hash(name: str) -> str:
    """The SHA-256 of such a file, in lower hex: an auditor compares the one in a package with it."""
    return sha256(shipped(name)).hexdigest()


def safe_names(names: Iterable[str]) -> tuple[str, ...]:
    """Names that every system takes: ASCII, no path, no reserved word, no two that differ in case alone."""
    taken: set[str] = set()
    safe: list[str] = []
    for name in names:
        plain = re.sub(r"[^A-Za-z0-9._-]+", "-", name).rstrip(".")[-100:].lstrip(".-") or "document"
        plain = f"document-{plain}" if _RESERVED.fullmatch(plain) else plain
        stem, dot, ending = plain.rpartition(".") if "." in plain else (plain, "", "")
        number, found = 1, plain
        while found.lower() in taken:
            number, found = number + 1, f"{stem}-{number + 1}{dot}{ending}"
        taken.add(found.lower())
        safe.append(found)
    return tuple(safe)


def _ledger(
    package: PackageInput, leaves_out: IO[bytes], lines_out: IO[bytes]
) -> tuple[list[bytes], dict[int, tuple[str, ...]]]:
    """Spool leaves and lines while each is compared with the other; disclosed entries give their blobs."""
    leaves, named = [], {}
    pairs = zip(package.leaves, package.lines, strict=True)
    try:
        for seq, (leaf, line) in enumerate(pairs):
            stub = entry.stub_leaf(line)
            if (stub or entry.leaf_hash(line)).hex() != leaf:
                raise PackageError(f"entry {seq}: the line has not the hash of its leaf")
            if stub is None:
                named[seq] = entry.parse_line(line).blobs
            leaves.append(bytes.fromhex(leaf))
            leaves_out.write(f"{leaf}\n".encode())
            lines_out.write(line + b"\n")
    except PackageError:
        raise
    except ValueError as error:
        raise PackageError(f"entry {len(leaves)}: {error}") from error
    return leaves, named


def _consistency(package: PackageInput, leaves: list[bytes]) -> dict[str, bytes]:
    """The proof from each earlier checkpoint: `old <size>`, hashes, a blank line, the checkpoint."""
    found = {}
    for data in package.earlier:
        old = note.parse_note(data).checkpoint()
        if old.size > len(leaves) or tree.root(leaves[: old.size]) != old.root:
            raise PackageError(f"the earlier checkpoint {old.size} is not a beginning of this ledger")
        proof = "".join(f"{step.hex()}\n" for step in tree.consistency_proof(leaves, old.size))
        found[f"consistency/{old.size:012d}"] = f"old {old.size}\n{proof}\n".encode() + data
    return found


def _head(package: PackageInput, leaves: list[bytes]) -> note.Checkpoint:
    head = note.parse_note(package.checkpoint).checkpoint()
    if head.size != len(leaves) or head.root != tree.root(leaves):
        raise PackageError(f"checkpoint {head.size}: the {len(leaves)} leaves do not lead to its root")
    return head


def _add_blobs(out: Sink, blobs: Iterable[Blob], named: dict[int, tuple[str, ...]]) -> int:
    wanted = {blob for names in named.values() for blob in names}
    given = {blob.sha256: blob for blob in blobs}
    if set(given) - wanted:
        raise PackageError(f"blob {min(set(given) - wanted)}: no disclosed entry names it")
    for _, blob in sorted(given.items()):
        with blob.open() as file:
            found = out.stream(f"blobs/{blob.sha256}", file)
        if (found.sha256, found.size) != (blob.sha256, blob.size):
            raise PackageError(f"blob {blob.sha256}: its bytes are not the ones that were recorded")
    return len(given)


def _check_rows(rows: tuple[IndexRow, ...], named: dict[int, tuple[str, ...]]) -> None:
    for row in rows:
        if row.sha256 not in named.get(row.ledger_seq, ()):
            raise PackageError(f"index {row.evidence}: entry {row.ledger_seq} does not disclose its file")


def write_package(out: BinaryIO, package: PackageInput) -> PackageResult:
    """Write the zip; members stand in the order of their names, so the manifest comes after what it lists."""
    rows, documents = tuple(package.index), tuple(package.documents)
    paths = [f"documents/{name}" for name in safe_names(name for name, _ in documents)]
    with SpooledTemporaryFile(_IN_MEMORY) as leaves_file, SpooledTemporaryFile(_IN_MEMORY) as lines_file:
        leaves, named = _ledger(package, leaves_file, lines_file)
        head, sink = _head(package, leaves), Sink(out)
        _check_rows(rows, named)
        sink.add("FORMAT.md", shipped("FORMAT.md"))
        blobs = _add_blobs(sink, package.blobs, named)
        small = {"checkpoint": package.checkpoint, **_consistency(package, leaves)}
        small |= {path: data for path, (_, data) in zip(paths, documents, strict=True)}
        for name in sorted(small):
            sink.add(name, small[name])
        lines_file.seek(0)
        sink.stream("entries.jsonl", lines_file)
        sink.add("index.csv", to_csv(rows))
        sink.add("index.html", to_html(package, head.size, rows, paths))
        leaves_file.seek(0)
        sink.stream("leaves", leaves_file)
    _seal(sink, package, head)
    return PackageResult(sha256=sink.hashed.hexdigest(), entries=len(named), blobs=blobs)


def _seal(sink: Sink, package: PackageInput, head: note.Checkpoint) -> None:
    """The manifest, its signature, and the two files that stand after it by name."""
    last = {"verify.py": shipped("verify.py"), "vkey": f"{package.vkey}\n".encode()}
    listed = [
        *sink.listed,
        *(Listed(name, sha256(data).hexdigest(), len(data)) for name, data in last.items()),
    ]
    manifest = manifest_bytes(package, head, listed)
    sink.add("manifest.json", manifest)
    sink.add("manifest.sig", manifest_note(package, manifest).to_bytes())
    for name, data in last.items():
        sink.add(name, data)
    sink.close()
