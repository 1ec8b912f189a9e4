"""Verifying what somebody brings: heads that they hold, and the key that they were given."""

from collections.abc import Iterator, Sequence

from dualtrack.app.ledger import keys
from dualtrack.app.ledger.verify_heads import Heads, Outside
from dualtrack.app.ledger.verify_report import Report
from dualtrack.domain.ledger.held import Doubt, opened, strange_key
from dualtrack.domain.ledger.rotation import KeyRing

Brought = tuple[str, bytes]


def check_held(
    report: Report, heads: Heads, held: Sequence[Brought], vkey: str | None
) -> tuple[Outside, ...]:
    """Heads that our key of their size signed; whether they are the tree's is seen when it was walked."""
    if heads.ring is None:
        return ()  # named already: there is no key
    strange = None if vkey is None else strange_key(vkey, heads.ring)
    if strange is not None:
        report.add("vkey", strange.kind, strange.detail)
    return tuple(_opened(report, heads, heads.ring, held))


def _opened(report: Report, heads: Heads, ring: KeyRing, held: Sequence[Brought]) -> Iterator[Outside]:
    for name, data in held:
        found = opened(data, ring=ring, verify=keys.verify, size=heads.size)
        if isinstance(found, Doubt):
            report.add(name, found.kind, found.detail)
        else:
            yield Outside(item=name, size=found.size, root=found.root)
