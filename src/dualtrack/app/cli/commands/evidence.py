"""`dualtrack evidence add`: one file, the control that it serves, and the days that it covers."""

import mimetypes
from datetime import date, datetime
from pathlib import Path

import click

from dualtrack.app.cli.call import DAY, INSTANT, Call, common, pass_call
from dualtrack.app.cli.output import print_json
from dualtrack.app.cli.words import say

_EXAMPLE = "Example: dualtrack evidence add review.pdf --control AC-02 --covers 2027-01-01..2027-03-31"


class SpanType(click.ParamType[tuple[date, date]]):
    """Inclusive days as FROM..TO."""

    name = "from..to"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[date, date]:
        """Read them, or say what was expected."""
        first, dots, last = str(value).partition("..")
        try:
            return date.fromisoformat(first), date.fromisoformat(last if dots else first)
        except ValueError:
            self.fail(
                f"{value!r} is not a span of days; expected FROM..TO such as 2027-01-01..2027-03-31",
                param,
                ctx,
            )


@click.group("evidence")
def command() -> None:
    """Evidence: what shows that controls operate."""


@command.command("add", epilog=_EXAMPLE)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--control", "controls", multiple=True, required=True, help="Id of a control; may be repeated.")
@click.option("--covers", type=SpanType(), required=True, help="Days that it speaks about, both included.")
@click.option("--performed", type=DAY, help="Day of the performance; else the last day covered.")
@click.option("--collected-at", type=INSTANT, help="When it was taken from its source.")
@click.option("--title", default="", help="What it is; else the file's name.")
@click.option("--note", "remark", default="", help="Anything a reader should know.")
@common
@pass_call
def add(
    call: Call,
    file: Path,
    controls: tuple[str, ...],
    covers: tuple[date, date],
    performed: date | None,
    collected_at: datetime | None,
    title: str,
    remark: str,
) -> None:
    """Keep FILE as evidence; the day on which it is received is set by us."""
    if not file.is_file():
        raise click.BadParameter(
            say("{file}: is not a file; give an existing file", file=file), param_hint="FILE"
        )
    call.open()
    from dualtrack.app.accounts.rights import require  # noqa: PLC0415 - needs Django
    from dualtrack.app.evidence import services  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.serving import served_by  # noqa: PLC0415 - needs Django

    viewer = call.viewer()
    require(viewer, "evidence.add")
    with file.open("rb") as content:
        value = services.add(
            actor=viewer.actor,
            now=call.now(),
            today=call.today(),
            content=content,
            filename=file.name,
            controls=controls,
            covers_from=covers[0],
            covers_to=covers[1],
            title=title,
            media_type=mimetypes.guess_type(file.name)[0] or "application/octet-stream",
            performed_on=performed,
            collected_at=collected_at,
            note=remark,
        )
    serves = served_by(value)
    if call.json:
        print_json(
            {
                "id": value.id,
                "sha256": value.artifact.sha256,
                "controls": list(value.controls),
                "covers": f"{value.covers_from}..{value.covers_to}",
                "received_at": value.received_at.isoformat(),
                "serves": {framework: list(ids) for framework, ids in serves.items()},
            }
        )
        return
    click.echo(f"{value.id}  sha256:{value.artifact.sha256}")
    for framework, ids in serves.items():
        click.echo(
            say(
                "serves {framework}: {listed}",
                framework=framework,
                listed=", ".join(i.partition(":")[2] for i in ids),
            )
        )
