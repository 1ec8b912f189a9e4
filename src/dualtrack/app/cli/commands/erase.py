"""`dualtrack erase`: ask for an erasure, see what waits and what was erased; the page carries it out."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dualtrack.app.cli.call import Call, common, pass_call, reading
from dualtrack.app.cli.erasure_shape import (
    erasure_json,
    floor_json,
    leaving_json,
    print_leaving,
    request_json,
)
from dualtrack.app.cli.output import print_json, table
from dualtrack.app.cli.words import say

if TYPE_CHECKING:
    from dualtrack.app.programme.erasing.services import Asked

_REQUEST = (
    "Example: dualtrack erase request --as ada@example.com --evidence ev_4k0c --ground data-subject"
    " --basis 'GDPR Art. 17(1)(c)' --reason 'names somebody who objected' --redacted review-redacted.pdf"
)
_GROUNDS = ("retention-ended", "data-subject", "order")
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.group("erase")
def command() -> None:
    """Erasure by two persons: one asks, another carries it out on the page; the proof stays."""


@command.command("request", epilog=_REQUEST)
@click.option("--evidence", metavar="ID", help="The file of a piece of evidence.")
@click.option("--file", "sha256", metavar="SHA256", help="A file, by its hash.")
@click.option("--entry", metavar="N", help="What one entry of the ledger says.")
@click.option("--person", metavar="ID", help="Name and address of a person who left.")
@click.option("--ground", type=click.Choice(_GROUNDS), required=True, help="What asks for it.")
@click.option("--basis", required=True, help="The legal basis, such as an article or an order and its court.")
@click.option("--reason", required=True, help="Why; name nobody, it stays in the ledger.")
@click.option("--redacted", type=_FILE, help="A redacted file that takes the place of the evidence.")
@click.option("--dry-run", is_flag=True, help="Say what would leave and what it would do; record nothing.")
@common
@pass_call
def request(
    call: Call,
    evidence: str | None,
    sha256: str | None,
    entry: str | None,
    person: str | None,
    ground: str,
    basis: str,
    reason: str,
    redacted: Path | None,
    dry_run: bool,
) -> None:
    """Ask for an erasure as a person (--as); somebody else carries it out at /integrity/retention/."""
    if redacted is not None and not redacted.is_file():
        raise click.BadParameter(say("{path}: there is no such file", path=redacted), param_hint="--redacted")
    call.open()
    from dualtrack.app.programme.erasing import services  # noqa: PLC0415 - needs Django

    asked = _asked(
        {"evidence": evidence, "file": sha256, "entry": entry, "person": person}, ground, basis, reason
    )
    viewer = call.viewer()
    if dry_run:
        found = services.foresee(viewer, today=call.today(), asked=asked, replaced=redacted is not None)
        what = (found.what.blobs, found.what.entries, found.effects)
        if call.json:
            free = found.free_from.isoformat() if found.free_from else None
            print_json({"free_from": free, **leaving_json(*what)})
        else:
            print_leaving(*what)
        return
    if redacted is None:
        made = services.ask(viewer, now=call.now(), today=call.today(), asked=asked)
    else:
        with redacted.open("rb") as content:
            put = services.Redacted(content=content, filename=redacted.name)
            made = services.ask(viewer, now=call.now(), today=call.today(), asked=asked, redacted=put)
    if call.json:
        print_json(request_json(made))
        return
    click.echo(
        say("{id}: waits; somebody else signs in and carries it out at /integrity/retention/", id=made.id)
    )
    print_leaving(made.blobs, made.entries, made.effects)


def _asked(named: dict[str, str | None], ground: str, basis: str, reason: str) -> "Asked":
    """The one target that was named."""
    from dualtrack.app.programme.erasing.services import Asked, file_of  # noqa: PLC0415 - needs Django
    from dualtrack.domain.ledger.erasure import Ground, Target  # noqa: PLC0415 - beside the above

    given = {name: value for name, value in named.items() if value is not None}
    if len(given) != 1:
        raise click.UsageError(say("name one thing: --evidence, --file, --entry or --person"))
    ((name, value),) = given.items()
    target = Target.FILE if name == "evidence" else Target(name)
    return Asked(
        target=target,
        subject=file_of(value) if name == "evidence" else value,
        ground=Ground(ground.replace("-", "_")),
        legal_basis=basis,
        reason=reason,
    )


@command.command("carry-out", epilog="Example: dualtrack erase carry-out ers_4k0c")
@click.argument("request", metavar="ID")
@common
@pass_call
def carry_out(call: Call, request: str) -> None:
    """Say where request ID is carried out: on the page, by somebody else who signed in, never from here."""
    call.on_the_page("erasures.read", "erasure_is_carried_out_on_the_page", request)


@command.command("list", epilog="Example: dualtrack erase list --as-of 2027-06-14")
@common
@reading
@pass_call
def listing(call: Call) -> None:
    """Print what waits, what was erased by which entry, and how long each class is kept at least."""
    call.open()
    from dualtrack.app.programme.erasing import queries  # noqa: PLC0415 - needs Django
    from dualtrack.domain.ledger.retention import FLOORS  # noqa: PLC0415 - beside the above

    viewer = call.viewer()
    until = call.until()
    asked, erased = queries.requests(viewer, until), queries.erasures(viewer, until)
    if call.json:
        shape = {
            "requests": [request_json(one.request, one.via) for one in asked],
            "erasures": [erasure_json(one) for one in erased],
            "floors": [floor_json(floor) for floor in FLOORS],
        }
        print_json(shape)
        return
    waiting = [one.request for one in asked if one.request.waits]
    if waiting:
        rows = [(r.id, str(r.prepared_on), r.prepared_by, r.target, r.subject[:16]) for r in waiting]
        table(("waits", "since", "asked by", "target", "subject"), rows)
    for done in erased:
        click.echo(f"{done.erasure.id}  {done}")
    if not waiting and not erased:
        by, then = call.by(), "by {day} nothing waited, and nothing was erased"
        click.echo(say("nothing waits, and nothing was erased") if by is None else say(then, day=by))
