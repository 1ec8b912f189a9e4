"""Verifying a home and a package of a million entries and 10,000 files, beside SHA-256 of the same bytes."""

import hashlib
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

ENTRIES, FILES, BATCH = 1_000_000, 10_000, 2_000
REACH = 30.0  # seconds, on two cores
START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def build(folder: Path, entries: int, files: int) -> None:
    """A home with that many entries, each of an object of its own, the first of them with a file each."""
    os.environ["DUALTRACK_HOME"] = str(folder / "home")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dualtrack.app.settings")
    import django  # noqa: PLC0415 - the home is named before settings are read

    django.setup()
    from dualtrack.app.ledger import checkpoints, lifecycle  # noqa: PLC0415 - Django is set up
    from dualtrack.app.ledger.blobs import blob_store  # noqa: PLC0415 - as above
    from dualtrack.app.ledger.services import record_many  # noqa: PLC0415 - as above
    from dualtrack.domain.ledger.actor import Actor  # noqa: PLC0415 - as above

    lifecycle.build(folder / "home", now=START, example=True)
    store, actor = blob_store(), Actor("system:benchmark", "job")
    names = [store.put(BytesIO(f"evidence {n}\n".encode() * 500))[0] for n in range(files)]
    for first in range(0, entries, BATCH):
        changes = [_change(n, names) for n in range(first, min(first + BATCH, entries))]
        record_many(changes, actor=actor, now=START)
    checkpoints.checkpoint()


def _change(number: int, names: list[str]) -> object:
    from dualtrack.app.ledger.services import Change  # noqa: PLC0415 - Django is set up
    from dualtrack.domain.registers.things import Site  # noqa: PLC0415 - as above

    text = "Production database of the customer service, in the primary region."
    value = Site(id=f"t{number}", name=f"database {number}", address=text, country="Norway")
    return Change(value=value, action="site.set", blobs=tuple(names[number : number + 1]))


def hashed(lines: Iterator[bytes], folder: Path) -> float:
    """Seconds for SHA-256 of every line and every file, and nothing else."""
    held = list(lines)
    start = time.perf_counter()
    for each in held:
        hashlib.sha256(each).digest()
    for path in folder.rglob("*"):
        if path.is_file():
            hashlib.sha256(path.read_bytes()).digest()
    return time.perf_counter() - start


def home() -> tuple[float, float]:
    """Seconds by the clock and of processors for `dualtrack verify` over the home, in its own process."""
    start, before = time.perf_counter(), processors()
    call = [sys.executable, "-c", "from dualtrack.app.cli.main import run; run()", "verify", "--json"]
    done = subprocess.run(call, check=False, capture_output=True)
    if done.returncode:
        sys.exit(f"the home is not intact: {done.stdout.decode()[:2000]}{done.stderr.decode()[:2000]}")
    return time.perf_counter() - start, processors() - before


def processors() -> float:
    """Processor seconds of every process that was started and has ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def package(folder: Path) -> tuple[float, float]:
    """The same for verify.py over a package that discloses all of it, unzipped, in a process of its own."""
    path, target = folder / "all.zip", folder / "all"
    with path.open("wb") as out:
        _write(out)
    with zipfile.ZipFile(path) as found:
        found.extractall(target)
    path.unlink()
    start, before = time.perf_counter(), processors()
    call = [sys.executable, "-I", "verify.py", "--json"]
    done = subprocess.run(call, cwd=target, check=False, capture_output=True)
    if done.returncode:
        sys.exit(f"the package is not intact: {done.stdout.decode()[:2000]}{done.stderr.decode()[:2000]}")
    return time.perf_counter() - start, processors() - before


def _write(out: BinaryIO) -> None:
    from functools import partial  # noqa: PLC0415 - beside the rest

    from dualtrack.app.ledger import checkpoints, home, keys, queries  # noqa: PLC0415 - Django is set up
    from dualtrack.app.ledger.blobs import blob_store  # noqa: PLC0415 - as above
    from dualtrack.render.package.contents import Blob, PackageInput  # noqa: PLC0415 - as above
    from dualtrack.render.package.write import write_package  # noqa: PLC0415 - as above

    here, store = home.current(), blob_store()
    package = PackageInput(
        kind="soc2",
        engagement="benchmark",
        organisation="Example",
        example=True,
        interim=(),
        versions={},
        checkpoint=checkpoints.checkpoint(),
        vkey=keys.vkey(here.keys_folder),
        signer=keys.signing_key(here.keys_folder).sign,
        leaves=(leaf.hex() for leaf in queries.leaves()),
        lines=(each for _, each in queries.lines()),
        blobs=[Blob(sha256=n, size=store.size(n), open=partial(store.open, n)) for n in store.names()],
        documents=(),
        index=(),
    )
    write_package(out, package)


def main() -> None:
    """Build both, verify both, print each beside the limit and beside what is to be reached."""
    given = [int(word) for word in sys.argv[1:]]
    entries, files = (*given, *(ENTRIES, FILES)[len(given) :])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        begun = time.perf_counter()
        build(folder, entries, files)
        print(
            f"{entries} entries and {files} files written in {time.perf_counter() - begun:.0f} s", flush=True
        )
        from dualtrack.app.ledger import queries  # noqa: PLC0415 - Django is set up

        limit = hashed((each for _, each in queries.lines()), folder / "home" / "blobs")
        for what, (spent, used) in (("home", home()), ("package", package(folder))):
            verdict = "reached" if spent <= REACH else "MISSED"
            ratio = f"{spent / limit:.1f}x SHA-256 of the same bytes ({limit:.2f} s)"
            print(
                f"verify a {what}: {spent:.1f} s, {used:.1f} s CPU, {ratio} (reach {REACH:.0f} s): {verdict}"
            )


if __name__ == "__main__":
    main()
