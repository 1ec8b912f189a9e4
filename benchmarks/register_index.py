"""The page of all registers with 50,000 assets on record, beside its own template with a constant context."""

import tempfile
from pathlib import Path

from benchmarks.harness import line
from benchmarks.register_list import FEW, TIMES, fill, lead, prepare
from benchmarks.register_page import REACH, measured

INDEX = "/registers/"


def main() -> None:
    """Print the figures beside what is to be reached."""
    with tempfile.TemporaryDirectory(prefix="dualtrack-bench-") as folder:
        prepare(Path(folder, "example"))
        from dualtrack.app.web.registers import views  # noqa: PLC0415 - Django is set up

        client, begin = lead(), 0
        for count in (FEW, FEW * TIMES):
            fill(begin, count)
            begin = count
            told = f"all registers, {count:,} assets among them, CPU, beside the template alone"
            print(line(told, *measured(client, INDEX, views), REACH))


if __name__ == "__main__":
    main()
