"""Verifying the files: each that an entry names is there, is what it was, and is in the table of files."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from dualtrack.app.ledger.blobs import BlobStore
from dualtrack.app.ledger.models import BlobRow
from dualtrack.app.ledger.verify_erased import tell
from dualtrack.app.ledger.verify_report import Report
from dualtrack.app.ledger.verify_rows import readable
from dualtrack.app.ledger.verify_tree import Walk
from dualtrack.domain.ledger.codec_types import CodecError, encode_instant

_YOUNG = timedelta(hours=1)  # a file is stored before the entry that names it


def check_blobs(report: Report, store: BlobStore, seen: Walk, now: datetime) -> None:
    """Step 3: bytes of each named file, rows of the table, and files that nothing names."""
    named = {name: moment for name, moment in seen.blobs.items() if name not in seen.gone.blobs}
    with ThreadPoolExecutor(2) as pool:  # hashing lets other threads run
        for name, digest in zip(
            sorted(named), pool.map(lambda n: _digest(store, n), sorted(named)), strict=True
        ):
            if digest is None and _claimed(store, name):
                report.add(
                    f"blob {name}", "erased_without_entry", "taken away as if erased; no entry says so"
                )
            elif digest is None and (fault := store.fault(name)) is not None:
                report.add(f"blob {name}", "changed", fault)
            elif digest is None:
                report.add(f"blob {name}", "missing", "an entry names this file; it is not in the store")
            elif digest != name:
                report.add(f"blob {name}", "changed", f"its bytes hash to {digest}")
    _check_rows(report, store, seen)
    _check_erased(report, store, seen)
    told = seen.blobs.keys() | seen.gone.blobs.keys()
    for folder, fault in store.strange_folders():
        if not any(name.startswith(folder) for name in told):  # else its files are named
            report.add(f"blobs/{folder}", "extra", fault.removeprefix(f"its folder {folder} "))
    for name in store.names() if seen.whole else ():
        if name not in told and _age(store, name, now) > _YOUNG:
            report.add(f"blob {name}", "extra", "no entry names this file")


def _claimed(store: BlobStore, name: str) -> bool:
    """True where a file was made to look erased: a mark stands in its place, or its row went with it."""
    if store.fault(name) is not None:
        return False
    marked = store.path(name).with_name(f"{name}.erased").exists()
    return marked or not BlobRow.objects.filter(pk=name).exists()


def _check_erased(report: Report, store: BlobStore, seen: Walk) -> None:
    """Files that erasures took: gone as they say, or still there where carrying it out was cut off."""
    for name, by in sorted(seen.gone.blobs.items()):
        if store.exists(name):
            detail = f"entry {by} erased it, and it is still there; dualtrack doctor takes it away"
            report.add(f"blob {name}", "extra", detail)
        elif (fault := store.fault(name)) is not None:
            report.add(f"blob {name}", "extra", f"entry {by} erased it, and what is in its place {fault}")
        else:
            tell(report, seen.gone, f"blob {name}", by)


def _digest(store: BlobStore, name: str) -> str | None:
    try:
        return store.digest(name)
    except OSError:
        return None


def _age(store: BlobStore, name: str, now: datetime) -> timedelta:
    return now - datetime.fromtimestamp(store.path(name).lstat().st_mtime, now.tzinfo)


def _first_seen(row: BlobRow) -> str | None:
    try:
        return encode_instant(row.first_seen)
    except CodecError:
        return None


def _check_rows(report: Report, store: BlobStore, seen: Walk) -> None:
    """Rows of the table of files; where an entry cannot be read, what it named is not called extra."""
    named = {name: moment for name, moment in seen.blobs.items() if name not in seen.gone.blobs}
    unseen, erased = set(named), seen.gone.times()
    for key, row in readable(BlobRow):
        unseen.discard(key)
        item = f"ledger_blobrow/{key}"
        if row is None:
            report.add(item, "changed", "the row cannot be read")
        elif key in seen.gone.blobs:
            report.add(item, "extra", f"entry {seen.gone.blobs[key]} erased this file; the row is left")
        elif key not in named:
            if seen.whole:
                report.add(item, "extra", "no entry names this file")
        elif seen.whole and _first_seen(row) not in {named[key], *erased}:
            report.add(item, "changed", "first_seen is not the time of the first entry that names the file")
        elif store.exists(key) and row.size != store.size(key):
            report.add(item, "changed", f"says {row.size} bytes, the file has {store.size(key)}")
    for key in sorted(key for key in unseen if store.exists(key)):  # with its file: told already
        report.add(f"ledger_blobrow/{key}", "missing", "an entry names this file; its row is gone")
