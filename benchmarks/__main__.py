"""Runs each benchmark in its own process, after naming the machine: `python -m benchmarks [NAME...]`."""

import subprocess
import sys
import time
from pathlib import Path

from benchmarks.harness import machine

_OURS = {"__init__", "__main__", "harness"}
# The name is taken away, so that a benchmark reads no arguments that are not its own.
_RUN = "import importlib, sys; sys.exit(importlib.import_module('benchmarks.' + sys.argv.pop(1)).main())"


def names(folder: Path = Path(__file__).parent) -> list[str]:
    """Every benchmark there is: each module of the folder that defines `main`."""
    return sorted(
        path.stem
        for path in folder.glob("*.py")
        if path.stem not in _OURS and "\ndef main(" in path.read_text("utf-8")
    )


def main(chosen: list[str]) -> int:
    """Run those that were named, or all; 1 when one of them failed, 2 for a name that is none."""
    known = names()
    unknown = sorted(set(chosen) - set(known))
    if unknown:
        print(f"no benchmark {', '.join(unknown)}; there are: {', '.join(known)}", file=sys.stderr)
        return 2
    print(machine(), flush=True)
    failed = []
    for name in chosen or known:
        print(f"\n== {name}", flush=True)
        begun = time.perf_counter()
        if subprocess.run([sys.executable, "-c", _RUN, name], check=False).returncode:
            failed.append(name)
        print(f"-- {name}: {time.perf_counter() - begun:.1f} s in all", flush=True)
    if failed:
        print(f"\nfailed: {', '.join(failed)}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
