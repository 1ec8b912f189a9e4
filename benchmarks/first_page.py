"""From `dualtrack up` to the first page, beside the same server with Django and sign-in alone."""

import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.harness import line
from benchmarks.processes import DUALTRACK, Served, free_port, run, serving

PAIRS = 5
REACH, MEMORY = 1.3, 200
# The server of `dualtrack up`, told to serve Django's own application.
_BARE = """
import sys
from granian import Granian
from granian.constants import Interfaces
Granian(
    "django.core.wsgi:get_wsgi_application", factory=True, address="127.0.0.1", port=int(sys.argv[1]),
    interface=Interfaces.WSGI, workers=1, blocking_threads=4, log_access=False, websockets=False,
).serve()
"""


def ours(home: Path) -> Served:
    """Our server on a home, until it has answered."""
    port = free_port()
    with serving([DUALTRACK, "up", "--home", str(home), "--port", str(port)], port) as served:
        return served


def bare(home: Path) -> Served:
    """Django with sign-in alone on the same home, until it has answered."""
    port = free_port()
    settings = {"DUALTRACK_HOME": str(home), "DJANGO_SETTINGS_MODULE": "benchmarks.bare_site"}
    with serving([sys.executable, "-c", _BARE, str(port)], port, settings) as served:
        return served


def figures(mine: list[Served], limit: list[Served]) -> list[str]:
    """Start and memory beside what is to be reached."""
    what = "start to first page, beside Django with sign-in alone"
    walls = median(s.cost.wall for s in mine), median(s.cost.wall for s in limit)
    cpus = median(s.cost.cpu for s in mine), median(s.cost.cpu for s in limit)
    held, theirs = median(s.memory for s in mine), median(s.memory for s in limit)
    verdict = "reached" if held <= MEMORY else "MISSED"
    return [
        line(f"{what}, clock", *walls, REACH),
        line(f"{what}, CPU", *cpus, REACH),
        f"idle memory of all {mine[0].processes} processes (PSS): {held:.0f} MB (reach {MEMORY} MB):"
        f" {verdict}; Django with sign-in alone {theirs:.0f} MB",
    ]


def main() -> None:
    """Print the figures beside what is to be reached."""
    with tempfile.TemporaryDirectory(prefix="dualtrack-bench-") as folder:
        home = Path(folder, "example")
        run([DUALTRACK, "demo", "--build-only", "--home", str(home)])
        found = [(ours(home), bare(home)) for _ in range(PAIRS + 1)][1:]  # the first only warms up
    mine, limit = zip(*found, strict=True)
    print("\n".join(figures(list(mine), list(limit))))


if __name__ == "__main__":
    main()
