"""An entry and its line: strict both ways."""

from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

import pytest
from attrs import evolve
from tests.each import each

from dualtrack.domain.ledger import canonical
from dualtrack.domain.ledger.entry import (
    Entry,
    EntryError,
    leaf_hash,
    parse_line,
    stub_leaf,
    stub_line,
    to_line,
)

ENTRY = Entry(
    seq=7,
    salt="0f" * 16,
    recorded_at=datetime(2026, 3, 1, 9, 0, 0, 12, tzinfo=UTC),
    occurred_at=datetime(2026, 2, 28, 9, 0, tzinfo=UTC),
    actor="person:p1",
    via="ui",
    action="evidence.add",
    object="evidence/EV 1",
    reason="first — of many\n",
    type="evidence",
    tv=2,
    value={"b": [1], "a": None},
    blobs=("ab" * 32,),
)
LINE = (
    '{"action":"evidence.add","actor":"person:p1","blobs":["' + "ab" * 32 + '"],"object":"evidence/EV 1",'
    '"occurred_at":"2026-02-28T09:00:00.000000Z","reason":"first — of many\\n",'
    '"recorded_at":"2026-03-01T09:00:00.000012Z","salt":"' + "0f" * 16 + '","seq":7,"tv":2,"type":"evidence",'
    '"v":1,"value":{"a":null,"b":[1]},"via":"ui"}'
).encode()


def test_the_line_is_canonical_and_without_newline() -> None:
    assert to_line(ENTRY) == LINE
    assert b"\n" not in LINE


def test_a_line_is_read_back_to_the_same_entry() -> None:
    assert parse_line(LINE) == ENTRY
    assert parse_line(LINE).who.person_id == "p1"


def test_a_tombstone_stands_in_place_of_a_value() -> None:
    gone = evolve(ENTRY, value=None, tombstone={"why": "entered twice"}, occurred_at=None, blobs=())
    assert b'"tombstone":{"why":"entered twice"}' in to_line(gone)
    assert b'"value"' not in to_line(gone)
    assert parse_line(to_line(gone)) == gone


def test_another_zone_gives_the_same_line() -> None:
    east = ENTRY.recorded_at.astimezone(timezone(timedelta(hours=5, minutes=30)))
    assert to_line(evolve(ENTRY, recorded_at=east)) == LINE


@each(
    ("change", "message"),
    [
        ({"v": 2}, "v: expected 1, got 2"),
        ({"seq": -1}, "seq: expected an integer from 0, got -1"),
        ({"seq": True}, "seq: expected an integer from 0, got True"),
        ({"tv": 0}, "tv: expected an integer from 1, got 0"),
        ({"salt": "0F" * 16}, "salt: expected 32 lower hex digits, got '0F0F"),
        ({"recorded_at": datetime(2026, 1, 1)}, "recorded_at: expected a datetime with a time zone"),  # noqa: DTZ001 - is refused
        ({"recorded_at": "2026"}, "recorded_at: expected a datetime with a time zone, got '2026'"),
        ({"occurred_at": "2026"}, "occurred_at: expected a datetime with a time zone"),
        ({"occurred_at": datetime(2026, 1, 1)}, "occurred_at: expected a datetime with a time zone"),  # noqa: DTZ001 - is refused
        ({"actor": "anna"}, "actor: actor id 'anna': expected person:<id>"),
        ({"via": "mail"}, "actor: actor via 'mail': expected one of ui"),
        ({"via": ["ui"]}, "actor: actor via ['ui']: expected one of ui"),
        ({"action": "two words"}, "action: expected 1 to 200 printable ASCII characters, no spaces"),
        ({"object": " "}, "object: expected text"),
        ({"reason": None}, "reason: expected text, got None"),
        ({"type": ""}, "type: expected 1 to 200 printable"),
        ({"value": None}, "value: expected exactly one of value and tombstone, got 0"),
        ({"tombstone": {}}, "value: expected exactly one of value and tombstone, got 2"),
        ({"value": [1]}, "value: expected an object, got list"),
        ({"blobs": ("AB" * 32,)}, "blobs: expected sha256 as 64 lower hex digits"),
        ({"blobs": ("ab" * 32, "ab" * 32)}, "blobs: a blob is named twice"),
    ],
)
def test_an_entry_that_could_not_be_read_back_is_refused(change: dict[str, object], message: str) -> None:
    with pytest.raises(EntryError) as caught:
        evolve(ENTRY, **change)
    assert str(caught.value).startswith(message)


def test_a_value_with_a_float_is_not_written() -> None:
    with pytest.raises(EntryError, match=r"^entry 7: \$\.value\.x: float has no canonical form$"):
        to_line(evolve(ENTRY, value={"x": 0.5}))


def changed(**fields: object) -> bytes:
    """The line with other fields; None takes one away."""
    data = canonical.strict_loads(LINE)
    assert isinstance(data, dict)
    return canonical.dumps({k: v for k, v in {**data, **fields}.items() if v != "-"})


@each(
    ("line", "message"),
    [
        (LINE + b"\n", "not canonical"),
        (b"[]", "expected an object, got list"),
        (changed(extra=1), "fields do not fit: extra"),
        (changed(reason="-"), "fields do not fit: reason"),
        (changed(tombstone={}), "fields do not fit: tombstone"),
        (changed(blobs="x"), "blobs: expected a list"),
        (changed(recorded_at=None), "recorded_at: expected a UTC time"),
        (changed(recorded_at="2026-03-01T09:00:00Z"), "recorded_at: expected a UTC time"),
        (changed(via=["ui"]), "actor: actor via ['ui']: expected one of ui"),
        (changed(via={"a": []}), "actor: actor via {'a': []}: expected one of ui"),
        (changed(seq="7"), "seq: expected an integer from 0, got '7'"),
        (changed(value=None), "value: expected exactly one"),
        (b"#" + b"0" * 64, "not JSON in UTF-8"),
    ],
)
def test_a_line_that_is_not_ours_is_refused(line: bytes, message: str) -> None:
    with pytest.raises(EntryError) as caught:
        parse_line(line)
    assert str(caught.value).startswith(message)


def test_the_leaf_hash_is_the_one_of_rfc_6962() -> None:
    assert leaf_hash(LINE) == sha256(b"\x00" + LINE).digest()


def test_a_stub_is_the_leaf_hash_alone() -> None:
    leaf = leaf_hash(LINE)
    assert stub_line(leaf) == b"#" + leaf.hex().encode()
    assert stub_leaf(stub_line(leaf)) == leaf


@each("line", [LINE, b"", b"#", b"#" + b"A" * 64, b"#" + b"\xff" * 64, b"#" + b"a" * 65])
def test_any_other_line_is_no_stub(line: bytes) -> None:
    assert stub_leaf(line) is None
