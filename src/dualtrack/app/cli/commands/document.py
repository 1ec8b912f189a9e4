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
@click.option("--release", metavar="VERSION", help="The frozen file of a released version, as it is.")
@click.option("--list", "listing", is_flag=True, help="List the documents.")
@common
@reading
@auditing
@pass_call
def command(
    call: Call, name: str | None, wanted: str, out: Path | None, release: str | None, listing: bool
) -> None:
    """Make the document NAME from the records, or give out a released one; --list shows which there are."""
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

    if release is not None:
        content = _released(call, name, release, wanted)
    else:
        content = make(call.viewer(), name, wanted, call.when(), call.engagement).content
    write_whole(out, content)
    if call.json:
        said = {} if release is None else {"release": release}
        print_json({"name": name, "format": wanted, "out": str(out), "bytes": len(content), **said})
    else:
        click.echo(say("{out}: {title}, {count} bytes", out=out, title=kind.title, count=len(content)))


def _released(call: Call, name: str, version: str, wanted: str) -> bytes:
    """The bytes that were approved; hashed again before they go out, never rendered again."""
    if call.as_of is not None or call.known_at is not None:
        raise click.UsageError(say("--release: a released version is about its own day; leave out the times"))
    from dualtrack.app.ledger import erased  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.deliverables.releases import file_of  # noqa: PLC0415 - needs Django
    from dualtrack.domain.audits.releases.release import series_of  # noqa: PLC0415 - beside the above

    frozen = file_of(call.viewer(), f"{series_of(name, call.engagement)}/{version}", wanted)
    with erased.opened(frozen.sha256) as stream:
        return stream.read()


def _list(call: Call) -> None:
    if call.json:
        print_json({"documents": [asdict(k) for k in KINDS]})
        return
    table(("name", "title", "formats"), ((k.name, k.title, ", ".join(k.formats)) for k in KINDS))
