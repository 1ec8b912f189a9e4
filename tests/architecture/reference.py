"""Writes the pages of docs/reference that come from the program: its settings, its commands, its verifier.

`python -m tests.architecture.reference` writes them; a test says when they are no longer what it would write.
"""

import importlib
from collections.abc import Callable, Iterator
from pathlib import Path

import click
from tests.architecture.sources import PACKAGE, ROOT

REFERENCE = ROOT / "docs" / "reference"
CLI = PACKAGE / "app" / "cli" / "main.py"
_MADE = "<!-- Made by `make reference` from the program itself; edit there, not here. -->\n"


def settings_page() -> str:
    """The table of environment variables."""
    configuration = importlib.import_module("dualtrack.app.ledger.configuration")
    rows = [
        f"| `{name}` | {f'`{default}`' if default else ''} | {meaning.replace('|', chr(92) + '|')} |"
        for name, default, meaning in configuration.variables()
    ]
    intro = (
        "All settings are environment variables, checked when the program starts: a wrong value, or a"
        " misspelt name that begins with `DUALTRACK_`, is reported and not ignored."
        " An empty default means what the text says.\n"
    )
    return "\n".join(
        ["# Settings", "", _MADE, intro, "| variable | default | meaning |", "|---|---|---|", *rows, ""]
    )


def cli() -> click.Group:
    """The command line as a value."""
    found = importlib.import_module("dualtrack.app.cli.main").cli
    assert isinstance(found, click.Group)
    return found


def commands(group: click.Group, before: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Every command and subcommand that is not hidden, by its full name."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        path = (*before, name)
        yield " ".join(path), command
        if isinstance(command, click.Group):
            yield from commands(command, path)


def commands_page() -> str:
    """Each command with its help, as `--help` prints it in a terminal of 100 columns."""
    parts = ["# Commands", "", _MADE]
    group = cli()
    for name, command in (("", group), *commands(group)):
        full = f"dualtrack {name}".strip()
        context = click.Context(command, info_name=full, max_content_width=100, terminal_width=100)
        parts += [f"## {full}", "", "```text", command.get_help(context).rstrip(), "```", ""]
    return "\n".join(parts)


def verifier_page() -> str:
    """The SHA-256 of what every package of this version carries to be checked by."""
    shipped = importlib.import_module("dualtrack.render.package.write")
    rows = [f"| `{name}` | `{shipped.shipped_hash(name)}` |" for name in ("verify.py", "FORMAT.md")]
    intro = (
        "A package carries the program that checks it, and who made the package could have changed both."
        " Compare the two files with these hashes, of a source that you trust, or check with a copy of your"
        " own: `sha256sum verify.py FORMAT.md`, then `python3 -I verify.py FOLDER`. A package of another"
        " version of Dualtrack carries that version's files, and its documentation their hashes.\n"
    )
    return "\n".join(
        ["# The verifier of packages", "", _MADE, intro, "| file | SHA-256 |", "|---|---|", *rows, ""]
    )


PAGES: dict[str, Callable[[], str]] = {
    "settings.md": settings_page,
    "commands.md": commands_page,
    "verifier.md": verifier_page,
}


def main() -> None:
    """Write every page."""
    for name, made in PAGES.items():
        Path(REFERENCE / name).write_text(made(), "utf-8")


if __name__ == "__main__":
    main()
