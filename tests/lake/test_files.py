"""Run files are told apart from what else lies in the folder, and a damaged one is named with its reason."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tests.each import each
from tests.lake.samples import NOON, many, seen

from dualtrack.lake.engine import LakeError, session
from dualtrack.lake.files import damaged, moments_of, open_results, recorded_files, run_files, run_path
from dualtrack.lake.write import write_run


def test_a_whole_lake_has_no_damage(tmp_path: Path) -> None:
    write_run(many(20), folder=tmp_path, run_id="r1")
    assert damaged(tmp_path) == ()


def test_hidden_files_and_others_are_no_runs(tmp_path: Path) -> None:
    for name in (".repeated-x.parquet", "notes.txt", "b.parquet", "a.parquet"):
        (tmp_path / name).touch()
    assert [path.name for path in run_files(tmp_path)] == ["a.parquet", "b.parquet"]
    assert [path.name for path in recorded_files(tmp_path, {"b", "c"})] == ["b.parquet"]


@each("body", [b"", b"PAR1", b"\0" * 500, b"identity,source\n1,2\n"])
def test_a_file_that_is_no_parquet_is_named(tmp_path: Path, body: bytes) -> None:
    write_run([seen()], folder=tmp_path, run_id="good")
    (tmp_path / "bad.parquet").write_bytes(body)
    (one,) = damaged(tmp_path)
    assert one.file == str(tmp_path / "bad.parquet")
    assert one.reason.startswith("cannot be read as Parquet (")
    assert one.reason.endswith("); restore it")


def test_a_parquet_file_of_something_else_is_named(tmp_path: Path) -> None:
    with session() as (connection, _):
        connection.sql("SELECT 'x' AS identity, 1 AS source").write_parquet(str(tmp_path / "other.parquet"))
    (one,) = damaged(tmp_path)
    assert one.reason == "is not a run file of this lake: column source is missing or of another type"


def test_a_changed_page_is_found_only_by_a_whole_reading(tmp_path: Path) -> None:
    write_run(many(2000), folder=tmp_path, run_id="r1")
    path = tmp_path / "r1.parquet"
    body = bytearray(path.read_bytes())
    body[4:20_000] = b"\xff" * (20_000 - 4)
    path.write_bytes(body)
    assert damaged(tmp_path, whole=False) == ()
    assert [one.file for one in damaged(tmp_path)] == [str(path)]


def test_a_folder_in_place_of_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "r1.parquet").mkdir()
    assert [one.file for one in damaged(tmp_path)] == [str(tmp_path / "r1.parquet")]


def test_results_can_be_opened_again_from_nothing_to_something(tmp_path: Path) -> None:
    write_run(many(3), folder=tmp_path, run_id="r1")
    with session() as (connection, _):
        for paths, count in (((), 0), (run_files(tmp_path), 3), ((), 0)):
            open_results(connection, paths)
            assert connection.execute("SELECT COUNT(*) FROM results").fetchall() == [(count,)]


def test_run_path_names_the_folder_in_its_refusal(tmp_path: Path) -> None:
    with pytest.raises(LakeError) as caught:
        run_path(tmp_path, "a/b")
    assert caught.value.damage.file == str(tmp_path)
    assert "run id 'a/b' is not letters, digits, dot, dash or underscore" in caught.value.damage.reason


def moments(*paths: Path) -> tuple[datetime, datetime] | None:
    with session() as (connection, _):
        open_results(connection, paths)
        return moments_of(connection, paths)


def test_the_footers_tell_between_which_moments_results_were_seen(tmp_path: Path) -> None:
    late = NOON + timedelta(days=40, microseconds=7)
    for number, at in enumerate([late, NOON, NOON + timedelta(hours=1)]):
        write_run([seen(at=at)], folder=tmp_path, run_id=f"r{number}")
    assert moments(*run_files(tmp_path)) == (NOON, late)
    assert moments() is None


def test_a_file_whose_footer_says_nothing_is_read_for_its_moments(tmp_path: Path) -> None:
    write_run([seen()], folder=tmp_path, run_id="ours")
    (ours,) = run_files(tmp_path)
    with session() as (connection, _):
        open_results(connection, [ours])
        connection.execute(
            "CREATE TEMP MACRO parquet_metadata(names) AS TABLE"
            " SELECT 'observed_at' AS path_in_schema, NULL AS stats_min_value, NULL AS stats_max_value"
        )
        assert moments_of(connection, [ours]) == (NOON, NOON)
