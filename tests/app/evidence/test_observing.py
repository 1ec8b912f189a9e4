"""Files of a source into the record: all of a file or nothing, nothing twice, nothing in silence."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as configured
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.app.entries import last, same, size
from tests.app.evidence.sources import CHECK, finding, observe, write
from tests.conftest import NOW
from tests.connectors.prowler.samples import as_json

from dualtrack.app.evidence import observing
from dualtrack.app.evidence.models import RunRow
from dualtrack.app.evidence.observing import files_of
from dualtrack.app.ledger.blobs import blob_store
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.verify import verify_home
from dualtrack.lake.files import run_files

AGO = NOW - timedelta(days=3)
HOUR = timedelta(hours=1)


def parquet() -> tuple[Path, ...]:
    """The run files of the lake."""
    return run_files(configured.DUALTRACK.lake_path)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A report of two results."""
    return write(tmp_path / "scan.ocsf.json", finding(1, AGO), finding(2, AGO, "FAIL"))


def test_a_file_is_one_run_with_its_bytes_and_its_parquet(programme: Home, report: Path) -> None:
    found = observe(report, NOW)
    assert (found.read, found.stored, found.duplicate, found.observations) == (2, 2, 0, 2)
    assert (found.format, found.readable, found.rejections, found.conflicts) == ("prowler-ocsf", True, (), 0)
    (entry,) = last()
    row = RunRow.objects.get()
    assert (entry.action, entry.object) == ("run.observe", f"observation_run/{found.run}")
    assert same(row, entry)
    assert entry.blobs == (row.original_sha256, row.parquet_sha256)
    with blob_store().open(row.original_sha256) as stream:
        assert stream.read() == report.read_bytes()
    with blob_store().open(str(row.parquet_sha256)) as stream:
        assert stream.read() == parquet()[0].read_bytes()
    assert (row.first_observed_at, row.last_observed_at, row.received_at) == (AGO, AGO, NOW)
    assert (row.source, row.filename, row.submitted_by) == (
        "prowler",
        "scan.ocsf.json",
        "operator:root@host",
    )
    assert verify_home()["intact"] is True


def test_the_same_file_twice_adds_nothing(programme: Home, report: Path) -> None:
    observe(report, NOW)
    before, files, blobs = size(), parquet(), list(blob_store().names())
    again = observe(report, NOW + HOUR)
    assert (again.read, again.stored, again.duplicate, again.run) == (2, 0, 2, None)
    assert (size(), parquet(), list(blob_store().names())) == (before, files, blobs)
    assert RunRow.objects.count() == 1


def test_the_same_results_in_another_file_are_a_run_without_parquet(
    programme: Home, report: Path, tmp_path: Path
) -> None:
    observe(report, NOW)
    other = write(tmp_path / "again.ocsf.json", finding(2, AGO, "FAIL"), finding(1, AGO))
    found = observe(other, NOW)
    assert (found.read, found.stored, found.duplicate) == (2, 0, 2)
    row = RunRow.objects.get(pk=found.run)
    assert (row.parquet_sha256, row.first_observed_at) == (None, None)
    assert len(parquet()) == 1


def test_another_status_of_the_same_item_and_time_is_kept_as_a_conflict(
    programme: Home, report: Path, tmp_path: Path
) -> None:
    observe(report, NOW)
    found = observe(write(tmp_path / "b.ocsf.json", finding(1, AGO, "FAIL")), NOW)
    assert (found.stored, found.duplicate, found.conflicts) == (1, 0, 1)
    assert len(parquet()) == 2


def test_results_of_no_period_are_kept_and_counted_as_outside(programme: Home, tmp_path: Path) -> None:
    path = write(tmp_path / "old.ocsf.json", finding(1, AGO), finding(2, NOW - timedelta(days=300)))
    found = observe(path, NOW)
    assert (found.stored, found.outside_period) == (2, 1)
    assert RunRow.objects.get().outside_period == 1


def test_a_record_that_is_never_written_leaves_no_parquet(
    programme: Home, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    before = size()
    monkeypatch.setattr(observing, "record", fail)
    with pytest.raises(OSError, match="No space left"):
        observe(report, NOW)
    assert (parquet(), size(), RunRow.objects.count()) == ((), before, 0)
    monkeypatch.undo()
    assert observe(report, NOW).stored == 2  # nothing stands in the way of trying again


def test_a_run_file_without_its_record_makes_nothing_a_duplicate(
    programme: Home, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(observing, "record", killed)
        patched.setattr(observing, "discard_run", lambda *_: None)  # the process was killed before it could
        with pytest.raises(KeyboardInterrupt):
            observe(report, NOW)
    assert len(parquet()) == 1
    assert observe(report, NOW).stored == 2


def test_a_bad_record_does_not_take_its_neighbours_with_it(programme: Home, tmp_path: Path) -> None:
    bad = finding(2, AGO)
    del bad["metadata"]
    found = observe(write(tmp_path / "mixed.ocsf.json", finding(1, AGO), bad, finding(3, AGO)), NOW)
    assert (found.read, found.stored, len(found.rejections)) == (3, 2, 1)
    assert found.rejections[0].record == 2
    assert found.rejections[0].file == "mixed.ocsf.json"
    assert RunRow.objects.get().rejected == 1


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.json", b"", "the file is empty"),
        ("photo.json", b"\x89PNG\r\n\x1a\n" + bytes(64), ""),
        ("wrong.json", b'{"results": []}', ""),
        ("utf16.json", as_json(finding(1, AGO)).decode().encode("utf-16"), ""),
    ],
)
def test_a_refused_file_is_one_read_and_one_rejected(
    programme: Home, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    before = size()
    found = observe(path, NOW)
    if name == "utf16.json" and found.readable:
        assert (found.read, found.stored) == (1, 1)
        return
    assert (found.read, found.stored, found.duplicate, found.readable, found.run) == (1, 0, 0, False, None)
    (why,) = found.rejections
    assert (why.file, why.record) == (name, None)
    assert words in why.reason
    assert (size(), parquet(), list(blob_store().names())) == (before, (), [])


def test_a_truncated_file_keeps_the_records_before_the_cut(programme: Home, tmp_path: Path) -> None:
    whole = as_json(finding(1, AGO), finding(2, AGO), finding(3, AGO))
    path = tmp_path / "cut.ocsf.json"
    path.write_bytes(whole[:-200])
    found = observe(path, NOW)
    assert found.read == found.stored + found.duplicate + len(found.rejections)
    assert found.stored == 2
    assert len(found.rejections) == 1


def test_a_result_from_the_future_is_rejected(programme: Home, tmp_path: Path) -> None:
    path = write(tmp_path / "f.ocsf.json", finding(1, NOW + timedelta(days=2)), finding(2, AGO))
    found = observe(path, NOW)
    assert (found.stored, len(found.rejections)) == (1, 1)
    assert found.rejections[0].record == 1
    assert "2026-03-04" in found.rejections[0].reason


def test_an_unknown_status_is_kept_as_unknown(programme: Home, tmp_path: Path) -> None:
    found = observe(write(tmp_path / "u.ocsf.json", finding(1, AGO, "PERHAPS")), NOW)
    assert found.stored == 1


def test_a_folder_is_walked_in_order_with_names_below_it(tmp_path: Path) -> None:
    for name in ("b/2.json", "a.json", "b/1.json"):
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text("[]")
    (tmp_path / "in" / "link.json").symlink_to(tmp_path / "nowhere")
    folder = tmp_path / "in"
    assert [name for _, name in files_of([folder, tmp_path / "one.json"])] == [
        str(folder / n) for n in ("a.json", "b/1.json", "b/2.json", "link.json")
    ] + [str(tmp_path / "one.json")]


def test_a_link_out_of_its_folder_is_not_followed(programme: Home, report: Path, tmp_path: Path) -> None:
    folder = tmp_path / "scans"
    folder.mkdir()
    link = folder / "scan.ocsf.json"
    link.symlink_to(report)
    found = observe(link, NOW)
    assert not found.readable
    assert RunRow.objects.count() == 0


RECORDS = st.lists(
    st.one_of(
        st.tuples(st.just("good"), st.integers(0, 3), st.sampled_from(["PASS", "FAIL", "MANUAL", "ODD"])),
        st.tuples(st.just("bad"), st.integers(0, 3), st.just("")),
        st.tuples(st.just("future"), st.integers(0, 3), st.just("PASS")),
    ),
    max_size=8,
)


def _made(kind: str, number: int, status: str) -> object:
    if kind == "bad":
        return {"class_uid": 2004, "status_code": number}
    return finding(number, NOW + timedelta(days=9) if kind == "future" else AGO, status)


@pytest.mark.once
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=RECORDS, second=RECORDS)
def test_every_record_is_stored_a_duplicate_or_rejected(
    programme: Home, tmp_path: Path, first: list[tuple[str, int, str]], second: list[tuple[str, int, str]]
) -> None:
    for name, records in (("1.ocsf.json", first), ("2.ocsf.json", second)):
        said = [finding(9, AGO), *(_made(*r) for r in records)]  # the first one says what the file is
        found = observe(write(tmp_path / name, *said), NOW)
        assert found.read == len(said)
        assert found.read == found.stored + found.duplicate + len(found.rejections)
        bad = sum(kind != "good" for kind, _, _ in records)
        assert len(found.rejections) == bad
        again = observe(tmp_path / name, NOW)
        assert (again.stored, again.duplicate, again.run) == (0, len(said) - bad, None)
    assert json.loads((tmp_path / "1.ocsf.json").read_text())[0]["metadata"]["event_code"] == CHECK
