"""What erasure entries took: read before the walk, to tell what is lost from what left by an entry.

Only an entry that hashes to its own leaf is believed; that its leaf is the tree's is seen by the walk.
"""

from collections.abc import Iterator, Mapping

from attrs import define, field, frozen

from dualtrack.app.ledger.models import Body, Leaf
from dualtrack.app.ledger.verify_lines import loads, stored_bytes
from dualtrack.app.ledger.verify_report import Report
from dualtrack.domain.ledger.codec import CodecError, decode
from dualtrack.domain.ledger.codec_types import encode_instant
from dualtrack.domain.ledger.entry import leaf_hash
from dualtrack.domain.ledger.erasure import ErasedEntry, Erasure


@frozen
class Said:
    """One erased place: what the erasure says of it, and the position of the erasure."""

    entry: ErasedEntry
    by: int


@define
class Gone:
    """Everything that erasure entries name: bodies by position, files by hash."""

    by: dict[int, Erasure] = field(factory=dict)
    entries: dict[int, Said] = field(factory=dict)
    blobs: dict[str, int] = field(factory=dict)  # to the position of the erasure

    def body(self, seq: int, leaf: bytes | None) -> Said | None:
        """The erasure that took the body of a place with this leaf, if one did."""
        said = self.entries.get(seq)
        return said if said is not None and leaf is not None and said.entry.leaf == leaf.hex() else None

    def last(self) -> Mapping[str, int]:
        """The last erased position of each object."""
        found: dict[str, int] = {}
        for seq, said in self.entries.items():
            found[said.entry.object] = max(seq, found.get(said.entry.object, seq))
        return found

    def times(self) -> frozenset[str]:
        """When erased entries were recorded: a file may have been named by one of them first."""
        return frozenset(encode_instant(said.entry.recorded_at) for said in self.entries.values())


def read_erased() -> Gone:
    """Every erasure entry of the ledger that can be believed."""
    gone = Gone()
    for seq, erasure in _erasures():
        gone.by[seq] = erasure
        for entry in erasure.entries:
            if entry.seq < seq:
                gone.entries.setdefault(entry.seq, Said(entry, seq))
        for name in erasure.blobs:
            gone.blobs.setdefault(name, seq)
    return gone


def _erasures() -> Iterator[tuple[int, Erasure]]:
    rows = Body.objects.filter(object__gte="erasure/", object__lt="erasure0").order_by("seq")
    for seq, line in rows.values_list("seq", "line"):
        data = stored_bytes(line)
        leaf = Leaf.objects.filter(pk=seq).values_list("hash", flat=True).first()
        fields = loads(data)
        if fields is None or leaf is None or leaf_hash(data) != stored_bytes(leaf):
            continue  # named by the walk
        value, version = fields.get("value"), fields.get("tv")
        try:
            if fields["type"] == "erasure" and isinstance(value, dict) and isinstance(version, int):
                found = decode("erasure", version, value)
                assert isinstance(found, Erasure)  # noqa: S101 - of this name there is one type
                yield seq, found
        except CodecError:
            continue  # a line of ours is always read; of another program nothing is believed


def tell(report: Report, gone: Gone, item: str, by: int) -> None:
    """Note, as information, that something is not there because an erasure took it."""
    erasure = gone.by[by]
    report.erased(item, by, erasure.carried_out_on, erasure.legal_basis)
