"""Laws of the one door: a batch is its parts, a refusal at any step writes nothing, all is read back."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from attrs import evolve
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.app.ledger.sample.models import GadgetRow, WidgetRow
from tests.app.ledger.sample.values import Colour, Gadget, Part, Widget

from dualtrack.app.ledger import entropy, head, queries, services
from dualtrack.app.ledger.blobs import StoreError, blob_store
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.models import BlobRow, Body, Leaf
from dualtrack.app.ledger.recorded import (
    NotRecordedError,
    Recorded,
    model_of,
    object_name,
    recorded_models,
    recorded_type,
)
from dualtrack.app.ledger.services import Change, exclusive, record, record_many, tombstone
from dualtrack.app.ledger.verify import verify_home
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.codec import CodecError, encode
from dualtrack.domain.ledger.entry import EntryError, leaf_hash
from dualtrack.domain.ledger.tree import root

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
KEYS = st.sampled_from(["a", "b", "ü"])
WIDGETS = st.builds(
    Widget,
    id=KEYS,
    title=TEXT,
    colour=st.sampled_from(Colour),
    tags=st.lists(TEXT, max_size=2).map(tuple),
    parts=st.lists(st.builds(Part, name=TEXT, count=st.integers()), max_size=2).map(tuple),
    main=st.none() | st.builds(Part, name=TEXT, count=st.integers()),
    due=st.none() | st.dates(),
    seen_at=st.none() | st.datetimes(timezones=st.just(UTC)),
    price=st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-9999, max_value=9999),
    active=st.booleans(),
)
VALUES = st.lists(WIDGETS | st.builds(Gadget, id=KEYS, note=TEXT), min_size=1, max_size=5)
FRESH = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def added(values: list[Any]) -> list[Change]:
    """A change for each value."""
    return [Change(value=value, action="put") for value in values]


def tables() -> dict[str, object]:
    """Every recorded row of the sample as its value, by the name of its object."""
    models: tuple[type[Recorded], ...] = (WidgetRow, GadgetRow)
    return {object_name(model, row.pk): row.to_value() for model in models for row in model.objects.all()}


def nothing() -> bool:
    """True when no row, entry or leaf is there."""
    counts = (
        WidgetRow.objects.count(),
        GadgetRow.objects.count(),
        Leaf.objects.count(),
        Body.objects.count(),
    )
    return counts == (0, 0, 0, 0) and head.read().size == 0


def _undone(work: Callable[[], object]) -> Any:
    """What the work gives; everything that it wrote is taken back."""
    with transaction.atomic():
        found = work()
        transaction.set_rollback(True)
    return found


@FRESH
@given(values=VALUES)
def test_a_batch_is_its_parts(home: Home, now: datetime, alice: Actor, values: list[Any]) -> None:
    def whole() -> object:
        with entropy.seeded("law", home):
            record_many(added(values), actor=alice, now=now)
        return list(queries.lines()), tables(), head.read()

    def parts() -> object:
        with entropy.seeded("law", home):
            for value in values:
                record(value, actor=alice, now=now, action="put")
        return list(queries.lines()), tables(), head.read()

    assert _undone(whole) == _undone(parts)
    assert nothing()


@FRESH
@given(values=VALUES)
def test_what_is_written_is_what_is_read(home: Home, now: datetime, alice: Actor, values: list[Any]) -> None:
    def written() -> None:
        entries = record_many(added(values), actor=alice, now=now)
        last = {object_name(model_of(value), value.id): value for value in values}
        assert tables() == last
        assert [entry.value for entry in entries] == [encode(value) for value in values]
        assert list(queries.entries()) == list(entries)
        lines = [line for _, line in queries.lines()]
        assert head.read().frontier.root() == root([leaf_hash(line) for line in lines])
        assert verify_home()["problems"] == []

    _undone(written)


@pytest.mark.parametrize("step", ["_entry", "_write_rows", "_name_blobs", "to_line", "leaf_hash"])
def test_a_failure_at_any_step_writes_nothing(
    now: datetime, alice: Actor, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(step)

    values = [Widget(id="a", title="t"), Gadget(id="g", note="n")]
    with monkeypatch.context() as patch:
        patch.setattr(services, step, fail)
        with pytest.raises(RuntimeError, match=step):
            record_many(added(values), actor=alice, now=now)
    assert nothing()
    assert [entry.seq for entry in record_many(added(values), actor=alice, now=now)] == [0, 1]


def test_a_failure_after_the_head_has_moved_writes_nothing(now: datetime, alice: Actor) -> None:
    def work() -> None:
        with exclusive():
            record(Widget(id="a", title="t"), actor=alice, now=now, action="put")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        work()
    assert nothing()


@pytest.mark.parametrize("place", [0, 1, 2])
def test_one_bad_change_takes_the_batch_with_it(now: datetime, alice: Actor, place: int) -> None:
    values: list[Any] = [Widget(id="a", title="t"), Gadget(id="g", note="n")]
    values.insert(place, Part(name="x", count=1))
    with pytest.raises(NotRecordedError, match=r"^Part: no recorded table has it as its VALUE$"):
        record_many(added(values), actor=alice, now=now)
    assert nothing()


@pytest.mark.parametrize(
    ("given_as", "error", "message"),
    [
        (
            {"action": "two words"},
            EntryError,
            "action: expected 1 to 200 printable ASCII characters, no spaces",
        ),
        ({"action": ""}, EntryError, "action: expected 1 to 200 printable ASCII characters, no spaces"),
        ({"reason": None}, EntryError, "reason: expected text, got None"),
        (
            {"occurred_at": datetime(2026, 1, 1)},  # noqa: DTZ001 - is refused
            EntryError,
            "occurred_at: expected a datetime with a time zone",
        ),
        ({"blobs": ("x",)}, EntryError, "blobs: expected sha256 as 64 lower hex digits, got 'x'"),
        ({"blobs": ("0" * 64, "0" * 64)}, EntryError, "blobs: a blob is named twice"),
        ({"blobs": ("0" * 64,)}, StoreError, f"blob {'0' * 64}: is not in "),
        ({"value": Widget(id="a", title=3)}, CodecError, "sample_widget.title: expected str, got int 3"),  # type: ignore[arg-type]  # is refused
        (
            {"value": Widget(id="a", title="t", price=Decimal("NaN"))},
            CodecError,
            "sample_widget.price: expected a finite Decimal, got Decimal",
        ),
        ({"value": Widget(id=" ", title="t")}, None, ""),
    ],
)
def test_what_cannot_be_recorded_is_refused_by_its_field(
    now: datetime, alice: Actor, given_as: dict[str, Any], error: type[Exception] | None, message: str
) -> None:
    change = {"value": Widget(id="a", title="t"), "action": "put"} | given_as
    if error is None:
        assert record(actor=alice, now=now, **change).object == "sample_widget/ "
        return
    with pytest.raises(error) as caught:
        record(actor=alice, now=now, **change)
    assert str(caught.value).startswith(message)
    assert nothing()


@pytest.mark.parametrize("actor", ["person:ann", "token:t1/by:ann", "operator:root@host", "system:jobs"])
@pytest.mark.parametrize("via", ["ui", "api", "cli", "job", "demo"])
def test_the_entry_names_who_through_which_door(now: datetime, actor: str, via: str) -> None:
    entry = record(Gadget(id="g", note="n"), actor=Actor(actor, via), now=now, action="put")
    assert (entry.actor, entry.via, entry.who) == (actor, via, Actor(actor, via))
    assert next(queries.history("sample_gadget/g")) == entry


def test_a_moment_of_another_zone_is_kept_as_the_same_moment(now: datetime, alice: Actor) -> None:
    east = timezone(timedelta(hours=9))
    happened = (now - timedelta(days=2)).astimezone(east)
    value = Widget(id="a", title="t", seen_at=happened, due=date(2026, 2, 28))
    record(value, actor=alice, now=now.astimezone(east), action="put", occurred_at=happened)
    (entry,) = queries.entries()
    assert (entry.occurred_at, entry.recorded_at) == (happened, now)
    assert WidgetRow.objects.get().to_value() == value
    assert WidgetRow.objects.get().seen_at.utcoffset() == timedelta(0)


def test_a_file_named_again_keeps_the_time_at_which_it_was_first_named(now: datetime, alice: Actor) -> None:
    one, size = blob_store().put(BytesIO(b"one"))
    two, _ = blob_store().put(BytesIO(b"two"))
    record(Gadget(id="g", note="1"), actor=alice, now=now, action="put", blobs=(one,))
    later = now + timedelta(hours=1)
    record(Gadget(id="g", note="2"), actor=alice, now=later, action="put", blobs=(two, one))
    rows = {row.sha256: (row.size, row.first_seen) for row in BlobRow.objects.all()}
    assert rows == {one: (size, now), two: (3, later)}
    assert verify_home()["intact"] is True


def test_a_row_taken_away_may_come_back_and_its_whole_history_stays(now: datetime, alice: Actor) -> None:
    value = Widget(id="a", title="t")
    for turn in range(3):
        record(evolve(value, title=str(turn)), actor=alice, now=now, action="put")
        tombstone(WidgetRow.objects.get(), actor=alice, now=now, action="remove", reason=f"turn {turn}")
    found = list(queries.history("sample_widget/a"))
    assert [entry.value is None for entry in found] == [False, True] * 3
    assert [entry.reason for entry in found if entry.tombstone] == ["turn 0", "turn 1", "turn 2"]
    assert not WidgetRow.objects.exists()
    assert verify_home()["intact"] is True


def test_an_object_put_and_removed_in_one_batch_is_not_there(now: datetime, alice: Actor) -> None:
    value = Widget(id="a", title="t")
    row = WidgetRow.from_value(value)
    changes = [Change(value=value, action="put"), Change(value=row, action="remove", tombstone=True)]
    entries = record_many(changes, actor=alice, now=now)
    assert [entry.tombstone for entry in entries] == [None, {"id": "a"}]
    assert tables() == {}
    assert verify_home()["intact"] is True


def test_each_kind_of_value_has_one_table_and_one_name(home: Home) -> None:
    assert (model_of(Widget(id="a", title="")), model_of(Gadget(id="a", note=""))) == (WidgetRow, GadgetRow)
    assert recorded_type(WidgetRow) == ("sample_widget", 1)
    models = recorded_models()
    assert [model._meta.label for model in models] == sorted(model._meta.label for model in models)
    assert len({recorded_type(model)[0] for model in models}) == len(models)
    with pytest.raises(NotRecordedError, match=r"^str: no recorded table has it as its VALUE$"):
        model_of("text")
