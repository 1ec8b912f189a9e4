"""`dualtrack status` from a cold start, beside a bare `django.setup()` with the same settings and apps."""

import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.harness import line
from benchmarks.processes import DUALTRACK, Cost, run

PAIRS = 9
REACH = 1.5
_BARE = [sys.executable, "-c", "import django; django.setup()"]


def homes(folder: Path) -> dict[str, Path]:
    """A home that has just begun, and the example at month 9."""
    small, example = folder / "small", folder / "example"
    begin = ["init", "Acme", "--profile", "first-combined", "--start", "2026-02-01"]
    run([DUALTRACK, *begin, "--home", str(small)])
    run([DUALTRACK, "demo", "--build-only", "--home", str(example)])
    return {"a new home": small, "the example": example}


def pairs(home: Path, count: int = PAIRS) -> tuple[list[Cost], list[Cost]]:
    """Runs of both by turns, after one of each that only warms the disk cache."""
    settings = {"DUALTRACK_HOME": str(home), "DJANGO_SETTINGS_MODULE": "dualtrack.app.settings"}
    ours, limit = [], []
    for _ in range(count + 1):
        ours.append(run([DUALTRACK, "status"], settings))
        limit.append(run(_BARE, settings))
    return ours[1:], limit[1:]


def figures(name: str, ours: list[Cost], limit: list[Cost]) -> list[str]:
    """The middle run of each by the clock, and by processor time, which neighbours disturb less."""
    walls = median(c.wall for c in ours), median(c.wall for c in limit)
    cpus = median(c.cpu for c in ours), median(c.cpu for c in limit)
    what = f"status cold, {name}, beside django.setup()"
    return [line(f"{what}, clock", *walls, REACH), line(f"{what}, CPU", *cpus, REACH)]


def main() -> None:
    """Print the figures beside what is to be reached."""
    with tempfile.TemporaryDirectory(prefix="dualtrack-bench-") as folder:
        for name, home in homes(Path(folder)).items():
            print("\n".join(figures(name, *pairs(home))), flush=True)


if __name__ == "__main__":
    main()
