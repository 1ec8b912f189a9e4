"""What a package says of what was erased: stubs and the entries that erased it, in the place of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dualtrack.app.ledger import erased
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.programme.deliverables.disclosure import Disclosure
from dualtrack.domain.ledger.entry import Entry, stub_line
from dualtrack.domain.programme.snapshot import Programme


def refuse_before(engagement: str, size: int) -> None:
    """Refuse a head before an erasure of what the audit saw: without that entry it would only be missing."""
    for done in erased.erasures():
        if done.seq >= size and engagement in done.erasure.engagements:
            raise RefusedError("checkpoint_before_an_erasure", object=size, entry=done.seq)


def erasures(
    disclosure: Disclosure, entries: Iterable[Entry], disclosed: Mapping[int, Entry]
) -> dict[int, Entry]:
    """The erasures of what this audit sees, or saw before it left."""
    named = {blob for entry in disclosed.values() for blob in entry.blobs}
    told = {
        f"erasure/{one.id}"
        for one in disclosure.programme.erasures
        if disclosure.engagement.id in one.engagements or not named.isdisjoint(one.blobs)
    }
    return {entry.seq: entry for entry in entries if entry.object in told}


def erased_by(held: Programme, disclosed: Mapping[int, Entry]) -> Mapping[str, int]:
    """Of each file that left the position of the disclosed erasure that took it."""
    places = {entry.object: seq for seq, entry in disclosed.items() if entry.type == "erasure"}
    of = {name: places.get(f"erasure/{erasure.id}") for name, erasure in held.erased_files.items()}
    return {name: seq for name, seq in of.items() if seq is not None}


def lines(leaves: Sequence[bytes], disclosed: Mapping[int, bytes]) -> Iterator[bytes]:
    """The lines of what is disclosed; of all else, erased or of another audit, the hash."""
    for seq, leaf in enumerate(leaves):
        yield disclosed[seq] if seq in disclosed else stub_line(leaf)
