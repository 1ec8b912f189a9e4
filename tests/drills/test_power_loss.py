"""The power is cut: what was acknowledged is there, verifies and is signed; a build that does not sync loses.

The program's own system calls are recorded once (strace), from the first byte to the last sync, with the
moments at which it acknowledged. They are replayed up to a cut, and what the disk was not told to keep is
kept or lost by chance (`disk.py`). The home that is left is opened by the program and verified. Nothing of
the program is replaced: SQLite, files by content, signed heads and every sync of a folder are its own.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random  # noqa: TID251 - always seeded: a drill comes again

import pytest
from attrs import field, frozen
from django.db import connection
from tests.drills import disk
from tests.drills.disk import Call, Disk
from tests.drills.figures import Hand, drawn, parts
from tests.drills.forks import Forks
from tests.drills.test_faults import traced
from tests.trying import FULL

from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.verify import verify_home
from dualtrack.app.registers.models import TABLES

pytestmark = [
    pytest.mark.drill,
    pytest.mark.slow,
    pytest.mark.sqlite,  # the calls of its own process; what a server syncs, PostgreSQL has to prove
    pytest.mark.skipif(shutil.which("strace") is None, reason="needs the Debian package strace"),
]

WRITES = 40 if FULL else 6
CUTS = 500 if FULL else 25  # in one part; 20 parts of 500 are 10,000
PARTS = 20
LOST = 200 if FULL else 8  # cuts that a broken build gets
Connect = Callable[[Path], Home]


@frozen(kw_only=True)
class Taken:
    """What was recorded: the home before, and every call after."""

    before: Path
    home: Path
    calls: Sequence[Call] = field(repr=False)


def taken(forks: Forks, before: Path, folder: Path, *build: str) -> Taken:
    """Record a run of acknowledged writes in a copy of a home at rest, to its end."""
    home = Path(shutil.copytree(before, folder / "home"))
    broken = [[f"tests.drills.writing:{name}"] for name in build]
    started = forks.start(home, str(WRITES), before=broken, main="tests.drills.writing:main", halt=True)
    texts = ("-xx", "-s", str(1 << 22), "-e", f"trace={','.join(disk.CALLS)}")
    with traced(started.process, folder / "trace", *texts, follow=False):
        started.go_on()
        ended = started.end()
    assert ended.code == 0, ended.err
    with (folder / "trace").open() as lines:
        calls = tuple(disk.read(lines))
    assert sum(call.name == "write" and call.words[0] == "1" for call in calls) == WRITES
    return Taken(before=before, home=home, calls=calls)


@pytest.fixture(scope="session")
def sound(forks: Forks, real_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Taken:
    """The product, recorded once."""
    return taken(forks, real_template, tmp_path_factory.mktemp("power"), "often")


def cuts(
    taken: Taken, home: Path, moments: Sequence[int], chance: Random, deaf: str = ""
) -> Iterator[frozenset[str]]:
    """Lay out the home as each cut leaves it, one after the other; what was acknowledged before that."""
    root = taken.home
    held, told, at = Disk.of(taken.before, root, deaf), set[str](), 0
    for moment in sorted(moments):
        for call in taken.calls[at:moment]:
            said = held.call(call)
            told.update(said.decode().split() if said else ())
        at = moment
        lay_out(held.after(chance), root, home)
        yield frozenset(told)


def lay_out(found: Mapping[str, bytes | None], root: Path, home: Path) -> None:
    """Write what a disk holds to where a home can be opened."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(mode=0o700, parents=True)
    for name, data in found.items():
        path = home / Path(name).relative_to(root)
        if data is None:
            path.mkdir(mode=0o700)
            continue
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as out:
            out.write(data)


def wrong(acknowledged: frozenset[str]) -> list[str]:
    """What the program finds in the home that is left, and what of the acknowledged is not there."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        found = [f"database: {text}" for (text,) in cursor.fetchall() if text != "ok"]
    answer = verify_home()
    problems, unsigned = answer["problems"], answer["unsigned_entries"]
    assert isinstance(problems, list)
    assert isinstance(unsigned, int)
    found += [f"{p['item']} {p['kind']}: {p['detail']}" for p in problems]
    found += [
        f"lost: {name}"
        for name in sorted(acknowledged - set(TABLES["assets"].objects.values_list("id", flat=True)))
    ]
    return found + ([f"{unsigned} entries are not signed"] if unsigned > 1 else [])  # one is in flight


def looked(
    taken: Taken, connect: Connect, folder: Path, count: int, *of: object, deaf: str = ""
) -> tuple[int, list[str]]:
    """So many cuts spread over the whole record: how many left something wrong, and what."""
    chance, bad, told = drawn("power loss", *of), 0, []
    moments = [chance.randrange(len(taken.calls) + 1) for _ in range(count)]
    lay_out(Disk.of(taken.before, folder / "home").after(chance), folder / "home", folder / "home")
    connect(folder / "home")
    connection.close()
    for number, acknowledged in enumerate(cuts(taken, folder / "home", moments, chance, deaf)):
        found = wrong(acknowledged)
        connection.close()
        bad += bool(found)
        told += [f"cut {number}: {fault}" for fault in found]
    return bad, told


@parts(PARTS)
def test_what_was_acknowledged_outlives_a_power_cut(
    sound: Taken, connect: Connect, tmp_path: Path, part: int, figure: Hand
) -> None:
    bad, told = looked(sound, connect, tmp_path, CUTS, part)
    figure("power cuts", cases=CUTS, wrong=bad)
    assert told == []


def test_control_a_database_that_syncs_when_it_likes_is_caught(
    forks: Forks, real_template: Path, connect: Connect, tmp_path: Path, figure: Hand
) -> None:
    lazy = taken(forks, real_template, tmp_path, "often", "normal")
    bad, told = looked(lazy, connect, tmp_path / "cut", LOST, "normal")
    assert any("lost: " in fault for fault in told)
    figure("power cuts", control=f"synchronous=NORMAL: {bad} of {LOST} cuts lost what was acknowledged")


def test_control_files_whose_folder_is_never_synced_are_caught(
    sound: Taken, connect: Connect, tmp_path: Path, figure: Hand
) -> None:
    bad, told = looked(sound, connect, tmp_path, LOST, "folders", deaf="blobs")
    assert any("blob " in fault and " missing: " in fault for fault in told)
    figure("power cuts", control=f"no sync of a folder of files: {bad} of {LOST} cuts lost one")


def test_control_a_disk_that_loses_nothing_is_no_drill(sound: Taken, tmp_path: Path) -> None:
    """The replay is the run: with nothing lost, its end is the folder that the run left, byte by byte."""
    root = sound.home
    held = Disk.of(sound.before, root)
    for call in sound.calls:
        held.call(call)
    there = {str(p): p.read_bytes() for p in root.rglob("*") if p.is_file()}
    assert {name: f.after(None) for name, f in held.names.items() if f is not None} == there
