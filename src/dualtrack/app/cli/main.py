"""The entry point: finds the command, runs it, and turns every known error into one clear message."""

import sys

import click

from dualtrack import __version__
from dualtrack.app.cli.call import Call
from dualtrack.app.cli.lazy import LazyGroup
from dualtrack.app.cli.words import say

_HERE = "dualtrack.app.cli.commands"
COMMANDS = {
    "up": f"{_HERE}.up",
    "demo": f"{_HERE}.demo",
    "init": f"{_HERE}.init",
    "observe": f"{_HERE}.observe",
    "evidence": f"{_HERE}.evidence",
    "status": f"{_HERE}.status",
    "gaps": f"{_HERE}.gaps",
    "due": f"{_HERE}.due",
    "plan": f"{_HERE}.plan",
    "patterns": f"{_HERE}.patterns",
    "risks": f"{_HERE}.risks",
    "history": f"{_HERE}.history",
    "scope": f"{_HERE}.scope",
    "auditors": f"{_HERE}.auditors",
    "chain": f"{_HERE}.chain",
    "crosswalk": f"{_HERE}.crosswalk",
    "select": f"{_HERE}.select",
    "advise": f"{_HERE}.advise",
    "cost": f"{_HERE}.cost",
    "catalogues": f"{_HERE}.catalogues",
    "import": f"{_HERE}.import_",
    "adopt": f"{_HERE}.adopt",
    "programme": f"{_HERE}.programme",
    "engagement": f"{_HERE}.engagement",
    "register": f"{_HERE}.register",
    "document": f"{_HERE}.document",
    "release": f"{_HERE}.release",
    "package": f"{_HERE}.package",
    "verify": f"{_HERE}.verify",
    "backup": f"{_HERE}.backup",
    "restore": f"{_HERE}.restore",
    "key": f"{_HERE}.key",
    "anchor": f"{_HERE}.anchor",
    "erase": f"{_HERE}.erase",
    "hold": f"{_HERE}.hold",
    "people": f"{_HERE}.people",
    "token": f"{_HERE}.token",
    "access-log": f"{_HERE}.access_log",
    "doctor": f"{_HERE}.doctor",
}


@click.group(cls=LazyGroup, modules=COMMANDS)
@click.version_option(__version__, prog_name="dualtrack")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Run SOC 2 Type II and ISO 27001:2022 as one programme.

    Example: dualtrack init Acme --profile first-combined --start 2027-01-04
    """
    ctx.obj = Call()


def run() -> None:
    """Run the command line; exit 0 done, 1 a negative answer, 2 usage, 3 the environment."""
    from dualtrack.app.cli.failure import report  # noqa: PLC0415 - only needed once something is run

    wants_json = "--json" in sys.argv[1:]
    try:
        code = cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        click.echo(say("stopped"), err=True)
        sys.exit(130)
    except Exception as error:  # noqa: BLE001 - the outermost edge: known errors become one message
        sys.exit(report(error, json=wants_json))
    sys.exit(code if isinstance(code, int) else 0)
