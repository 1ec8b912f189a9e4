"""A disk that fills up, and a kill in the middle: nothing half-written, one clear message, all as before.

RLIMIT_FSIZE stands in for a full disk: writing stops in the middle of a file with an error, without root and
without a file system of its own. What the operating system does at a power loss is not shown.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from tests import databases
from tests.drills.figures import Hand
from tests.drills.forks import Forks, Started
from tests.trying import FULL

pytestmark = [pytest.mark.drill, pytest.mark.slow]

LARGE = 3_000_000
EVIDENCE_LIMITS = range(0, LARGE, 50_000) if FULL else (0, 4_096, 1_000_000)
PACKAGE_LIMITS = range(0, 600_000, 25_000) if FULL else (4_096, 300_000)
MOMENTS = range(1, 12) if FULL else (7,)
ADD = ("--control", "AC-02", "--covers", "2025-02-01..2025-02-03", "--json")
BROKEN = "tests.drills.broken_disk"
DRILL = "full and broken disks"


class Disk:
    """A home, and commands over it on a disk that may be broken."""

    def __init__(self, forks: Forks, home: Path) -> None:
        self.forks, self.path, self.parent = forks, home, home.parent

    def start(self, *words: str, how: str = "none", number: int = 0, build: str = "sound") -> Started:
        """Start the command line."""
        before = [[f"{BROKEN}:careless"]] if build == "careless" else []
        before += [[f"{BROKEN}:{how}", number]] if how != "none" else []
        return self.forks.start(self.path, *words, before=before)


def done(home: Disk, *words: str, **disk: Any) -> tuple[int, str, str]:
    """Run it to its end: exit code, output, errors."""
    ended = home.start(*words, **disk).end()
    return ended.code, ended.out, ended.err


def verified(home: Disk) -> dict[str, Any]:
    code, out, err = done(home, "verify", "--json")
    assert err == ""
    answer: dict[str, Any] = json.loads(out)
    assert (code == 0) is answer["intact"]
    return answer


def left(folder: Path) -> set[str]:
    """Every file below a folder, but for what SQLite keeps beside its database."""
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return {name for name in files if not name.endswith(("-wal", "-shm", "-journal"))}


@pytest.fixture(scope="module")
def template(forks: Forks, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with one evidence item."""
    home = Disk(forks, tmp_path_factory.mktemp("disk") / "home")
    start = ("init", "Acme", "--profile", "first-combined", "--start", "2025-01-06")
    assert done(home, *start)[0] == 0
    small = home.parent / "small.txt"
    small.write_text("small\n")
    assert done(home, "evidence", "add", str(small), *ADD)[0] == 0
    return home.path


@pytest.fixture
def home(forks: Forks, template: Path, tmp_path: Path) -> Disk:
    """A copy of that home, with a large file beside it."""
    (tmp_path / "large.bin").write_bytes(bytes(range(250)) * (LARGE // 250))
    return Disk(forks, databases.copied(template, tmp_path / "home"))


def refused(result: tuple[int, str, str]) -> dict[str, Any]:
    """One message for people, the same as data, exit 3, no traceback."""
    code, out, err = result
    assert code == 3, err
    assert "Traceback" not in err
    assert err.startswith("dualtrack: ")
    assert len(err.splitlines()) == 1
    error: dict[str, Any] = json.loads(out)["error"]
    assert err.strip() == f"dualtrack: {error['message']}"
    assert error["code"] in ("disk_full", "io_error", "database", "read_only")
    return error


def evidence(home: Disk, **disk: Any) -> tuple[int, str, str]:
    return done(home, "evidence", "add", str(home.parent / "large.bin"), *ADD, **disk)


def package(home: Disk, **disk: Any) -> tuple[int, str, str]:
    return done(home, "package", "soc2", "--out", str(home.parent / "p.zip"), "--json", **disk)


def test_evidence_on_a_full_disk_leaves_everything_as_it_was(home: Disk, figure: Hand) -> None:
    before, files = verified(home), left(home.path)
    for size in EVIDENCE_LIMITS:
        refused(evidence(home, how="limit", number=size))
        assert left(home.path) == files, size
    after = verified(home)
    assert (after["intact"], after["size"], after["root"]) == (True, before["size"], before["root"])
    assert evidence(home)[0] == 0, "with space again, the same command works"
    assert verified(home)["size"] == before["size"] + 1
    figure(DRILL, cases=len(EVIDENCE_LIMITS), wrong=0)


def test_no_space_at_the_last_moment_says_so_and_stores_nothing(home: Disk, figure: Hand) -> None:
    before, files = verified(home), left(home.path)
    error = refused(evidence(home, how="fsync", number=1))
    assert error["code"] == "disk_full"
    assert "No space left on device" in error["message"]
    assert "nothing was stored" in error["message"]
    assert left(home.path) == files
    assert verified(home)["root"] == before["root"]
    figure(DRILL, cases=1, wrong=0)


def test_a_package_on_a_full_disk_is_not_there_at_all(home: Disk, figure: Hand) -> None:
    folder, files = home.parent, left(home.parent)
    for size in PACKAGE_LIMITS:
        refused(package(home, how="limit", number=size))
        assert {name for name in left(folder) if not name.startswith("home/")} == {
            name for name in files if not name.startswith("home/")
        }
    assert verified(home)["intact"]
    assert package(home)[0] == 0
    assert done(home, "verify", str(folder / "p.zip"))[0] == 0
    figure(DRILL, cases=len(PACKAGE_LIMITS), wrong=0)


def test_an_earlier_package_of_that_name_stays_whole(home: Disk, figure: Hand) -> None:
    assert package(home)[0] == 0
    before = (home.parent / "p.zip").read_bytes()
    refused(package(home, how="limit", number=len(before) // 2))  # the next one is of another size
    assert (home.parent / "p.zip").read_bytes() == before
    figure(DRILL, cases=1, wrong=0)


def test_a_package_that_cannot_be_put_on_the_disk_says_that_it_is_full(home: Disk, figure: Hand) -> None:
    error = refused(package(home, how="fsync", number=1))
    assert error["code"] == "disk_full"
    assert not (home.parent / "p.zip").exists()
    assert verified(home)["intact"]
    figure(DRILL, cases=1, wrong=0)


def killed(home: Disk, moment: int, build: str) -> None:
    """Kill with signal 9 while a package is written."""
    out = str(home.parent / "p.zip")
    process = home.start("package", "soc2", "--out", out, how="stop", number=moment, build=build)
    assert process.out.readline() == "here\n"
    process.kill()
    assert process.end().code == -9


def test_a_kill_while_a_package_is_written_leaves_none_under_its_name(home: Disk, figure: Hand) -> None:
    for moment in MOMENTS:
        killed(home, moment, "sound")
        assert not (home.parent / "p.zip").exists(), moment
    assert verified(home)["intact"]
    assert package(home)[0] == 0
    assert done(home, "verify", str(home.parent / "p.zip"))[0] == 0
    figure(DRILL, cases=len(MOMENTS), wrong=0)


def test_control_a_build_that_writes_in_place_is_caught_by_a_kill(home: Disk, figure: Hand) -> None:
    killed(home, 7, "careless")
    assert (home.parent / "p.zip").stat().st_size > 0
    assert done(home, "verify", str(home.parent / "p.zip"))[0] != 0
    figure(DRILL, control="a package written in place: half of it stood there")


def test_control_a_build_that_writes_in_place_is_caught_by_a_full_disk(home: Disk) -> None:
    assert package(home, how="limit", number=700_000, build="careless")[0] == 3
    assert (home.parent / "p.zip").stat().st_size > 0


def test_control_a_build_that_does_not_look_at_what_was_written_is_caught(home: Disk, figure: Hand) -> None:
    code, _, _ = evidence(home, how="limit", number=1_000_000, build="careless")
    assert code == 0, "the control acknowledges what it has not stored"
    answer = verified(home)
    assert not answer["intact"]
    assert any("blob" in problem["item"] for problem in answer["problems"])
    figure(DRILL, control="a file taken for stored that was cut: named")
