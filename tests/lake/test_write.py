"""A run becomes one durable file that holds only what is new."""

import hashlib
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from tests.each import each
from tests.lake.samples import NOON, many, seen

from dualtrack.domain.evidence.observation import CheckStatus, Observation
from dualtrack.lake.engine import LakeError, session
from dualtrack.lake.files import COLUMNS, run_files
from dualtrack.lake.write import classify, discard_run, write_run


def test_a_run_tells_what_it_holds(tmp_path: Path) -> None:
    later = NOON + timedelta(days=1)
    run = write_run([seen(), seen(at=later, record=2)], folder=tmp_path, run_id="r1")
    assert run.path == tmp_path / "r1.parquet"
    assert run.path.exists()
    assert (run.rows, run.first, run.last) == (2, NOON, later)
    assert run.sha256 == hashlib.sha256(run.path.read_bytes()).hexdigest()


def test_every_column_is_written_as_it_came(tmp_path: Path) -> None:
    odd = 'Ünïcode "quoted"; line\nbreak, tab\t\\ end'
    one = seen(resource=odd, uid="u-1", record=7, requirements=("soc2:CC6.1", "iso27001:A.8.5"))
    run = write_run([one], folder=tmp_path, run_id="r1")
    with session() as (connection, _):
        relation = connection.read_parquet(str(run.path))
        assert list(relation.columns) == list(COLUMNS)
        row = dict(zip(relation.columns, relation.fetchall()[0], strict=True))
    assert row == {
        "identity": one.identity,
        "source": "prowler",
        "check_id": "mfa",
        "account": "111",
        "region": "eu-west-1",
        "resource": odd,
        "locator": "",
        "status": "pass",
        "outcome": "passed",
        "observed_at": NOON.replace(tzinfo=None),
        "record": 7,
        "requirements": "iso27001:A.8.5 soc2:CC6.1",
        "native_uid": "u-1",
        "run_id": "r1",
    }


def test_microseconds_survive(tmp_path: Path) -> None:
    at = NOON.replace(microsecond=123_457)
    assert write_run([seen(at=at)], folder=tmp_path, run_id="r1").first == at


def test_half_a_character_pair_is_stored_as_a_question_mark(tmp_path: Path) -> None:
    run = write_run([seen(uid="a\ud800b")], folder=tmp_path, run_id="r1")
    with session() as (connection, _):
        assert connection.read_parquet(str(run.path)).project("native_uid").fetchall() == [("a?b",)]


def test_a_nul_character_is_kept(tmp_path: Path) -> None:
    run = write_run([seen(uid="a\0b")], folder=tmp_path, run_id="r1")
    with session() as (connection, _):
        assert connection.read_parquet(str(run.path)).project("native_uid").fetchall() == [("a\0b",)]


def test_same_observations_in_any_order_give_the_same_bytes(tmp_path: Path) -> None:
    observations = [*many(3000), seen(record=1), seen(record=2, uid="again")]
    shuffled = [*observations[1::2], *reversed(observations[::2])]
    one = write_run(observations, folder=tmp_path / "a", run_id="r1")
    other = write_run(shuffled, folder=tmp_path / "b", run_id="r1")
    assert one.sha256 == other.sha256


def test_same_file_twice_adds_nothing(tmp_path: Path) -> None:
    write_run(many(50), folder=tmp_path, run_id="r1")
    before = run_files(tmp_path)
    again = write_run(many(50), folder=tmp_path, run_id="r2")
    assert (again.path, again.sha256, again.rows, again.first) == (None, None, 0, None)
    assert (again.classified.rows, again.classified.duplicate) == (50, 50)
    assert run_files(tmp_path) == before


def test_only_the_new_rows_of_a_run_are_stored(tmp_path: Path) -> None:
    write_run(many(50), folder=tmp_path, run_id="r1")
    more = write_run(many(60), folder=tmp_path, run_id="r2")
    assert (more.rows, more.classified.duplicate, more.classified.conflicts) == (10, 50, 0)


def test_duplicates_inside_one_run_are_stored_once(tmp_path: Path) -> None:
    run = write_run([seen(record=1), seen(record=2), seen(record=3)], folder=tmp_path, run_id="r1")
    assert (run.rows, run.classified.duplicate) == (1, 2)
    assert (run.classified.records, run.classified.records_stored, run.classified.records_duplicate) == (
        3,
        1,
        2,
    )


def test_a_record_with_one_new_item_is_no_duplicate(tmp_path: Path) -> None:
    write_run([seen(resource="a", record=1)], folder=tmp_path, run_id="r1")
    told = classify([seen(resource="a", record=1), seen(resource="b", record=1)], tmp_path)
    assert (told.stored, told.duplicate, told.records_stored, told.records_duplicate) == (1, 1, 1, 0)


def test_a_conflict_keeps_both_in_one_run(tmp_path: Path) -> None:
    run = write_run([seen(), seen(status=CheckStatus.FAIL, record=2)], folder=tmp_path, run_id="r1")
    assert (run.rows, run.classified.conflicts, run.classified.duplicate) == (2, 1, 0)


def test_a_conflict_keeps_both_across_runs(tmp_path: Path) -> None:
    write_run([seen()], folder=tmp_path, run_id="r1")
    run = write_run([seen(status=CheckStatus.FAIL)], folder=tmp_path, run_id="r2")
    assert (run.rows, run.classified.conflicts) == (1, 1)


def test_three_statuses_of_one_item_are_one_conflict(tmp_path: Path) -> None:
    statuses = (CheckStatus.PASS, CheckStatus.FAIL, CheckStatus.MANUAL)
    run = write_run([seen(status=status) for status in statuses], folder=tmp_path, run_id="r1")
    assert (run.rows, run.classified.conflicts) == (3, 1)


def test_another_time_is_neither_duplicate_nor_conflict(tmp_path: Path) -> None:
    write_run([seen()], folder=tmp_path, run_id="r1")
    later = seen(status=CheckStatus.FAIL, at=NOON + timedelta(microseconds=1))
    told = classify([later], tmp_path)
    assert (told.stored, told.duplicate, told.conflicts) == (1, 0, 0)


def test_classify_stores_nothing(tmp_path: Path) -> None:
    assert classify(many(5), tmp_path).stored == 5
    assert list(tmp_path.iterdir()) == []


def test_classify_on_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert classify(many(5), tmp_path / "none").stored == 5


def test_a_run_of_nothing_leaves_no_file(tmp_path: Path) -> None:
    run = write_run([], folder=tmp_path, run_id="r1")
    assert (run.path, run.rows, run.classified.rows) == (None, 0, 0)
    assert list(tmp_path.iterdir()) == []


def test_more_than_one_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dualtrack.lake.staging.BATCH", 7)
    assert write_run(iter(many(50)), folder=tmp_path, run_id="r1").rows == 50


def test_a_run_id_is_written_once(tmp_path: Path) -> None:
    write_run([seen()], folder=tmp_path, run_id="r1")
    with pytest.raises(LakeError, match="a run of this id is stored already"):
        write_run([seen(resource="new")], folder=tmp_path, run_id="r1")


@each("bad", ["", "../r1", ".hidden", "a/b", "a b", "x" * 201])
def test_a_run_id_that_is_no_file_name_is_refused(tmp_path: Path, bad: str) -> None:
    with pytest.raises(LakeError, match="give the run another id"):
        write_run([seen()], folder=tmp_path, run_id=bad)


@pytest.mark.parametrize("call", [1, 2])
def test_a_failing_disk_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: int) -> None:
    real, calls = os.fsync, []

    def full(handle: int) -> None:
        calls.append(handle)
        if len(calls) == call:
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(LakeError, match="No space left on device") as caught:
        write_run(many(50), folder=tmp_path, run_id="r1")
    assert caught.value.damage.file == str(tmp_path / "r1.parquet")
    assert run_files(tmp_path) == ()
    assert not list(tmp_path.glob(".staging-*"))
    monkeypatch.undo()
    assert write_run(many(50), folder=tmp_path, run_id="r1").rows == 50


def test_a_source_that_fails_half_way_leaves_no_file(tmp_path: Path) -> None:
    def broken() -> Iterator[Observation]:
        yield seen()
        raise RuntimeError("the reader stopped")

    with pytest.raises(RuntimeError, match="the reader stopped"):
        write_run(broken(), folder=tmp_path, run_id="r1")
    assert list(tmp_path.iterdir()) == []


_LIMITED = """
import resource, signal, sys
from pathlib import Path
from dualtrack.lake.engine import LakeError
from dualtrack.lake.write import write_run
from tests.lake.samples import many
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    write_run(many(5000), folder=Path(sys.argv[1]), run_id="r1")
except LakeError as error:
    print(error)
"""


def test_a_disk_that_takes_no_more_bytes_leaves_no_file(tmp_path: Path) -> None:
    assert hasattr(resource, "RLIMIT_FSIZE")
    assert hasattr(signal, "SIGXFSZ")
    folder = tmp_path / "lake"
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", _LIMITED, str(folder)], cwd=root, capture_output=True, text=True, check=True
    )
    assert "r1.parquet: the run was not stored" in done.stdout
    assert list(folder.iterdir()) == []


def test_a_file_without_a_record_makes_nothing_a_duplicate(tmp_path: Path) -> None:
    write_run(many(5), folder=tmp_path, run_id="lost")
    assert classify(many(5), tmp_path, recorded=()).stored == 5
    assert write_run(many(5), folder=tmp_path, run_id="r1", recorded=()).rows == 5
    assert write_run(many(6), folder=tmp_path, run_id="r2", recorded=("r1",)).rows == 1


def test_a_discarded_run_is_gone(tmp_path: Path) -> None:
    write_run(many(5), folder=tmp_path, run_id="r1")
    assert discard_run(tmp_path, "r1")
    assert run_files(tmp_path) == ()
    assert not discard_run(tmp_path, "r1")
