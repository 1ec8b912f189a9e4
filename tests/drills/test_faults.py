"""One fault at every system call of a write: an error, a full disk or a kill, and then the same look.

The kernel itself gives the error (strace injects it), so that nothing of ours stands between. Calls are
counted in a first run without a fault; each later run breaks another one of them. What was acknowledged is
there, what was not is there whole or not at all, the home verifies, and nobody sees a traceback.
"""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import frozen
from tests.architecture.sources import ROOT

pytestmark = [
    pytest.mark.drill,
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("strace") is None, reason="needs the Debian package strace"),
]

FULL = os.environ.get("DRILLS") == "full"
PATIENCE = 120
CALLS = (
    *("write", "pwrite64", "fsync", "fdatasync", "ftruncate", "fallocate"),
    *("rename", "renameat", "renameat2", "link", "linkat", "unlink", "unlinkat", "mkdir"),
)
FAULTS = ("error=EIO", "error=ENOSPC", "signal=KILL")
SHORT = 9  # cases of the short form, spread over all of them
COVERS = "2025-02-01..2025-02-03"
ADD = ("evidence", "add", "{file}", "--control", "AC-02", "--covers", COVERS, "--json")
MAKE = ("package", "soc2", "--out", "{out}", "--json")
COMMANDS = {"evidence add": ADD, "package": MAKE}


@frozen
class Case:
    """One fault at one instance of one system call."""

    call: str
    instance: int
    fault: str


def environment(home: Path) -> dict[str, str]:
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("DUALTRACK_", "DJANGO_", "DATABASE_"))}
    paths = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    return {**kept, "DUALTRACK_HOME": str(home), "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}


def dualtrack(
    home: Path, *words: str, trace: tuple[str, ...] = (), build: str = "sound"
) -> tuple[int, str, str]:
    """The command line, under strace where a trace is asked for: exit code, output, errors."""
    program = [sys.executable, "-m", "tests.drills.broken_disk", "none", "0", build, "--"]
    command = [*trace, *program, *words, "--home", str(home)]
    done = subprocess.run(
        command,
        env=environment(home),
        cwd=home.parent,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    return done.returncode, done.stdout, done.stderr


def words_of(command: str, home: Path) -> list[str]:
    names = {"file": str(home.parent / "evidence.txt"), "out": str(home.parent / "p.zip")}
    return [word.format(**names) for word in COMMANDS[command]]


def strace(home: Path, *more: str) -> tuple[str, ...]:
    """Follow every thread, and write what is seen beside the home."""
    return ("strace", "-f", "--seccomp-bpf", "-qq", "-o", str(home.parent / "trace"), *more)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with one evidence item, and a file to add."""
    home = tmp_path_factory.mktemp("faults") / "home"
    start = ("init", "Acme", "--profile", "first-combined", "--start", "2025-01-06")
    assert dualtrack(home, *start)[0] == 0
    first = home.parent / "first.txt"
    first.write_text("first\n")
    added = ("evidence", "add", str(first), "--control", "AC-02", "--covers", COVERS)
    assert dualtrack(home, *added)[0] == 0
    return home


@pytest.fixture
def home(template: Path, tmp_path: Path) -> Path:
    return copied(template, tmp_path / "run")


def copied(template: Path, folder: Path) -> Path:
    """A fresh copy for one case, with the file beside it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "evidence.txt").write_text("what was reviewed\n" * 500)
    return Path(shutil.copytree(template, folder / "home"))


def counted(home: Path, command: str) -> Counter[str]:
    """How often a run without a fault makes each call."""
    code, _, err = dualtrack(
        home, *words_of(command, home), trace=strace(home, "-e", f"trace={','.join(CALLS)}")
    )
    assert code == 0, err
    lines = (home.parent / "trace").read_text().splitlines()
    return Counter(line.split(None, 1)[1].partition("(")[0] for line in lines if "(" in line)


def cases(counts: Counter[str]) -> list[Case]:
    """Every instance of every call with every fault; in the short form some, spread over all."""
    found = [
        Case(call, instance, fault)
        for fault in FAULTS
        for call in CALLS
        for instance in range(1, counts[call] + 1)
    ]
    return found if FULL else found[:: max(1, len(found) // SHORT)]


def broken(home: Path, command: str, case: Case, build: str = "sound") -> tuple[int, str, str]:
    """The command with one call broken; from that instance on, since a disk does not mend itself."""
    again = "" if case.fault.startswith("signal") else "+"
    injected = f"inject={case.call}:{case.fault}:when={case.instance}{again}"
    trace = strace(home, "-e", f"trace={case.call}", "-e", injected)
    return dualtrack(home, *words_of(command, home), trace=trace, build=build)


def verified(home: Path) -> dict[str, object]:
    code, out, err = dualtrack(home, "verify", "--json")
    assert "Traceback" not in err
    answer: dict[str, object] = json.loads(out)
    assert (code == 0) is answer["intact"], err
    return answer


def held(home: Path) -> set[str]:
    """Digests of the files that entries name."""
    import sqlite3  # noqa: PLC0415 - looked at from outside the program
    from contextlib import closing  # noqa: PLC0415 - beside the above

    with closing(sqlite3.connect(home / "db.sqlite3")) as raw:
        return {row[0] for row in raw.execute("SELECT sha256 FROM ledger_blobrow")}


def faults_of(home: Path, command: str, code: int, out: str, err: str) -> Iterator[str]:
    """What is wrong after a case; nothing where the promise held."""
    if "Traceback" in err:
        yield f"a traceback: {err[-300:]}"
    unheard = code == 1 and not err  # no message can be written where nothing can
    if code not in (0, 2, 3, -9, 137) and not unheard:
        yield f"exit {code}: {err[-200:]}"
    answer = verified(home)
    if not answer["intact"]:
        yield f"not intact: {answer['problems']}"
    package = home.parent / "p.zip"
    if command == "package" and package.exists() and dualtrack(home, "verify", str(package))[0] != 0:
        yield "a package under its name that does not verify"
    if code == 0 and out.startswith("{"):
        told = json.loads(out)
        if command == "evidence add" and told["sha256"] not in held(home):
            yield "acknowledged and lost"
        if command == "package" and not package.exists():
            yield "acknowledged and no package"


@pytest.mark.parametrize("command", COMMANDS)
def test_a_fault_at_any_call_loses_nothing_that_was_acknowledged(
    template: Path, tmp_path: Path, command: str
) -> None:
    counts = counted(copied(template, tmp_path / "count"), command)
    assert counts["fsync"] + counts["fdatasync"] >= 2, "what is written has to be on the disk"
    wrong = []
    tried = cases(counts)
    for case in tried:
        home = copied(template, tmp_path / "case")
        said = broken(home, command, case)
        wrong += [f"{case}: {reason}" for reason in faults_of(home, command, *said)]
    assert wrong == []
    assert len(tried) >= SHORT


def test_control_a_build_that_does_not_look_at_what_was_written_is_caught(
    template: Path, tmp_path: Path
) -> None:
    home = copied(template, tmp_path / "case")
    counts = counted(copied(template, tmp_path / "count"), "evidence add")
    told = []
    for instance in range(1, counts["write"] + 1):
        home = copied(template, tmp_path / "case")
        said = broken(home, "evidence add", Case("write", instance, "error=ENOSPC"), build="careless")
        told += list(faults_of(home, "evidence add", *said))
    assert told != []
