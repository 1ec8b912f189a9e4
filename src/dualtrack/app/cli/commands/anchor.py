"""`dualtrack anchor`: give the ledger's head to somebody outside, and record that they hold it."""

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dualtrack.app.cli.anchor_shape import anchor_json, exposure_json, kept
from dualtrack.app.cli.bucket_shape import locked_text
from dualtrack.app.cli.call import Call, common, pass_call, reading
from dualtrack.app.cli.commands.anchor_bucket import bucket, check
from dualtrack.app.cli.given import NOTE, GivenNote
from dualtrack.app.cli.output import print_json, table
from dualtrack.app.cli.words import say

if TYPE_CHECKING:
    from dualtrack.domain.ledger.anchor import Anchor

_OUT = click.Path(path_type=Path, dir_okay=False)
_MAIL = "Example: dualtrack anchor email --to ada@example.com --holder 'board secretary' --out mail.eml"


@click.group("anchor")
def command() -> None:
    """Anchors: checkpoints held by somebody else, which alone show that nobody wrote the ledger anew."""


command.add_command(bucket)
command.add_command(check)


@command.command("list", epilog="Example: dualtrack anchor list --as-of 2027-06-14")
@common
@reading
@pass_call
def list_(call: Call) -> None:
    """Print the anchors with their age, and what waits for one."""
    call.open()
    from dualtrack.app.accounts.rights import require  # noqa: PLC0415 - needs Django
    from dualtrack.app.ledger import anchors  # noqa: PLC0415 - needs Django

    require(call.viewer(), "integrity.read")
    until, now = call.until(), call.now()
    found, exposed = anchors.anchors(until), anchors.exposure(min(until or now, now), until)
    if call.json:
        print_json({**exposure_json(exposed), "anchors": [anchor_json(one) for one in found]})
        return
    rows = [(one.id, one.kind.value, str(one.size), _since(one), one.holder + _lock(one)) for one in found]
    if rows:
        table(("id", "kind", "size", "held since", "holder"), rows)
    if exposed.window is None:
        by, then = call.by(), "by {day} no entry waited for an anchor"
        click.echo(say("no entry waits for an anchor") if by is None else say(then, day=by))
    else:
        hours = exposed.window // timedelta(hours=1)
        click.echo(say("{n} entries wait for an anchor, for {hours} hours", n=exposed.entries, hours=hours))


def _since(anchor: "Anchor") -> str:
    return say("waits for its receipt") if anchor.held_since is None else anchor.held_since.isoformat()


def _lock(anchor: "Anchor") -> str:
    return "" if anchor.locked is None else f": {locked_text(anchor.locked)}"


@command.command("checkpoint", epilog="Example: dualtrack anchor checkpoint --out checkpoint.note")
@click.option("--out", type=_OUT, required=True, help="File to write.")
@common
@pass_call
def checkpoint(call: Call, out: Path) -> None:
    """Write the newest checkpoint to OUT, for somebody outside to hold or to cosign."""
    call.open()
    from dualtrack.app.ledger import checkpoints  # noqa: PLC0415 - needs Django
    from dualtrack.domain.ledger.note import parse_note  # noqa: PLC0415 - beside the above

    note = checkpoints.checkpoint()
    out.write_bytes(note)
    size = parse_note(note).checkpoint().size
    if call.json:
        print_json({"out": str(out), "size": size})
    else:
        click.echo(say("{out}: the checkpoint of size {size}", out=out, size=size))


@command.command("witness", epilog="Example: dualtrack anchor witness cosigned.note --vkey KEY")
@click.argument("note", type=NOTE)
@click.option("--vkey", required=True, help="The witness's public key for cosignatures, as they give it out.")
@common
@pass_call
def witness(call: Call, note: GivenNote, vkey: str) -> None:
    """Record NOTE, a checkpoint that a witness such as an auditor cosigned (C2SP cosignature/v1)."""
    viewer = call.acting("anchors.record")
    from dualtrack.app.ledger import anchoring  # noqa: PLC0415 - needs Django
    from dualtrack.app.ledger.held import Held  # noqa: PLC0415 - needs Django

    given = Held(name=note.name, note=note.data)
    kept(call, anchoring.witnessed(actor=viewer.actor, now=call.now(), given=given, vkey=vkey))


@command.command("folder", epilog="Example: dualtrack anchor folder /mnt/locked")
@click.argument("folder", metavar="DIR")
@common
@pass_call
def folder(call: Call, folder: str) -> None:
    """Write the newest checkpoint into DIR, a folder of somebody else that keeps what it is given."""
    viewer = call.acting("anchors.write")
    from dualtrack.app.ledger import anchoring  # noqa: PLC0415 - needs Django
    from dualtrack.app.ledger.refusals import RefusedError  # noqa: PLC0415 - needs Django

    if "://" in folder:
        raise RefusedError("anchor_bucket_is_no_folder", file=folder)
    anchor, file = anchoring.kept_in_folder(actor=viewer.actor, now=call.now(), folder=Path(folder))
    kept(call, anchor, out=file)


@command.command("email", epilog=_MAIL)
@click.option("--to", multiple=True, required=True, help="Address; repeatable.")
@click.option("--holder", required=True, help="Who is to hold it, as the ledger shall name them.")
@click.option("--out", type=_OUT, required=True, help="Message to write; send it with your mail program.")
@common
@pass_call
def email(call: Call, to: tuple[str, ...], holder: str, out: Path) -> None:
    """Write a message with the newest checkpoint to OUT; it is an anchor once its receipt is recorded."""
    viewer = call.acting("anchors.write")
    from dualtrack.app.ledger import anchor_mail  # noqa: PLC0415 - needs Django

    mail = anchor_mail.write(actor=viewer.actor, now=call.now(), to=to, holder=holder)
    out.write_bytes(mail.message)
    kept(call, mail.anchor, out=out)


@command.command("receipt", epilog="Example: dualtrack anchor receipt ID answer.eml")
@click.argument("anchor", metavar="ID")
@click.argument("receipt", type=NOTE)
@common
@pass_call
def receipt(call: Call, anchor: str, receipt: GivenNote) -> None:
    """Record RECEIPT, the answer to the message of anchor ID, which quotes the checkpoint."""
    viewer = call.acting("anchors.record")
    from dualtrack.app.ledger import anchor_mail  # noqa: PLC0415 - needs Django
    from dualtrack.app.ledger.held import Held  # noqa: PLC0415 - needs Django

    given = Held(name=receipt.name, note=receipt.data)
    kept(call, anchor_mail.received(actor=viewer.actor, now=call.now(), anchor=anchor, receipt=given))


@command.command("request", epilog="Example: dualtrack anchor request --out head.tsq")
@click.option("--out", type=_OUT, required=True, help="Request to write; send it to the authority.")
@common
@pass_call
def request(call: Call, out: Path) -> None:
    """Write an RFC 3161 request for the newest checkpoint to OUT."""
    call.open()
    from dualtrack.app.ledger import anchor_time  # noqa: PLC0415 - needs Django

    out.write_bytes(anchor_time.request())
    if call.json:
        print_json({"out": str(out)})
    else:
        click.echo(say("{out}: send it to the authority, then: dualtrack anchor timestamp", out=out))


@command.command("timestamp", epilog="Example: dualtrack anchor timestamp head.tsr --ca authority.pem")
@click.argument("token", type=NOTE)
@click.option("--ca", type=NOTE, required=True, help="The authority's root certificates, PEM.")
@common
@pass_call
def timestamp(call: Call, token: GivenNote, ca: GivenNote) -> None:
    """Record TOKEN, the answer of an RFC 3161 time-stamping authority."""
    viewer = call.acting("anchors.record")
    from dualtrack.app.ledger import anchor_time  # noqa: PLC0415 - needs Django
    from dualtrack.app.ledger.held import Held  # noqa: PLC0415 - needs Django

    given, roots = (Held(name=one.name, note=one.data) for one in (token, ca))
    kept(call, anchor_time.stamped(actor=viewer.actor, now=call.now(), token=given, roots=roots))
