"""The entry of a restored home holds the head and the checkpoint that it goes on from."""

from datetime import UTC, datetime

from attrs import asdict

from dualtrack.domain.ledger.codec import decode, encode
from dualtrack.domain.ledger.restoration import Restoration

VALUE = Restoration(
    id="restoration_1",
    taken_at=datetime(2027, 6, 14, 2, 0, tzinfo=UTC),
    program="0.1.0",
    size=7,
    root="ab" * 32,
    checkpoint_size=6,
    checkpoint_root="cd" * 32,
)


def test_it_comes_back_as_it_was_recorded() -> None:
    data = encode(VALUE)
    assert data == asdict(VALUE) | {"taken_at": "2027-06-14T02:00:00.000000Z"}
    assert decode("restoration", 1, data) == VALUE
