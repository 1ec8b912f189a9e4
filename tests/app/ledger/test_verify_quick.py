"""The quick way says "well" of a table that is, and leaves every doubt to the thorough way.

On PostgreSQL everything is a doubt: the thorough way has to name the same.
"""

import subprocess
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from attrs import evolve
from django.db import connection
from tests.app.ledger.conftest import Tamper
from tests.app.ledger.sample.models import GadgetRow, WidgetRow
from tests.app.ledger.sample.values import Part, Widget

from dualtrack.app.ledger import verify_aside, verify_quick, verify_rows
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.models import AnchorRow, KeyRotationRow
from dualtrack.app.ledger.recorded import recorded_models
from dualtrack.app.ledger.services import record, tombstone
from dualtrack.app.ledger.verify import verify_home
from dualtrack.domain.ledger.actor import Actor

TABLE = "sample_widgetrow"


@pytest.fixture
def widgets(home: Home, now: datetime, alice: Actor, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Seven widgets, one changed, one taken away, over pages of two."""
    monkeypatch.setattr(verify_quick, "_PAGE", 2)
    plain = Widget(id="a", title="n")
    full = Widget(
        id="b",
        title="Größe",
        tags=("x", "ü"),
        parts=(Part(name="p", count=2),),
        main=Part(name="q", count=1),
        due=now.date(),
        seen_at=now + timedelta(microseconds=5),
        price=Decimal("1.50"),
        active=False,
    )
    for name in ("a", "é", "c d", "e/f", "g", "h"):
        record(evolve(plain, id=name), actor=alice, now=now, action="add")
    record(full, actor=alice, now=now, action="add")
    record(evolve(full, title="other"), actor=alice, now=now + timedelta(microseconds=7), action="set")
    tombstone(WidgetRow.objects.get(pk="g"), actor=alice, now=now, action="drop")
    return home


def well() -> bool:
    """What the quick way says of the widgets."""
    connection.close()
    return verify_quick.is_well(WidgetRow)


@pytest.mark.sqlite  # alone has the quick way
def test_a_table_that_is_as_its_entries_say_is_well(widgets: Home) -> None:
    assert well()
    assert verify_quick.is_well(AnchorRow)  # empty
    assert verify_quick.is_well(KeyRotationRow)


def test_a_table_with_derived_columns_is_left_to_the_thorough_way(home: Home) -> None:
    assert not verify_quick.is_well(GadgetRow)


def test_every_table_of_the_record_without_derived_columns_has_the_quick_way() -> None:
    spelled = verify_quick._SPELLINGS
    left = [
        f"{model._meta.label}.{one.name}: {type(one).__name__}"
        for model in recorded_models()
        if not model.EXTRA and not model._meta.label.startswith("sample.")
        for one in model._meta.concrete_fields
        if type(one) not in spelled
    ]
    assert not left, f"verify reads a large table row by row for these: {left}"


def copy(name: str) -> str:
    """One row more, like another."""
    columns = [f.column for f in WidgetRow._meta.concrete_fields if f.column != "id"]
    told = ", ".join(columns)
    return f"INSERT INTO {TABLE} (id, {told}) SELECT '{name}', {told} FROM {TABLE} WHERE id = 'a'"


SPELLED = (  # as no column of PostgreSQL can
    f"UPDATE {TABLE} SET title = CAST(title AS BLOB) || x'00' WHERE id = 'a'",
    f"UPDATE {TABLE} SET active = 2 WHERE id = 'h'",
    f"UPDATE {TABLE} SET recorded_at = replace(recorded_at, ' ', '!') WHERE id = 'b'",
    f"UPDATE {TABLE} SET seen_at = replace(seen_at, '000005', '000006') WHERE id = 'b'",
    f"UPDATE {TABLE} SET parts = replace(parts, '2', 'true') WHERE id = 'b'",
    f"UPDATE {TABLE} SET parts = replace(parts, ': ', ':  ') WHERE id = 'b'",
)


@pytest.mark.parametrize(
    "statement",
    [
        *(pytest.param(statement, marks=pytest.mark.sqlite) for statement in SPELLED),
        f"UPDATE {TABLE} SET title = 'x' WHERE id = 'a'",
        f"UPDATE {TABLE} SET seq = seq + 1 WHERE id = 'h'",
        f"UPDATE {TABLE} SET due = NULL WHERE id = 'b'",
        f"UPDATE {TABLE} SET main = NULL WHERE id = 'b'",
        f"UPDATE {TABLE} SET id = 'z' WHERE id = 'h'",
        f"DELETE FROM {TABLE} WHERE id = 'c d'",
        copy("aa"),
        copy("zz"),
        copy("g"),
        "UPDATE ledger_body SET line = x'00' WHERE seq = 7",
    ],
)
def test_whatever_differs_is_a_doubt_and_named_by_the_thorough_way(
    widgets: Home, tamper: Tamper, statement: str
) -> None:
    tamper(statement)
    assert not well()
    connection.close()
    assert verify_home()["problems"]


@pytest.mark.sqlite  # alone has the quick way
def test_a_type_of_an_earlier_version_is_left_to_the_thorough_way(widgets: Home, tamper: Tamper) -> None:
    tamper("UPDATE ledger_body SET line = CAST(replace(line, '\"tv\":1', '\"tv\":0') AS BLOB) WHERE seq = 0")
    assert not well()


def test_a_table_that_was_seen_to_be_well_is_not_looked_at_again(
    widgets: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(verify_rows, "is_well", lambda model: asked.append(model._meta.db_table) is None)
    for told, expected in (({TABLE}, []), (set[str](), [TABLE])):
        monkeypatch.setattr("dualtrack.app.ledger.verify.beside", lambda *_, told=told: _told(told))
        assert verify_home()["problems"] == []
        assert [table for table in asked if table == TABLE] == expected


def test_a_table_without_row_and_entry_is_not_looked_at_and_one_with_either_is(
    widgets: Home, tamper: Tamper, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(verify_rows, "is_well", lambda model: bool(asked.append(model._meta.db_table)))
    monkeypatch.setattr("dualtrack.app.ledger.verify.beside", lambda *_: _told(set()))
    empty = "sample_gadgetrow"
    assert verify_home()["problems"] == []
    assert TABLE in asked
    assert empty not in asked
    tamper(f"INSERT INTO {empty} (id, seq, recorded_at, note, length) VALUES ('g', 0, '2026-03-02', '', '1')")
    assert [one["item"] for one in verify_home()["problems"]] == [f"{empty}/g"]
    tamper(f"DELETE FROM {empty}", f"DELETE FROM {TABLE}")
    assert {one["item"].partition("/")[0] for one in verify_home()["problems"]} == {TABLE}


class _told:  # noqa: N801 - a context manager
    def __init__(self, tables: set[str]) -> None:
        self.tables = tables

    def __enter__(self) -> object:
        return lambda: frozenset(self.tables)

    def __exit__(self, *problem: object) -> None:
        pass


@pytest.mark.sqlite  # on PostgreSQL nothing is told: below
def test_the_second_process_tells_the_tables_that_are_well(
    widgets: Home, tamper: Tamper, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the database that is verified, also where the settings lead to another: while one is restored."""
    connection.close()
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:9/none")
    with verify_aside.beside(widgets.path, 9, small=9) as said:
        told = said()
    assert {"ledger_anchorrow", "registers_servicerow", "controls_controlrow"} <= told
    with verify_aside.beside(widgets.path, 8, small=9) as said:
        assert said() == frozenset()


def test_where_the_second_process_cannot_say_the_first_looks_itself(tmp_path: Path) -> None:
    with verify_aside.beside(tmp_path / "no home", 9, small=9) as said:
        assert said() == frozenset()


@pytest.mark.sqlite  # on PostgreSQL no second process is started
def test_it_is_ended_with_what_it_was_started_for(widgets: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def keep(*arguments: object, **named: object) -> subprocess.Popen[bytes]:
        started.append(real(["sleep", "60"], stdout=subprocess.PIPE))
        return started[0]

    monkeypatch.setattr(verify_aside.subprocess, "Popen", keep)
    with pytest.raises(KeyError), verify_aside.beside(widgets.path, 9, small=9):
        raise KeyError
    assert started[0].returncode is not None
