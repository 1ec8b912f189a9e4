"""Every command explains itself and shows an example that it would take."""

import importlib
import re
import shlex
from pathlib import Path

import click
from click.testing import CliRunner
from tests.each import each

from dualtrack import __version__
from dualtrack.app.cli.main import COMMANDS, cli

ROOT = Path(__file__).parents[3]


def leaves() -> list[tuple[tuple[str, ...], click.Command]]:
    """Each command that does something, by its words."""
    found: list[tuple[tuple[str, ...], click.Command]] = []
    for name, module in COMMANDS.items():
        command = importlib.import_module(module).command
        if isinstance(command, click.Group):
            found += [((name, sub), inner) for sub, inner in sorted(command.commands.items())]
        else:
            found.append(((name,), command))
    return found


LEAVES = leaves()


def help_of(words: tuple[str, ...]) -> str:
    """What --help prints."""
    done = CliRunner().invoke(cli, [*words, "--help"])
    assert done.exit_code == 0
    return done.output


@each(("words", "command"), LEAVES, ids=[" ".join(w) for w, _ in LEAVES])
def test_each_command_shows_an_example_that_it_would_take(
    words: tuple[str, ...], command: click.Command
) -> None:
    shown = " ".join(help_of(words).split())
    found = re.search(r"Example: dualtrack (.+)$", shown)
    assert found, f"no example in: {shown}"
    example = shlex.split(found.group(1))
    assert tuple(example[: len(words)]) == words
    command.make_context(words[-1], example[len(words) :], obj=None, parent=click.Context(cli, obj=_call()))


def _call() -> object:
    from dualtrack.app.cli.call import Call  # noqa: PLC0415 - beside its only use

    return Call()


@each(("words", "command"), LEAVES, ids=[" ".join(w) for w, _ in LEAVES])
def test_each_command_works_on_a_home_and_speaks_json(words: tuple[str, ...], command: click.Command) -> None:
    options = {o for p in command.params for o in p.opts}
    assert {"--home", "--as", "--json"} <= options


@each("name", ["status", "gaps", "document"])
def test_reading_commands_ask_when_and_which_audit(name: str) -> None:
    (command,) = (c for w, c in LEAVES if w == (name,))
    assert {"--as-of", "--known-at", "--engagement"} <= {o for p in command.params for o in p.opts}


def test_the_commands_of_the_contract_are_there() -> None:
    assert set(COMMANDS) >= {
        "up", "demo", "init", "observe", "evidence", "status", "gaps", "crosswalk", "catalogues", "document",
        "package", "verify", "doctor",
    }  # fmt: skip


def test_the_version() -> None:
    assert CliRunner().invoke(cli, ["--version"]).output == f"dualtrack, version {__version__}\n"


def test_without_a_command_the_help_is_shown() -> None:
    done = CliRunner().invoke(cli, [])
    assert "Usage:" in done.output
    assert all(name in done.output for name in COMMANDS)


def test_help_does_not_load_what_runs_it() -> None:
    """Cold starts stay short: a command's module brings no Django and no DuckDB with it."""
    import subprocess  # noqa: PLC0415 - one process alone
    import sys  # noqa: PLC0415 - beside the above

    heavy = (
        "import sys; from dualtrack.app.cli.main import cli; cli(['status', '--help'], standalone_mode=False)"
    )
    heavy += (
        "; print(sorted({'django', 'duckdb', 'typst', 'docx'} & {m.partition('.')[0] for m in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
