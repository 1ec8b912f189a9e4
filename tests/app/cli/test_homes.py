"""Which home a call is about, and every home that cannot be used: absent, another's, newer, in use."""

import json
import os
import shutil
import socket
from datetime import timedelta
from pathlib import Path

import pytest
from tests.app.conftest import Run
from tests.app.entries import last
from tests.hands import dropped
from tests.hands import run as statement

from dualtrack.app.cli.call import Call, operator_id
from dualtrack.app.ledger import lock
from dualtrack.app.ledger.clock import wall
from dualtrack.app.ledger.home import Home
from dualtrack.domain.controls.period import add_months

INIT = ("init", "Acme", "--profile", "first-combined", "--start", "2025-06-02")


@pytest.fixture
def clean(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line in an empty folder, with nothing said about a home."""
    monkeypatch.setenv("DUALTRACK_HOME", "")
    monkeypatch.chdir(tmp_path)

    def call(*arguments: object) -> object:
        monkeypatch.setenv("DUALTRACK_HOME", "")
        return run(*arguments)

    return call  # type: ignore[return-value]  # what run gives


def test_the_home_is_the_option_s_else_the_environment_s_else_here(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DUALTRACK_HOME", "/from/environment")
    assert Call(home="/from/option").home_path() == Path("/from/option")
    assert Call().home_path() == Path("/from/environment")
    monkeypatch.delenv("DUALTRACK_HOME")
    assert Call().home_path() == tmp_path / "dualtrack-home"
    assert Call(home="~/x").home_path() == Path.home() / "x"


def test_the_operator_is_the_user_at_the_machine() -> None:
    who = operator_id()
    assert who.startswith("operator:")
    assert who.count("@") == 1
    assert who.endswith(socket.gethostname() or "localhost")


def test_init_makes_a_programme_in_the_default_place(clean: Run, tmp_path: Path) -> None:
    done = clean(*INIT, "--json")
    assert done.code == 0
    home = tmp_path / "dualtrack-home"
    told = {name: value for name, value in done.json.items() if name != "warnings"}
    assert told == {"home": str(home), "organisation": "Acme", "profile": "first-combined"}
    assert json.loads((home / "home.json").read_text())["example"] is False
    (entry,) = last()
    assert entry.actor == operator_id()
    status = clean("status", "--json").json
    assert (status["organisation"], status["example"]) == ("Acme", False)


@pytest.mark.once
def test_init_says_what_is_next(clean: Run, tmp_path: Path) -> None:
    start = wall().date() + timedelta(days=10)
    done = clean(*INIT[:-1], start, "--home", tmp_path / "x")
    assert done.out == f"{tmp_path / 'x'}: a programme for Acme begins on {start} (first-combined).\n"
    assert done.err == "Next: dualtrack up, then open the set-up link that it prints.\n"
    assert clean(*INIT[:-1], start, "--home", tmp_path / "y", "--json").json["warnings"] == []


@pytest.mark.once
def test_init_with_a_start_long_past_is_taken_and_says_what_follows(clean: Run, tmp_path: Path) -> None:
    done = clean(*INIT[:-1], "2020-01-06", "--home", tmp_path / "x")
    assert done.code == 0
    assert done.err.splitlines()[0] == (
        "A programme that began on 2020-01-06 had its observation period from 2020-07-06 to 2021-01-05: it"
        " ended before anything was recorded, and does not count. Make another home that begins on"
        f" {wall().date()} or later; or, where SOC 2 or an ISMS runs already, adopt it: dualtrack adopt"
        " template soc2 --out last-audit.toml."
    )
    told = clean("plan", "--home", tmp_path / "x", "--json").json
    (period,) = [one for one in told["tasks"] if one["id"] == "observation"]
    assert not period["done"]
    assert period["start"] > told["as_of"]
    assert told["breaches"][0]["code"] == "period_ended_before_anything_operated"
    assert [b for b in told["breaches"] if b["nearest"] and b["nearest"] < told["as_of"]] == []


@pytest.mark.once
def test_init_in_the_middle_of_its_first_period_says_so(clean: Run, tmp_path: Path) -> None:
    start = add_months(wall().date(), -7)
    (told,) = clean(*INIT[:-1], start, "--home", tmp_path / "x", "--json").json["warnings"]
    assert told["code"] == "period_has_begun"
    assert told["text"].startswith(f"The programme began on {start}, and its observation period on ")
    adds = ("init", "Acme", "--profile", "add-iso27001", "--start", start)
    (told,) = clean(*adds, "--home", tmp_path / "y", "--json").json["warnings"]
    assert told["code"] == "period_has_ended"
    soon = ("init", "Acme", "--profile", "add-iso27001", "--start", add_months(start, 3))
    assert clean(*soon, "--home", tmp_path / "z", "--json").json["warnings"] == []


@pytest.mark.once
def test_init_takes_every_choice(clean: Run, tmp_path: Path) -> None:
    done = clean(
        "init", " Acme ", "--profile", "soc2-only", "--start", "2025-06-02", "--timezone", "Europe/Berlin",
        "--sequencing", "soc2-first", "--categories", "security,availability,privacy", "--period-months", 12,
        "--home", tmp_path / "x", "--json",
    )  # fmt: skip
    assert done.code == 0
    from dualtrack.app.programme.queries import organisation  # noqa: PLC0415 - of the home just made

    held = organisation()
    assert (held.name, held.timezone, held.sequencing) == ("Acme", "Europe/Berlin", "soc2-first")
    assert (held.categories, held.period_months) == (("availability", "privacy"), 12)
    status = clean("status", "--home", tmp_path / "x", "--json").json
    assert list(status["frameworks"]) == ["soc2"]
    assert status["frameworks"]["soc2"]["period"] == "2025-10-02..2026-10-01"


BAD_INIT = [
    (("--profile", "fast"), "profile"),
    (("--start", "soon"), "start"),
    (("--timezone", "Mars/Olympus"), "timezone"),
    (("--categories", "security,speed"), "categories"),
    (("--period-months", "2"), "period_months"),
    (("--with", "iso42001"), "with"),
]


@pytest.mark.parametrize(("given", "field"), BAD_INIT, ids=[b[1] for b in BAD_INIT])
def test_init_refuses_and_makes_nothing(
    clean: Run, tmp_path: Path, given: tuple[str, str], field: str
) -> None:
    done = clean(*INIT, *given, "--json")
    assert (done.code, done.error["code"], done.error["field"]) == (2, "usage", field)
    assert given[1].split(",")[-1] in done.error["message"]
    assert list(tmp_path.iterdir()) == []


def test_init_wants_a_name(clean: Run, tmp_path: Path) -> None:
    done = clean("init", "  ", *INIT[2:], "--json")
    words = "Invalid value for NAME: the organisation needs a name (see: dualtrack init --help)"
    assert (done.code, done.error["message"]) == (2, words)
    assert list(tmp_path.iterdir()) == []


def test_init_on_a_home_that_holds_something(clean: Run, tmp_path: Path) -> None:
    assert clean(*INIT).code == 0
    home = tmp_path / "dualtrack-home"
    before = (home / "home.json").read_bytes()
    done = clean(*INIT, "--json")
    assert (done.code, done.error["code"]) == (2, "exists")
    assert done.error["message"] == (f"{home}: holds a programme already; choose another folder with --home")
    assert (home / "home.json").read_bytes() == before


def test_init_on_a_folder_of_something_else(clean: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    done = clean(*INIT, "--home", tmp_path / "mine", "--json")
    assert (done.code, done.error["code"]) == (2, "not_ours")
    assert done.error["message"] == (
        f"{tmp_path / 'mine'}: holds other things (letter.txt); choose an empty folder"
    )
    assert [p.name for p in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_init_on_a_full_disk_leaves_nothing(
    clean: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dualtrack.app.ledger.home.keys.make", full)
    done = clean(*INIT, "--json")
    assert (done.code, done.error["code"]) == (3, "disk_full")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [("status",), ("verify",), ("up",), ("gaps",)])
def test_no_home(clean: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    done = clean(*command, "--json")
    assert (done.code, done.error["code"]) == (2, "not_found")
    assert done.error["message"] == (
        f"{tmp_path / 'dualtrack-home'}: no home here; make one with dualtrack init, or name it with --home"
    )


def test_a_folder_that_is_not_ours(clean: Run, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    done = clean("status", "--home", tmp_path, "--json")
    assert (done.code, done.error["code"]) == (2, "not_ours")
    assert done.error["message"] == (
        f"{tmp_path}: is not a Dualtrack home: it holds other things; name the home with --home"
    )
    done = clean("verify", tmp_path, "--json")
    assert (done.code, done.error["message"]) == (
        2,
        f"Invalid value for PATH: {tmp_path}: is no home, no package and no backup; give one of these"
        " (see: dualtrack verify --help)",
    )


def mark(home: Path, **changed: object) -> None:
    """Change the home's mark."""
    file = home / "home.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | changed))


def test_a_home_of_a_newer_program(cli: Run, programme: Home) -> None:
    mark(programme.path, format=2)
    done = cli("status", "--json")
    assert (done.code, done.error["code"]) == (3, "newer_format")
    assert done.error["message"] == (
        f"{programme.path}: has format 2, this program knows up to 1; install a newer Dualtrack"
    )


def test_a_damaged_mark(cli: Run, programme: Home) -> None:
    (programme.path / "home.json").write_text("{")
    done = cli("status", "--json")
    assert (done.code, done.error["code"]) == (3, "damaged")
    assert "not JSON" in done.error["message"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_home_that_cannot_be_written(cli: Run, programme: Home) -> None:
    programme.path.chmod(0o500)
    try:
        done = cli("status", "--json")
    finally:
        programme.path.chmod(0o700)
    assert (done.code, done.error["code"]) == (3, "read_only")


def test_a_read_only_home_as_the_system_tells_it(
    cli: Run, programme: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dualtrack.app.ledger.home.os.access", lambda *_: False)
    done = cli("status", "--json")
    assert (done.code, done.error["code"]) == (3, "read_only")
    assert done.error["message"] == f"{programme.path}: cannot be written; change its owner or its mode"


def test_a_key_that_others_can_read(cli: Run, programme: Home) -> None:
    key = programme.path / "keys" / "ledger.key"
    key.chmod(0o644)
    done = cli("status", "--json")
    assert done.code == 3
    assert str(key) in done.error["message"]


def test_a_home_that_a_server_holds(cli: Run, programme: Home) -> None:
    with lock.hold(programme):
        done = cli("up", "--json")
        assert (done.code, done.error["code"]) == (3, "in_use")
        assert done.error["message"] == (
            f"{programme.path}: in use by a server, process {os.getpid()}; stop it first"
        )
        assert cli("status").code == 0  # reading beside a server is no harm


def test_a_port_that_is_taken(cli: Run, programme: Home) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = cli("up", "--port", port, "--json")
    assert (done.code, done.error["code"]) == (3, "port_taken")
    assert done.error["message"] == (
        f"127.0.0.1:{port}: cannot listen there (Address already in use); choose another port with --port"
    )
    with lock.hold(programme):
        pass  # let go again


def test_a_database_without_its_guards_is_not_started(cli: Run, programme: Home) -> None:
    name = "ledger_leaf_update_guard"
    statement(dropped(name))
    done = cli("status", "--json")
    assert (done.code, done.error["code"]) == (3, "start_refused")
    assert name in done.error["message"]
    assert "run: dualtrack verify, then dualtrack up" in done.error["message"]


def test_a_home_without_a_programme(run: Run, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUALTRACK_HOME", str(home.path))
    done = run("status", "--json")
    assert (done.code, done.error["code"]) == (2, "not_begun")
    assert done.error["message"] == (
        "this home holds no programme yet; begin one with: dualtrack init NAME ..."
    )


def test_demo_keeps_away_from_real_data(clean: Run, real_home: Home, tmp_path: Path) -> None:
    done = clean("demo", "--build-only", "--home", real_home.path, "--json")
    assert (done.code, done.error["code"]) == (2, "not_an_example")
    assert done.error["message"] == (
        f"{real_home.path}: holds an organisation's own programme; choose another folder with --home"
    )


def test_demo_looks_where_the_variable_says_and_builds_over_nothing(
    run: Run, real_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DUALTRACK_HOME", str(real_home.path))
    done = run("demo", "--build-only", "--json")
    assert (done.code, done.error["code"]) == (2, "not_an_example")
    assert done.error["message"] == (
        f"{real_home.path}: holds an organisation's own programme; choose another folder with --home"
    )
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter.txt").write_text("mine")
    monkeypatch.setenv("DUALTRACK_HOME", str(other))
    done = run("demo", "--build-only", "--json")
    assert (done.code, done.error["code"]) == (2, "not_ours")
    assert [file.name for file in other.iterdir()] == ["letter.txt"]
    assert not (tmp_path / "example-home").exists()


def test_doctor_names_a_home_that_cannot_be_opened(clean: Run, tmp_path: Path) -> None:
    done = clean("doctor", "--json")
    assert done.code == 1
    (bad,) = (p for p in done.json["points"] if not p["ok"])
    assert bad["name"] == "home"
    assert bad["detail"].startswith(f"{tmp_path / 'dualtrack-home'}: no home here")


def test_verify_of_a_changed_home_says_no(cli: Run, programme: Home, tmp_path: Path) -> None:
    file = tmp_path / "review.pdf"
    file.write_bytes(b"the review")
    made = cli("evidence", "add", file, "--control", "AC-02", "--covers", "2026-02-01", "--json").json
    blob = programme.path / "blobs" / made["sha256"][:2] / made["sha256"]
    blob.chmod(0o600)
    blob.write_bytes(b"the Review")
    done = cli("verify", "--json")
    assert (done.code, done.json["intact"]) == (1, False)
    assert [(p["item"], p["kind"]) for p in done.json["problems"]] == [(f"blob {made['sha256']}", "changed")]
    text = cli("verify", programme.path)
    assert text.code == 1
    assert "NOT intact" in text.out
    assert made["sha256"] in text.out


def test_two_homes_are_kept_apart(clean: Run, tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert clean("init", name, *INIT[2:], "--home", tmp_path / name).code == 0
    assert not list((tmp_path / "one" / "blobs").iterdir())
    shutil.rmtree(tmp_path / "one")
    assert clean("verify", "--home", tmp_path / "two", "--json").json["intact"] is True
