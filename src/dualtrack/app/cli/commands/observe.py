"""`dualtrack observe`: take scan results of a tool into the record."""

import shutil
import sys
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from dualtrack.app.cli.call import INSTANT, Call, common, pass_call
from dualtrack.app.cli.failure import FailedError, Failure
from dualtrack.app.cli.output import note, print_json
from dualtrack.app.cli.words import say

if TYPE_CHECKING:
    from dualtrack.app.evidence.counting import Recounted
    from dualtrack.app.evidence.observing import FileResult

_EXAMPLE = "Example: dualtrack observe scans/ --collected-at 2027-06-14T09:30:00+02:00"


@click.command("observe", epilog=_EXAMPLE)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--format", "wanted", default="auto", help="auto, or the name of a connector.")
@click.option("--collected-at", type=INSTANT, help="When the files were collected; dates undated records.")
@common
@pass_call
def command(call: Call, paths: tuple[str, ...], wanted: str, collected_at: datetime | None) -> None:
    """Read files, folders or - (standard input) and keep what they saw.

    Counts are in source records: read = stored + duplicate + rejected. Nothing is skipped in silence.
    """
    call.open()
    from dualtrack.app.accounts.rights import require  # noqa: PLC0415 - needs Django
    from dualtrack.connectors.registry import CONNECTORS  # noqa: PLC0415 - only this command reads

    names = [c.NAME for c in CONNECTORS]
    if wanted not in ("auto", *names):
        raise click.BadParameter(
            say("{wanted}: expected auto or {listed}", wanted=repr(wanted), listed=", ".join(names)),
            param_hint="--format",
        )
    viewer = call.viewer()
    require(viewer, "evidence.add")
    with tempfile.TemporaryDirectory(prefix="dualtrack-") as scratch:
        files = _paths(paths, Path(scratch))
        results, recounted = _observe(call, files, wanted, collected_at)
    if not any(r.readable for r in results):
        raise FailedError(_nothing_readable(results, paths))  # the error alone: one document on stdout
    _print(call, results, recounted)


def _paths(paths: Sequence[str], scratch: Path) -> list[tuple[Path, str]]:
    """Each file with the name under which it is reported; standard input is spooled to disk first."""
    from dualtrack.app.evidence.observing import files_of  # noqa: PLC0415 - needs Django

    found: list[tuple[Path, str]] = []
    for given in paths:
        if given == "-":
            spooled = scratch / "stdin"
            with spooled.open("wb") as out:
                shutil.copyfileobj(sys.stdin.buffer, out)
            found.append((spooled, "-"))
        else:
            found += files_of([Path(given)])
    return found


def _observe(
    call: Call, files: list[tuple[Path, str]], wanted: str, collected_at: datetime | None
) -> tuple[list["FileResult"], "Recounted"]:
    from dualtrack.app.evidence.lake import lake  # noqa: PLC0415 - needs Django
    from dualtrack.app.evidence.observing import Source, observe_file  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.catalogue import catalogue  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.counting import recount  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.queries import snapshot  # noqa: PLC0415 - needs Django

    viewer, now = call.viewer(), call.now()
    held = snapshot(viewer)
    source = Source(
        lake=lake(),
        zone=ZoneInfo(held.organisation.timezone),
        periods=held.periods,
        known=catalogue().known,
        collected_at=collected_at,
        format=wanted,
    )
    with click.progressbar(
        files, file=sys.stderr, label="Reading", hidden=not sys.stderr.isatty() or call.json
    ) as shown:
        results = [
            observe_file(path, name, source=source, actor=viewer.actor, now=now) for path, name in shown
        ]
    return results, recount(viewer)


def _print(call: Call, results: Sequence["FileResult"], recounted: "Recounted") -> None:
    document = shape(results, recounted)
    if call.json:
        print_json(document)
        return
    counted = ("read", "stored", "duplicate", "observations", "outside_period", "conflicts")
    click.echo("  ".join(f"{name.replace('_', ' ')} {document[name]}" for name in counted))
    for row in document["rejected"]:
        record = "" if row["record"] is None else f" record {row['record']}"
        click.echo(
            say("rejected  {file}{record}: {reason}", file=row["file"], record=record, reason=row["reason"])
        )
    unknown, accounts = recounted.unknown_checks, recounted.unplaced_accounts
    if accounts:
        note(say("accounts in no scope (stored, counted nowhere): {listed}", listed=", ".join(accounts)))
    if unknown:
        note(
            say(
                "{count} check ids lead to no control of ours (stored all the same): {listed}",
                count=len(unknown),
                listed=", ".join(unknown),
            )
        )


def shape(results: Sequence["FileResult"], recounted: "Recounted") -> dict[str, Any]:
    """The answer in the contract's keys."""
    rejected = [
        {"file": x.file, "record": x.record, "reason": x.reason} for r in results for x in r.rejections
    ]
    return {
        "read": sum(r.read for r in results),
        "stored": sum(r.stored for r in results),
        "duplicate": sum(r.duplicate for r in results),
        "rejected": rejected,
        "observations": sum(r.observations for r in results),
        "outside_period": sum(r.outside_period for r in results),
        "conflicts": sum(r.conflicts for r in results),
        "unknown_checks": list(recounted.unknown_checks),
        "unplaced_accounts": list(recounted.unplaced_accounts),
        "unrecognised_ids": sorted({i for r in results for i in r.unrecognised}),
        "files": [
            {
                "file": r.file,
                "format": r.format,
                "run": r.run,
                "read": r.read,
                "stored": r.stored,
                "duplicate": r.duplicate,
                "rejected": len(r.rejections),
                "observations": r.observations,
                "outside_period": r.outside_period,
                "conflicts": r.conflicts,
            }
            for r in results
        ],
    }


def _nothing_readable(results: Sequence["FileResult"], paths: Sequence[str]) -> Failure:
    """Every refused file with its reason; `file` is the first of them."""
    refused = [x for r in results for x in r.rejections]
    if not refused:
        return Failure(
            code="nothing_readable", message=say("{listed}: holds no file to read", listed=", ".join(paths))
        )
    told = "; ".join(f"{x.file}: {x.reason}" for x in refused)
    return Failure(
        code="nothing_readable", message=say("nothing readable; {told}", told=told), file=refused[0].file
    )
