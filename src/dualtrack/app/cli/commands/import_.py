"""`dualtrack import`: records from a file, held against the rules; good rows enter, each bad one is named."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dualtrack.app.cli import register_import
from dualtrack.app.cli.call import Call, common, pass_call
from dualtrack.app.cli.failure import FailedError, Failure
from dualtrack.app.cli.output import note, print_json
from dualtrack.app.cli.register_import import Asked
from dualtrack.app.cli.words import say
from dualtrack.domain.registers.field import PEOPLE, RISKS
from dualtrack.domain.registers.registry import REGISTERS
from dualtrack.sheets.plan import Mode
from dualtrack.sheets.profile import DayOrder

if TYPE_CHECKING:
    from dualtrack.app.programme.mapping_import import Imported

_EXAMPLE = "Example: dualtrack import assets asset-register.xlsx --dry-run"
KINDS = ("mappings", *(one.key for one in REGISTERS), PEOPLE, RISKS)


@click.command("import", epilog=_EXAMPLE)
@click.argument("kind", type=click.Choice(KINDS), metavar="KIND")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--map", "map_", default="", metavar="PROFILE", help="How it is read: a file, or a saved name.")
@click.option("--sheet", default="", metavar="NAME", help="The sheet; else the one that fits best.")
@click.option("--header-row", type=click.IntRange(1), metavar="N", help="The row of the header; else found.")
@click.option(
    "--mode",
    type=click.Choice([mode.value for mode in Mode]),
    default=Mode.MERGE.value,
    help="What happens to records that are there.",
)
@click.option(
    "--day-order", type=click.Choice([one.value for one in DayOrder]), help="Of days as 03/05/2026."
)
@click.option("--dry-run", is_flag=True, help="Say what would happen, and write nothing.")
@click.option("--reason", default="", help="Why it is imported, or where it comes from.")
@common
@pass_call
def command(
    call: Call,
    kind: str,
    file: Path,
    map_: str,
    sheet: str,
    header_row: int | None,
    mode: str,
    day_order: str | None,
    dry_run: bool,
    reason: str,
) -> None:
    """Import KIND (a register, people, risks, mappings) from FILE; good rows enter, bad ones are named.

    All but mappings take Excel, OpenDocument, CSV and Markdown; scores of risks are on the scales of the
    method in force. Nobody gets to sign in by an import of people. Imported mappings are candidates and
    count nowhere.
    """
    if not file.is_file():
        raise click.BadParameter(say("{file}: there is no such file", file=file), param_hint="FILE")
    if kind != "mappings":
        register_import.run(
            call,
            Asked(
                kind=kind,
                file=file,
                map=map_,
                sheet=sheet,
                header_row=header_row,
                mode=mode,
                day_order=day_order or "",
                dry_run=dry_run,
                reason=reason,
            ),
        )
        return
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
