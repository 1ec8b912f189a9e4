"""`dualtrack catalogues`: check files of frameworks, crosswalks and starters; take one in, give one out."""

from pathlib import Path
from typing import TYPE_CHECKING

import click
from attrs import asdict

from dualtrack.app.cli.call import Call, common, pass_call, reading
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


@command.command(
    "export", epilog="Example: dualtrack catalogues export iso27001 --format oscal --out iso.json"
)
@click.argument("what", metavar="FRAMEWORK|controls")
@click.option("--format", "wanted", type=click.Choice(("oscal", "toml", "csv")), default="oscal")
@click.option(
    "--in-scope", is_flag=True, help="OSCAL profile: the requirements that the home's programme runs."
)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="File to write.")
@common
@reading
@pass_call
def export(call: Call, what: str, wanted: str, in_scope: bool, out: Path) -> None:
    """Write a framework (OSCAL, TOML, CSV), its OSCAL profile, or controls as a component definition."""
    from dualtrack.app.cli.catalogue_files import give  # noqa: PLC0415 - only needed here

    give(call, what, wanted, out, in_scope=in_scope)


@command.command(
    "import", epilog="Example: dualtrack catalogues import catalog.json --into own/ --key nist80053"
)
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option(
    "--into", type=click.Path(path_type=Path), required=True, help="The folder of your own catalogues."
)
@click.option("--key", help="What ids begin with; else made of the catalog's title.")
@click.option("--replace", is_flag=True, help="Write over an earlier import of the same framework.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@common
@pass_call
def take(call: Call, file: Path, into: Path, key: str | None, replace: bool, dry_run: bool) -> None:
    """Make an OSCAL catalog a framework of your own: its file, and the publisher's prose beside it.

    What is imported stays in your folder, which DUALTRACK_FRAMEWORKS names; nothing of it is given out.
    """
    from dualtrack.app.cli.catalogue_files import Into, take_in  # noqa: PLC0415 - only needed here

    take_in(call, file, Into(folder=into, key=key, replace=replace, dry_run=dry_run))


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
