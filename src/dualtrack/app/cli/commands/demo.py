"""`dualtrack demo`: the example programme in a home of its own, with its sign-ins, served."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dualtrack.app.cli.call import Call, common, pass_call
from dualtrack.app.cli.failure import FailedError, Failure
from dualtrack.app.cli.output import note, print_json
from dualtrack.app.cli.words import say

if TYPE_CHECKING:
    from dualtrack.app.ledger.home import Home

_EXAMPLE = "Example: dualtrack demo --home /tmp/example --build-only"
_DEFAULT = "example-home"


@click.command("demo", epilog=_EXAMPLE)
@click.option("--host", default="127.0.0.1", help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, help="Port to listen on.")
@click.option("--build-only", is_flag=True, help="Build it and stop.")
@common
@pass_call
def command(call: Call, host: str, port: int, build_only: bool) -> None:
    """Build the example programme (once) and serve it. All of it is invented data.

    Without --home and DUALTRACK_HOME it stands in ./example-home. What is no example is left alone.
    """
    path = call.home_path(_DEFAULT)
    call.home = str(path)
    call.setup()
    from dualtrack.app.cli.commands.up import serve, tell_put_back  # noqa: PLC0415 - needs Django
    from dualtrack.app.cli.example.company import PASSWORD, PEOPLE  # noqa: PLC0415 - needs Django
    from dualtrack.app.ledger import home, lifecycle, repairs  # noqa: PLC0415 - needs Django

    here = _existing(path)
    if here is None:
        note(say("Building the example programme: an invented company at month 9."))
        from dualtrack.app.cli.example.build import build  # noqa: PLC0415 - only when it is built

        here = build(path)
    else:
        lifecycle.connect(here)
        tell_put_back(repairs.bring_up(call.now()))
    home.forget()
    signs_in = [(m.email, ", ".join(r.value for r in m.roles)) for m in PEOPLE if m.signs_in]
    if call.json:
        people = [{"email": e, "roles": r} for e, r in signs_in]
        print_json({"home": str(here.path), "example": True, "password": PASSWORD, "people": people})
    else:
        click.secho("EXAMPLE: invented data", bold=True)
        for email, roles in signs_in:
            click.echo(f"  {email:32} {roles}")
        click.echo("  " + say("password of each: {password}", password=PASSWORD))
    if not build_only:
        serve(here, host, port)


def _existing(path: Path) -> "Home | None":
    """The example that is there already; a home of real data is refused."""
    from dualtrack.app.ledger import home  # noqa: PLC0415 - needs Django
    from dualtrack.app.ledger.home_error import HomeError  # noqa: PLC0415 - needs Django

    try:
        here = home.open_home(path)
    except HomeError as error:
        if error.code == "not_found":
            return None
        raise
    if not here.example:
        message = say(
            "{path}: holds an organisation's own programme; choose another folder with --home", path=path
        )
        raise FailedError(Failure(code="not_an_example", message=message))
    return here
