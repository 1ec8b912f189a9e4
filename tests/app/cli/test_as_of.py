"""What a command says of a day that has passed is, to the letter, what it said on that day."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import click
import pytest
from pytest_django.plugin import DjangoDbBlocker
from tests.app.conftest import Run, connected
from tests.app.evidence.sources import finding, observe, write
from tests.app.programme.histories import VERBS, Step, take
from tests.app.web import world as made
from tests.databases import copied

from dualtrack.app.accounts import services as accounts
from dualtrack.app.cli.main import COMMANDS, cli
from dualtrack.app.evidence.models import CheckDayRow
from dualtrack.app.ledger import anchoring, checkpoints, clock
from dualtrack.app.ledger.home import Home
from dualtrack.domain.ledger.person import Role

DAY = ("--as-of", str(made.TODAY))
LATER = made.NOW + timedelta(days=9)
# Every command that answers from what is on record; those with OUT write a file, whose bytes are compared.
ASKED: dict[str, tuple[str, ...]] = {
    "status": ("status", "--json"),
    "status, of an audit": ("status", "--engagement", made.SOC2, "--json"),
    "gaps": ("gaps", "--json"),
    "due": ("due", "--json"),
    "history": ("history", f"control/{made.OWN}", "--json"),
    "crosswalk": ("crosswalk", "soc2:CC6.2", "--to", "iso27001", "--json"),
    "crosswalk, candidates": ("crosswalk", "--status", "candidate", "--json"),
    "crosswalk, in a file": ("crosswalk", "--format", "csv", "--out", "OUT"),
    "crosswalk, reach": ("crosswalk", "soc2:CC6.2", "--reach", "--json"),
    "document": ("document", "statement-of-applicability", "--format", "json", "--out", "OUT"),
    "document, of controls": ("document", "control-matrix", "--format", "xlsx", "--out", "OUT"),
    "catalogues export": ("catalogues", "export", "controls", "--out", "OUT"),
    "catalogues export, in scope": ("catalogues", "export", "soc2", "--in-scope", "--out", "OUT"),
    "people list": ("people", "list", "--json"),
    "anchor list": ("anchor", "list", "--json"),
}
Ask = Callable[..., object]


@pytest.fixture(scope="session")
def world_template(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker, fast_passwords: None
) -> Path:
    """The invented programme, without its invented counts: here they come from a scan."""
    path = made.template(tmp_path_factory, django_db_blocker)
    with connected(path, django_db_blocker), clock.use(made.NOW):
        CheckDayRow.objects.all().delete()
        folder = tmp_path_factory.mktemp("scans")
        days = [made.NOW - timedelta(days=n) for n in range(2, 30)]
        observe(write(folder / "1.ocsf.json", *(finding(n, at) for n, at in enumerate(days))), made.NOW)
    return path


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


def live_on(folder: Path) -> None:
    """Nine days on, everything of the programme has changed at least once, people and anchors too."""
    with clock.use(LATER):
        for number in (1, 2):
            for verb in VERBS:
                take(Step(verb, number, timedelta()))
        said = {"name": "Lena Later", "email": "later@example.test", "roles": (Role.OWNER,)}
        accounts.add_person(actor=made.LEAD, now=LATER, person_id="later", **said)
        until = LATER.date() + timedelta(days=9)
        accounts.grant(
            actor=made.LEAD, now=LATER, person="service", engagement=made.ISO, since=LATER.date(), until=until
        )
        late = made.NOW - timedelta(days=3)
        observe(write(folder / "2.ocsf.json", *(finding(n, late, "FAIL") for n in range(4))), LATER)
        checkpoints.checkpoint()
        anchoring.kept_in_folder(actor=made.LEAD, now=LATER, folder=folder)
    clock.move(LATER)


@pytest.mark.once
def test_a_day_is_told_as_it_was(
    world_template: Path, tmp_path: Path, connect: Callable[[Path], Home], ask: Ask
) -> None:
    then = connect(copied(world_template, tmp_path / "then"))
    on_the_day = {name: ask(then, *words) for name, words in ASKED.items()}
    later = connect(copied(world_template, tmp_path / "later"))
    (tmp_path / "held").mkdir()
    live_on(tmp_path / "held")
    for name, words in ASKED.items():
        known = ("--known-at", made.NOW.isoformat()) if name == "anchor list" else ()  # it counts hours too
        assert ask(later, *words, *DAY, *known) == on_the_day[name], name
        assert ask(later, *words) != on_the_day[name], f"{name}: nothing changed since, so nothing was shown"


def _reading(command: click.Command, name: str) -> dict[str, bool]:
    """Names of commands, and whether each asks for a day."""
    if isinstance(command, click.Group):
        inner = {part: command.get_command(click.Context(command), part) for part in command.commands}
        return {k: v for part, c in inner.items() if c for k, v in _reading(c, f"{name} {part}").items()}
    return {name: any(p.name == "as_of" for p in command.params)}


# About now, about files, or about what is shipped: there is no day to ask for.
TIMELESS = {"access-log", "catalogues check", "doctor", "key show", "select", "verify"}


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
