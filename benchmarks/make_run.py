"""What `make run` does after install: build the example and serve it until its first page; then once more."""

import tempfile
from pathlib import Path

from benchmarks.processes import DUALTRACK, free_port, serving

FIRST, SECOND = 20.0, 5.0


def started(home: Path) -> float:
    """Seconds from the command to the first page."""
    port = free_port()
    with serving([DUALTRACK, "demo", "--home", str(home), "--port", str(port)], port) as served:
        return served.cost.wall


def figure(what: str, seconds: float, reach: float) -> str:
    """One line; there is no limit but the clock."""
    verdict = "reached" if seconds <= reach else "MISSED"
    return f"make run, {what}: {seconds:.1f} s (reach {reach:.0f} s): {verdict}"


def main() -> None:
    """Print the figures beside what is to be reached."""
    with tempfile.TemporaryDirectory(prefix="dualtrack-bench-") as folder:
        home = Path(folder, "example")
        print(figure("first: build, serve, answer", started(home), FIRST), flush=True)
        print(figure("again: serve, answer", started(home), SECOND))


if __name__ == "__main__":
    main()
