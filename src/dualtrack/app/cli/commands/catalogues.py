"""`dualtrack catalogues check`: every file of frameworks, crosswalks and starters, held against its rules."""

from pathlib import Path

import click
from attrs import asdict

from dualtrack.app.cli.call import Call, common, pass_call
from dualtrack.app.cli.output import print_json

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
        print_json({"problems": [asdict(p) for p in report.problems], "counts": dict(report.counts)})
    else:
        for problem in report.problems:
            where = " ".join(str(part) for part in (problem.record, problem.field) if part)
            click.echo(
                f"{problem.file}: {where}: {problem.reason}" if where else f"{problem.file}: {problem.reason}"
            )
        for name, count in report.counts:
            click.echo(f"{count:>6}  {name}")
        click.echo("no problem found" if not report.problems else f"{len(report.problems)} problems")
    ctx.exit(1 if report.problems else 0)
