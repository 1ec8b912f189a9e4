"""The lake of a restored home: each run's file again from the blob that its entry names."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from dualtrack.app.evidence.models import RunRow
from dualtrack.app.ledger.blobs import blob_store
from dualtrack.app.ledger.durable_files import sync_folder, whole
from dualtrack.lake.files import run_path


def rebuild_lake() -> None:
    """Write every run's file that is not there; a blob that the backup had lost is named by `verify`."""
    lake: Path = settings.DUALTRACK.lake_path
    lake.mkdir(mode=0o700, parents=True, exist_ok=True)
    store = blob_store()
    for run, name in _runs():
        target = run_path(lake, run)
        if not target.exists() and store.exists(name):
            _copy(store.raw(name), target)
    sync_folder(lake)


def _runs() -> Iterator[tuple[str, str]]:
    for run, name in RunRow.objects.values_list("pk", "parquet_sha256").iterator():
        if name is not None:
            yield run, name


def _copy(source: BinaryIO, target: Path) -> None:
    """A copy of its own, durably and whole: what happens to one file does not happen to the other."""
    with source as held, whole(target) as out:
        shutil.copyfileobj(held, out)
