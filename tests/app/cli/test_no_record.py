"""A home of which the database is gone: told as that, and never begun anew over what was signed."""

from pathlib import Path

import pytest
from django.conf import settings
from tests import databases
from tests.app.conftest import Run

from dualtrack.app.ledger import database_address, home
from dualtrack.app.ledger.home import Home

SAID = (
    "the database {place} holds no record, and this home has signed the heads of one: put that database"
    " back or name it in DATABASE_URL; if it is lost, restore a backup into another folder:"
    " dualtrack restore FILE --home FOLDER"
)


@pytest.fixture
def said(programme: Home) -> str:
    """What is said of the begun programme after its database was lost."""
    databases.emptied(programme.path)
    described = settings.DUALTRACK.model_copy(update={"home": programme.path}).database()
    return SAID.format(place=database_address.shown(described))


def test_no_command_starts_with_it(cli: Run, said: str) -> None:
    done = cli("status")
    assert (done.code, done.out, done.err) == (3, "", f"dualtrack: refusing to start: {said}\n")


def test_verify_names_the_ledger_as_missing(cli: Run, said: str) -> None:
    done = cli("verify", "--json")
    assert (done.code, done.json["intact"], done.json["size"], done.json["shows"]) == (1, False, 0, [])
    assert done.json["problems"] == [{"item": "ledger", "kind": "missing", "detail": said}]


def test_doctor_says_it_and_looks_no_further(cli: Run, said: str) -> None:
    done = cli("doctor", "--json")
    assert done.code == 1
    assert [p["name"] for p in done.json["points"]] == ["version", "home", "database", "database"]
    assert done.json["points"][-1]["detail"] == said


def test_up_begins_no_other_record_there(cli: Run, said: str) -> None:
    done = cli("up", "--json")
    assert (done.code, done.error) == (
        3,
        {"code": "no_record", "message": said, "file": None, "record": None, "field": None},
    )
    assert cli("verify", "--json").json["size"] == 0, "no table was made"


def test_what_was_never_signed_may_be_prepared(home: Home, run: Run) -> None:
    """A first start that was cut off before its tables were made lost nothing."""
    databases.emptied(home.path)
    assert "the trigger ledger_leaf_update_guard is absent" in run("status", "--home", home.path).err


@pytest.mark.postgresql
def test_a_restore_that_was_killed_before_its_rows_were_kept_is_told(
    cli: Run, programme: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder has its name, and the server took back the rows: to be restored again elsewhere."""
    assert cli("backup", tmp_path / "b.zip").code == 0
    assert cli("restore", tmp_path / "b.zip", "--home", tmp_path / "new").code == 0
    databases.emptied(tmp_path / "new")
    done = cli("verify", "--home", tmp_path / "new")
    assert (done.code, "holds no record" in done.out) == (1, True)
    (tmp_path / "new").rename(tmp_path / "aside")
    home.forget()
    assert cli("restore", tmp_path / "b.zip", "--home", tmp_path / "new").code == 0
    assert cli("verify", "--home", tmp_path / "new").code == 0
