"""`dualtrack document`: one document from the records, in the format its reader uses."""

from pathlib import Path

import click
from attrs import asdict

from dualtrack.app.cli.call import Call, auditing, common, pass_call, reading
from dualtrack.app.cli.failure import FailedError, Failure
from dualtrack.app.cli.out_file import check_place, write_whole
from dualtrack.app.cli.output import print_json, table
from dualtrack.app.cli.words import say
from dualtrack.documents.registry import KINDS, UnknownDocumentError, kind_of

_EXAMPLE = "Example: dualtrack document statement-of-applicability --format pdf --out soa.pdf"
_FORMATS = ("pdf", "docx", "xlsx", "html", "json", "oscal")


@click.command("document", epilog=_EXAMPLE)
@click.argument("name", required=False)
@click.option("--format", "wanted", type=click.Choice(_FORMATS), default="pdf")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write.")
@click.option("--list", "listing", is_flag=True, help="List the documents.")
@common
@reading
@auditing
@pass_call
def command(call: Call, name: str | None, wanted: str, out: Path | None, listing: bool) -> None:
    """Make the document NAME; --list shows which there are."""
    if listing:
        _list(call)
        return
    if name is None or out is None:
        raise click.UsageError(say("give the document's NAME and --out PATH, or --list"))
    try:
        kind = kind_of(name)
    except UnknownDocumentError as error:
        raise FailedError(Failure(code="unknown_document", message=str(error), field="name")) from error
    if wanted not in kind.formats:
        message = say(
            "{name}: is not offered as {wanted}; expected one of {listed}",
            name=name,
            wanted=wanted,
            listed=", ".join(kind.formats),
        )
        raise FailedError(Failure(code="format_not_offered", message=message, field="format"))
    check_place(out)
    call.open()
    from dualtrack.app.programme.deliverables.documents import make  # noqa: PLC0415 - needs Django

    made = make(call.viewer(), name, wanted, call.when(), call.engagement)
    write_whole(out, made.content)
    if call.json:
        print_json({"name": name, "format": wanted, "out": str(out), "bytes": len(made.content)})
    else:
        click.echo(say("{out}: {title}, {count} bytes", out=out, title=kind.title, count=len(made.content)))


def _list(call: Call) -> None:
    if call.json:
        print_json({"documents": [asdict(k) for k in KINDS]})
        return
    table(("name", "title", "formats"), ((k.name, k.title, ", ".join(k.formats)) for k in KINDS))
