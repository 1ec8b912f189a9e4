"""A run file damaged in any way is named by everything that would read it, and its neighbours still count."""

import shutil
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.each import each
from tests.lake.samples import LINKS, RECEIVED, many, seen

from dualtrack.lake.engine import Damage, LakeError, session
from dualtrack.lake.files import COLUMNS, damaged, run_path
from dualtrack.lake.listings import checks_seen, outside, unknown_checks, unplaced
from dualtrack.lake.reduction import Placement, reduce
from dualtrack.lake.write import classify, write_run

UTC_ZONE = ZoneInfo("UTC")
GOOD, BAD = {"good": RECEIVED}, {"good": RECEIVED, "bad": RECEIVED}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake of two runs, written once."""
    folder = tmp_path_factory.mktemp("template")
    write_run(many(6), folder=folder, run_id="good")
    write_run([seen(resource=f"late{n}") for n in range(4)], folder=folder, run_id="bad")
    return folder


@pytest.fixture
def two(template: Path, tmp_path: Path) -> Path:
    """A copy of it that may be damaged."""
    return Path(shutil.copytree(template, tmp_path / "lake"))


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "half": lambda body: body[: len(body) // 2],
    "without its end": lambda body: body[:-1],
    "without its beginning": lambda body: body[4:],
    "another footer": lambda body: body[:-8] + b"\xff\xff\xff\x7fPAR1",
    "footer of nothing": lambda body: body[:-8] + bytes(4) + b"PAR1",
    "another mark": lambda body: body[:-4] + b"PAR2",
    "zeros": lambda body: bytes(len(body)),
    "text": lambda _: b"identity;source\n1;2\n",
}
READERS: dict[str, Callable[[Path], object]] = {
    "reduce": lambda folder: list(reduce(folder, LINKS, received=BAD, zone=UTC_ZONE)),
    "unplaced": lambda folder: unplaced(folder, [Placement("1", "soc2")]),
    "unknown_checks": lambda folder: unknown_checks(folder, LINKS),
    "checks_seen": checks_seen,
    "outside": lambda folder: outside(folder, "bad", [], zone=UTC_ZONE),
    "classify": lambda folder: classify(many(2), folder),
    "write": lambda folder: write_run(many(9), folder=folder, run_id="next"),
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("reader", READERS)
def test_whoever_reads_a_damaged_file_names_it(two: Path, damage: str, reader: str) -> None:
    path = two / "bad.parquet"
    path.write_bytes(DAMAGES[damage](path.read_bytes()))
    with pytest.raises(LakeError) as caught:
        READERS[reader](two)
    assert caught.value.damage.file == str(path)
    assert str(caught.value).startswith(f"{path}: cannot be read as Parquet (")
    assert str(caught.value).endswith("); restore it")
    assert [one.file for one in damaged(two)] == [str(path)]
    assert not (two / "next.parquet").exists()
    assert list(two.glob(".staging-*")) == []


@pytest.mark.parametrize("column", COLUMNS)
def test_a_file_without_one_of_the_columns_is_no_run_file(two: Path, column: str) -> None:
    path = two / "bad.parquet"
    kept = ", ".join(name for name in COLUMNS if name != column)
    with session() as (connection, _):
        rows = connection.read_parquet(str(two / "good.parquet")).project(kept)
        rows.write_parquet(str(two / "bad.tmp"))
    (two / "bad.tmp").rename(path)
    assert damaged(two) == (
        Damage(str(path), f"is not a run file of this lake: column {column} is missing or of another type"),
    )
    with pytest.raises(LakeError, match=f"column {column} is missing or of another type$"):
        checks_seen(two)


@pytest.mark.parametrize(
    ("column", "kind"), [("record", "INTEGER"), ("observed_at", "DATE"), ("status", "BLOB")]
)
def test_a_column_of_another_type_is_named(two: Path, column: str, kind: str) -> None:
    cells = ", ".join(f"CAST({n} AS {kind}) AS {n}" if n == column else n for n in COLUMNS)
    with session() as (connection, _):
        connection.read_parquet(str(two / "good.parquet")).project(cells).write_parquet(str(two / "bad.tmp"))
    (two / "bad.tmp").rename(two / "bad.parquet")
    (one,) = damaged(two)
    assert one.reason == f"is not a run file of this lake: column {column} is missing or of another type"


def test_a_lake_mended_from_a_backup_counts_as_before(two: Path) -> None:
    before = list(reduce(two, LINKS, received=BAD, zone=UTC_ZONE))
    path = two / "bad.parquet"
    body = path.read_bytes()
    path.write_bytes(b"")
    with pytest.raises(LakeError):
        list(reduce(two, LINKS, received=BAD, zone=UTC_ZONE))
    path.write_bytes(body)
    assert list(reduce(two, LINKS, received=BAD, zone=UTC_ZONE)) == before
    assert damaged(two) == ()


def test_without_the_damaged_file_the_rest_counts(two: Path) -> None:
    (two / "bad.parquet").unlink()
    assert sum(day.total for day in reduce(two, LINKS, received=GOOD, zone=UTC_ZONE)) == 12


@each("run_id", ["", ".", "..", ".hidden", "a/b", "a b", "-x", "é", "a" * 201, "a\n"])
def test_a_run_id_is_a_plain_file_name(tmp_path: Path, run_id: str) -> None:
    for work in (
        lambda: run_path(tmp_path, run_id),
        lambda: write_run([seen()], folder=tmp_path, run_id=run_id),
        lambda: outside(tmp_path, run_id, [], zone=UTC_ZONE),
    ):
        with pytest.raises(LakeError) as caught:
            work()
        assert caught.value.damage == Damage(
            str(tmp_path),
            f"run id {run_id!r} is not letters, digits, dot, dash or underscore; give the run another id",
        )
    assert list(tmp_path.iterdir()) == []


@each("run_id", ["r", "R-1_2.3", "0", "a" * 200])
def test_such_a_run_id_is_good(tmp_path: Path, run_id: str) -> None:
    assert run_path(tmp_path, run_id) == tmp_path / f"{run_id}.parquet"


def test_a_run_is_written_once(two: Path) -> None:
    before = (two / "good.parquet").read_bytes()
    with pytest.raises(LakeError) as caught:
        write_run([seen(resource="other")], folder=two, run_id="good")
    assert caught.value.damage == Damage(
        str(two / "good.parquet"),
        "a run of this id is stored already and run files are written once; give the run another id",
    )
    assert (two / "good.parquet").read_bytes() == before
