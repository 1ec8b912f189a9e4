"""The engine is loaded late, bounded in memory and leaves nothing behind."""

import subprocess
import sys
from pathlib import Path

import pytest

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
