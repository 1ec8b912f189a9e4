"""`dualtrack package`: everything that one audit takes away, sealed, verifiable without our server."""

from pathlib import Path

import click

from dualtrack.app.cli.call import Call, auditing, common, pass_call
from dualtrack.app.cli.given import NOTE, GivenNote
from dualtrack.app.cli.output import print_json
from dualtrack.app.cli.words import say

_KINDS = (
    "soc2",
    *(f"iso27001-{audit}" for audit in ("stage1", "stage2", "surveillance", "recertification")),
)
_EXAMPLE = "Example: dualtrack package soc2 --out soc2.zip"


@click.command("package", epilog=_EXAMPLE)
@click.argument("kind", type=click.Choice(_KINDS))
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="Zip to write.")
@click.option(
    "--checkpoint", type=click.IntRange(1), help="Size of an earlier checkpoint; else one signed now."
)
@click.option(
    "--since",
    type=NOTE,
    help="A checkpoint that the auditor holds; the package carries the proof that the ledger continues it.",
)
@common
@auditing
@pass_call
def command(call: Call, kind: str, out: Path, checkpoint: int | None, since: GivenNote | None) -> None:
    """Make the package of an audit; while a gate fails it says INTERIM and which."""
    if not out.absolute().parent.is_dir():
        raise click.BadParameter(say("{out}: its folder does not exist", out=out), param_hint="--out")
    here = call.open()
    from dualtrack.app.ledger.held import Held  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.deliverables.packages import make  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.words import EXAMPLE, gate_text  # noqa: PLC0415 - needs Django

    packed = make(
        call.viewer(),
        kind=kind,
        out=out.absolute(),
        now=call.now(),
        today=call.today(),
        engagement=call.engagement,
        checkpoint=checkpoint,
        since=None if since is None else Held(name=since.name, note=since.data),
    )
    made = packed.made
    failing = [g for g in packed.gates if not g.passed]
    if call.json:
        print_json(
            {
                "kind": kind,
                "engagement": made.engagement,
                "out": str(out),
                "sha256": made.sha256,
                "checkpoint": {"size": made.checkpoint_size, "root": made.checkpoint_root},
                "interim": made.interim,
                "example": here.example,
                "gates": [
                    {"code": g.code.value, "passed": g.passed, "blocking": list(g.blocking)}
                    for g in packed.gates
                ],
            }
        )
        return
    if here.example:
        click.secho(EXAMPLE, bold=True)
    click.echo(
        say(
            "{out}: {kind} for {engagement}, checkpoint {checkpoint_size}",
            out=out,
            kind=kind,
            engagement=made.engagement,
            checkpoint_size=made.checkpoint_size,
        )
    )
    click.echo(f"sha256:{made.sha256}")
    for gate in failing:
        click.echo(say("INTERIM, gate not passed: {gate_text}", gate_text=gate_text(gate.code.value)))
