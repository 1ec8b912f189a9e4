"""What the ledger says beside the rows: the last entries, and that nothing was written at all."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from dualtrack.app.ledger import head, queries
from dualtrack.app.ledger.recorded import Recorded
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.programme.words import refusal_text
from dualtrack.domain.ledger.entry import Entry


def size() -> int:
    """How many entries there are."""
    return head.read().size


def last(count: int = 1) -> tuple[Entry, ...]:
    """The last entries, oldest first."""
    return tuple(queries.entries(size() - count))


def same(row: Recorded, entry: Entry) -> bool:
    """The row is what its entry says, and names it."""
    return (row.seq, row.encoded(), row.recorded_at) == (entry.seq, entry.value, entry.recorded_at)


@contextmanager
def refused(code: str, words: str) -> Iterator[None]:
    """What is inside is refused with this code and, at the edge, these words; the ledger stays as it was."""
    before = size()
    with pytest.raises(RefusedError) as told:
        yield
    assert told.value.code == code
    assert refusal_text(told.value.code, told.value.params) == words
    assert size() == before
