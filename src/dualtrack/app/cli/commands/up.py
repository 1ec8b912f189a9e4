"""`dualtrack up`: bring the home up to date and serve it."""

import os
import socket
from typing import TYPE_CHECKING

import click

from dualtrack.app.cli.call import Call, StartRefusedError, common, pass_call
from dualtrack.app.cli.failure import ENVIRONMENT, FailedError, Failure
from dualtrack.app.cli.output import note
from dualtrack.app.cli.words import say

if TYPE_CHECKING:
    from dualtrack.app.ledger.home import Home

_EXAMPLE = "Example: dualtrack up --port 8080"


@click.command("up", epilog=_EXAMPLE)
@click.option("--host", default="127.0.0.1", help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, help="Port to listen on.")
@common
@pass_call
def command(call: Call, host: str, port: int) -> None:
    """Serve the home until stopped; a home without people prints a one-time set-up link first."""
    call.setup()
    from dualtrack.app.ledger import home, repairs, startup  # noqa: PLC0415 - needs Django

    here = home.open_home(call.home_path())
    tell_put_back(repairs.bring_up(call.now()))
    refusals = startup.refusals()
    if refusals:
        raise StartRefusedError([r.message for r in refusals])
    link = setup_link(call, host, port)
    if link is not None:
        click.echo(say("First sign-in, valid once and for 24 hours: {link}", link=link))
    serve(here, host, port)


def tell_put_back(names: tuple[str, ...]) -> None:
    """Say which guards of the record had been taken away; the ledger says it too."""
    for name in names:
        note(
            say(
                "the trigger {name} was absent or altered: put back, and put on record; run dualtrack verify",
                name=name,
            )
        )


def setup_link(call: Call, host: str, port: int) -> str | None:
    """The one-time link of a home in which nobody can sign in yet."""
    from dualtrack.app.accounts.links import make_setup_token  # noqa: PLC0415 - needs Django

    token = make_setup_token(actor=call.actor(), now=call.now())
    return None if token is None else f"http://{host}:{port}/setup/{token}/"


def serve(here: "Home", host: str, port: int) -> None:
    """Hold the home and listen, in one server process with one worker."""
    from django.db import connections  # noqa: PLC0415 - needs Django

    from dualtrack.app.ledger import lock  # noqa: PLC0415 - needs Django

    with lock.hold(here):
        require_free(host, port)
        _settle()
        _seal()
        connections.close_all()
        os.environ["DUALTRACK_HOME"] = str(here.path)
        click.echo(
            say(
                "Dualtrack serves {path} at http://{host}:{port}/ (Ctrl C stops it)",
                path=here.path,
                host=host,
                port=port,
            )
        )
        from granian import Granian  # noqa: PLC0415 - only the server needs it
        from granian.constants import Interfaces  # noqa: PLC0415 - beside the above

        Granian(
            "dualtrack.app.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=1,
            blocking_threads=4,
            log_access=False,
            websockets=False,
        ).serve()


def _settle() -> None:
    """Carry out again what an erasure names and is still there: it was cut off."""
    from dualtrack.app.ledger import erasing  # noqa: PLC0415 - needs Django

    for item in erasing.settle():
        note(say("{item}: was erased, and is taken away now", item=item))


def _seal() -> None:
    """Seal the days of the access log that are over, and sign that; the first request would do it else."""
    from dualtrack.app.accounts import access  # noqa: PLC0415 - needs Django
    from dualtrack.app.ledger import clock  # noqa: PLC0415 - beside the above
    from dualtrack.app.ledger.checkpoints import sign_written  # noqa: PLC0415 - beside the above

    access.seal_when_due(clock.now())
    unsigned = sign_written()
    if unsigned is not None:
        note(f"dualtrack: {unsigned}")


def require_free(host: str, port: int) -> None:
    """Refuse before serving when something else listens there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            message = say(
                "{host}:{port}: cannot listen there ({strerror}); choose another port with --port",
                host=host,
                port=port,
                strerror=error.strerror,
            )
            raise FailedError(Failure(code="port_taken", message=message, exit=ENVIRONMENT)) from error
