"""`dualtrack import`: records from a file, held against the rules; good rows enter, each bad one is named."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dualtrack.app.cli.call import Call, common, pass_call
from dualtrack.app.cli.failure import FailedError, Failure
from dualtrack.app.cli.output import note, print_json
from dualtrack.app.cli.words import say

if TYPE_CHECKING:
    from dualtrack.app.programme.mapping_import import Imported

_EXAMPLE = "Example: dualtrack import mappings their-crosswalk.csv --dry-run"
KINDS = ("mappings",)


@click.command("import", epilog=_EXAMPLE)
@click.argument("kind", type=click.Choice(KINDS), metavar="KIND")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and write nothing.")
@click.option("--reason", default="", help="Why it is imported, or where it comes from.")
@common
@pass_call
def command(call: Call, kind: str, file: Path, dry_run: bool, reason: str) -> None:
    """Import records of a KIND (mappings) from FILE; imported mappings are candidates and count nowhere."""
    if not file.is_file():
        raise click.BadParameter(say("{file}: there is no such file", file=file), param_hint="FILE")
    call.open()
    from dualtrack.app.programme import mapping_import  # noqa: PLC0415 - needs Django

    viewer = call.viewer()
    found = mapping_import.read(viewer, file)
    if not found.new and not found.known:
        raise FailedError(_nothing(found, file))
    if not dry_run:
        mapping_import.enter(viewer, now=call.now(), today=call.today(), imported=found, reason=reason)
    answer = _answer(kind, file, found, dry_run=dry_run)
    if call.json:
        print_json(answer)
    else:
        _print(answer)


def _answer(kind: str, file: Path, found: "Imported", *, dry_run: bool) -> dict[str, Any]:
    rejected = [
        {
            "file": problems[0].file,
            "record": record or None,
            "reason": "; ".join(f"{p.field}: {p.reason}" if p.field else p.reason for p in problems),
        }
        for record, problems in found.rejected.items()
    ]
    return {
        "kind": kind,
        "file": str(file),
        "dry_run": dry_run,
        "read": len(found.new) + len(found.known) + len(rejected),
        "entered": 0 if dry_run else len(found.new),
        "offered": len(found.new),
        "known": len(found.known),
        "rejected": rejected,
    }


def _print(answer: dict[str, Any]) -> None:
    for one in answer["rejected"]:
        click.echo(": ".join(part for part in (one["file"], one["record"], one["reason"]) if part))
    said = say("would enter {offered}", **answer) if answer["dry_run"] else say("entered {entered}", **answer)
    rest = say(
        "{known} known already, {count} rejected", known=answer["known"], count=len(answer["rejected"])
    )
    click.echo(f"{said}; {rest}")
    if answer["offered"]:
        note(say("They are candidates: somebody else accepts or rejects them on the page of the crosswalk."))


def _nothing(found: "Imported", file: Path) -> Failure:
    """Nothing readable: every reason, and the first file and record."""
    told = "; ".join(str(p) for p in found.problems)
    first = found.problems[0] if found.problems else None
    return Failure(
        code="nothing_readable",
        message=say("nothing to import; {told}", told=told),
        file=first.file if first else str(file),
        record=first.record if first else None,
        field=first.field if first else None,
    )
