"""The engine is loaded late, bounded in memory and leaves nothing behind."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from dualtrack.lake import engine
from dualtrack.lake.engine import Damage, LakeError, session


def test_importing_the_lake_does_not_load_the_engine() -> None:
    program = "import sys, dualtrack.lake.write, dualtrack.lake.listings; print('duckdb' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_memory_is_bounded_and_nothing_is_fetched() -> None:
    with session(memory="64MB") as (connection, scratch):
        settings = dict(connection.sql("SELECT name, value FROM duckdb_settings()").fetchall())
    assert settings["memory_limit"] == "61.0 MiB"
    assert settings["temp_directory"] == str(scratch)
    assert settings["autoinstall_known_extensions"] == "false"
    assert settings["autoload_known_extensions"] == "false"


def made(connection: Any) -> set[str]:
    """The tables and views that somebody made there."""
    return {name for (name,) in connection.execute("SHOW TABLES").fetchall()}


def test_sessions_share_an_engine_and_see_nothing_of_each_other() -> None:
    with session() as (one, _):
        one.execute("CREATE TABLE kept AS SELECT 1 AS n; CREATE TEMP TABLE results AS SELECT 2 AS n")
        one.sql("SELECT 3 AS n").create_view("shown")
        assert made(one) == {"kept", "results", "shown"}
        with session() as (other, _):
            assert made(other) == set()
            assert one.execute("SELECT n FROM kept").fetchall() == [(1,)]
        assert one.execute("SELECT n FROM shown").fetchall() == [(3,)]
    with session() as (after, _):
        assert made(after) == set()
        databases = after.execute(
            "SELECT database_name FROM duckdb_databases() WHERE NOT internal"
        ).fetchall()
        assert len(databases) == 2  # the engine's own, which nobody uses, and this one


def test_many_threads_ask_the_engine_at_once() -> None:
    def asked(number: int) -> int:
        with session() as (connection, _):
            connection.execute(f"CREATE TEMP TABLE mine AS SELECT range AS n FROM range({number})")
            ((rows,),) = connection.execute("SELECT count(*) FROM mine").fetchall()
        return int(rows)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(asked, range(100, 164))) == list(range(100, 164))


def test_bounds_and_silence_are_those_of_an_engine_of_its_own(tmp_path: Path) -> None:
    names = ("memory_limit", "autoinstall_known_extensions", "autoload_known_extensions")
    names += ("enable_progress_bar", "enable_external_file_cache")
    with session() as (shared, scratch), session(near=tmp_path) as (own, _):
        asked = f"SELECT name, value FROM duckdb_settings() WHERE name IN {names} ORDER BY name"
        assert shared.sql(asked).fetchall() == own.sql(asked).fetchall()
        assert scratch.is_dir()


def test_a_file_that_changed_is_read_anew(tmp_path: Path) -> None:
    file = tmp_path / "one.csv"
    for value in ("1", "2"):
        file.write_text(f"n\n{value}\n")
        os.utime(file, (1, 1))  # as if nothing had happened
        with session() as (connection, _):
            assert connection.execute("SELECT n FROM read_csv($1)", [str(file)]).fetchall() == [(int(value),)]


def test_an_engine_that_failed_is_started_anew() -> None:
    with session() as (before, _):
        before.execute("SELECT 1")
    engine._engine._root.close()  # type: ignore[union-attr]  # as after an error that ends it
    with session() as (connection, _):
        assert connection.execute("SELECT 1").fetchall() == [(1,)]


def test_a_process_that_was_forked_has_an_engine_of_its_own_and_leaves_no_folder(tmp_path: Path) -> None:
    program = """
import os
from dualtrack.lake.engine import session
with session() as (connection, _):
    connection.execute("SELECT 1")
child = os.fork()
with session() as (connection, _):
    assert connection.execute("SELECT sum(range) FROM range(1000000)").fetchall() == [(499999500000,)]
if child:
    print(os.waitpid(child, 0)[1])
"""
    told = {**os.environ, "TMPDIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=told, timeout=60
    )
    assert (done.stdout, done.stderr) == ("0\n", "")
    assert list(tmp_path.iterdir()) == []


def fail_in(folder: Path) -> None:
    with session(near=folder) as (_, scratch):
        (scratch / "spilled").write_text("x")
        assert scratch.parent == folder
        raise KeyError


def test_scratch_leaves_with_the_work_even_when_it_fails(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        fail_in(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_error_reads_as_file_and_reason() -> None:
    error = LakeError(Damage("r1.parquet", "cannot be read"))
    assert str(error) == "r1.parquet: cannot be read"
    assert error.damage == Damage("r1.parquet", "cannot be read")


def test_a_long_question_writes_nothing_to_the_output() -> None:
    with session() as (connection, _):
        ((shown,),) = connection.execute("SELECT current_setting('enable_progress_bar')").fetchall()
    assert shown is False
