"""`dualtrack catalogues check`: every file of frameworks, crosswalks and starters, held against its rules."""

from pathlib import Path
from typing import TYPE_CHECKING

import click
from attrs import asdict

from dualtrack.app.cli.call import Call, common, pass_call
from dualtrack.app.cli.output import print_json
from dualtrack.app.cli.words import say

if TYPE_CHECKING:
    from dualtrack.catalogues.check import Report

_EXAMPLE = "Example: dualtrack catalogues check own-frameworks/"


@click.group("catalogues")
def command() -> None:
    """Frameworks, crosswalks and starter controls as files."""


@command.command("check", epilog=_EXAMPLE)
@click.argument("directory", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@common
@pass_call
@click.pass_context
def check(ctx: click.Context, call: Call, directory: Path | None) -> None:
    """Check the shipped catalogues, or those of DIR beside them; exit 1 when something is wrong."""
    from dualtrack.catalogues.check import check as examine  # noqa: PLC0415 - reads files

    report = examine(directory)
    if call.json:
        problems = [asdict(p) for p in report.problems]
        counts = {part: dict(held) for part, held in report.counts.items()}
        print_json({"problems": problems, "counts": counts, "unpaired": list(report.unpaired)})
    else:
        _print(report)
    ctx.exit(1 if report.problems else 0)


def _print(report: "Report") -> None:
    for problem in report.problems:
        click.echo(str(problem))
    for part, held in report.counts.items():
        click.echo(part)
        for name, count in held.items():
            click.echo(f"{count:>6}  {name}")
    if report.unpaired:
        click.echo(say("without a partner in the crosswalk: {listed}", listed=", ".join(report.unpaired)))
    click.echo(
        say("{count} problems", count=len(report.problems)) if report.problems else say("no problem found")
    )
