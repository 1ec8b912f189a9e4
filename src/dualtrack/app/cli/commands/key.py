"""`dualtrack key`: the key that signs the ledger's heads, those before it, and a new one."""

import click

from dualtrack.app.cli.call import Call, common, pass_call, reading
from dualtrack.app.cli.output import print_json
from dualtrack.app.cli.words import say


@click.group("key")
def command() -> None:
    """The key that signs the ledger's heads; its public half is what auditors keep."""


@command.command("show", epilog="Example: dualtrack key show --as-of 2027-06-14")
@common
@reading
@pass_call
def show(call: Call) -> None:
    """Print the public key to give to auditors, and the earlier ones with the last head of each.

    With --as-of or --known-at the key that was in force then, and those before it.
    """
    here = call.open()
    from dualtrack.app.ledger import key_ring  # noqa: PLC0415 - needs Django

    ring = key_ring.ring(here, call.until())
    earlier = [(str(r.old), r.head.size) for r in ring.rotations]
    if call.json:
        rows = [{"vkey": key, "last_size": size} for key, size in earlier]
        print_json({"vkey": str(ring.newest), "earlier": rows})
        return
    click.echo(ring.newest)
    for key, size in reversed(earlier):
        click.echo(say("earlier, up to the head of size {size}: {key}", size=size, key=key))


@command.command("rotate", epilog='Example: dualtrack key rotate --reason "yearly change"')
@click.option("--reason", default="", help="Why the key is changed; it stands in the ledger.")
@common
@pass_call
def rotate(call: Call, reason: str) -> None:
    """Make a new key, announce it in the ledger by a note that both keys sign, destroy the old one."""
    call.open()
    from dualtrack.app.accounts.rights import require  # noqa: PLC0415 - needs Django
    from dualtrack.app.ledger import rotating  # noqa: PLC0415 - needs Django

    viewer = call.viewer()
    require(viewer, "key.rotate")
    rotation = rotating.rotate(actor=viewer.actor, now=call.now(), reason=reason.strip())
    old, new, size = str(rotation.old), str(rotation.new), rotation.head.size
    if call.json:
        print_json({"old": old, "new": new, "size": size})
        return
    click.echo(say("The old key signed heads up to size {size}: {old}", size=size, old=old))
    click.echo(say("The new key, which auditors are to be told of by another way too: {new}", new=new))
