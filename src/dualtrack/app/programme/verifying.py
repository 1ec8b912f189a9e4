"""Verifying the daily counts: counted again into memory from the files on record, and compared by row."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from dualtrack.app.evidence import counting as counts
from dualtrack.app.evidence.models import CheckDayRow, RunRow
from dualtrack.app.ledger.blobs import blob_store
from dualtrack.app.ledger.verify_report import Report
from dualtrack.app.ledger.verify_rows import readable
from dualtrack.app.programme import counting
from dualtrack.domain.evidence.checkday import CheckDay
from dualtrack.lake.engine import LakeError

_COUNTED = ("passed", "failed", "unknown", "excepted", "not_applicable")
_FIELDS = (*_COUNTED, "received_at")
Key = tuple[object, ...]


def check_counts(report: Report) -> None:
    """Step 6: the counts that readiness reads; stale ones, counted anew before use, are not judged here."""
    tables = (f"{model._meta.db_table}/" for model in counting.DEPENDS_ON)
    if report.blames("entry ", "blob ", "clock.json", *tables):
        return  # what the counts are made of, or the day that they are of, is named already
    found = counting.basis()
    if found is None or not counting.stands(found):
        return
    try:
        with _from_blobs() as lake:
            expected = {_key(day): day for day in counts.count(lake, found.inputs)}
    except LakeError as error:
        report.add("checkday", "inconsistent", f"cannot be counted again: {error}")
        return
    _compare(report, expected)


@contextmanager
def _from_blobs() -> Iterator[Path]:
    """A lake of the files on record alone: nothing that was derived stands in it."""
    store = blob_store()
    with TemporaryDirectory(prefix="dualtrack-") as folder:
        for run, name in RunRow.objects.exclude(parquet_sha256=None).values_list("pk", "parquet_sha256"):
            (Path(folder) / f"{run}.parquet").symlink_to(store.path(str(name)))
        yield Path(folder)


def _key(counted: CheckDay | CheckDayRow) -> Key:
    return (counted.control, counted.framework, counted.day, counted.run)


def _compare(report: Report, expected: Mapping[Key, CheckDay]) -> None:
    missing, unreadable = dict(expected), False
    for key, row in readable(CheckDayRow):
        item = f"checkday/{key}"
        if row is None:
            report.add(item, "changed", "the row cannot be read")
            unreadable = True
            continue
        day = missing.pop(_key(row), None)
        if day is None:
            report.add(item, "extra", "the results on record give no such count")
            continue
        faults = [name for name in _FIELDS if getattr(row, name) != getattr(day, name)]
        if faults:
            told = ", ".join(f"{name} is {getattr(row, name)}, not {getattr(day, name)}" for name in faults)
            report.add(item, "changed", f"differs from the results on record: {told}")
    for day in () if unreadable else missing.values():  # it may be the one that cannot be read
        item = f"checkday/{day.control}/{day.framework}/{day.day}/{day.run}"
        report.add(item, "missing", "the results on record give this count; its row is gone")
