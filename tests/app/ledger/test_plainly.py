"""The short way to SQLite stores what Django's cursor does, and acknowledges nothing that is rolled back."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, OperationalError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.app.ledger.sample.models import GadgetRow, WidgetRow
from tests.app.ledger.sample.values import Colour, Gadget, Part, Widget

from dualtrack.app.ledger import head, plainly
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.services import Change, record, record_many
from dualtrack.domain.ledger.actor import Actor

FULL: dict[str, Any] = {
    "title": "Gr %s %% ? é",
    "colour": Colour.BLUE,
    "tags": ("b", "a"),
    "parts": (Part(name="p", count=2),),
    "due": date(2026, 3, 1),
    "seen_at": datetime(2026, 3, 1, 9, 0, 0, 12, tzinfo=UTC),
    "price": Decimal("1.50"),
    "active": False,
}


def test_the_hour_that_comes_twice_in_autumn_is_two_times(home: Home, now: datetime, alice: Actor) -> None:
    first = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    for name, moment in (("summer", first), ("winter", first.replace(fold=1))):
        record(Widget(id=name, title="", seen_at=moment), actor=alice, now=now, action="put")
    assert WidgetRow.objects.get(pk="summer").seen_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert WidgetRow.objects.get(pk="winter").seen_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_what_is_rolled_back_is_not_acknowledged(home: Home, now: datetime, alice: Actor) -> None:
    size = head.read().size
    head.take_appended()

    def changes() -> Iterator[Change]:
        yield Change(value=Gadget(id="g", note=""), action="put")
        with (
            pytest.raises((OperationalError, ProgrammingError)),
            transaction.atomic(savepoint=False),
            connection.cursor() as cursor,
        ):
            cursor.execute("INSERT INTO nowhere VALUES (1)")

    with pytest.raises(transaction.TransactionManagementError):
        record_many(changes(), actor=alice, now=now)
    assert head.read().size == size
    assert not head.take_appended()
    assert not GadgetRow.objects.exists()


def test_a_refused_row_is_told_in_django_s_errors_and_leaves_no_entry(
    home: Home, now: datetime, alice: Actor
) -> None:
    size = head.read().size
    with connection.cursor() as cursor:
        cursor.execute("CREATE UNIQUE INDEX once ON sample_gadgetrow (note)")
    record(Gadget(id="a", note="once"), actor=alice, now=now, action="put")
    with pytest.raises(IntegrityError), transaction.atomic():
        record(Gadget(id="b", note="once"), actor=alice, now=now, action="put")
    record(Gadget(id="c", note="after it"), actor=alice, now=now, action="put")
    assert head.read().size == size + 2
    assert set(GadgetRow.objects.values_list("pk", flat=True)) == {"a", "c"}


@pytest.mark.sqlite
def test_both_ways_store_each_kind_of_field_alike(home: Home, now: datetime, alice: Actor) -> None:
    with transaction.atomic():
        assert isinstance(plainly.cursor(plainly.database()), plainly._Bare)
        record(Widget(id="short", **FULL), actor=alice, now=now, action="put")
        with CaptureQueriesContext(connection):
            assert not isinstance(plainly.cursor(plainly.database()), plainly._Bare)
            record(Widget(id="long", **FULL), actor=alice, now=now, action="put")
    columns = [field.column for field in WidgetRow._meta.concrete_fields if field.column not in ("id", "seq")]
    asked = ", ".join(f'typeof("{column}"), "{column}"' for column in columns)
    database = sqlite3.connect(connection.settings_dict["NAME"])
    short, long = (
        database.execute(f"SELECT {asked} FROM sample_widgetrow WHERE id = ?", (name,)).fetchone()
        for name in ("short", "long")
    )
    database.close()
    assert short == long
    assert WidgetRow.objects.get(pk="short").to_value() == Widget(id="short", **FULL)
