"""Verifying names the item that was touched, and only that."""

import os
from base64 import b64decode
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import databases
from tests.app.ledger.conftest import Tamper
from tests.app.ledger.sample.models import GadgetRow, WidgetRow
from tests.app.ledger.sample.values import Gadget, Part, Widget
from tests.databases import copied
from tests.hands import cases, dropped

from dualtrack.app.ledger import checkpoints, clock, head, head_files
from dualtrack.app.ledger.blobs import blob_store
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.models import Body
from dualtrack.app.ledger.services import Change, record, record_many, tombstone
from dualtrack.app.ledger.verify import verify_home
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.entry import Entry, leaf_hash, to_line
from dualtrack.domain.ledger.tree import Frontier

COUNT = 12
_GADGET = "INSERT INTO sample_gadgetrow (id, seq, recorded_at, note, length)"


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the filled home is kept once it was made."""
    return tmp_path_factory.mktemp("shelf") / "home"


@pytest.fixture
def filled(home: Home, shelf: Path, now: datetime, alice: Actor) -> Home:
    """A home with twelve entries, made once and copied."""
    if not shelf.exists():
        _fill(now, alice)
        connection.close()
        copied(home.path, shelf)
    else:
        connection.close()
        copied(shelf, home.path)
    return home


def _fill(now: datetime, alice: Actor) -> None:
    """Twelve entries with a file, a removal, a change, and two checkpoints."""
    blob, _ = blob_store().put(BytesIO(b"evidence of alice"))
    record(Widget(id="w0", title="zero"), actor=alice, now=now, action="add", blobs=(blob,))
    with clock.use(now + timedelta(seconds=5)):
        for number in range(1, 6):
            record(
                Widget(id=f"w{number}", title="plain", tags=("a",), main=Part(name="m", count=number)),
                actor=alice,
                now=clock.now(),
                action="add",
            )
        checkpoints.checkpoint()
        record_many(
            [Change(value=Gadget(id=f"g{number}", note="n"), action="add") for number in range(4)],
            actor=alice,
            now=clock.now(),
        )
        record(Widget(id="w1", title="changed"), actor=alice, now=clock.now(), action="rename")
        tombstone(GadgetRow.objects.get(pk="g3"), actor=alice, now=clock.now(), action="remove")
        checkpoints.checkpoint()
    assert Body.objects.count() == COUNT


def problems() -> list[tuple[str, str]]:
    """Item and kind of every problem."""
    connection.close()
    found = verify_home()
    assert found["intact"] == (not found["problems"])
    named = found["problems"]
    assert isinstance(named, list)
    return [(problem["item"], problem["kind"]) for problem in named]


def test_a_home_that_nobody_touched_is_intact(filled: Home) -> None:
    found = verify_home()
    assert found["problems"] == []
    assert (found["intact"], found["size"], found["newest_checkpoint"]) == (True, COUNT, COUNT)
    assert (found["newest_anchor"], found["example"]) == (None, True)
    newest = Path(head_files.file_of(filled.checkpoints_folder, COUNT)).read_text().splitlines()[2]
    assert found["root"] == b64decode(newest).hex()


def test_an_empty_home_is_intact(home: Home) -> None:
    found = verify_home()
    assert (found["intact"], found["size"], found["newest_checkpoint"]) == (True, 0, None)


@pytest.mark.parametrize(
    ("statement", "expected"),
    cases(
        [
            (
                "UPDATE ledger_body SET line = replace(line, 'zero', 'hero') WHERE seq = 0",
                ("entry 0", "changed"),
            ),
            ("UPDATE ledger_body SET object = 'sample_widget/w9' WHERE seq = 2", ("entry 2", "changed")),
            ("UPDATE ledger_leaf SET hash = zeroblob(32) WHERE seq = 3", ("leaf 3", "changed")),
            ("UPDATE ledger_leaf SET hash = x'00' WHERE seq = 3", ("leaf 3", "changed")),
            ("DELETE FROM ledger_body WHERE seq = 4", ("entry 4", "erased_without_entry")),
            ("DELETE FROM ledger_leaf WHERE seq = 4", ("leaf 4", "missing")),
            ("UPDATE ledger_head SET size = 11", ("head", "changed")),
            ("UPDATE ledger_head SET size = size + (1 << 40)", ("head", "changed")),
            ("UPDATE ledger_head SET frontier = zeroblob(length(frontier))", ("head", "changed")),
            ("UPDATE ledger_head SET frontier = substr(frontier, 1, 8) || zeroblob(64)", ("head", "changed")),
            ("UPDATE ledger_head SET frontier = x'01'", ("head", "changed")),
            ("UPDATE ledger_head SET origin = 'dualtrack/other'", ("head", "changed")),
            ("UPDATE ledger_head SET last_recorded_at = '2026-03-02 09:00:06'", ("head", "changed")),
            ("UPDATE ledger_head SET last_recorded_at = 'nonsense'", ("head", "changed")),
            ("DELETE FROM ledger_head", ("head", "changed")),
            (
                "UPDATE ledger_checkpointrow SET note = replace(note, 'home', 'hole') WHERE size = 6",
                ("checkpoint 6", "signature"),
            ),
            ("UPDATE ledger_checkpointrow SET note = x'00' WHERE size = 6", ("checkpoint 6", "signature")),
            ("UPDATE ledger_checkpointrow SET frontier = x'00' WHERE size = 6", ("checkpoint 6", "changed")),
            ("DELETE FROM ledger_checkpointrow WHERE size = 6", ("checkpoint 6", "missing")),
            ("UPDATE ledger_blobrow SET size = 1", ("ledger_blobrow/{blob}", "changed")),
            (
                "UPDATE ledger_blobrow SET first_seen = '2026-03-02 09:00:01'",
                ("ledger_blobrow/{blob}", "changed"),
            ),
            ("UPDATE ledger_blobrow SET first_seen = 'x'", ("ledger_blobrow/{blob}", "changed")),
            ("DELETE FROM ledger_blobrow", ("ledger_blobrow/{blob}", "missing")),
            (
                "UPDATE sample_widgetrow SET title = 'forged' WHERE id = 'w2'",
                ("sample_widgetrow/w2", "changed"),
            ),
            ("UPDATE sample_widgetrow SET tags = '[]' WHERE id = 'w2'", ("sample_widgetrow/w2", "changed")),
            ("UPDATE sample_widgetrow SET tags = '[1]' WHERE id = 'w2'", ("sample_widgetrow/w2", "changed")),
            ("UPDATE sample_widgetrow SET main = NULL WHERE id = 'w2'", ("sample_widgetrow/w2", "changed")),
            (
                "UPDATE sample_widgetrow SET active = false WHERE id = 'w2'",
                ("sample_widgetrow/w2", "changed"),
            ),
            (
                "UPDATE sample_widgetrow SET due = '2026-01-01' WHERE id = 'w2'",
                ("sample_widgetrow/w2", "changed"),
            ),
            ("UPDATE sample_widgetrow SET seq = 1 WHERE id = 'w1'", ("sample_widgetrow/w1", "changed")),
            (
                "UPDATE sample_widgetrow SET recorded_at = '2020-01-01' WHERE id = 'w1'",
                ("sample_widgetrow/w1", "changed"),
            ),
            (
                "UPDATE sample_widgetrow SET recorded_at = 'x' WHERE id = 'w1'",
                ("sample_widgetrow/w1", "changed"),
            ),
            (
                "UPDATE sample_widgetrow SET title = CAST(x'ff' AS TEXT) WHERE id = 'w2'",
                ("sample_widgetrow/w2", "changed"),
            ),
            ("DELETE FROM sample_widgetrow WHERE id = 'w5'", ("sample_widgetrow/w5", "missing")),
            (
                f"{_GADGET} VALUES ('g9', 3, '2026-03-02', 'n', 0)",
                ("sample_gadgetrow/g9", "extra"),
            ),
            (
                f"{_GADGET} VALUES ('g3', 9, '2026-03-02', 'n', 0)",
                ("sample_gadgetrow/g3", "extra"),
            ),
            ("INSERT INTO ledger_leaf (seq, hash) VALUES (12, zeroblob(32))", ("entry 12", "extra")),
        ]
    ),
)
def test_one_edit_is_named(filled: Home, tamper: Tamper, statement: str, expected: tuple[str, str]) -> None:
    blob = next(blob_store().names())
    tamper(statement)
    assert problems() == [(expected[0].format(blob=blob), expected[1])]


def test_a_row_whose_key_was_edited_is_extra_and_its_old_key_missing(filled: Home, tamper: Tamper) -> None:
    tamper("UPDATE sample_widgetrow SET id = 'v2' WHERE id = 'w2'")
    assert problems() == [("sample_widgetrow/v2", "extra"), ("sample_widgetrow/w2", "missing")]


def test_two_entries_that_changed_places_are_both_named(filled: Home, tamper: Tamper) -> None:
    swap = "UPDATE {0} SET seq = CASE seq WHEN 2 THEN -4 WHEN 4 THEN -2 END WHERE seq IN (2, 4)"
    back = "UPDATE {0} SET seq = -seq WHERE seq < 0"
    tamper(*(text.format(table) for table in ("ledger_leaf", "ledger_body") for text in (swap, back)))
    assert problems() == [("entry 2", "reordered"), ("entry 4", "reordered")]


def test_two_lines_that_changed_places_are_both_named(filled: Home, tamper: Tamper) -> None:
    tamper(
        "UPDATE ledger_body SET seq = CASE seq WHEN 2 THEN -4 WHEN 4 THEN -2 END WHERE seq IN (2, 4)",
        "UPDATE ledger_body SET seq = -seq WHERE seq < 0",
    )
    assert problems() == [("entry 2", "reordered"), ("entry 4", "reordered")]


def test_an_entry_that_is_gone_whole_is_missing(filled: Home, tamper: Tamper) -> None:
    tamper("DELETE FROM ledger_leaf WHERE seq = 4", "DELETE FROM ledger_body WHERE seq = 4")
    assert problems() == [("entry 4", "missing")]


def test_an_older_ledger_put_back_is_a_rollback(
    filled: Home, now: datetime, alice: Actor, tmp_path: Path
) -> None:
    older = databases.saved(filled.path, tmp_path / "older.sqlite3")
    record(Widget(id="late", title="late"), actor=alice, now=now, action="add")
    checkpoints.checkpoint()
    databases.put_back(filled.path, older)
    assert problems() == [("ledger", "rolled_back")]


def test_a_rewritten_history_contradicts_what_was_signed(
    filled: Home, tamper: Tamper, now: datetime, alice: Actor
) -> None:
    """Somebody rewrites entry 7, its leaf and the head, consistently, without the key."""
    lines = [bytes(line) for line in Body.objects.order_by("seq").values_list("line", flat=True)]
    lines[7] = lines[7].replace(b'"reason":""', b'"reason":"forged"')
    edge = Frontier().extend(leaf_hash(line) for line in lines)
    tamper(
        f"UPDATE ledger_body SET line = x'{lines[7].hex()}' WHERE seq = 7",
        f"UPDATE ledger_leaf SET hash = x'{leaf_hash(lines[7]).hex()}' WHERE seq = 7",
        f"UPDATE ledger_head SET frontier = x'{edge.to_bytes().hex()}'",
    )
    assert problems() == [("checkpoint 12", "inconsistent")]


def test_a_changed_a_missing_and_an_extra_file_are_named(filled: Home) -> None:
    store = blob_store()
    name = next(store.names())
    file = store.path(name)
    file.chmod(0o600)
    file.write_bytes(b"evidence of Alice")
    assert problems() == [(f"blob {name}", "changed")]
    file.unlink()
    assert problems() == [(f"blob {name}", "missing")]
    stray, _ = store.put(BytesIO(b"stray"))
    store.put(BytesIO(b"evidence of alice"))
    assert problems() == []
    os.utime(store.path(stray), (0, 0))
    assert problems() == [(f"blob {stray}", "extra")]


def test_checkpoint_files_are_checked_too(filled: Home) -> None:
    file = head_files.file_of(filled.checkpoints_folder, 6)
    file.write_bytes(file.read_bytes() + b"x")
    assert problems() == [(f"checkpoints/{file.name}", "changed")]
    file.unlink()
    assert problems() == [(f"checkpoints/{file.name}", "missing")]


def test_the_public_key_that_auditors_are_given_is_the_private_one_s(filled: Home) -> None:
    file = filled.keys_folder / "ledger.vkey"
    file.write_text("dualtrack/x+00000000+AAAA\n")
    assert problems() == [("keys/ledger.vkey", "changed")]


def test_a_missing_trigger_is_named(filled: Home) -> None:
    with connection.cursor() as cursor:
        cursor.execute(dropped("ledger_leaf_update_guard"))
    assert problems() == [("trigger ledger_leaf_update_guard", "missing")]


def test_a_great_many_problems_are_told_in_bounded_memory(filled: Home, tamper: Tamper) -> None:
    tamper(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)"
        f" {_GADGET} SELECT 'x' || i, 3, (SELECT MAX(recorded_at) FROM sample_gadgetrow), 'n', 0 FROM n"
    )
    found = problems()
    assert len(found) == 1001
    assert found[-1] == ("ledger", "inconsistent")


def test_an_older_version_of_a_value_is_lifted_before_it_is_compared(
    filled: Home, now: datetime, alice: Actor
) -> None:
    current = head.read()
    entry = Entry(
        seq=COUNT,
        salt="0" * 32,
        recorded_at=current.last_recorded_at or now,
        actor=alice.id,
        via="ui",
        action="add",
        object="sample_gadget/old",
        type="sample_gadget",
        tv=1,
        value={"id": "old"},
    )
    line = to_line(entry)
    with connection.cursor() as cursor:
        head.append(cursor, current, [entry], [line], [leaf_hash(line)], entry.recorded_at)
    assert problems() == [("sample_gadgetrow/old", "missing")]
    with connection.cursor() as cursor:
        cursor.execute(
            f"{_GADGET} VALUES ('old', %s, %s, 'lifted', 0)",
            [COUNT, "2026-03-02 09:00:05"],
        )
    assert problems() == []


FLIPS = 6 if databases.POSTGRESQL else 25  # the drills turn bits over by the thousand


@settings(max_examples=FLIPS, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_flipped_bit_of_the_record_is_named(filled: Home, tamper: Tamper, data: st.DataObject) -> None:
    table, column, key, named = data.draw(
        st.sampled_from(
            [
                ("ledger_body", "line", "seq", "entry {}"),
                ("ledger_leaf", "hash", "seq", "leaf {}"),
                ("ledger_checkpointrow", "note", "size", "checkpoint {}"),
                ("ledger_checkpointrow", "frontier", "size", "checkpoint {}"),
                ("ledger_head", "frontier", "id", "head"),
            ]
        )
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {key}, {column} FROM {table} ORDER BY {key}")
        rows = cursor.fetchall()
    at, old = data.draw(st.sampled_from(rows))
    bit = data.draw(st.integers(0, len(old) * 8 - 1))
    new = bytearray(old)
    new[bit // 8] ^= 1 << bit % 8
    change = f"UPDATE {table} SET {column} = :new WHERE {key} = :at"
    try:
        tamper(change, new=bytes(new), at=at)
        assert {item for item, _ in problems()} == {named.format(at)}
    finally:
        tamper(change, new=bytes(old), at=at)
    assert problems() == []


def test_rows_are_compared_in_chunks(filled: Home, tamper: Tamper, now: datetime, alice: Actor) -> None:
    record_many(
        [Change(value=Widget(id=f"many{number}", title="t"), action="add") for number in range(1200)],
        actor=alice,
        now=now,
    )
    assert problems() == []
    tamper(
        "DELETE FROM sample_widgetrow WHERE id = 'many777'",
        "UPDATE sample_widgetrow SET title = 'x' WHERE id = 'many3'",
    )
    assert set(problems()) == {("sample_widgetrow/many3", "changed"), ("sample_widgetrow/many777", "missing")}
    assert WidgetRow.objects.count() == 1205


@pytest.mark.parametrize(
    ("statement", "expected"),
    cases(
        [
            ("UPDATE ledger_body SET line = CAST(x'ff' AS TEXT) WHERE seq = 3", ("entry 3", "changed")),
            ("UPDATE ledger_body SET object = CAST(x'ff' AS TEXT) WHERE seq = 3", ("entry 3", "changed")),
            ("UPDATE ledger_leaf SET hash = CAST(x'ff' AS TEXT) WHERE seq = 3", ("leaf 3", "changed")),
            (
                "UPDATE ledger_checkpointrow SET note = CAST(x'ff' AS TEXT) WHERE size = 6",
                ("checkpoint 6", "changed"),
            ),
            ("UPDATE ledger_head SET frontier = CAST(x'ff' AS TEXT)", ("head", "changed")),
        ]
    ),
)
def test_bytes_that_are_no_text_where_text_was_put_are_named(
    filled: Home, tamper: Tamper, statement: str, expected: tuple[str, str]
) -> None:
    tamper(statement)
    assert problems() == [expected]
