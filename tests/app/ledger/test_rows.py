"""Rows are put by one statement each: new ones and overwritten ones, a None and a document of JSON alike."""

from datetime import datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.app.ledger.sample.models import WidgetRow
from tests.app.ledger.sample.values import Widget

from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.services import Change, record, record_many
from dualtrack.domain.ledger.actor import Actor


def test_a_row_is_written_and_overwritten_whole(home: Home, now: datetime, alice: Actor) -> None:
    for value in (Widget(id="a", title="é 'quoted' %s", tags=("x", "ü")), Widget(id="a", title="", tags=())):
        record(value, actor=alice, now=now, action="put")
        row = WidgetRow.objects.get(pk="a")
        assert row.to_value() == value
    assert WidgetRow.objects.count() == 1
    assert row.seq == 1


def test_many_rows_of_a_table_are_one_statement(home: Home, now: datetime, alice: Actor) -> None:
    changes = [Change(value=Widget(id=f"w{n}", title=str(n), tags=()), action="put") for n in range(1200)]
    with CaptureQueriesContext(connection) as seen:
        record_many(changes, actor=alice, now=now)
    assert sum("widget" in query["sql"].lower() for query in seen) == 1
    assert WidgetRow.objects.count() == 1200
    assert WidgetRow.objects.get(pk="w1199").title == "1199"


def test_a_row_that_was_written_is_saved_anew_as_itself(home: Home, now: datetime, alice: Actor) -> None:
    row = WidgetRow.from_value(Widget(id="a", title="one", tags=()))
    record(row, actor=alice, now=now, action="put")
    assert row._state.adding is False
    row.title = "two"
    record(row, actor=alice, now=now, action="put")
    assert WidgetRow.objects.get(pk="a").title == "two"
