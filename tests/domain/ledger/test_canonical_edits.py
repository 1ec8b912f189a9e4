"""No byte of a canonical text can be changed, added or taken away unseen; whole spellings are held to one."""

import json
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.each import each

from dualtrack.domain.ledger.canonical import MAX_DEPTH, CanonicalError, dumps, strict_loads

TEXT = st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=6)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
SAMPLE = {"a": [1, -20, True, None], "ä": {"b": 'q"\\\n', "a": ""}, "z": "€𝄞"}


def read(data: bytes) -> tuple[bool, object]:
    """Whether the bytes are canonical, and what they say."""
    try:
        return True, strict_loads(data)
    except CanonicalError:
        return False, None


@each("at", range(len(dumps(SAMPLE))))
def test_every_edit_of_one_byte_is_refused_or_says_something_else(at: int) -> None:
    data = dumps(SAMPLE)
    edits = [data[:at] + bytes([byte]) + data[at + 1 :] for byte in range(256) if byte != data[at]]
    edits += [data[:at] + data[at + 1 :], data[:at] + b" " + data[at:], data[:at] + b"0" + data[at:]]
    for bent in edits:
        good, value = read(bent)
        assert not good or (value != SAMPLE or _types(value) != _types(SAMPLE))
        assert sha256(bent).digest() != sha256(data).digest()


def _types(value: object) -> object:
    """The value with its types: True is not 1."""
    if isinstance(value, dict):
        return {key: _types(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_types(item) for item in value]
    return type(value), value


@given(VALUES, VALUES)
def test_two_values_have_two_texts(one: object, two: object) -> None:
    assert (dumps(one) == dumps(two)) is (_types(one) == _types(two))


@given(st.binary(max_size=40))
def test_any_bytes_are_one_spelling_or_none(noise: bytes) -> None:
    good, value = read(noise)
    assert not good or dumps(value) == noise


@given(VALUES, st.data())
@settings(deadline=None)
def test_white_space_is_nowhere_allowed_outside_text(value: object, data: st.DataObject) -> None:
    text = dumps(value)
    at = data.draw(st.integers(0, len(text)))
    space = data.draw(st.sampled_from([b" ", b"\n", b"\t", b"\r"]))
    good, told = read(text[:at] + space + text[at:])
    assert not good or told != value  # inside a text a space is another text


@each(
    ("data", "message"),
    [
        (b'{"b":1,"a":2}', "not canonical: keys sorted, no spaces, no needless escapes, plain integers"),
        (b"[1, 2]", "not canonical: keys sorted, no spaces, no needless escapes, plain integers"),
        (b'"\\u00e9"', "not canonical: keys sorted, no spaces, no needless escapes, plain integers"),
        (b'{"a":{"b":1,"b":1}}', "the key 'b' stands twice"),
        (b'[{"a":1,"a":{}}]', "the key 'a' stands twice"),
        (b'{"x":0.0}', "the number 0.0 is not an integer"),
        (b'{"x":1E2}', "the number 1E2 is not an integer"),
        (b"[Infinity]", "the number Infinity is not an integer"),
        (b'{"a":1', "not JSON in UTF-8: Expecting ',' delimiter: line 1 column 7 (char 6)"),
        (b'"\x01"', "not JSON in UTF-8: Invalid control character at: line 1 column 2 (char 1)"),
        (b"\xc3", "not JSON in UTF-8: 'utf-8' codec can't decode byte 0xc3 in position 0: unexpected end"),
        (b"tru", "not JSON in UTF-8: Expecting value: line 1 column 1 (char 0)"),
    ],
)
def test_each_fault_has_its_words(data: bytes, message: str) -> None:
    with pytest.raises(CanonicalError) as caught:
        strict_loads(data)
    assert str(caught.value).startswith(message)


@each(
    ("value", "message"),
    [
        ({"a": {"b": [1.0]}}, "$.a.b[]: float has no canonical form"),
        ({"a": {None: 1}}, "$.a: the key None is not text"),
        ([{True: 1}], "$[]: the key True is not text"),
        ((1, (2, {3})), "$[][]: set has no canonical form"),
        (object, "$: type has no canonical form"),
        ({"a": bytearray()}, "$.a: bytearray has no canonical form"),
    ],
)
def test_the_place_of_what_cannot_be_written_is_told(value: object, message: str) -> None:
    with pytest.raises(CanonicalError) as caught:
        dumps(value)
    assert str(caught.value) == message


@each("depth", [1, 2, MAX_DEPTH - 1, MAX_DEPTH])
def test_what_may_be_written_may_be_read(depth: int) -> None:
    value: object = 0
    for level in range(depth):
        value = [value] if level % 2 else {"k": value}
    assert strict_loads(dumps(value)) == value


def test_one_level_more_is_refused_by_both() -> None:
    value: object = 0
    for _ in range(MAX_DEPTH + 1):
        value = [value]
    with pytest.raises(CanonicalError, match=f"nested deeper than {MAX_DEPTH}"):
        dumps(value)
    with pytest.raises(CanonicalError, match=f"^nested deeper than {MAX_DEPTH}$"):
        strict_loads(json.dumps(value).encode())


@each("most", [1, 3])
def test_a_narrower_depth_may_be_asked_for(most: int) -> None:
    assert strict_loads(b"[" * most + b"]" * most, max_depth=most) is not None
    with pytest.raises(CanonicalError, match=f"^nested deeper than {most}$"):
        strict_loads(b"[" * (most + 1) + b"]" * (most + 1), max_depth=most)
    assert strict_loads(b"[[],[],[[]]]", max_depth=3) == [[], [], [[]]]  # brackets that close are no depth


def test_a_whole_number_beyond_what_can_be_read_back_is_not_written() -> None:
    with pytest.raises(CanonicalError, match=r"^a number is too long to be written: "):
        dumps({"n": 10**5000})
    assert strict_loads(dumps(10**4000)) == 10**4000


@each("value", [True, False, 0, 1, -1, 2**64, -(2**63), "", "\x7f", "\u2028", None, [], {}])
def test_small_values_are_written_as_themselves(value: object) -> None:
    assert strict_loads(dumps(value)) == value
    assert dumps(value) == json.dumps(value, ensure_ascii=False).encode()
