"""`dualtrack restore`: a home from its backup, or the proof that there could be one."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dualtrack.app.cli.call import Call, common, pass_call
from dualtrack.app.cli.output import note, print_json
from dualtrack.app.cli.words import say

if TYPE_CHECKING:
    from dualtrack.app.programme.proof import Proof

_EXAMPLE = "Example: dualtrack restore monday.zip --drill --checkpoint kept.note"
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("restore", epilog=_EXAMPLE)
@click.argument("file", type=_FILE)
@click.option("--drill", is_flag=True, help="Restore to a temporary place, prove it, leave nothing behind.")
@click.option("--checkpoint", type=_FILE, help="A signed head kept elsewhere, which the backup must reach.")
@click.option("--keys", type=click.Path(path_type=Path), help="Folder that keeps ledger.key.")
@common
@pass_call
@click.pass_context
def command(
    ctx: click.Context, call: Call, file: Path, drill: bool, checkpoint: Path | None, keys: Path | None
) -> None:
    """Put the backup FILE in place as a home that is not there yet; with --drill, only prove it could be.

    Exit 1 when the drill proves nothing, or when the restored home does not verify.
    """
    for named, hint in ((file, "FILE"), (checkpoint, "--checkpoint"), (keys, "--keys")):
        if named is not None and not named.exists():
            raise click.BadParameter(say("{path}: there is no such file", path=named), param_hint=hint)
    call.setup()
    held = None if checkpoint is None else (str(checkpoint), checkpoint.read_bytes())
    ctx.exit(_drill(call, file, held, keys) if drill else _restore(call, file, held, keys))


def _restore(call: Call, file: Path, held: tuple[str, bytes] | None, keys: Path | None) -> int:
    from dualtrack.app.ledger import restoring  # noqa: PLC0415 - needs Django

    restored = restoring.restore(
        file, call.home_path(), actor=call.actor, now=call.now, held=held, keys_from=keys
    )
    facts, verified, entry = restored.facts, restored.verified, restored.entry
    problems = verified["problems"]
    assert isinstance(problems, list)  # noqa: S101 - the shape of verify
    if call.json:
        print_json(
            {
                "home": str(restored.home.path),
                "file": str(file),
                "taken_at": facts.taken_at,
                "size": facts.size,
                "root": facts.root,
                "example": facts.example,
                "intact": verified["intact"],
                "problems": problems,
                "entry": None if isinstance(entry, str) else entry.seq,
                "object": None if isinstance(entry, str) else entry.object,
            }
        )
        return 0 if verified["intact"] else 1
    if facts.example:
        click.secho("EXAMPLE: invented data", bold=True)
    click.echo(
        say(
            "{path}: the home as it was at {taken_at}, ledger of size {size}",
            path=restored.home.path,
            taken_at=facts.taken_at,
            size=facts.size,
        )
    )
    click.echo(say("intact") if verified["intact"] else say("NOT intact"))
    for problem in problems:
        click.echo(f"{problem['kind']:20} {problem['item']}: {problem['detail']}")
    if isinstance(entry, str):
        click.echo(say("not put on record: {reason}", reason=entry))
    else:
        click.echo(say("put on record as entry {seq}: {object}", seq=entry.seq, object=entry.object))
    note(
        say(
            "What was erased after {taken_at} stands in this home again, and it cannot know that: ask for"
            " each of those erasures again",
            taken_at=facts.taken_at,
        )
    )
    note(say("Everybody signs in anew; one-time links have ended. Next: dualtrack up"))
    return 0 if verified["intact"] else 1


def _drill(call: Call, file: Path, held: tuple[str, bytes] | None, keys: Path | None) -> int:
    from dualtrack.app.ledger import clock  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.drill import drill  # noqa: PLC0415 - needs Django

    proof = drill(file, wall=clock.wall, held=held, keys_from=keys)
    if call.json:
        print_json(proof.as_json())
    else:
        _print(proof)
    return 0 if proof.proved else 1


def _print(proof: "Proof") -> None:
    facts = proof.facts
    if facts is not None and facts.example:
        click.secho("EXAMPLE: invented data", bold=True)
    said = "{file}: a home can be restored from it" if proof.proved else "{file}: NOT proved"
    click.echo(say(said, file=proof.file))
    for step in proof.steps:
        mark = {True: "ok ", False: "BAD", None: "-- "}[step.ok]
        click.echo(f"{mark}  {step.name}: {step.detail}")
    for problem in proof.problems:
        click.echo(f"{problem['kind']:20} {problem['item']}: {problem['detail']}")
    for sentence in (*proof.shows, *proof.does_not_show):
        click.echo(sentence)
