"""Verifying the lake: each run's file is the one that its entry names, and no other file is there."""

import hashlib
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from dualtrack.app.evidence.models import RunRow
from dualtrack.app.ledger import clock, plain_files
from dualtrack.app.ledger.verify_report import Report
from dualtrack.app.ledger.verify_rows import readable
from dualtrack.lake.files import run_files

_YOUNG = timedelta(hours=1)  # a run's file is written before the entry that names it


def check_lake(report: Report) -> None:
    """Step 6: the files of the lake against the hashes on record."""
    files = {path.name: path for path in run_files(settings.DUALTRACK.lake_path)}
    for key, row in readable(RunRow):
        name = f"{key}.parquet"
        if row is None or report.blames(f"{RunRow._meta.db_table}/{key}"):
            files.pop(name, None)  # the row is named already; what it says of the file is no measure
        elif row.parquet_sha256 is not None:
            _check(report, f"lake/{name}", files.pop(name, None), row.parquet_sha256)
    for name, path in files.items():
        if not report.blames(f"{RunRow._meta.db_table}/{path.stem}") and _old(path):
            report.add(f"lake/{name}", "extra", "no run on record has this file")


def _check(report: Report, item: str, path: Path | None, recorded: str) -> None:
    fault = None if path is None else plain_files.fault(path)
    found = None if path is None or fault else _digest(path)
    if fault is not None:
        report.add(item, "changed", fault)
    elif found is None:
        report.add(item, "missing", "the file of a run is gone; its results are in the blob of the same hash")
    elif found != recorded:
        report.add(item, "changed", f"its bytes hash to {found}")


def _digest(path: Path) -> str | None:
    try:
        with plain_files.open_plain(path) as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None


def _old(path: Path) -> bool:
    try:
        age = clock.wall().timestamp() - path.lstat().st_mtime
    except OSError:
        return False  # it was taken away again meanwhile
    return age > _YOUNG.total_seconds()
