"""A stored line is read quickly where it is canonical, and strictly where that is in doubt."""

from datetime import UTC, datetime

from tests.each import each

from dualtrack.app.ledger.verify_lines import loads, stored_bytes
from dualtrack.domain.ledger.entry import Entry, to_line

ENTRY = Entry(
    seq=3,
    salt="0" * 32,
    recorded_at=datetime(2026, 3, 2, 9, tzinfo=UTC),
    actor="person:alice",
    via="ui",
    action="widget.add",
    object="sample_widget/w",
    type="sample_widget",
    tv=1,
    value={"id": "w", "title": "Größe \u2028 \x7f\x01 \U0001f600"},
)


def test_a_line_is_read_as_its_fields() -> None:
    fields = loads(to_line(ENTRY))
    assert fields is not None
    assert (fields["seq"], fields["object"], fields["value"]) == (3, ENTRY.object, ENTRY.value)
    assert fields["recorded_at"] == "2026-03-02T09:00:00.000000Z"


def test_a_number_beyond_64_bits_is_read_by_the_strict_reader() -> None:
    line = to_line(ENTRY).replace(b'"title":', b'"size":18446744073709551616123,"title":')
    fields = loads(line)
    assert fields is not None
    assert isinstance(fields["value"], dict)
    assert fields["value"]["size"] == 18446744073709551616123
    assert fields["recorded_at"] == "2026-03-02T09:00:00.000000Z"


@each(
    ("old", "new"),
    [
        (b'"seq":3', b'"seq": 3'),
        (b'"seq":3', b'"seq":3,"seq":3'),
        (b'"seq":3,', b""),
        (b'"via":"ui"', b'"via":"ui","x":1'),
        (b'"via":"ui"', b'"via":"\\u0075i"'),
        (b"{", b"["),
        (b'"tv":1', b'"tv":NaN'),
    ],
)
def test_any_other_spelling_is_refused(old: bytes, new: bytes) -> None:
    line = to_line(ENTRY)
    assert old in line
    assert loads(line.replace(old, new, 1)) is None


@each("line", [b"", b"null", b"[]", b"\xff", b"{}", b'"text"'])
def test_what_is_no_entry_is_refused(line: bytes) -> None:
    assert loads(line) is None


def test_bytes_come_back_whatever_the_column_was_made_of() -> None:
    assert stored_bytes(b"\x00\xff") == b"\x00\xff"
    assert stored_bytes(memoryview(b"ab")) == b"ab"
    assert stored_bytes("é") == "é".encode()
