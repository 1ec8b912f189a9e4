"""The list of repeats: small, named after its run files, and never older than they are."""

from datetime import timedelta
from pathlib import Path

from tests.lake.samples import NOON, many, seen

from dualtrack.domain.evidence.observation import CheckStatus
from dualtrack.lake.engine import session
from dualtrack.lake.files import listing_digest, open_results, run_files, sizes_of
from dualtrack.lake.repeats import list_path, load_repeats
from dualtrack.lake.write import write_run


def pairs(folder: Path) -> list[tuple[object, ...]]:
    paths = run_files(folder)
    with session() as (connection, _):
        open_results(connection, paths)
        load_repeats(connection, folder, paths)
        return connection.execute(
            "SELECT DISTINCT check_id, observed_at FROM repeats ORDER BY ALL"
        ).fetchall()


def kept(folder: Path) -> Path:
    return list_path(folder, sizes_of(run_files(folder)))


def test_a_lake_without_repeats_has_an_empty_list(tmp_path: Path) -> None:
    write_run(many(20), folder=tmp_path, run_id="r1")
    assert kept(tmp_path).exists()
    assert pairs(tmp_path) == []


def test_an_empty_lake_needs_no_list(tmp_path: Path) -> None:
    assert pairs(tmp_path) == []


def test_conflicts_inside_and_across_runs_are_in_the_list(tmp_path: Path) -> None:
    later = NOON + timedelta(hours=1)
    write_run([seen(), seen(status=CheckStatus.FAIL)], folder=tmp_path, run_id="r1")
    write_run([seen("logs", at=later)], folder=tmp_path, run_id="r2")
    write_run([seen("logs", CheckStatus.ERROR, at=later)], folder=tmp_path, run_id="r3")
    expected = [("logs", later.replace(tzinfo=None)), ("mfa", NOON.replace(tzinfo=None))]
    assert pairs(tmp_path) == expected
    kept(tmp_path).unlink()
    assert pairs(tmp_path) == expected


def test_one_list_stays_and_it_is_that_of_the_present_files(tmp_path: Path) -> None:
    for number in range(3):
        write_run([seen(resource=f"r{number}")], folder=tmp_path, run_id=f"r{number}")
    assert list(tmp_path.glob(".repeated-*")) == [kept(tmp_path)]


def test_a_removed_run_leaves_its_list_unused(tmp_path: Path) -> None:
    write_run([seen()], folder=tmp_path, run_id="r1")
    write_run([seen(status=CheckStatus.FAIL)], folder=tmp_path, run_id="r2")
    (tmp_path / "r2.parquet").unlink()
    assert not kept(tmp_path).exists()
    assert pairs(tmp_path) == []


def test_no_list_is_kept_where_unrecorded_runs_were_not_compared(tmp_path: Path) -> None:
    write_run([seen()], folder=tmp_path, run_id="r1")
    write_run([seen()], folder=tmp_path, run_id="r2", recorded=())
    assert not kept(tmp_path).exists()
    assert pairs(tmp_path) == [("mfa", NOON.replace(tzinfo=None))]


def test_the_name_tells_sets_of_files_apart_and_not_their_order() -> None:
    one, other = ("a.parquet", 1), ("b.parquet", 2)
    assert listing_digest([one, other]) == listing_digest([other, one])
    assert listing_digest([one]) != listing_digest([("a.parquet", 2)])


def rows(folder: Path) -> list[tuple[object, ...]]:
    paths = run_files(folder)
    with session() as (connection, _):
        open_results(connection, paths)
        load_repeats(connection, folder, paths)
        return connection.execute("SELECT check_id, status, run_id FROM repeats ORDER BY ALL").fetchall()


def test_every_result_of_a_repeated_item_is_in_the_list_once(tmp_path: Path) -> None:
    write_run([seen(), seen(resource="quiet")], folder=tmp_path, run_id="r1")
    write_run([seen(status=CheckStatus.FAIL)], folder=tmp_path, run_id="r2")
    write_run([seen(status=CheckStatus.ERROR), seen("logs")], folder=tmp_path, run_id="r3")
    expected = [("mfa", "error", "r3"), ("mfa", "fail", "r2"), ("mfa", "pass", "r1")]
    assert rows(tmp_path) == expected
    kept(tmp_path).unlink()
    assert rows(tmp_path) == expected
