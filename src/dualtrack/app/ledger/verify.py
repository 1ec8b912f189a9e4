"""Verifying a whole home: what was recorded is what is there; every item that is not, is named."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import cast

from django.apps import apps
from django.db import connection
from django.utils.module_loading import import_string

from dualtrack.app.ledger import clock, home, startup, tables
from dualtrack.app.ledger.blobs import blob_store
from dualtrack.app.ledger.verify_anchors import check_anchors
from dualtrack.app.ledger.verify_aside import beside
from dualtrack.app.ledger.verify_beside import check_beside, check_guards
from dualtrack.app.ledger.verify_blobs import check_blobs
from dualtrack.app.ledger.verify_erased import read_erased
from dualtrack.app.ledger.verify_heads import compare, read_heads
from dualtrack.app.ledger.verify_held import Brought, check_held
from dualtrack.app.ledger.verify_mark import check_mark, whose
from dualtrack.app.ledger.verify_report import Report
from dualtrack.app.ledger.verify_rows import check_rows
from dualtrack.app.ledger.verify_times import check_times, times_beside
from dualtrack.app.ledger.verify_tree import walk

_TAKEN_AWAY = "was taken out of the database, so nothing else of the record was looked at; restore a backup"


@contextmanager
def _snapshot() -> Iterator[None]:
    """One view of the database throughout, that holds up no writer."""
    if connection.in_atomic_block:
        yield
        return
    begin = "BEGIN" if connection.vendor == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    with connection.cursor() as cursor:
        cursor.execute(begin)
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def verify_home(*, held: Sequence[Brought] = (), vkey: str | None = None) -> dict[str, object]:
    """The home of this process, as `dualtrack verify` tells it.

    `held` are heads that somebody outside holds, by name; `vkey` the key that they were given by another way.
    """
    here, report = home.current(), Report()
    with _snapshot(), ExitStack() as stack:
        for lost in startup.of_record():  # of what follows nothing could be read
            report.add("ledger", "missing", lost.message)
            return report.as_json(example=here.example)
        for item in tables.absent():
            report.add(item, "missing", _TAKEN_AWAY)
        if report.problems:
            return report.as_json(example=here.example)
        here = whose(report, here)
        check_beside(report, here)
        heads = read_heads(report, here)
        well = stack.enter_context(beside(here.path, heads.size))
        anchors = check_anchors(report, heads)
        outside = (*check_held(report, heads, held, vkey), *anchors)
        times = times_beside(point.known for point in anchors if point.known is not None)
        # 1. Every place of the ledger: leaves contiguous, each line hashes to its leaf, in its place.
        sizes = {heads.size, *heads.signed, *(point.size for point in outside)}
        seen = walk(report, heads.size, sizes, read_erased(), times)
        # 2. The tree over the leaves is the head's and each signed checkpoint's.
        compare(report, heads, seen, outside)
        check_times(report, seen.times)
        check_mark(report, here, seen)
        # 3. Each file that an entry names exists and hashes to its name; files that nothing names.
        check_blobs(report, blob_store(), seen, clock.wall())
        # 4. Each recorded row equals the last entry of its object.
        check_rows(report, seen, well())
        # 5. The triggers that guard the record are in place.
        check_guards(report)
        # 6. What the apps above keep beside the record, each by its own step.
        for step in _steps():
            step(report)
    return report.as_json(example=here.example)


def _steps() -> Iterator[Callable[[Report], None]]:
    """The further steps that apps name as `verifies`, from the lowest app up."""
    for config in apps.get_app_configs():
        for name in getattr(config, "verifies", ()):
            yield cast("Callable[[Report], None]", import_string(name))
