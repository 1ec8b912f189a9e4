"""The commands that drills break: what each needs, what it acknowledges, and what it must leave whole."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest
from attrs import frozen
from tests import databases
from tests.drills.doors import COVERS
from tests.drills.forks import Ended, Forks

SCAN = Path(__file__).parents[1] / "connectors" / "fixtures" / "scan-v5.csv"
SERVES = ("--control", "AC-02", "--covers", "..".join(COVERS), "--json")
SAYS_NO = (2, 3)  # what was asked for cannot be done; the message says why
KILLED = (-9, 137)


def objects(home: Path) -> frozenset[str]:
    """Every object that a home's ledger tells of, looked at from outside the program."""
    server = databases.server() if databases.POSTGRESQL else None
    opened = server.connect(databases.name_of(home)) if server else sqlite3.connect(home / databases.FILE)
    with closing(opened) as raw:
        return frozenset(str(name) for (name,) in raw.execute("SELECT DISTINCT object FROM ledger_body"))


@frozen
class Place:
    """A folder with a home in it, and what stands beside the home."""

    folder: Path

    @property
    def home(self) -> Path:
        """The home."""
        return self.folder / "home"

    def at(self, name: str) -> Path:
        """Something beside it."""
        return self.folder / name

    def copied(self, to: Path) -> "Place":
        """All of it once more; what stood there is gone."""
        shutil.rmtree(to, ignore_errors=True)
        shutil.copytree(self.folder, to)
        databases.copied(self.home, to / "home")
        return Place(to)

    def objects(self) -> frozenset[str]:
        """Every object that the ledger tells of."""
        return objects(self.home)


def _files(place: Place, number: int) -> None:
    place.at("evidence.txt").write_text(f"what was reviewed, {number}\n" * 500)
    place.at("scan.csv").write_text(SCAN.read_text().replace("ledger-archive", f"archive-{number}"))


@frozen(kw_only=True)
class Command:
    """One command, in the words of the place that it works in."""

    words: tuple[str, ...]
    tells: Callable[[Ended], tuple[str, ...]]  # objects that are on record now, as it says
    main: str | None = None
    makes: str | None = None  # a file or a home beside the home: absent or whole, whatever happens

    def call(self, place: Place, number: int) -> tuple[str, ...]:
        """Its words, with files of that number to work on."""
        _files(place, number)
        return tuple(word.format_map(_Beside(place)) for word in self.words)

    def run(self, forks: Forks, place: Place, number: int = 0) -> Ended:
        """The command from its beginning to its end."""
        return forks.run(self.of(place), *self.call(place, number), main=self.main)

    def of(self, place: Place) -> Path:
        """The home that it is called for."""
        return place.at(self.makes) if self.makes == "restored" else place.home

    def clear(self, place: Place) -> None:
        """Take away what it made."""
        if self.makes is None:
            return
        made = place.at(self.makes)
        if made.is_dir():
            shutil.rmtree(made)
        made.unlink(missing_ok=True)


class _Beside(dict[str, Path]):
    """Names in words, as paths beside the home; a point is written as two underscores."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place

    def __missing__(self, name: str) -> Path:
        return self.place.at(name.replace("__", "."))


def _ids(kind: str, key: str = "id") -> Callable[[Ended], tuple[str, ...]]:
    return lambda ended: (f"{kind}/{ended.json[key]}",) if key in ended.json else ()


def _runs(ended: Ended) -> tuple[str, ...]:
    return tuple(f"observation_run/{f['run']}" for f in ended.json.get("files", ()) if f["run"])


def _nothing(_: Ended) -> tuple[str, ...]:
    return ()


COMMANDS: Mapping[str, Command] = {
    "evidence add": Command(words=("evidence", "add", "{evidence__txt}", *SERVES), tells=_ids("evidence")),
    "observe": Command(words=("observe", "{scan__csv}", "--json"), tells=_runs),
    "upload": Command(
        words=("{evidence__txt}", "AC-02"), tells=_ids("evidence"), main="tests.drills.doors:upload"
    ),
    "approve": Command(words=("{evidence__txt}",), tells=_ids("document"), main="tests.drills.doors:approve"),
    "package": Command(
        words=("package", "soc2", "--out", "{p__zip}", "--json"), tells=_nothing, makes="p.zip"
    ),
    "backup": Command(words=("backup", "{b__zip}", "--json"), tells=_nothing, makes="b.zip"),
    "restore": Command(words=("restore", "{first__zip}", "--json"), tells=_nothing, makes="restored"),
    "anchor": Command(words=("anchor", "folder", "{held}", "--json"), tells=_ids("anchor")),
}


# On PostgreSQL a backup is refused.
_MARKS = {"backup": [pytest.mark.sqlite], "restore": [pytest.mark.sqlite]}
NAMES = [pytest.param(name, marks=_MARKS.get(name, [])) for name in COMMANDS]


def prepared(forks: Forks, folder: Path) -> Place:
    """A home with people, evidence and a scan, its backup, and a folder of somebody else."""
    place = Place(folder)
    folder.mkdir(exist_ok=True)
    place.at("held").mkdir()
    begin = ("init", "Acme", "--profile", "first-combined", "--start", "2025-01-06")
    ended = [
        forks.run(place.home, *begin),
        forks.run(place.home, main="tests.drills.doors:people"),
        COMMANDS["evidence add"].run(forks, place, -1),
        COMMANDS["observe"].run(forks, place, -1),
    ]
    if not databases.POSTGRESQL:  # which it cannot back up yet
        ended.append(forks.run(place.home, "backup", str(place.at("first.zip")), "--json"))
    assert [one.err for one in ended if one.code != 0] == []
    return place


def intact(forks: Forks, home: Path, *path: str) -> list[str]:
    """What verifying finds wrong with a home, or with the file that is named."""
    ended = forks.run(home, "verify", *path, "--json")
    if "intact" not in ended.json:
        return [f"verify ended with {ended.code}: {ended.err[-300:]}"]
    return [f"{p['item']} {p['kind']}: {p['detail']}" for p in ended.json["problems"]]


def faults(forks: Forks, place: Place, command: Command, ended: Ended) -> Iterator[str]:
    """What is wrong after a command that was broken somewhere; nothing where every promise held."""
    if "Traceback" in ended.err:
        yield f"a traceback: {ended.err[-300:]}"
    unheard = ended.code == 1 and not ended.err  # no message can be written where nothing can
    if ended.code not in (0, *SAYS_NO, *KILLED) and not unheard:
        yield f"exit {ended.code}: {ended.err[-200:]}"
    yield from (f"not intact: {problem}" for problem in intact(forks, place.home))
    lost = frozenset(command.tells(ended)) - place.objects()
    if lost:
        yield f"acknowledged and lost: {sorted(lost)}"
    if command.makes is not None:
        yield from _of_what_it_makes(forks, place, command, ended)


def _of_what_it_makes(forks: Forks, place: Place, command: Command, ended: Ended) -> Iterator[str]:
    made = place.at(str(command.makes))
    if made.exists():
        what = intact(forks, made) if made.is_dir() else intact(forks, place.home, str(made))
        if made.is_dir() and not what and not any(o.startswith("restoration/") for o in objects(made)):
            what = ["no entry says that it was restored"]
        yield from (f"{made.name} stands under its name and is not whole: {problem}" for problem in what)
    elif ended.code == 0:
        yield f"acknowledged and no {made.name}"
