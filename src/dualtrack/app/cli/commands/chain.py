"""`dualtrack chain`: what hangs on one record, from the service to the evidence and back."""

from typing import TYPE_CHECKING

import click

from dualtrack.app.cli.call import Call, common, pass_call, reading
from dualtrack.app.cli.failure import FailedError
from dualtrack.app.cli.output import print_json
from dualtrack.app.cli.words import say

if TYPE_CHECKING:
    from dualtrack.app.programme.chaining import Chained
    from dualtrack.domain.programme.chain import Walk

_STEPS = (
    "service",
    "thing",
    "risk",
    "treatment",
    "duty",
    "control",
    "requirement",
    "decision",
    "evidence",
)
_EXAMPLE = "Example: dualtrack chain service service/svc-platform"


@click.command("chain", epilog=_EXAMPLE)
@click.argument("step", type=click.Choice(_STEPS))
@click.argument("record", metavar="ID")
@common
@reading
@pass_call
def command(call: Call, step: str, record: str) -> None:
    """Walk from one record up to the services and down to the evidence, by the links on record.

    A thing is named as the ledger names it: asset/AST-001, vendor/aws; a service so, or by its id alone; a
    requirement by its full id; the treatment of a risk by the risk's id. Evidence may be a run of a source.
    An owner walks what is theirs.
    """
    call.open()
    from dualtrack.app.programme import chain_shape  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.chaining import chained  # noqa: PLC0415 - beside the above
    from dualtrack.domain.programme.chain import Node, Step  # noqa: PLC0415 - beside the above

    if step == Step.SERVICE and "/" not in record:
        record = f"{step}/{record}"
    when = call.when()
    held, start = chained(call.viewer(), when), Node(Step(step), record)
    walk = held.walk(start)
    if walk is None:
        raise FailedError(chain_shape.unknown(start, when, say))
    if call.json:
        print_json(chain_shape.answer(held, walk, when))
    else:
        _print(held, walk)


def _print(held: "Chained", walk: "Walk") -> None:
    click.echo(f"{walk.start.id}  {held.title(walk.start)}")
    for name, side in ((say("up"), walk.up), (say("down"), walk.down)):
        for one in side:
            near = ", ".join(each.id for each in one.through[:4])
            click.echo(f"  {name}  {one.node.step.value}  {one.node.id}  {held.title(one.node)}  <- {near}")
