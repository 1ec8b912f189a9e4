"""Canonical JSON: one spelling for one value."""

import json
from collections import namedtuple
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.each import each

from dualtrack.domain.ledger import canonical
from dualtrack.domain.ledger.canonical import CanonicalError, dumps, strict_loads

TEXT = st.text(alphabet=st.characters(exclude_categories=("Cs",)))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)
NEARLY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT | st.binary(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.dictionaries(TEXT, inner, max_size=4)
        | st.dictionaries(st.integers(), inner, min_size=1, max_size=2)
    ),
    max_leaves=8,
)


def test_keys_are_sorted_and_nothing_is_escaped_without_need() -> None:
    assert (
        dumps({"b": [1, True, None], "a": 'é\n"/\x01\u2028'})
        == '{"a":"é\\n\\"/\\u0001\u2028","b":[1,true,null]}'.encode()
    )


@given(VALUES)
def test_every_value_comes_back_from_its_one_spelling(value: object) -> None:
    data = dumps(value)
    assert strict_loads(data) == value
    assert dumps(strict_loads(data)) == data


@given(NEARLY)
def test_what_is_quickly_seen_to_be_plain_is_what_the_slow_look_passes(value: object) -> None:
    try:
        canonical._check(value, "$")
        passes = True
    except CanonicalError:
        passes = False
    assert canonical._plain(value) == passes
    if passes:
        spelt = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert dumps(value) == spelt.encode()


def test_kinds_that_are_nearly_plain_are_written_too() -> None:
    pair = namedtuple("pair", "a b")
    assert dumps({"p": pair(1, "x"), "n": 2**70}) == b'{"n":1180591620717411303424,"p":[1,"x"]}'


@each(
    ("value", "message"),
    [
        ({"a": 1.5}, "$.a: float has no canonical form"),
        ({"a": [{1: 2}]}, "$.a[]: the key 1 is not text"),
        ({"a": {1}}, "$.a: set has no canonical form"),
        ({"a": b"x"}, "$.a: bytes has no canonical form"),
        (float("nan"), "$: float has no canonical form"),
        ("\ud800", "text holds a lone surrogate: surrogates not allowed"),
    ],
)
def test_what_json_would_bend_is_refused(value: object, message: str) -> None:
    with pytest.raises(CanonicalError) as caught:
        dumps(value)
    assert str(caught.value) == message


@each(
    "data",
    [
        b'{"a": 1}',
        b'{"b":1,"a":2}',
        b'"\\u0041"',
        b'"\\/"',
        b" 1",
        b"1\n",
        b"-0",
        b"\xef\xbb\xbf1",
        b'"\\u00E9"',
    ],
)
def test_another_spelling_of_a_value_is_refused(data: bytes) -> None:
    with pytest.raises(CanonicalError):
        strict_loads(data)


@each(
    ("data", "message"),
    [
        (b'{"a":1,"a":2}', "the key 'a' stands twice"),
        (b"1.0", "the number 1.0 is not an integer"),
        (b"1e3", "the number 1e3 is not an integer"),
        (b"NaN", "the number NaN is not an integer"),
        (b"-Infinity", "the number -Infinity is not an integer"),
        (b'"\\ud800"', "text holds a lone surrogate: surrogates not allowed"),
        (b"[" * 65 + b"]" * 65, "nested deeper than 64"),
        (b"[" * 100_000, "nested deeper than 64"),
    ],
)
def test_the_fault_is_named(data: bytes, message: str) -> None:
    with pytest.raises(CanonicalError) as caught:
        strict_loads(data)
    assert str(caught.value) == message


@each("data", [b"", b"{", b'"\xff"', b"1" * 5000, b'{"a":1}{'])
def test_what_is_no_json_is_refused(data: bytes) -> None:
    with pytest.raises(CanonicalError, match=r"^not JSON in UTF-8: "):
        strict_loads(data)


def test_brackets_in_text_are_no_depth() -> None:
    assert strict_loads(dumps(["[" * 100 + '\\"{'])) == ["[" * 100 + '\\"{']
    assert strict_loads(b"[" * 64 + b"]" * 64) is not None


@each("around", [lambda inner: [inner], lambda inner: (inner,), lambda inner: {"a": inner}])
def test_as_deep_a_value_is_written_as_is_read(around: Callable[[object], object]) -> None:
    value: object = 1
    for _ in range(64):
        value = around(value)
    data = dumps(value)
    assert dumps(strict_loads(data)) == data
    with pytest.raises(CanonicalError, match=r"nested deeper than 64$"):
        dumps(around(value))
