"""What benchmarks share: the machine they ran on, and the best of several timed rounds."""

import os
import platform
import sqlite3
import time
from collections.abc import Callable, Sequence
from pathlib import Path


def machine() -> str:
    """One line: processor, cores, memory, system, Python, SQLite."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{processor()}, {cores} cores, {memory:.0f} GiB, {platform.system()} {platform.release()},"
        f" Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )


def processor(info: Path = Path("/proc/cpuinfo")) -> str:
    """The processor's name, or its architecture where it tells none."""
    lines = info.read_text("utf-8").splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def queries(ask: Callable[[], object]) -> int:
    """How many queries a question asks; Django is set up by now."""
    from django.db import connection  # noqa: PLC0415 - Django is set up
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - as above

    with CaptureQueriesContext(connection) as asked:
        ask()
    return len(asked)


def best(
    works: Sequence[Callable[[], object]], rounds: int = 3, clock: Callable[[], float] = time.perf_counter
) -> list[float]:
    """The quickest round of each, taken in turn, so that a busy moment disturbs all of them alike."""
    found = [float("inf")] * len(works)
    for _ in range(rounds):
        for place, work in enumerate(works):
            begun = clock()
            work()
            found[place] = min(found[place], clock() - begun)
    return found


def line(what: str, ours: float, limit: float, reach: float) -> str:
    """A figure beside its limit, and whether it reaches what is wanted."""
    times = ours / limit
    verdict = "reached" if times <= reach else "MISSED"
    return f"{what}: {ours:.3f} s, {times:.2f}x of {limit:.3f} s (reach {reach}x): {verdict}"
