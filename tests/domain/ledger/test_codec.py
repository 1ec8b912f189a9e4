"""The codec: what goes in comes out, and anything else is refused with the path to the field."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum, StrEnum

import pytest
from attrs import evolve, frozen
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.each import each

from dualtrack.domain.ledger import canonical
from dualtrack.domain.ledger.codec import (
    CodecError,
    decode,
    encode,
    recorded,
    recorded_types,
    type_of,
)


class Colour(StrEnum):
    """A closed word list."""

    RED = "red"
    BLUE = "blue"


@frozen(kw_only=True)
class Part:
    """A value inside another."""

    code: str
    amount: Decimal | None


@recorded(
    "test-whole",
    version=3,
    upcasters={1: lambda old: {**old, "note": None}, 2: lambda old: {**old, "on": True}},
)
@frozen(kw_only=True)
class Whole:
    """Every kind of field there is."""

    name: str
    count: int
    on: bool
    note: str | None
    day: date
    at: datetime
    cost: Decimal
    colour: Colour
    parts: tuple[Part, ...]
    pair: tuple[str, int]
    tags: frozenset[str]
    levels: frozenset[int]
    days: tuple[date, ...]
    by_key: Mapping[str, tuple[int, ...]]


WHOLE = Whole(
    name="Zürich",
    count=-3,
    on=False,
    note=None,
    day=date(2026, 2, 28),
    at=datetime(2026, 3, 1, 10, 0, 0, 5, tzinfo=timezone(timedelta(hours=2))),
    cost=Decimal("12.50"),
    colour=Colour.BLUE,
    parts=(Part(code="a", amount=None), Part(code="b", amount=Decimal("1E+3"))),
    pair=("x", 1),
    tags=frozenset({"b", "a"}),
    levels=frozenset({10, 9}),
    days=(date(2026, 1, 1),),
    by_key={"k": (1, 2)},
)


def test_a_value_is_written_as_plain_data() -> None:
    assert encode(WHOLE) == {
        "name": "Zürich",
        "count": -3,
        "on": False,
        "note": None,
        "day": "2026-02-28",
        "at": "2026-03-01T08:00:00.000005Z",
        "cost": "12.50",
        "colour": "blue",
        "parts": [{"code": "a", "amount": None}, {"code": "b", "amount": "1E+3"}],
        "pair": ["x", 1],
        "tags": ["a", "b"],
        "levels": [9, 10],
        "days": ["2026-01-01"],
        "by_key": {"k": [1, 2]},
    }


def test_a_value_comes_back_equal_through_canonical_bytes() -> None:
    data = canonical.strict_loads(canonical.dumps(encode(WHOLE)))
    assert isinstance(data, dict)
    assert decode("test-whole", 3, data) == WHOLE
    assert type_of(WHOLE) == ("test-whole", 3)


def test_an_old_version_is_lifted_step_by_step() -> None:
    old = {key: value for key, value in encode(WHOLE).items() if key not in ("note", "on")}
    assert decode("test-whole", 1, old) == evolve(WHOLE, on=True)
    assert decode("test-whole", 2, {**old, "note": "n"}) == evolve(WHOLE, on=True, note="n")


@each(
    ("field", "value", "message"),
    [
        ("name", 3, "test-whole.name: expected str, got int 3"),
        ("count", True, "test-whole.count: expected int, got bool True"),
        ("count", 1.5, "test-whole.count: expected int, got float 1.5"),
        ("on", 1, "test-whole.on: expected bool, got int 1"),
        ("day", "20260228", "test-whole.day: expected a date as YYYY-MM-DD, got str '20260228'"),
        ("day", "2026-02-30", "test-whole.day: expected a date as YYYY-MM-DD, got str '2026-02-30'"),
        (
            "at",
            "2026-03-01T08:00:00Z",
            "test-whole.at: expected a UTC time as YYYY-MM-DDTHH:MM:SS.ffffffZ, "
            "got str '2026-03-01T08:00:00Z'",
        ),
        ("cost", "01.5", "test-whole.cost: expected a decimal as text, got str '01.5'"),
        ("cost", "NaN", "test-whole.cost: expected a decimal as text, got str 'NaN'"),
        ("cost", 1, "test-whole.cost: expected a decimal as text, got int 1"),
        ("colour", "green", "test-whole.colour: expected one of red, blue, got str 'green'"),
        ("parts", "ab", "test-whole.parts: expected a list, got str 'ab'"),
        ("parts", [3], "test-whole.parts[0]: expected an object for Part, got int"),
        ("pair", ["x"], "test-whole.pair: expected a list of 2, got list ['x']"),
        ("tags", ["b", "a"], "test-whole.tags: expected a sorted list without duplicates"),
        ("days", ["2026-01-01", 4], "test-whole.days[1]: expected a date as YYYY-MM-DD, got int 4"),
        ("by_key", {"k": [1, "2"]}, "test-whole.by_key.k[1]: expected int, got str '2'"),
    ],
)
def test_data_that_does_not_fit_is_refused_by_field(field: str, value: object, message: str) -> None:
    with pytest.raises(CodecError) as caught:
        decode("test-whole", 3, {**encode(WHOLE), field: value})
    assert str(caught.value) == message


def test_unknown_and_missing_fields_are_named() -> None:
    data = {**encode(WHOLE), "extra": 1}
    del data["name"]
    with pytest.raises(CodecError, match=r"^test-whole: fields do not fit: missing name; unknown extra$"):
        decode("test-whole", 3, data)
    data = encode(WHOLE)
    data["parts"] = [{"code": "a"}]
    with pytest.raises(CodecError, match=r"^test-whole.parts\[0\]: fields do not fit: missing amount$"):
        decode("test-whole", 3, data)


@each(
    ("field", "value", "message"),
    [
        ("count", 1.0, "test-whole.count: expected int, got float 1.0"),
        ("day", datetime(2026, 1, 1, tzinfo=UTC), "test-whole.day: expected a date, got datetime"),
        ("at", datetime(2026, 1, 1), "test-whole.at: expected a datetime with a time zone"),  # noqa: DTZ001 - is refused
        ("cost", Decimal("Infinity"), "test-whole.cost: expected a finite Decimal"),
        ("colour", "red", "test-whole.colour: expected Colour, got str 'red'"),
        ("parts", [], "test-whole.parts: expected a tuple, got list"),
        ("tags", {"a"}, "test-whole.tags: expected a frozenset, got set"),
        ("by_key", {1: ()}, "test-whole.by_key: expected text as a key, got int 1"),
        ("pair", ("x", 1, 2), "test-whole.pair: expected a tuple of 2"),
        ("parts", (Colour.RED,), "test-whole.parts[0]: expected Part, got Colour"),
    ],
)
def test_a_value_that_breaks_its_hints_is_not_written(field: str, value: object, message: str) -> None:
    with pytest.raises(CodecError) as caught:
        encode(evolve(WHOLE, **{field: value}))
    assert str(caught.value).startswith(message)


def test_only_recorded_types_are_written_and_known_ones_read() -> None:
    with pytest.raises(CodecError, match="Part is not a recorded type"):
        encode(WHOLE.parts[0])
    with pytest.raises(CodecError, match="no-such: no type of this name is registered"):
        decode("no-such", 1, {})
    with pytest.raises(CodecError, match="test-whole: version 4 is unknown, the newest here is 3"):
        decode("test-whole", 4, {})


class Number(Enum):
    """An enum whose values are not text."""

    ONE = 1


@each("hint", [float, list[str], dict[int, str], str | int, Number, object, tuple[float, ...]])
def test_a_type_that_json_would_bend_cannot_be_recorded(hint: object) -> None:
    class Bent:
        field: object

    Bent.__annotations__["field"] = hint
    bent = recorded(f"test-bent-{hint}")(frozen(Bent))
    with pytest.raises(CodecError, match="cannot be recorded"):
        encode(bent(1))


def test_a_name_belongs_to_one_class_and_each_version_has_its_upcaster() -> None:
    with pytest.raises(TypeError, match="test-whole: already the type name of"):
        recorded("test-whole")(Part)
    with pytest.raises(TypeError, match=r"needs one upcaster for each of 1..2, got \[2\]"):
        recorded("test-gap", version=3, upcasters={2: lambda old: old})
    with pytest.raises(TypeError, match="@recorded stands above @frozen"):
        recorded("test-plain")(Number)
    assert "test-whole" in [found.name for found in recorded_types()]


def test_a_class_that_refuses_its_fields_is_a_codec_error() -> None:
    @recorded("test-picky")
    @frozen
    class Picky:
        name: str

        def __attrs_post_init__(self) -> None:
            raise ValueError("no name is good enough")

    with pytest.raises(CodecError, match=r"^test-picky: .*Picky refuses its fields: no name is good enough$"):
        decode("test-picky", 1, {"name": "x"})


@given(
    st.text(alphabet=st.characters(exclude_categories=("Cs",))),
    st.integers(),
    st.datetimes(timezones=st.just(UTC), min_value=datetime(1000, 1, 1)),  # noqa: DTZ001 - a bound
    st.decimals(allow_nan=False, allow_infinity=False),
    st.frozensets(st.integers()),
)
@settings(deadline=None)
def test_any_value_comes_back(
    name: str, count: int, at: datetime, cost: Decimal, levels: frozenset[int]
) -> None:
    value = evolve(WHOLE, name=name, count=count, at=at, cost=cost, levels=levels)
    data = canonical.strict_loads(canonical.dumps(encode(value)))
    assert isinstance(data, dict)
    assert encode(decode("test-whole", 3, data)) == data  # type: ignore[arg-type]  # any value
    assert decode("test-whole", 3, data) == value
