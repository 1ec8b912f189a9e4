"""What a command says of a day that has passed is, to the letter, what it said on that day."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import click
import pytest
from django.db import connection
from tests.app import later
from tests.app.conftest import Run
from tests.app.web import world as made
from tests.databases import copied

from dualtrack.app.cli.main import COMMANDS, cli
from dualtrack.app.ledger import clock
from dualtrack.app.ledger.home import Home
from dualtrack.app.programme import advising
from dualtrack.app.programme.queries import When
from dualtrack.app.programme.queries import today as today_of
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.person import Role, Viewer
from dualtrack.domain.programme.advice.answers import Answers

DAY = ("--as-of", str(made.TODAY))
LATER = made.NOW + timedelta(days=9)
# Every command that answers from what is on record; those with OUT write a file, whose bytes are compared.
ASKED: dict[str, tuple[str, ...]] = {
    "status": ("status", "--json"),
    "status, of an audit": ("status", "--engagement", made.SOC2, "--json"),
    "gaps": ("gaps", "--json"),
    "due": ("due", "--json"),
    "patterns": ("patterns", "--json"),
    "plan": ("plan", "--json"),
    "plan, side by side": ("plan", "--compare", "--json"),
    "plan level": ("plan", "level", "--json"),
    "cost": ("cost", "--json"),
    "advise": ("advise", "--json"),
    "engagement list": ("engagement", "list", "--json"),
    "adopt proposals": ("adopt", "proposals", "--json"),
    "risks trend": ("risks", "trend", "--json"),
    "history": ("history", f"control/{made.OWN}", "--json"),
    "risks list": ("risks", "list", "--json"),
    "risks show": ("risks", "show", made.RISK, "--json"),
    "risks heat": ("risks", "heat", "--json"),
    "risks findings": ("risks", "findings", "--json"),
    "risks soc2": ("risks", "soc2", "--json"),
    "risks order": ("risks", "order", "--json"),
    "chain": ("chain", "service", "service/app", "--json"),
    "register list": ("register", "list", "assets", "--json"),
    "register show": ("register", "show", "assets", "data", "--json"),
    "register findings": ("register", "findings", "--json"),
    "adopt show": ("adopt", "show", "soc2", "--json"),
    "auditors": ("auditors", "--json"),
    "scope show": ("scope", "show", "--json"),
    "crosswalk": ("crosswalk", "soc2:CC6.2", "--to", "iso27001", "--json"),
    "crosswalk, candidates": ("crosswalk", "--status", "candidate", "--json"),
    "crosswalk, in a file": ("crosswalk", "--format", "csv", "--out", "OUT"),
    "crosswalk, reach": ("crosswalk", "soc2:CC6.2", "--reach", "--json"),
    "document": ("document", "statement-of-applicability", "--format", "json", "--out", "OUT"),
    "document, of controls": ("document", "control-matrix", "--format", "xlsx", "--out", "OUT"),
    "release list": ("release", "list", "--json"),
    "release diff": ("release", "diff", "control-matrix", "1.0", "--json"),
    "catalogues export": ("catalogues", "export", "controls", "--out", "OUT"),
    "catalogues export, in scope": ("catalogues", "export", "soc2", "--in-scope", "--out", "OUT"),
    "people list": ("people", "list", "--json"),
    "token list": ("token", "list", "--json"),
    "erase list": ("erase", "list", "--json"),
    "hold list": ("hold", "list", "--json"),
    "anchor list": ("anchor", "list", "--json"),
    "key show": ("key", "show", "--json"),
}
BEFORE = ("--as-of", "2020-01-01")  # days before anything of the invented programme was on record
Ask = Callable[..., object]


@pytest.fixture
def ask(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """What a command answers in a home, as text or as the bytes of its file."""

    def answer(here: Home, *arguments: str) -> object:
        monkeypatch.setenv("DUALTRACK_HOME", str(here.path))
        out = tmp_path / "out"
        out.unlink(missing_ok=True)
        done = run(*(str(out) if word == "OUT" else word for word in arguments))
        assert done.code == 0, done.err
        return out.read_bytes() if "OUT" in arguments else done.out

    return answer


def _advised() -> None:
    """Somebody asked for advice that day, and it was recorded."""
    lead = Viewer(actor=Actor("person:lead", "ui"), roles=frozenset({Role.LEAD}))
    answers = Answers(headcount=40)
    day = today_of(clock.now())
    advice = advising.advised(lead, When(as_of=day), answers)
    advising.give(lead, now=clock.now(), today=day, answers=answers, advice=advice)


@pytest.mark.once
def test_a_day_is_told_as_it_was(
    scanned_template: Path, tmp_path: Path, connect: Callable[[Path], Home], ask: Ask
) -> None:
    given = connect(copied(scanned_template, tmp_path / "given"))
    _advised()
    connection.close()
    then = connect(copied(given.path, tmp_path / "then"))
    on_the_day = {name: ask(then, *words) for name, words in ASKED.items()}
    today = connect(copied(given.path, tmp_path / "later"))
    (tmp_path / "held").mkdir()
    later.live_on(tmp_path / "held")
    for name, words in ASKED.items():
        known = ("--known-at", made.NOW.isoformat()) if name == "anchor list" else ()  # it counts hours too
        assert ask(today, *words, *DAY, *known) == on_the_day[name], name
        assert ask(today, *words) != on_the_day[name], f"{name}: nothing changed since, so nothing was shown"


@pytest.mark.once
@pytest.mark.parametrize("times", [BEFORE, ("--known-at", "2020-01-01T12:00:00+00:00")])
def test_no_command_answers_of_a_time_by_which_nothing_was_on_record(
    times: tuple[str, ...], world: Home, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUALTRACK_HOME", str(world.path))
    said, out = "2020-01-01: nothing was on record by then; ask about a later day", tmp_path / "out"
    for name, given in ASKED.items():
        words = tuple(str(out) if word == "OUT" else word for word in given if word != "--json")
        done = run(*words, *times)
        assert (done.code, done.out, done.err) == (2, "", f"dualtrack: {said}\n"), name
        done = run(*words, *times, "--json")
        assert (done.code, done.error["code"], done.error["message"]) == (2, "nothing_known_then", said), name
        assert not out.exists(), name


@pytest.mark.once
def test_every_text_says_by_which_time_it_was_known(
    scanned_template: Path, tmp_path: Path, connect: Callable[[Path], Home], ask: Ask
) -> None:
    given = connect(copied(scanned_template, tmp_path / "given"))
    _advised()
    connection.close()
    said = f"About {made.TODAY}, as known at {made.NOW.isoformat()}."
    for name, given_words in ASKED.items():
        words = tuple(word for word in given_words if word != "--json")
        plain = ask(given, *words, *DAY)
        known = ask(given, *words, *DAY, "--known-at", made.NOW.isoformat())
        if "OUT" in words:
            continue  # the answer is the file, which bears the time itself
        assert str(known).splitlines()[-1] == said, name
        assert "as known at" not in str(plain), name
    for raw in (("--format", "csv"), ("--format", "json"), ("--reach", "--format", "json")):
        words = ("crosswalk", "soc2:CC6.2", *raw, *DAY)
        assert ask(given, *words, "--known-at", made.NOW.isoformat()) == ask(given, *words), raw


def _reading(command: click.Command, name: str) -> dict[str, bool]:
    """Names of commands, and whether each asks for a day."""
    if isinstance(command, click.Group):
        inner = {part: command.get_command(click.Context(command), part) for part in command.commands}
        parts = {k: v for part, c in inner.items() if c for k, v in _reading(c, f"{name} {part}").items()}
        return parts | (_asks(command, name) if command.invoke_without_command else {})
    return _asks(command, name)


def _asks(command: click.Command, name: str) -> dict[str, bool]:
    return {name: any(p.name == "as_of" for p in command.params)}


# About now, about files, or about what is shipped: there is no day to ask for.
TIMELESS = {"access-log", "catalogues check", "doctor", "select", "verify"}


def test_every_command_that_reads_the_record_takes_a_day() -> None:
    root = click.Context(cli)
    found: dict[str, bool] = {}
    for name in COMMANDS:
        command = cli.get_command(root, name)
        assert command is not None
        found |= _reading(command, name)
    takes = {name for name, asks in found.items() if asks}
    assert takes == {name.partition(",")[0] for name in ASKED}
    assert not takes & TIMELESS
    assert set(found) >= TIMELESS
    writes = set(found) - takes - TIMELESS
    assert not {name for name in writes if name.split()[-1] in ("list", "show", "status", "gaps", "history")}
