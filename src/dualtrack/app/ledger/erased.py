"""What left the record by an erasure entry: which files and bodies, by which entry, and how that is said."""

from collections.abc import Iterable, Mapping
from typing import BinaryIO

from attrs import frozen

from dualtrack.app.ledger.blobs import StoreError, blob_store
from dualtrack.app.ledger.models import Body, ErasureRow
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.domain.ledger.entry import parse_line
from dualtrack.domain.ledger.erasure import ErasedEntry, Erasure
from dualtrack.domain.ledger.standing import Left


@frozen(kw_only=True)
class Done:
    """An erasure and the position of its entry."""

    seq: int
    erasure: Erasure

    def __str__(self) -> str:
        """Say so, in the words that stand wherever something is missed."""
        said = self.erasure
        return f"erased on {said.carried_out_on} by entry {self.seq}, legal basis: {said.legal_basis}"


@frozen(kw_only=True)
class Stub:
    """The place of an entry whose body left, and the erasure that took it."""

    entry: ErasedEntry
    by: Done


def erasures() -> tuple[Done, ...]:
    """Every erasure, oldest first."""
    return tuple(Done(seq=row.seq, erasure=row.to_value()) for row in ErasureRow.objects.order_by("seq"))


def stubs() -> Mapping[int, Stub]:
    """Every entry whose body left, by its position."""
    return {entry.seq: Stub(entry=entry, by=done) for done in erasures() for entry in done.erasure.entries}


def left(kind: str = "") -> Mapping[int, Left]:
    """Entries whose bodies left, of one kind or all, by position; each with the next that is still there."""
    prefix = f"{kind}/" if kind else ""
    gone = {seq: one.entry for seq, one in stubs().items() if one.entry.object.startswith(prefix)}
    names = {entry.object for entry in gone.values()}
    rows = Body.objects.filter(object__in=names).order_by("-seq").values_list("seq", "object", "line")
    later: dict[str, bytes] = {}
    found: dict[int, Left] = {}
    waiting = sorted(gone)
    for seq, name, line in rows.iterator() if names else ():
        while waiting and waiting[-1] > seq:
            _put(found, gone[waiting.pop()], later)
        later[name] = bytes(line)
    while waiting:
        _put(found, gone[waiting.pop()], later)
    return found


def _put(found: dict[int, Left], entry: ErasedEntry, later: Mapping[str, bytes]) -> None:
    line = later.get(entry.object)
    found[entry.seq] = Left(entry=entry, next=None if line is None else parse_line(line))


def stubs_of(name: str) -> tuple[Stub, ...]:
    """The erased entries about one object (`evidence/ev_...`), oldest first."""
    found = (stub for stub in stubs().values() if stub.entry.object == name)
    return tuple(sorted(found, key=lambda stub: stub.entry.seq))


def files() -> Mapping[str, Done]:
    """Every file that left, by its hash."""
    return {name: done for done in erasures() for name in done.erasure.blobs}


def opened(name: str) -> BinaryIO:
    """A file of the store, hashed first; of one that left, `StoreError` says by which entry."""
    done = files().get(name) if not blob_store().exists(name) else None
    if done is not None:
        raise StoreError("erased", f"blob {name}: {done}")
    return blob_store().open(name)


def refuse_again(names: Iterable[str]) -> None:
    """What was erased does not come back: a file handed in anew is taken away again, and refused."""
    wanted = set(names)
    if not wanted:
        return
    left = files()
    for name in sorted(wanted & set(left)):
        blob_store().remove(name)
        raise RefusedError("file_was_erased", object=name, entry=left[name].seq)
