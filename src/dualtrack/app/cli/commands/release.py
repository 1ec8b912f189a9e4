"""`dualtrack release`: prepare a version of a document, list versions, compare them; never approve one."""

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from dualtrack.app.cli.call import DAY, Call, auditing, common, pass_call, reading
from dualtrack.app.cli.failure import FailedError, Failure
from dualtrack.app.cli.output import print_json, table
from dualtrack.app.cli.release_shape import difference_shape, line_shape, release_shape
from dualtrack.app.cli.words import say
from dualtrack.documents.registry import UnknownDocumentError, kind_of

if TYPE_CHECKING:
    from dualtrack.app.programme.deliverables.standings import Line
    from dualtrack.domain.audits.releases.difference import Difference

_EXAMPLE = 'Example: dualtrack release prepare statement-of-applicability --change "A.8.30 included"'
_MOST = 8  # open points that a person is shown


@click.group("release", epilog=_EXAMPLE)
def command() -> None:
    """Prepare a version of a document for release, list versions and compare them.

    A version is approved on the pages, by another person than the one who prepared it.
    """


def _known(name: str) -> None:
    try:
        kind_of(name)
    except UnknownDocumentError as error:
        raise FailedError(Failure(code="unknown_document", message=str(error), field="name")) from error


@command.command("prepare", epilog=_EXAMPLE)
@click.argument("name")
@click.option("--change", required=True, metavar="TEXT", help="What changed since the last one, and why.")
@click.option("--as-of", "day", type=DAY, help="The day that the document is about; else today.")
@click.option("--major", is_flag=True, help="Count the version up before the point: 1.3, then 2.0.")
@common
@auditing
@pass_call
def prepare(call: Call, name: str, change: str, day: date | None, major: bool) -> None:
    """Freeze what the document NAME says, to be approved by somebody else.

    A version that waits already is prepared anew under its number; what was read of it before can then not be
    approved any more. With --engagement the document is cut to what that audit may read.
    """
    _known(name)
    call.open()
    from dualtrack.app.programme.deliverables.releases import prepare as verb  # noqa: PLC0415 - needs Django

    made = verb(
        call.viewer(),
        document=name,
        now=call.now(),
        today=call.today(),
        change=change,
        as_of=day,
        engagement=call.engagement,
        major=major,
    )
    if call.json:
        print_json(release_shape(made, (made,)))
        return
    click.echo(say("{release}: waits for approval by another person, on the pages", release=made.id))
    click.echo(f"sha256:{made.content}")


@command.command("list", epilog="Example: dualtrack release list statement-of-applicability")
@click.argument("name", required=False)
@common
@reading
@pass_call
def listing(call: Call, name: str | None) -> None:
    """List documents with what is missing, what waits, what was released, and what is stale and why."""
    if name is not None:
        _known(name)
    call.open()
    from dualtrack.app.programme.deliverables.standings import causes  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.queries import limit_of  # noqa: PLC0415 - needs Django

    when = call.when()
    found = [
        (
            line,
            () if line.standing is None or not line.standing.stale else causes(line.standing, limit_of(when)),
        )
        for line in _lines(call, name)
    ]
    if call.json:
        print_json({"documents": [line_shape(line, behind) for line, behind in found]})
        return
    for line, behind in found:
        _print(line_shape(line, behind))


def _lines(call: Call, name: str | None) -> "tuple[Line, ...]":
    from dualtrack.app.accounts.rights import require  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.deliverables.standings import lines  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.queries import readiness  # noqa: PLC0415 - needs Django

    viewer = call.viewer()
    require(viewer, "deliverables.read")
    held, judged = readiness(viewer, call.when())
    return lines(held, judged, name)


def _print(line: dict[str, Any]) -> None:
    name = line["name"] if line["engagement"] is None else f"{line['name']} ({line['engagement']})"
    click.secho(name, bold=True)
    for point in line["missing"][:_MOST]:
        click.echo(f"  {say('missing:')} {point['text']}")
    if len(line["missing"]) > _MOST:
        more = len(line["missing"]) - _MOST
        click.echo(f"  {say('missing: {count} more; all of them with --json', count=more)}")
    if line["stale"]:
        said = say("stale: the records say otherwise in {count} rows", count=line["changes"])
        click.secho(f"  {said}", fg="red")
        for cause in line["causes"]:
            reason = f": {cause['reason']}" if cause["reason"] else ""
            click.echo(f"    {cause['recorded_at'][:10]}  {cause['object']}  {cause['action']}{reason}")
        if not line["causes"]:
            click.echo(f"    {say('no record changed since; what was due then is past due now')}")
    if line["in_force"] and not line["compared"]:
        click.echo(f"  {say('about a day that had passed: not held against the records of today')}")
    if line["releases"]:
        table(
            ("  version", "state", "about", "approved by", "on", "ledger head", "what changed"),
            (
                (
                    f"  {r['version']}",
                    r["state"].replace("_", " "),
                    r["as_of"],
                    r["approved_by"] or "-",
                    r["approved_on"] or "-",
                    r["head"]["size"],
                    r["change"],
                )
                for r in line["releases"]
            ),
        )
    else:
        click.echo(f"  {say('no version yet')}")


@command.command("diff", epilog="Example: dualtrack release diff statement-of-applicability 1.0 1.1")
@click.argument("name")
@click.argument("before", required=False, metavar="[A]")
@click.argument("after", required=False, metavar="[B]")
@common
@reading
@auditing
@pass_call
def diff(call: Call, name: str, before: str | None, after: str | None) -> None:
    """Compare two versions of NAME row by row: A and B, or A and what the records say on the day.

    Without A, the version that counts.
    """
    _known(name)
    call.open()
    from dualtrack.app.programme.deliverables.comparing import compare  # noqa: PLC0415 - needs Django

    found = compare(call.viewer(), name, call.when(), before, after, call.engagement)
    if call.json:
        shape = difference_shape(found.change)
        print_json({"document": name, "from": found.before, "to": found.after, **shape})
        return
    click.echo(
        say("{name}: {before} and {after}", name=name, before=found.before, after=found.after or "today")
    )
    _print_difference(found.change)


def _print_difference(change: "Difference") -> None:
    from dualtrack.app.programme.release_words import cell_text, place_text  # noqa: PLC0415 - needs Django

    for mark, rows in (("+", change.added), ("-", change.removed)):
        for row in rows:
            click.echo(f"{mark} {place_text(row)}")
    for changed in change.changed:
        click.echo(f"~ {place_text(changed)}")
        for cell in changed.cells:
            click.echo(f"    {cell_text(cell)}")
    click.echo(say("{count} rows differ", count=len(change)), err=True)


@command.command("approve", epilog="Example: dualtrack release approve statement-of-applicability 1.0")
@click.argument("name", required=False)
@click.argument("version", required=False)
@common
@pass_call
def approve(call: Call, name: str | None, version: str | None) -> None:
    """Refused, whoever asks: the command line asks for no password, so nothing is approved through it."""
    del call
    message = say(
        "{name}: nothing is approved on the command line, which asks nobody for a password; sign in on the"
        " pages, as another person than the one who prepared it: Deliverables",
        name=" ".join(part for part in (name, version) if part) or "release",
    )
    raise FailedError(Failure(code="approver_is_not_a_person", message=message, field="name"))


@command.command("withdraw", epilog='Example: dualtrack release withdraw NAME 1.0 --because "wrong scope"')
@click.argument("name")
@click.argument("version")
@click.option("--because", required=True, metavar="TEXT", help="Why; whoever holds it is told.")
@common
@auditing
@pass_call
def withdraw(call: Call, name: str, version: str, because: str) -> None:
    """Take a version of NAME back; its files and its approval stay on record."""
    _known(name)
    call.open()
    from dualtrack.app.programme.deliverables.releases import withdraw as verb  # noqa: PLC0415 - needs Django
    from dualtrack.domain.audits.releases.release import series_of  # noqa: PLC0415 - beside the above

    release = f"{series_of(name, call.engagement)}/{version}"
    made = verb(call.viewer(), release=release, now=call.now(), today=call.today(), because=because)
    if call.json:
        print_json(release_shape(made, (made,)))
        return
    click.echo(say("{release}: withdrawn", release=made.id))
