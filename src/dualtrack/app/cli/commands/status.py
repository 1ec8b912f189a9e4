"""`dualtrack status`: readiness of each framework and combined, with every control and requirement."""

import click

from dualtrack.app.cli.call import Call, auditing, common, pass_call, reading
from dualtrack.app.cli.output import print_json

_EXAMPLE = "Example: dualtrack status --as-of 2027-06-14 --json"


@click.command("status", epilog=_EXAMPLE)
@common
@reading
@auditing
@pass_call
def command(call: Call) -> None:
    """What management's records support on a day; no auditor's conclusion."""
    call.open()
    from dualtrack.app.cli.status_shape import print_status, status  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.queries import readiness  # noqa: PLC0415 - needs Django

    programme, judged = readiness(call.viewer(), call.when(), engagement=call.engagement)
    if call.json:
        print_json(status(programme, judged))
    else:
        print_status(programme, judged)
