"""`dualtrack restore`: the whole way from a home to its end and back, and every answer with its exit."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from tests import databases
from tests.app.conftest import Run

from dualtrack.app.cli.call import seat
from dualtrack.app.evidence.models import RunRow
from dualtrack.app.ledger import queries
from dualtrack.app.ledger.home import Home

SCAN = Path(__file__).parents[3] / "connectors" / "fixtures" / "scan-v5.csv"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the home and its backup lie once they were made."""
    return tmp_path_factory.mktemp("restore") / "kept"


@pytest.fixture
def file(cli: Run, programme: Home, tmp_path: Path, kept: Path) -> Path:
    """A backup of a programme with evidence, a scan and a package; made once, copied for each test."""
    if not kept.exists():
        made = _backed_up(cli, tmp_path)
        connection.close()
        databases.copied(programme.path, kept / "home")
        shutil.copyfile(made, kept / "b.zip")
        return made
    connection.close()
    shutil.rmtree(programme.path)
    databases.copied(kept / "home", programme.path)
    return Path(shutil.copyfile(kept / "b.zip", tmp_path / "b.zip"))


def _backed_up(cli: Run, tmp_path: Path) -> Path:
    (tmp_path / "review.txt").write_text("the review")
    assert (
        cli("evidence", "add", tmp_path / "review.txt", "--control", "AC-02", "--covers", "2026-02-01").code
        == 0
    )
    assert cli("observe", SCAN, "--json").code == 0
    assert cli("package", "soc2", "--out", tmp_path / "soc2.zip").code == 0
    assert cli("backup", tmp_path / "b.zip", "--json").code == 0
    return tmp_path / "b.zip"


@pytest.fixture
def newest(programme: Home) -> Callable[[], Path]:
    """The newest signed head of the programme, as an auditor keeps it."""
    return lambda: max((programme.path / "checkpoints").glob("*.note"))


def left(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


def test_a_home_that_was_destroyed_is_there_again(
    run: Run, programme: Home, file: Path, tmp_path: Path
) -> None:
    lake = {p.name: p.read_bytes() for p in (programme.path / "lake").glob("run_*.parquet")}
    assert lake
    shutil.rmtree(programme.path)
    target = tmp_path / "again"
    done = run("restore", file, "--home", target, "--json")
    assert (done.code, done.json["intact"], done.json["problems"]) == (0, True, [])
    assert list(done.json) == [
        "home",
        "file",
        "taken_at",
        "size",
        "root",
        "example",
        "intact",
        "problems",
        "entry",
        "object",
    ]
    assert {p.name: p.read_bytes() for p in (target / "lake").glob("run_*.parquet")} == lake
    assert RunRow.objects.count() == 1
    verified = run("verify", "--home", target, "--json")
    assert (verified.code, verified.json["intact"], verified.json["size"]) == (0, True, done.json["size"] + 1)
    assert done.json["entry"] == done.json["size"], (
        "the entry of the restoring stands after the backup's head"
    )


def test_people_can_sign_in_afterwards(run: Run, file: Path, tmp_path: Path) -> None:
    assert run("restore", file, "--home", tmp_path / "again").code == 0
    visitor = Client()
    said = {"login": "alice@acme.example", "password": "correct horse"}
    answer = visitor.post("/accounts/login/", said)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert visitor.get("/").status_code == 200


def test_for_people_it_says_what_comes_next(run: Run, file: Path, tmp_path: Path) -> None:
    done = run("restore", file, "--home", tmp_path / "again")
    assert done.out.startswith(f"EXAMPLE: invented data\n{tmp_path / 'again'}: the home as it was at ")
    (said,) = re.findall(r"put on record as entry (\d+): (restoration/\S+)", done.out)
    assert "\nintact\nput on record as entry " in done.out
    told = run("history", "--entry", said[0], "--home", tmp_path / "again", "--json").json
    assert (told["object"], told["revisions"][0]["action"]) == (said[1], "home.restored")
    (listed,) = run("history", "restoration", "--home", tmp_path / "again", "--json").json["objects"]
    assert listed["object"] == said[1]
    assert "Everybody signs in anew; one-time links have ended. Next: dualtrack up" in done.err


def test_a_home_that_holds_something_is_left_alone(run: Run, programme: Home, file: Path) -> None:
    done = run("restore", file, "--home", programme.path, "--json")
    assert (done.code, done.error["code"]) == (2, "exists")
    assert done.error["message"] == (
        f"{programme.path}: holds a programme already; choose another folder with --home"
    )


def test_a_damaged_backup_names_file_and_item(run: Run, file: Path, tmp_path: Path) -> None:
    data = file.read_bytes()
    at = data.index(b"the review")
    file.write_bytes(data[:at] + b"T" + data[at + 1 :])
    done = run("restore", file, "--home", tmp_path / "again", "--json")
    assert (done.code, done.error["code"], done.error["file"]) == (2, "damaged", str(file))
    assert done.error["record"].startswith("blobs/")
    assert done.error["record"] in done.error["message"]
    assert not (tmp_path / "again").exists()


def test_a_foreign_file_is_the_caller_s_fault(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_text("a letter")
    for more in ([], ["--drill"]):
        done = run("restore", tmp_path / "x.zip", "--home", tmp_path / "again", "--json", *more)
        assert (done.code, done.error["code"]) == (2, "not_a_backup")


@pytest.mark.parametrize(
    ("option", "field"), [("--checkpoint", "checkpoint"), ("--keys", "keys"), (None, "file")]
)
def test_a_file_that_is_not_there_is_named(
    run: Run, file: Path, tmp_path: Path, option: str | None, field: str
) -> None:
    none = tmp_path / "none"
    done = run("restore", *([none] if option is None else [file, option, none]), "--json")
    assert (done.code, done.error["code"], done.error["field"].lower()) == (2, "usage", field)
    assert f"{none}: there is no such file" in done.error["message"]


def test_the_drill_proves_and_leaves_nothing(
    cli: Run,
    file: Path,
    newest: Callable[[], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place = tmp_path / "tmp"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    before = left(tmp_path)
    done = cli("restore", file, "--drill", "--checkpoint", newest(), "--json")
    assert done.code == 0, done.out
    said = done.json
    assert [(s["name"], s["ok"]) for s in said["steps"]] == [
        (name, True) for name in ("archive", "restored", "rows", "verify", "checkpoint", "package", "sign-in")
    ]
    assert (said["proved"], said["problems"], said["tables"]) == (True, [], [])
    assert said["checkpoint"] == said["size"]
    assert said["package"]["identical"]
    assert said["sign_ins"] == 7
    assert said["does_not_show"] == ["Not shown: that the records are true or complete."]
    assert list(place.iterdir()) == []
    assert left(tmp_path) == before
    assert cli("status", "--json").code == 0, "the home of this process is the one before"


def test_without_a_head_from_outside_the_drill_says_what_it_does_not_show(cli: Run, file: Path) -> None:
    done = cli("restore", file, "--drill")
    assert done.code == 0
    assert f"{file}: a home can be restored from it" in done.out
    assert "--   checkpoint: none from outside was given" in done.out
    assert "Not shown: that this is the newest backup, or the true history" in done.out


def test_an_old_backup_is_named_by_the_drill(
    cli: Run, file: Path, newest: Callable[[], Path], tmp_path: Path
) -> None:
    (tmp_path / "more.txt").write_text("more")
    assert (
        cli("evidence", "add", tmp_path / "more.txt", "--control", "AC-02", "--covers", "2026-02-02").code
        == 0
    )
    kept = newest()
    done = cli("restore", file, "--drill", "--checkpoint", kept, "--json")
    assert (done.code, done.json["proved"]) == (1, False)
    size = done.json["size"]
    assert done.json["problems"] == [
        {
            "item": str(kept),
            "kind": "rolled_back",
            "detail": f"was signed over {size + 1} entries, and there are {size}:"
            " this is older than what was signed",
        }
    ]
    shown = cli("restore", file, "--drill", "--checkpoint", kept)
    assert f"{file}: NOT proved" in shown.out
    assert "rolled_back" in shown.out
    refused = cli("restore", file, "--home", tmp_path / "again", "--checkpoint", kept, "--json")
    assert (refused.code, refused.error["code"], refused.error["record"]) == (2, "rolled_back", str(kept))
    assert not (tmp_path / "again").exists()


def test_a_damaged_backup_is_a_negative_answer_of_the_drill(cli: Run, file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])
    done = cli("restore", file, "--drill", "--json")
    assert done.code == 1
    assert [s["name"] for s in done.json["steps"]] == ["archive"]
    (problem,) = done.json["problems"]
    assert problem["detail"].startswith("the archive ends after 5000 bytes, within ")


def test_who_restored_stands_in_the_history(run: Run, programme: Home, file: Path, tmp_path: Path) -> None:
    done = run("restore", file, "--home", tmp_path / "again", "--as", "ada", "--json")
    (entry,) = queries.entries(done.json["entry"])
    assert (entry.action, entry.actor, entry.via) == ("home.restored", "person:ada", f"cli:{seat()}")
    told = run("history", entry.object, "--home", tmp_path / "again")
    assert (told.code, "home.restored" in told.out) == (0, True)


def test_somebody_who_is_not_in_the_backup_restores_nothing(run: Run, file: Path, tmp_path: Path) -> None:
    done = run("restore", file, "--home", tmp_path / "again", "--as", "nobody", "--json")
    assert (done.code, done.error["message"]) == (
        2,
        "--as nobody: no such person in this home; give an id or address (see: dualtrack restore --help)",
    )
    assert left(tmp_path) >= {"b.zip"}
    assert not (tmp_path / "again").exists()


def test_a_backup_from_before_a_change_of_the_key_is_named_as_rolled_back(
    cli: Run, programme: Home, file: Path, newest: Callable[[], Path], tmp_path: Path
) -> None:
    """By the drill, by verify of the backup and of the restored home; nobody is told to bring one."""
    for _ in range(2):
        assert cli("key", "rotate").code == 0
    kept = Path(shutil.copyfile(newest(), tmp_path / "kept.note"))
    reached = int(newest().stem)
    done = cli("restore", file, "--drill", "--checkpoint", kept, "--json")
    size = done.json["size"]
    assert reached > size
    told = {
        "item": str(kept),
        "kind": "rolled_back",
        "detail": f"was signed over {reached} entries, and there are {size}, by a key that this record does"
        " not know yet: what is here is older than that key, or the checkpoint is not ours; compare its key"
        " with the one that you were given",
    }
    assert (done.code, done.json["problems"]) == (1, [told])
    assert done.json["does_not_show"][1] == (
        "Not shown: that this is the newest backup, or the true history: the checkpoint that was given does"
        " not fit."
    )
    done = cli("verify", file, "--checkpoint", kept, "--json")
    assert (done.code, done.json["problems"]) == (1, [told])
    assert done.json["does_not_show"] == [
        "Not shown: that a home can be restored from it and verifies: dualtrack restore FILE --drill does.",
        "Not shown: that it is the newest one, or the true history: what you gave does not fit.",
    ]
    again = tmp_path / "again"
    assert cli("restore", file, "--home", again).code == 0
    done = cli("verify", again, "--checkpoint", kept, "--json")
    there = told["detail"].replace(f"there are {size}", f"there are {done.json['size']}")
    assert (done.code, done.json["problems"]) == (1, [told | {"detail": there}])


def test_a_drill_of_a_damaged_backup_says_that_nothing_was_compared(
    cli: Run, file: Path, newest: Callable[[], Path]
) -> None:
    file.write_bytes(file.read_bytes()[:-30])
    done = cli("restore", file, "--drill", "--checkpoint", newest(), "--json")
    assert (done.code, done.json["does_not_show"][1]) == (
        1,
        "Not shown: that this is the newest backup, or the true history: the checkpoint that was given could"
        " not be compared.",
    )
