"""Every type that the ledger records comes back from its bytes as it was, whatever its fields hold."""

import importlib
import pkgutil
import types
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

import attrs
import pytest
from attrs import frozen
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.each import each

import dualtrack.domain
from dualtrack.domain.ledger import canonical
from dualtrack.domain.ledger.codec import CodecError, RecordedType, decode, encode, recorded, recorded_types

for _found in pkgutil.walk_packages(dualtrack.domain.__path__, "dualtrack.domain."):
    importlib.import_module(_found.name)
TYPES = tuple(t for t in recorded_types() if t.cls.__module__.startswith("dualtrack."))
TEXT = st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=8)
SCALARS: dict[object, st.SearchStrategy[Any]] = {
    str: TEXT,
    int: st.integers(),
    bool: st.booleans(),
    date: st.dates(),
    datetime: st.datetimes(timezones=st.just(UTC)),
    Decimal: st.decimals(allow_nan=False, allow_infinity=False),
}
EVERY = each("kind", TYPES, ids=lambda kind: kind.name)
SOME = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache  # what is drawn from a type is worked out once, not at every example
def of(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of a type hint."""
    if hint in SCALARS:
        return SCALARS[hint]
    if get_origin(hint) is not None:
        return _of_several(get_origin(hint), get_args(hint))
    if issubclass(hint, Enum):
        return st.sampled_from(hint)
    hints = get_type_hints(hint)
    return st.builds(hint, **{field.name: of(hints[field.name]) for field in attrs.fields(hint)})


def _of_several(origin: Any, args: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    """Any value of a type hint that has other hints in it."""
    if origin in (Union, types.UnionType):
        return st.one_of(*(st.none() if arg is type(None) else of(arg) for arg in args))
    if origin is tuple and args[-1] is Ellipsis:
        return st.lists(of(args[0]), max_size=3).map(tuple)
    if origin is tuple:
        return st.tuples(*map(of, args))
    if origin is frozenset:
        return st.frozensets(of(args[0]), max_size=3)
    assert issubclass(Mapping, origin)
    return st.dictionaries(TEXT, of(args[1]), max_size=3)


def through_bytes(value: object) -> dict[str, object]:
    """The value's data as it comes back from a line."""
    return cast("dict[str, object]", canonical.strict_loads(canonical.dumps(encode(value))))


def test_the_record_s_types_are_known_by_name() -> None:
    names = [kind.name for kind in TYPES]
    assert names == sorted(set(names))
    assert {"control", "evidence", "person", "scope_version", "applicability", "organisation"} <= set(names)
    assert len({kind.cls for kind in TYPES}) == len(TYPES)


@EVERY
def test_a_type_s_first_field_names_the_object(kind: RecordedType) -> None:
    fields = attrs.fields(kind.cls)
    assert fields[0].name == "id"
    assert get_type_hints(kind.cls)["id"] is str


@EVERY
def test_a_name_is_one_lower_case_word(kind: RecordedType) -> None:
    assert kind.name.replace("_", "").isalpha()
    assert kind.name == kind.name.lower()
    assert sorted(kind.upcasters) == list(range(1, kind.version))


@EVERY
@SOME
@given(data=st.data())
def test_any_value_comes_back_from_its_bytes(kind: RecordedType, data: st.DataObject) -> None:
    value = data.draw(of(kind.cls))
    told = through_bytes(value)
    assert decode(kind.name, kind.version, told) == value
    assert encode(decode(kind.name, kind.version, told)) == told


@EVERY
@SOME
@given(data=st.data())
def test_equal_bytes_are_equal_values_and_no_others(kind: RecordedType, data: st.DataObject) -> None:
    one, two = data.draw(of(kind.cls)), data.draw(of(kind.cls))
    if one == two:
        assert canonical.dumps(encode(one)) == canonical.dumps(encode(two))
    else:
        assert decode(kind.name, kind.version, through_bytes(one)) != two


@EVERY
@SOME
@given(data=st.data())
def test_a_field_that_is_left_out_or_added_is_named(kind: RecordedType, data: st.DataObject) -> None:
    told = encode(data.draw(of(kind.cls)))
    lost = data.draw(st.sampled_from(sorted(told)))
    short = {name: value for name, value in told.items() if name != lost}
    with pytest.raises(CodecError) as caught:
        decode(kind.name, kind.version, short)
    assert str(caught.value) == f"{kind.name}: fields do not fit: missing {lost}"
    with pytest.raises(CodecError) as caught:
        decode(kind.name, kind.version, {**told, "zz": 1})
    assert str(caught.value) == f"{kind.name}: fields do not fit: unknown zz"
    with pytest.raises(CodecError) as caught:
        decode(kind.name, kind.version, {**short, "zz": 1})
    assert str(caught.value) == f"{kind.name}: fields do not fit: missing {lost}; unknown zz"


@EVERY
@SOME
@given(data=st.data())
def test_a_field_of_another_type_is_named(kind: RecordedType, data: st.DataObject) -> None:
    told = encode(data.draw(of(kind.cls)))
    bent = data.draw(st.sampled_from(sorted(told)))
    with pytest.raises(CodecError, match=rf"^{kind.name}\.{bent}: expected ") as caught:
        decode(kind.name, kind.version, {**told, bent: 1.5})
    assert caught.value.path == (kind.name, bent)


@EVERY
def test_a_version_that_is_not_there_is_refused(kind: RecordedType) -> None:
    for version in (0, -1, kind.version + 1):
        with pytest.raises(CodecError) as caught:
            decode(kind.name, version, {})
        newest = f"the newest here is {kind.version}"
        assert str(caught.value) == f"{kind.name}: version {version} is unknown, {newest}"


@recorded(
    "test-lifted",
    version=4,
    upcasters={
        1: lambda old: {"id": old["id"], "first": old["name"], "last": ""},
        2: lambda old: {**old, "tags": []},
        3: lambda old: {"id": old["id"], "names": [old["first"], old["last"]], "tags": sorted(old["tags"])},  # type: ignore[call-overload]  # version 3 holds a list
    },
)
@frozen(kw_only=True)
class Lifted:
    """A value that had three other shapes before."""

    id: str
    names: tuple[str, str]
    tags: frozenset[str]


@each(
    ("version", "data"),
    [
        (1, {"id": "x", "name": "Ann"}),
        (2, {"id": "x", "first": "Ann", "last": ""}),
        (3, {"id": "x", "first": "Ann", "last": "", "tags": []}),
        (4, {"id": "x", "names": ["Ann", ""], "tags": []}),
    ],
)
def test_every_older_shape_is_lifted_to_today_s(version: int, data: dict[str, object]) -> None:
    kept = dict(data)
    assert decode("test-lifted", version, data) == Lifted(id="x", names=("Ann", ""), tags=frozenset())
    assert data == kept  # lifting works on a copy


@given(name=TEXT, tags=st.lists(TEXT, max_size=3, unique=True))
def test_whatever_an_older_shape_held_is_there_after_lifting(name: str, tags: list[str]) -> None:
    old = {"id": "x", "first": name, "last": name, "tags": tags}
    value = decode("test-lifted", 3, old)
    assert value == Lifted(id="x", names=(name, name), tags=frozenset(tags))
    assert decode("test-lifted", 4, through_bytes(value)) == value


def test_an_older_shape_that_does_not_fit_is_named_after_lifting() -> None:
    with pytest.raises(CodecError, match=r"^test-lifted\.names\[0\]: |^test-lifted\.names: ") as caught:
        decode("test-lifted", 1, {"id": "x", "name": 3})
    assert caught.value.reason == "expected str, got int 3"
