"""Verifying what stands beside the record: secret keys, an example's clock, guards and settings.

A home of which one of these is not in order is not started; it is verified all the same, and each is named.
"""

import os

from dualtrack.app.ledger import clock, keys, startup, triggers
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.verify_report import Report


def check_beside(report: Report, here: Home) -> None:
    """Files that a home cannot start without, and how its database is set up."""
    for fault in keys.faults(here.keys_folder):
        report.add(f"keys/{fault.name}", "missing" if fault.code == "damaged" else "changed", fault.detail)
    wrong = clock.fault(here)
    if wrong is not None:
        there = os.path.lexists(here.clock_file)
        report.add(here.clock_file.name, "changed" if there else "missing", wrong)
    for refusal in startup.of_database():
        report.add("database", "inconsistent", refusal.message)


def check_guards(report: Report) -> None:
    """The triggers that guard the record are in place, and no others."""
    for name in triggers.check():
        report.add(f"trigger {name}", "missing", "the record is not guarded against being altered")
    for name, table in triggers.strangers():
        report.add(f"trigger {name}", "extra", f"stands on {table}, and is none of this program's")
