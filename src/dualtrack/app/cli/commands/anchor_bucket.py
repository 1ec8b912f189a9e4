"""`dualtrack anchor bucket` and `check`: a head in a bucket that locks it, written, and looked at again."""

import click

from dualtrack.app.cli.anchor_shape import kept
from dualtrack.app.cli.bucket_shape import locked_json, locked_text, told
from dualtrack.app.cli.call import Call, common, pass_call
from dualtrack.app.cli.output import note, print_json
from dualtrack.app.cli.words import say


@click.command("bucket", epilog="Example: dualtrack anchor bucket s3://acme-heads/dualtrack")
@click.argument("address", metavar="s3://NAME/PREFIX")
@click.option(
    "--endpoint", help="Where the bucket is reached, https://HOST; else AWS_ENDPOINT_URL_S3, else AWS."
)
@common
@pass_call
def bucket(call: Call, address: str, endpoint: str | None) -> None:
    """Write the newest checkpoint into a bucket that locks what it is given (S3 Object Lock).

    Credentials and region are those of AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN and
    AWS_REGION, or of this machine's own identity; none is stored.
    """
    viewer = call.acting("anchors.write")
    from dualtrack.app.ledger import anchor_bucket  # noqa: PLC0415 - needs Django
    from dualtrack.domain.ledger.lock import weaknesses  # noqa: PLC0415 - beside the above

    now = call.now()
    anchor = anchor_bucket.kept_in_bucket(actor=viewer.actor, now=now, address=address, endpoint=endpoint)
    locked, since = anchor.locked, anchor.held_since
    kept(call, anchor, out=None if locked is None else str(locked.place))
    if locked is None or since is None:
        return
    if not call.json:
        click.echo(f"{anchor.id}: {locked_text(locked)}")
    for one in told(weaknesses(locked, since, now), locked):
        note(f"{anchor.id}: {one['detail']}")


@click.command("check", epilog="Example: dualtrack anchor check ID")
@click.argument("anchor", metavar="ID")
@common
@pass_call
@click.pass_context
def check(ctx: click.Context, call: Call, anchor: str) -> None:
    """Read the object of anchor ID in its bucket again; compare its bytes and its lock with the record."""
    call.acting("integrity.read")
    from dualtrack.app.ledger import anchor_bucket  # noqa: PLC0415 - needs Django

    found = anchor_bucket.looked_at(anchor, call.now())
    problems, weak = told(found.differences, found.locked), told(found.weaknesses, found.locked)
    if call.json:
        known = {"id": anchor, "size": found.anchor.size, "locked": locked_json(found.locked)}
        print_json({**known, "ok": not problems, "problems": problems, "weaknesses": weak})
    else:
        holds = say("holds the checkpoint of size {size} as it was written", size=found.anchor.size)
        lines = [holds, locked_text(found.locked)] if not problems else [one["detail"] for one in problems]
        for line in [*lines, *(one["detail"] for one in weak)]:
            click.echo(f"{found.locked.place}: {line}")
    ctx.exit(1 if problems else 0)
