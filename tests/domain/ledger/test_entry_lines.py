"""Lines of generated entries, every field wrong once in either direction, and every byte of a line edited."""

from datetime import UTC, datetime
from typing import Any

import pytest
from attrs import evolve, fields
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.each import each

from dualtrack.domain.ledger import canonical
from dualtrack.domain.ledger.actor import VIAS
from dualtrack.domain.ledger.entry import (
    VERSION,
    Entry,
    EntryError,
    leaf_hash,
    parse_line,
    stub_leaf,
    stub_line,
    to_line,
)

TEXT = st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=12)
WORDS = st.text(alphabet=st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=20)
DIGESTS = st.binary(min_size=32, max_size=32).map(bytes.hex)
BODIES = st.dictionaries(TEXT, TEXT | st.integers() | st.none() | st.lists(TEXT, max_size=2), max_size=3)
MOMENTS = st.datetimes(timezones=st.just(UTC))
ENTRIES = st.builds(
    Entry,
    seq=st.integers(0, 2**63),
    salt=st.binary(min_size=16, max_size=16).map(bytes.hex),
    recorded_at=MOMENTS,
    occurred_at=st.none() | MOMENTS,
    actor=st.sampled_from(["person:a", "token:t/by:a", "operator:u@h", "system:s"]),
    via=st.sampled_from(VIAS),
    action=WORDS,
    object=TEXT.filter(str.strip),
    reason=TEXT,
    type=WORDS,
    tv=st.integers(1, 99),
    value=BODIES,
    blobs=st.lists(DIGESTS, max_size=2, unique=True).map(tuple),
)
ENTRY = Entry(
    seq=0,
    salt="a1" * 16,
    recorded_at=datetime(2026, 3, 1, 9, tzinfo=UTC),
    actor="person:ann",
    via="ui",
    action="add",
    object="x/1",
    type="x",
    tv=1,
    value={"id": "1", "n": 5},
)
LINE = to_line(ENTRY)
WORD = "1 to 200 printable ASCII characters, no spaces"
ACTORS = "person:<id>, token:<id>/by:<person>, operator:<os user>@<host> or system:<name>"
DOORS = "ui, api, cli, job, demo, or cli:<os user>@<host>"
UTC_TIME = "expected a UTC time as YYYY-MM-DDTHH:MM:SS.ffffffZ"
QUICK = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@QUICK
@given(ENTRIES)
def test_every_entry_comes_back_from_its_one_line(entry: Entry) -> None:
    line = to_line(entry)
    assert parse_line(line) == entry
    assert to_line(parse_line(line)) == line
    assert b"\n" not in line
    assert stub_leaf(stub_line(leaf_hash(line))) == leaf_hash(line)
    assert stub_leaf(line) is None


@QUICK
@given(ENTRIES, ENTRIES)
def test_two_entries_never_share_a_line(one: Entry, two: Entry) -> None:
    assert (to_line(one) == to_line(two)) is (one == two)
    assert (leaf_hash(to_line(one)) == leaf_hash(to_line(two))) is (one == two)


@QUICK
@given(ENTRIES)
def test_a_removal_is_read_back_as_one(entry: Entry) -> None:
    gone = evolve(entry, value=None, tombstone=entry.value)
    assert parse_line(to_line(gone)) == gone
    assert leaf_hash(to_line(gone)) != leaf_hash(to_line(entry))


@each("at", range(len(LINE)))
def test_every_edit_of_one_byte_is_refused_or_is_another_entry_of_another_leaf(at: int) -> None:
    edits = [LINE[:at] + bytes([LINE[at] ^ 1 << bit]) + LINE[at + 1 :] for bit in range(8)]
    edits += [LINE[:at] + LINE[at + 1 :], LINE[:at] + b'"' + LINE[at:], LINE[:at] + b"0" + LINE[at:]]
    for bent in edits:
        if bent == LINE:  # the same byte put beside itself, or taken from a pair of equal ones
            continue
        assert leaf_hash(bent) != leaf_hash(LINE)
        try:
            found = parse_line(bent)
        except EntryError:
            continue
        assert found != ENTRY
        assert to_line(found) == bent


@each(
    ("field", "value", "message"),
    [
        ("v", 0, "v: expected 1, got 0"),
        ("v", True, "v: expected 1, got True"),
        ("v", "1", "v: expected 1, got '1'"),
        ("seq", -5, "seq: expected an integer from 0, got -5"),
        ("seq", None, "seq: expected an integer from 0, got None"),
        ("seq", False, "seq: expected an integer from 0, got False"),
        ("tv", 0, "tv: expected an integer from 1, got 0"),
        ("tv", "1", "tv: expected an integer from 1, got '1'"),
        ("salt", "", "salt: expected 32 lower hex digits, got ''"),
        ("salt", "a1" * 15, f"salt: expected 32 lower hex digits, got '{'a1' * 15}'"),
        ("salt", 3, "salt: expected 32 lower hex digits, got 3"),
        ("actor", 3, "actor: expected text, got 3"),
        ("actor", None, "actor: expected text, got None"),
        ("actor", "ann", f"actor: actor id 'ann': expected {ACTORS}"),
        ("via", "post", f"actor: actor via 'post': expected one of {DOORS}"),
        ("via", None, f"actor: actor via None: expected one of {DOORS}"),
        ("via", [], f"actor: actor via []: expected one of {DOORS}"),
        ("via", {}, f"actor: actor via {{}}: expected one of {DOORS}"),
        ("action", "", f"action: expected {WORD}, got ''"),
        ("action", "a b", f"action: expected {WORD}, got 'a b'"),
        ("action", "é", f"action: expected {WORD}, got 'é'"),
        ("action", 1, f"action: expected {WORD}, got 1"),
        ("object", "", "object: expected text, got ''"),
        ("object", "\t", "object: expected text, got '\\t'"),
        ("object", ["x"], "object: expected text, got ['x']"),
        ("reason", 0, "reason: expected text, got 0"),
        ("type", "x\n", f"type: expected {WORD}, got 'x\\n'"),
        ("value", None, "value: expected exactly one of value and tombstone, got 0"),
        ("value", "x", "value: expected an object, got str"),
        ("value", ["x"], "value: expected an object, got list"),
    ],
)
def test_every_field_wrong_once_is_refused_in_memory_and_in_a_line(
    field: str, value: object, message: str
) -> None:
    with pytest.raises(EntryError) as caught:
        evolve(ENTRY, **{field: value})
    assert str(caught.value) == message
    with pytest.raises(EntryError) as caught:
        parse_line(spoilt(**{field: value}))
    assert str(caught.value) == message


def spoilt(**changed: object) -> bytes:
    """The line with other fields, canonical all the same."""
    told = canonical.strict_loads(LINE)
    assert isinstance(told, dict)
    return canonical.dumps({**told, **changed})


@each(
    ("changed", "message"),
    [
        ({"blobs": {}}, "blobs: expected a list"),
        ({"blobs": None}, "blobs: expected a list"),
        ({"blobs": [1]}, "blobs: expected sha256 as 64 lower hex digits, got 1"),
        ({"blobs": [["a"]]}, "blobs: expected sha256 as 64 lower hex digits, got ['a']"),
        ({"blobs": ["ab" * 32] * 2}, "blobs: a blob is named twice"),
        ({"recorded_at": 5}, f"recorded_at: {UTC_TIME}, got int 5"),
        ({"recorded_at": "2026"}, f"recorded_at: {UTC_TIME}, got str '2026'"),
        (
            {"occurred_at": "2026-03-01T09:00:00.000000+00:00"},
            f"occurred_at: {UTC_TIME}, got str '2026-03-01T09:00:00.000000+00:00'",
        ),
        (
            {"occurred_at": "2026-02-30T09:00:00.000000Z"},
            f"occurred_at: {UTC_TIME}, got str '2026-02-30T09:00:00.000000Z'",
        ),
        ({"zz": 1}, "fields do not fit: zz"),
        ({"tombstone": {"id": "1"}}, "fields do not fit: tombstone"),
    ],
)
def test_what_only_a_line_can_get_wrong(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(EntryError) as caught:
        parse_line(spoilt(**changed))
    assert str(caught.value) == message


@each("name", sorted(field.name for field in fields(Entry) if field.name != "tombstone"))
def test_a_line_without_one_of_its_fields_is_refused(name: str) -> None:
    told = canonical.strict_loads(LINE)
    assert isinstance(told, dict)
    del told[name]
    with pytest.raises(EntryError) as caught:
        parse_line(canonical.dumps(told))
    assert str(caught.value) == f"fields do not fit: {name}"


@each("kind", [b"null", b"1", b'"x"', b"true", b"[]"])
def test_a_line_that_is_no_object_is_refused(kind: bytes) -> None:
    with pytest.raises(EntryError, match=r"^expected an object, got (NoneType|int|str|bool|list)$"):
        parse_line(kind)


@each(
    ("value", "message"),
    [
        ({"x": 0.5}, "entry 0: $.value.x: float has no canonical form"),
        ({"x": {1: 2}}, "entry 0: $.value.x: the key 1 is not text"),
        ({"x": "\ud800"}, "entry 0: text holds a lone surrogate: surrogates not allowed"),
    ],
)
def test_a_value_that_json_would_bend_is_named_with_its_entry(value: dict[str, Any], message: str) -> None:
    with pytest.raises(EntryError) as caught:
        to_line(evolve(ENTRY, value=value))
    assert str(caught.value) == message


def test_a_number_too_long_to_be_read_back_is_not_written() -> None:
    with pytest.raises(EntryError, match=r"^entry 0: a number is too long to be written: "):
        to_line(evolve(ENTRY, value={"x": 10**5000}))


def test_a_withheld_line_cannot_be_guessed_without_its_salt() -> None:
    other = evolve(ENTRY, salt="b2" * 16)
    assert leaf_hash(to_line(other)) != leaf_hash(LINE)
    assert evolve(other, salt=ENTRY.salt) == ENTRY


@each(
    "line",
    [
        b"#" + b"g" * 64,
        b"#" + b"a" * 63,
        b"#" + b"a" * 63 + b"\n",
        b"##" + b"a" * 63,
        b" " + b"#" + b"a" * 63,
    ],
)
def test_a_stub_has_one_spelling(line: bytes) -> None:
    assert stub_leaf(line) is None
    with pytest.raises(EntryError):
        parse_line(line)


def test_the_version_of_the_form_is_one() -> None:
    assert ENTRY.v == VERSION == 1
    assert ENTRY.who.id == "person:ann"
