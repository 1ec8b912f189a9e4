"""Verifying the access log's folder: open days and nothing else."""

from datetime import timedelta

from dualtrack.app.accounts import access_file
from dualtrack.app.ledger import clock, home
from dualtrack.app.ledger.verify_report import Report

_YOUNG = timedelta(hours=1)  # a file of the log may be on its way


def check_access_log(report: Report) -> None:
    """Sealed days are rows, entries and files, and checked as such; here stand open days and nothing else."""
    now = clock.wall().timestamp()
    for path in sorted(home.current().access_folder.glob("*")):
        known = path.is_file() and not path.is_symlink() and access_file.day_of(path) is not None
        if not known and now - path.lstat().st_mtime > _YOUNG.total_seconds():
            report.add(f"access/{path.name}", "extra", "is no day of the access log")
