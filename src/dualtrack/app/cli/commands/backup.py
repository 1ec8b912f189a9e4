"""`dualtrack backup`: the whole home as one file, while it is in use."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dualtrack.app.cli.call import Call, common, pass_call
from dualtrack.app.cli.output import note, print_json
from dualtrack.app.cli.words import say

if TYPE_CHECKING:
    from dualtrack.app.ledger.backup import Taken

_EXAMPLE = "Example: dualtrack backup /media/backup/2027-06-14.zip"


@click.command("backup", epilog=_EXAMPLE)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--without-keys", is_flag=True, help="Leave the signing key out; keep it elsewhere, or it is lost."
)
@common
@pass_call
@click.pass_context
def command(ctx: click.Context, call: Call, file: Path, without_keys: bool) -> None:
    """Save the home to FILE while it is in use; exit 1 when something in the home is lost or changed.

    FILE is as secret as the home: it holds people, evidence and the signing key. It is there
    whole or not at all.
    """
    call.open()
    from dualtrack.app.ledger import backup, clock  # noqa: PLC0415 - needs Django

    taken = backup.take(file, now=clock.wall(), with_keys=not without_keys)
    if call.json:
        print_json(_as_json(taken))
    else:
        _print(taken)
    ctx.exit(1 if taken.left_out else 0)


def _as_json(taken: "Taken") -> dict[str, object]:
    facts = taken.facts
    return {
        "file": str(taken.file),
        "bytes": taken.bytes,
        "sha256": taken.sha256,
        "taken_at": facts.taken_at,
        "size": facts.size,
        "root": facts.root,
        "checkpoint": {"size": facts.checkpoint_size, "root": facts.checkpoint_root},
        "files": taken.files,
        "keys": facts.keys,
        "example": facts.example,
        "problems": [{"item": f.item, "kind": f.kind, "detail": f.detail} for f in taken.left_out],
    }


def _print(taken: "Taken") -> None:
    if taken.facts.example:
        click.secho("EXAMPLE: invented data", bold=True)
    click.echo(
        say(
            "{file}: {files} files, {bytes} bytes, ledger of size {size}",
            file=taken.file,
            files=taken.files,
            bytes=taken.bytes,
            size=taken.facts.size,
        )
    )
    click.echo(f"sha256:{taken.sha256}")
    for fault in taken.left_out:
        click.echo(
            say("NOT in it: {item}: {kind}, {detail}", item=fault.item, kind=fault.kind, detail=fault.detail)
        )
    if taken.facts.keys:
        note(say("It holds the signing key: keep it as secret as the home."))
    else:
        note(say("It holds no signing key: without keys/ledger.key no restored home can go on."))
