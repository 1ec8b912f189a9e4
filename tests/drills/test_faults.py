"""One fault at every system call of a write: an error, a full disk or a kill, and then the same look.

The kernel itself gives the error (strace injects it), so that nothing of ours stands between. Calls are
counted in a first run without a fault; each later run breaks another one of them. What was acknowledged is
there, what was not is there whole or not at all, the home verifies, and nobody sees a traceback.
"""

import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from attrs import frozen
from tests.drills.commands import COMMANDS, Command, Place, faults
from tests.drills.figures import Hand, parts
from tests.drills.forks import Ended, Forks
from tests.trying import FULL

pytestmark = [
    pytest.mark.drill,
    pytest.mark.slow,
    pytest.mark.sqlite,  # whose writes are calls of the command; those of PostgreSQL are its server's
    pytest.mark.skipif(shutil.which("strace") is None, reason="needs the Debian package strace"),
]

PATIENCE = 60
CALLS = (
    *("write", "pwrite64", "fsync", "fdatasync", "ftruncate", "fallocate"),
    *("rename", "renameat", "renameat2", "link", "linkat", "unlink", "unlinkat", "mkdir"),
)
FAULTS = ("error=EIO", "error=ENOSPC", "signal=KILL")
PARTS = 10  # of one command
SHORT: Mapping[str, int] = {"evidence add": 4, "package": 1, "restore": 1}  # cases, spread over all


@frozen
class Case:
    """One fault at one instance of one system call."""

    call: str
    instance: int
    fault: str


@contextmanager
def traced(process: int, trace: Path, *more: str, follow: bool = True) -> Iterator[None]:
    """The kernel's eye on a process that was halted, and on every thread that it starts."""
    call = ["strace", *(["-f"] if follow else []), "-o", str(trace), *more, "-p", str(process)]
    with subprocess.Popen(call, stderr=subprocess.PIPE, text=True) as eye:
        assert eye.stderr is not None
        said = eye.stderr.readline()
        assert "attached" in said, said
        yield
        eye.wait(PATIENCE)


def run(forks: Forks, place: Place, command: Command, *more: str) -> Ended:
    """The command under the eye of strace."""
    started = forks.start(command.of(place), *command.call(place, 0), main=command.main, halt=True)
    with traced(started.process, place.at("trace"), *more):
        started.go_on()
        return started.end()


def counted(forks: Forks, place: Place, command: Command) -> Counter[str]:
    """How often a run without a fault makes each call."""
    ended = run(forks, place, command, "-e", f"trace={','.join(CALLS)}")
    assert ended.code == 0, ended.err
    lines = place.at("trace").read_text().splitlines()
    return Counter(line.split(None, 1)[1].partition("(")[0] for line in lines if "(" in line)


def cases(counts: Counter[str]) -> list[Case]:
    """Every instance of every call with every fault."""
    return [
        Case(call, instance, fault)
        for fault in FAULTS
        for call in CALLS
        for instance in range(1, counts[call] + 1)
    ]


def broken(forks: Forks, place: Place, command: Command, case: Case) -> Ended:
    """The command with one call broken; from that instance on, since a disk does not mend itself."""
    again = "" if case.fault.startswith("signal") else "+"
    injected = f"inject={case.call}:{case.fault}:when={case.instance}{again}"
    return run(forks, place, command, "-e", f"trace={case.call}", "-e", injected)


def chosen(name: str, found: list[Case], part: int) -> list[Case]:
    """The cases of one part: all of them together in full length, few that are spread over all otherwise."""
    if FULL:
        return found[part::PARTS]
    return found[len(found) // 7 :: len(found) // SHORT[name]][: SHORT[name]]


@pytest.mark.parametrize("name", COMMANDS if FULL else SHORT)
@parts(PARTS)
def test_a_fault_at_any_call_loses_nothing_that_was_acknowledged(
    forks: Forks, place_template: Path, tmp_path: Path, name: str, part: int, figure: Hand
) -> None:
    command, template, wrong = COMMANDS[name], Place(place_template), []
    counts = counted(forks, template.copied(tmp_path / "count"), command)
    assert counts["fsync"] + counts["fdatasync"] >= 2, "what is written has to be on the disk"
    tried = chosen(name, cases(counts), part)
    for case in tried:
        place = template.copied(tmp_path / "case")
        ended = broken(forks, place, command, case)
        wrong += [f"{case}: {fault}" for fault in faults(forks, place, command, ended)]
    figure("faults at system calls", cases=len(tried), wrong=len(wrong))
    assert wrong == []


def test_control_the_look_afterwards_finds_what_is_lost_and_what_is_cut(
    forks: Forks, place_template: Path, tmp_path: Path, figure: Hand
) -> None:
    template, command = Place(place_template), COMMANDS["evidence add"]
    lost, cut = template.copied(tmp_path / "lost"), template.copied(tmp_path / "cut")
    ended = command.run(forks, cut)
    (told,) = command.tells(ended)
    assert list(faults(forks, lost, command, ended)) == [f"acknowledged and lost: {[told]}"]
    digest = ended.json["sha256"]
    (file,) = (path for path in cut.home.rglob(digest) if path.is_file())
    file.chmod(0o600)
    file.write_bytes(file.read_bytes()[:-1])
    assert next(faults(forks, cut, command, ended)).startswith(f"not intact: blob {digest} changed: ")
    cried = Ended(1, "", "Traceback (most recent call last)", 0.0)
    assert next(faults(forks, lost, command, cried)).startswith("a traceback: ")
    figure("faults at system calls", control="a home that lost, one that was cut: both were named")
