"""Every guard of the record by itself: what it refuses in whatever words of SQL, what it lets through."""

from datetime import datetime

import pytest
from django.db import IntegrityError
from django.db.models import Model
from tests import databases
from tests.app.ledger.sample.models import GadgetRow, WidgetRow
from tests.app.ledger.sample.values import Widget
from tests.hands import cases, dropped, idle, run, stranger

from dualtrack.app.ledger import apps, checkpoints, head, startup, triggers
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.models import Body, CheckpointRow, Head, Leaf
from dualtrack.app.ledger.recorded import NotRecordedError
from dualtrack.app.ledger.services import record
from dualtrack.app.ledger.verify import verify_home
from dualtrack.domain.ledger.actor import Actor

COMMON = (
    "ledger_body_delete_guard",
    "ledger_body_insert_guard",
    "ledger_body_update_guard",
    "ledger_checkpointrow_delete_guard",
    "ledger_checkpointrow_insert_guard",
    "ledger_checkpointrow_update_guard",
    "ledger_head_delete_guard",
    "ledger_head_insert_guard",
    "ledger_head_update_guard",
    "ledger_leaf_delete_guard",
    "ledger_leaf_insert_guard",
    "ledger_leaf_update_guard",
)
TRUNCATED = tuple(f"ledger_{table}_truncate_guard" for table in ("body", "checkpointrow", "head", "leaf"))
NAMES = tuple(sorted((*COMMON, *(TRUNCATED if databases.POSTGRESQL else ()))))
SAME = "SELECT id, 0, x'0000000000000000', NULL, origin FROM ledger_head"


@pytest.fixture
def signed(home: Home, now: datetime, alice: Actor) -> Home:
    """Two entries under a checkpoint."""
    for number in range(2):
        record(Widget(id=f"w{number}", title="t"), actor=alice, now=now, action="add")
    checkpoints.checkpoint()
    return home


@pytest.mark.parametrize(
    ("statement", "reason"),
    cases(
        [
            ("UPDATE OR IGNORE ledger_leaf SET hash = x'00'", "ledger_leaf: the record is never altered"),
            ("UPDATE OR REPLACE ledger_leaf SET seq = 0", "ledger_leaf: the record is never altered"),
            (
                "INSERT OR IGNORE INTO ledger_leaf VALUES (7, x'00')",
                "ledger_leaf: entries follow one another",
            ),
            ("INSERT INTO ledger_leaf (hash) VALUES (x'00')", "ledger_leaf: entries follow one another"),
            ("INSERT INTO ledger_leaf VALUES (-1, x'00')", "ledger_leaf: entries follow one another"),
            (
                "INSERT INTO ledger_leaf VALUES (2, x'00'), (4, x'00')",
                "ledger_leaf: entries follow one another",
            ),
            ("DELETE FROM ledger_leaf WHERE seq = 1", "ledger_leaf: the record is never altered"),
            ("UPDATE ledger_body SET object = 'x' WHERE seq = 0", "ledger_body: the record is never altered"),
            ("UPDATE ledger_body SET line = line", "ledger_body: the record is never altered"),
            (
                "DELETE FROM ledger_body WHERE object LIKE 'sample%'",
                "ledger_body: the record is never altered",
            ),
            ("INSERT INTO ledger_body VALUES (3, 'x', x'00')", "ledger_body: entries follow one another"),
            (
                "INSERT INTO ledger_body VALUES (0, 'x', x'00') ON CONFLICT (seq) DO UPDATE SET line = x'00'",
                "ledger_body: entries follow one another",
            ),
            ("UPDATE ledger_head SET size = size - 1", "ledger_head: the head never goes back"),
            ("UPDATE OR IGNORE ledger_head SET origin = 'other'", "ledger_head: the head never goes back"),
            ("DELETE FROM ledger_head WHERE id = 1", "ledger_head: the record is never altered"),
            (f"REPLACE INTO ledger_head {SAME}", "ledger_head: there is one head"),
            (f"INSERT OR REPLACE INTO ledger_head {SAME}", "ledger_head: there is one head"),
            (
                "INSERT INTO ledger_head VALUES (2, 0, x'0000000000000000', NULL, 'other')",
                "ledger_head: there is one head",
            ),
            (
                "REPLACE INTO ledger_checkpointrow VALUES (2, x'00', x'00')",
                "ledger_checkpointrow: signed heads follow one another",
            ),
            (
                "INSERT INTO ledger_checkpointrow VALUES (1, x'00', x'00')",
                "ledger_checkpointrow: signed heads follow one another",
            ),
            ("DELETE FROM ledger_checkpointrow", "ledger_checkpointrow: the record is never altered"),
            (
                "UPDATE ledger_checkpointrow SET size = 9",
                "ledger_checkpointrow: the record is never altered",
            ),
        ]
    ),
)
def test_no_wording_of_sql_alters_the_record(signed: Home, statement: str, reason: str) -> None:
    with pytest.raises(IntegrityError) as caught:
        run(statement)
    assert str(caught.value).splitlines()[0] == reason
    assert verify_home()["intact"] is True


@pytest.mark.parametrize("model", [Leaf, Body, CheckpointRow, Head], ids=lambda model: model.__name__)
def test_the_program_s_own_models_are_held_by_the_same_guards(signed: Home, model: type[Model]) -> None:
    with pytest.raises(IntegrityError, match="the record is never altered"):
        model._default_manager.all().delete()
    row = model._default_manager.first()
    assert row is not None
    with pytest.raises(IntegrityError, match="the record is never altered"):
        row.delete()
    if model is not Head:
        with pytest.raises(IntegrityError, match="the record is never altered"):
            row.save()


def test_what_goes_forward_is_let_through(signed: Home) -> None:
    run("INSERT INTO ledger_leaf VALUES (2, zeroblob(32)), (3, zeroblob(32))")
    run("INSERT INTO ledger_body VALUES (2, 'x', x'00')")
    run("INSERT INTO ledger_checkpointrow VALUES (3, x'00', x'00')")
    run("UPDATE ledger_head SET size = size + 1, last_recorded_at = '2026-03-02 09:00:01'")
    assert (Leaf.objects.count(), Body.objects.count(), CheckpointRow.objects.count()) == (4, 3, 2)


def test_the_guards_are_these(home: Home) -> None:
    assert tuple(sorted(triggers.expected())) == NAMES
    assert triggers.check() == ()


@pytest.mark.parametrize("name", NAMES)
def test_each_lost_guard_is_missed_refused_and_put_back(home: Home, name: str) -> None:
    run(dropped(name))
    assert triggers.check() == (name,)
    (refusal,) = startup.refusals()
    assert (refusal.code, refusal.message) == (
        "trigger_missing",
        f"the trigger {name} is absent or altered; run: dualtrack verify, then dualtrack up,"
        " which puts it back and records that",
    )
    problems = verify_home()["problems"]
    assert problems == [
        {
            "item": f"trigger {name}",
            "kind": "missing",
            "detail": "the record is not guarded against being altered",
        }
    ]
    triggers.install()
    assert startup.refusals() == ()


def test_a_guard_that_was_made_to_do_nothing_is_replaced(home: Home) -> None:
    for name in NAMES:
        idle(name)
    assert sorted(triggers.check()) == sorted(NAMES)
    apps.prepare()
    assert triggers.check() == ()


def test_a_trigger_of_somebody_else_is_left_alone(home: Home) -> None:
    stranger("theirs", "ledger_blobrow")
    assert triggers.check() == ()
    triggers.install()
    assert triggers.strangers() == (("theirs", "ledger_blobrow"),)


def test_a_ledger_without_a_head_is_no_ledger(home: Home) -> None:
    run(dropped("ledger_head_delete_guard"))
    run("DELETE FROM ledger_head")
    with pytest.raises(head.NoLedgerError) as caught:
        head.read()
    assert str(caught.value) == "the ledger has no head: prepare the home first (dualtrack init, or up)"
    apps.prepare()
    assert (head.read().size, head.read().origin) == (0, home.origin)


@pytest.mark.parametrize(
    "verb",
    ["get_or_create", "update_or_create", "raw_delete", "filtered", "save_fields", "from_value", "related"],
)
def test_no_way_of_django_writes_a_recorded_row(now: datetime, alice: Actor, verb: str) -> None:
    record(Widget(id="w", title="t"), actor=alice, now=now, action="add")
    row = WidgetRow.objects.get()
    ways = {
        "get_or_create": lambda: WidgetRow.objects.get_or_create(id="x"),
        "update_or_create": lambda: WidgetRow.objects.update_or_create(id="w", defaults={"title": "x"}),
        "raw_delete": lambda: WidgetRow.objects.all()._raw_delete("default"),
        "filtered": lambda: WidgetRow.objects.filter(pk="w").exclude(title="").update(title="x"),
        "save_fields": lambda: row.save(update_fields=["title"]),
        "from_value": lambda: WidgetRow.from_value(Widget(id="x", title="x")).save(),
        "related": lambda: GadgetRow(id="g", note="n").save(force_insert=True),
    }
    with pytest.raises(
        NotRecordedError, match=r"^sample\.\w+Row: \w+\(\) outside dualtrack.app.ledger.services"
    ):
        ways[verb]()
    assert WidgetRow.objects.get().title == "t"
    assert verify_home()["intact"] is True
