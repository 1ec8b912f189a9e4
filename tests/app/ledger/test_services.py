"""Rows and entries are written together, by one door, in order."""

import os
import signal
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import IntegrityError
from tests.app.ledger.sample.models import GadgetRow, WidgetRow
from tests.app.ledger.sample.values import Colour, Gadget, Part, Widget
from tests.hands import run

from dualtrack.app.ledger import entropy, head, queries
from dualtrack.app.ledger.blobs import StoreError, blob_store
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.models import BlobRow, Body, Leaf
from dualtrack.app.ledger.recorded import NotRecordedError
from dualtrack.app.ledger.services import Change, exclusive, record, record_many, tombstone
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.codec import encode
from dualtrack.domain.ledger.entry import leaf_hash, parse_line
from dualtrack.domain.ledger.tree import root

FULL = Widget(
    id="w1",
    title="Größe – 测试",
    colour=Colour.BLUE,
    tags=("b", "a"),
    parts=(Part(name="p", count=2),),
    main=Part(name="m", count=1),
    due=date(2026, 3, 1),
    seen_at=datetime(2026, 3, 1, 1, 2, 3, 456789, tzinfo=UTC),
    price=Decimal("1.50"),
    active=False,
)


def test_a_value_comes_back_from_its_row_as_it_was(now: datetime, alice: Actor) -> None:
    for value in (FULL, Widget(id="w2", title="")):
        record(value, actor=alice, now=now, action="widget.add")
        assert WidgetRow.objects.get(pk=value.id).to_value() == value


def test_the_entry_says_who_what_when_and_why(now: datetime, alice: Actor) -> None:
    happened = now - timedelta(days=1)
    entry = record(FULL, actor=alice, now=now, action="widget.add", reason="needed", occurred_at=happened)
    stored = parse_line(bytes(Body.objects.get(seq=0).line))
    assert stored == entry
    assert (stored.seq, stored.recorded_at, stored.occurred_at) == (0, now, happened)
    assert (stored.actor, stored.via, stored.action) == ("person:alice", "ui", "widget.add")
    assert (stored.object, stored.type, stored.tv, stored.reason) == (
        "sample_widget/w1",
        "sample_widget",
        1,
        "needed",
    )
    assert stored.value == encode(FULL)
    row = WidgetRow.objects.get()
    assert (row.seq, row.recorded_at) == (0, now)


def test_an_edited_row_is_recorded_as_its_value(now: datetime, alice: Actor) -> None:
    record(FULL, actor=alice, now=now, action="widget.add")
    row = WidgetRow.objects.get()
    row.title = "new"
    entry = record(row, actor=alice, now=now, action="widget.rename")
    assert entry.value is not None
    assert entry.value["title"] == "new"
    assert WidgetRow.objects.get().title == "new"
    assert [e.action for e in queries.history("sample_widget/w1")] == ["widget.add", "widget.rename"]


def test_the_head_is_the_tree_over_the_lines(now: datetime, alice: Actor) -> None:
    for number in range(5):
        record(Widget(id=f"w{number}", title="x"), actor=alice, now=now, action="widget.add")
    leaves = [leaf_hash(line) for _, line in queries.lines()]
    assert list(queries.leaves()) == leaves
    assert head.read().size == 5
    assert head.read().frontier.root() == root(leaves)
    assert [entry.seq for entry in queries.entries(1, 3)] == [1, 2]


def test_time_never_runs_backwards(now: datetime, alice: Actor) -> None:
    record(FULL, actor=alice, now=now, action="widget.add")
    entry = record(FULL, actor=alice, now=now - timedelta(hours=1), action="widget.touch")
    assert entry.recorded_at == now


def test_a_batch_writes_each_object_s_last_state_and_every_entry(
    now: datetime, alice: Actor, bob: Actor
) -> None:
    entries = record_many(
        [
            Change(value=Widget(id="w", title="one"), action="widget.add"),
            Change(value=Gadget(id="g", note="n"), action="gadget.add", actor=bob),
            Change(value=Widget(id="w", title="two"), action="widget.rename"),
        ],
        actor=alice,
        now=now,
    )
    assert [(entry.seq, entry.actor) for entry in entries] == [(0, alice.id), (1, bob.id), (2, alice.id)]
    row = WidgetRow.objects.get()
    assert (row.title, row.seq) == ("two", 2)
    assert GadgetRow.objects.get().seq == 1


def test_an_empty_batch_writes_nothing(now: datetime, alice: Actor) -> None:
    assert record_many([], actor=alice, now=now) == ()
    assert head.read().size == 0


def test_a_tombstone_takes_the_row_and_keeps_the_history(now: datetime, alice: Actor) -> None:
    record(FULL, actor=alice, now=now, action="widget.add")
    entry = tombstone(WidgetRow.objects.get(), actor=alice, now=now, action="widget.remove", reason="sold")
    assert (entry.value, entry.tombstone) == (None, {"id": "w1"})
    assert not WidgetRow.objects.exists()
    assert len(list(queries.history("sample_widget/w1"))) == 2


def test_an_object_removed_and_made_again_in_one_batch_is_there(now: datetime, alice: Actor) -> None:
    record(FULL, actor=alice, now=now, action="widget.add")
    row = WidgetRow.objects.get()
    record_many(
        [
            Change(value=row, action="widget.remove", tombstone=True),
            Change(value=Widget(id="w1", title="again"), action="widget.add"),
        ],
        actor=alice,
        now=now,
    )
    assert WidgetRow.objects.get().title == "again"


@pytest.mark.parametrize(
    "verb", ["save", "delete", "create", "update", "bulk_create", "bulk_update", "delete_all"]
)
def test_writing_outside_record_is_refused(verb: str, now: datetime, alice: Actor) -> None:
    record(FULL, actor=alice, now=now, action="widget.add")
    row = WidgetRow.objects.get()
    verbs = {
        "save": row.save,
        "delete": row.delete,
        "create": lambda: WidgetRow.objects.create(id="x"),
        "update": lambda: WidgetRow.objects.update(title="x"),
        "bulk_create": lambda: WidgetRow.objects.bulk_create([WidgetRow(id="x")]),
        "bulk_update": lambda: WidgetRow.objects.bulk_update([row], ["title"]),
        "delete_all": lambda: WidgetRow.objects.all().delete(),
    }
    with pytest.raises(
        NotRecordedError, match=r"sample\.WidgetRow: \w+\(\) outside dualtrack.app.ledger.services"
    ):
        verbs[verb]()
    assert WidgetRow.objects.get().to_value() == FULL


def test_a_value_without_a_table_is_refused(now: datetime, alice: Actor) -> None:
    with pytest.raises(NotRecordedError, match="Part: no recorded table has it as its VALUE"):
        record(Part(name="x", count=1), actor=alice, now=now, action="part.add")


def test_a_row_refuses_another_value(home: Home) -> None:
    with pytest.raises(TypeError, match=r"sample\.WidgetRow holds Widget, got Gadget"):
        WidgetRow.from_value(Gadget(id="g", note=""))


def _record_then_break(now: datetime, alice: Actor) -> None:
    record(FULL, actor=alice, now=now, action="widget.add")
    run("INSERT INTO ledger_leaf (seq, hash) VALUES (7, x'00')")


def test_a_failure_leaves_neither_row_nor_entry(now: datetime, alice: Actor) -> None:
    with pytest.raises(IntegrityError, match="entries follow one another"), exclusive():
        _record_then_break(now, alice)
    assert not WidgetRow.objects.exists()
    assert (Leaf.objects.count(), Body.objects.count(), head.read().size) == (0, 0, 0)


def test_a_file_is_there_before_the_entry_that_names_it(now: datetime, alice: Actor) -> None:
    with pytest.raises(StoreError, match="store it before naming it"):
        record(FULL, actor=alice, now=now, action="widget.add", blobs=("0" * 64,))
    assert head.read().size == 0
    name, size = blob_store().put(BytesIO(b"evidence"))
    record(FULL, actor=alice, now=now, action="widget.add", blobs=(name,))
    row = BlobRow.objects.get()
    assert (row.sha256, row.size, row.first_seen) == (name, size, now)


def test_the_same_script_in_an_example_home_gives_the_same_root(
    now: datetime, alice: Actor, home: Home
) -> None:
    with entropy.seeded("x", home):
        first = record(FULL, actor=alice, now=now, action="widget.add")
    with entropy.seeded("x", home):
        second = record(FULL, actor=alice, now=now, action="widget.add")
    assert first.salt == second.salt
    assert record(FULL, actor=alice, now=now, action="widget.add").salt != first.salt


_WRITER = """
import sys, django
from pathlib import Path
from django.conf import settings
django.setup()
from django.apps import apps
apps.set_installed_apps([*settings.INSTALLED_APPS, "tests.app.ledger.sample.apps.SampleConfig"])
from dualtrack.app.ledger import clock
from dualtrack.app.ledger.services import record
from dualtrack.domain.ledger.actor import Actor
from tests.app.ledger.sample.values import Widget
from tests.hands import run
who, count = sys.argv[1], int(sys.argv[2])
actor = Actor(f"person:{who}", "cli")
for number in range(count):
    record(Widget(id=f"{who}{number}", title=who), actor=actor, now=clock.now(), action="add")
    print(number, flush=True)
"""


def _writer(home: Home, who: str, count: int) -> "subprocess.Popen[str]":
    environ = os.environ | {
        "DUALTRACK_HOME": str(home.path),
        "DJANGO_SETTINGS_MODULE": "dualtrack.app.settings",
    }
    command = [sys.executable, "-c", _WRITER, who, str(count)]
    return subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True)


def test_two_processes_append_one_after_another(home: Home) -> None:
    writers = [_writer(home, who, 40) for who in ("ann", "ben")]
    for writer in writers:
        assert writer.communicate(timeout=120)[0].split()[-1] == "39"
        assert writer.returncode == 0
    assert [entry.seq for entry in queries.entries()] == list(range(80))
    assert head.read().frontier.root() == root(list(queries.leaves()))


def test_a_killed_writer_loses_nothing_that_it_acknowledged(home: Home) -> None:
    writer = _writer(home, "kim", 10_000)
    assert writer.stdout is not None
    acknowledged = 0
    while acknowledged < 25:
        acknowledged = int(writer.stdout.readline())
    writer.send_signal(signal.SIGKILL)
    acknowledged = int(([*writer.stdout.read().split(), str(acknowledged)])[-2:][0])
    writer.wait(30)
    writer.stdout.close()
    stored = {entry.object for entry in queries.entries()}
    assert {f"sample_widget/kim{number}" for number in range(acknowledged + 1)} <= stored
    assert WidgetRow.objects.count() == len(stored) == head.read().size
