"""The splitter gives what json.loads gives, however the file is laid out and wherever a chunk ends."""

import json
from collections.abc import Iterator

import orjson
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.each import each
from tests.trying import times

from dualtrack.connectors.reading.source import UnreadableError
from dualtrack.connectors.reading.splitter import ArraySplitter, Bad

WHOLE_NUMBERS = st.integers(min_value=-(2**53), max_value=2**53)
SCALARS = st.none() | st.booleans() | WHOLE_NUMBERS | st.floats(allow_nan=False, allow_infinity=False)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from('"\\{}[],:\n'), max_size=8)
VALUES = st.recursive(
    SCALARS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
ALIKE = st.fixed_dictionaries({"message": TEXTS, "rest": VALUES})
ARRAYS = st.lists(VALUES, max_size=6) | st.lists(ALIKE, min_size=3, max_size=12)


def pieces(text: bytes, size: int) -> Iterator[bytes]:
    """The text in chunks of this size."""
    return (text[at : at + size] for at in range(0, len(text), size))


def split(text: bytes, size: int = 1 << 20, max_record: int = 5_000_000) -> list[object]:
    """The values, and for a bad record its number and reason."""
    return [
        (each.record, each.reason) if isinstance(each, Bad) else each[1]
        for each in ArraySplitter(pieces(text, size), max_record)
    ]


@given(ARRAYS, st.sampled_from([None, 0, 1, 4]), st.booleans(), st.integers(min_value=1, max_value=200))
@example([{"message": "},{"}, {"message": '"message":'}, {"message": "\\"}], None, False, 3)
@example([{"a": [{"a": 1}, {"a": 2}]}] * 4, 0, True, 7)
@example([[], [[]], "", '"', 0, -1.5, None], None, True, 1)
def test_any_list_is_read_as_json_reads_it(
    values: list[object], indent: int | None, ascii_only: bool, size: int
) -> None:
    text = json.dumps(values, indent=indent, ensure_ascii=ascii_only)
    assert split(text.encode(), size) == json.loads(text)


@given(ARRAYS, st.sampled_from([None, 4]), st.integers(min_value=1, max_value=60), st.data())
@settings(max_examples=times(300))
def test_a_cut_list_keeps_what_is_whole(
    values: list[object], indent: int | None, size: int, data: st.DataObject
) -> None:
    text = json.dumps(values, indent=indent).encode()
    cut = data.draw(st.integers(min_value=1, max_value=len(text) - 1))
    *whole, last = split(text[:cut], size)
    assert whole == values[: len(whole)]
    assert isinstance(last, tuple)
    assert last[0] == len(whole) + 1


@given(st.binary(max_size=60), st.integers(min_value=1, max_value=9))
@example(b'{"a": "\\', 1)
@example(b'"\\\\', 2)
def test_any_bytes_end_in_values_or_reasons(noise: bytes, size: int) -> None:
    text = b"[" + noise
    try:
        expected = orjson.loads(text)
    except orjson.JSONDecodeError:
        found = list(ArraySplitter(pieces(text, size)))
        assert any(isinstance(each, Bad) for each in found)
    else:
        assert split(text, size) == expected


def test_the_numbers_count_from_one() -> None:
    text = b'[{"a":1},{"a":2},{"a":tru},{"a":4}]'
    found = [each.record if isinstance(each, Bad) else each[0] for each in ArraySplitter(iter([text]))]
    assert found == [1, 2, 3, 4]


def test_the_text_of_each_record_comes_with_it() -> None:
    records = [{"a": 1}, {"a": [2, {"b": 3}]}, {"a": "},{"}, {"a": 4}]
    for indent in (None, 4):
        found = list(ArraySplitter(iter([json.dumps(records, indent=indent).encode()])))
        assert [json.loads(each[2]) for each in found if not isinstance(each, Bad)] == records


@each("size", [7, 64, 1 << 20])
def test_a_record_that_is_too_large_is_skipped_and_never_held(size: int) -> None:
    long = {"a": ['x"\\{' * 100]}
    text = json.dumps([{"a": 1}, long, {"a": 3}]).encode()
    assert split(text, size, max_record=300) == [
        {"a": 1},
        (2, "larger than 300 bytes; no finding is that large"),
        {"a": 3},
    ]


def test_a_bare_value_that_is_too_large_ends_the_reading() -> None:
    for long in (b"1" * 400, b'"' + b"x" * 400):
        assert split(b"[1, " + long, 64, max_record=300) == [
            1,
            (2, "larger than 300 bytes; nothing from here on was read"),
        ]


def test_a_number_that_is_cut_is_no_smaller_number() -> None:
    assert split(b"[12, 34") == [
        12,
        (2, "cut off: the file ends before the list does; nothing from here on was read"),
    ]


def test_another_layout_half_way_is_read_all_the_same() -> None:
    one = [{"message": str(n)} for n in range(20)]
    other = [{"title": str(n), "nested": [{"title": 1}, {"title": 2}]} for n in range(20)]
    text = json.dumps(one, indent=4)[:-1] + "," + json.dumps(other)[1:]
    assert split(text.encode()) == one + other


@each(
    ("text", "reason"),
    [
        (b"", "the file holds nothing but white space"),
        (b"  ", "the file holds nothing but white space"),
        (b"{}", "a JSON object where a list of records was expected"),
        (b"nope", "not JSON: it begins with neither [ nor {"),
    ],
)
def test_what_is_no_list_is_refused(text: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        split(text)
    assert str(caught.value) == reason


@pytest.mark.parametrize("indent", [None, 4])
def test_alike_records_take_the_quick_way(indent: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = []
    way = ArraySplitter._slow
    monkeypatch.setattr(ArraySplitter, "_slow", lambda self: slow.append(1) or way(self))
    records = [{"message": str(n), "rest": [{"a": 1}, {"a": "},{"}]} for n in range(1000)]
    assert split(json.dumps(records, indent=indent).encode(), 4096) == records
    assert len(slow) < 100
