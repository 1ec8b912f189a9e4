"""A list of 50,000 assets taken in from a spreadsheet, beside ten times what 5,000 take."""

import tempfile
from pathlib import Path

from benchmarks.harness import line
from benchmarks.processes import DUALTRACK, Cost, run

FEW, MANY = 5_000, 50_000
NAMES = ("database", "خادم قاعدة البيانات", "שרת קבצים", "Datenträger")  # names as people have them
REACH = 1.3  # of ten times as much, by processor time


def sheet(path: Path, rows: int) -> Path:
    """A register of so many assets."""
    lines = (f"A-{n},{NAMES[n % len(NAMES)]} {n},infrastructure,row {n}" for n in range(rows))
    path.write_text("\n".join(["Id,Name,Kind,Notes", *lines, ""]), "utf-8")
    return path


def taken(folder: Path, rows: int) -> Cost:
    """What the import costs in a home of its own, start of the program included."""
    home, file = str(folder / f"home{rows}"), sheet(folder / f"{rows}.csv", rows)
    run([DUALTRACK, "init", "Acme", "--home", home, "--profile", "first-combined", "--start", "2026-06-01"])
    run([DUALTRACK, "people", "add", "Lena", "lena@acme.example", "--role", "lead", "--home", home])
    command = [DUALTRACK, "import", "assets", str(file), "--home", home, "--as", "lena@acme.example"]
    return run([*command, "--reason", "the list of the asset tool"])


def figures(few: Cost, many: Cost) -> list[str]:
    """The figures beside what is to be reached."""
    what = f"import of {MANY:,} assets, CPU, beside ten times {FEW:,}"
    memory = f"at most {many.peak:.0f} MB and {few.peak:.0f} MB"
    return [
        line(what, many.cpu, few.cpu * MANY / FEW, REACH),
        f"  by the clock {many.wall:.1f} s and {few.wall:.1f} s; {memory}",
    ]


def main() -> None:
    """Import both and print."""
    with tempfile.TemporaryDirectory() as name:
        few, many = (taken(Path(name), rows) for rows in (FEW, MANY))
    print("\n".join(figures(few, many)))


if __name__ == "__main__":
    main()
