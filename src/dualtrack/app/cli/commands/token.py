"""`dualtrack token`: tokens, by which programs read the record through the API."""

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from dualtrack.app.cli.call import DAY, Call, common, pass_call, reading
from dualtrack.app.cli.output import print_json, table
from dualtrack.app.cli.words import say
from dualtrack.domain.ledger.token import Scope

if TYPE_CHECKING:
    from dualtrack.app.accounts.token_queries import Listed
    from dualtrack.domain.ledger.token import Token

_CREATE = 'Example: dualtrack token create "nightly export" --for ada@example.com --expires 2027-09-30'


@click.group("token")
def command() -> None:
    """Tokens: a program reads through the API with one, as its owner may, until a day."""


@command.command("create", epilog=_CREATE)
@click.argument("name")
@click.option("--for", "owner", metavar="PERSON", help="Whose token (id or address); else of who acts.")
@click.option(
    "--scope", "scopes", multiple=True, type=click.Choice([s.value for s in Scope]), default=["read"]
)
@click.option("--expires", type=DAY, help="Its last day, within a year; else in 90 days.")
@common
@pass_call
def create(call: Call, name: str, owner: str | None, scopes: tuple[str, ...], expires: date | None) -> None:
    """Make a token called NAME and print its text, which is shown this once and kept nowhere."""
    call.open()
    from dualtrack.app.accounts import tokens  # noqa: PLC0415 - needs Django
    from dualtrack.app.accounts.queries import person_id  # noqa: PLC0415 - needs Django

    viewer = call.viewer()
    whose = viewer.person_id if owner is None else person_id(owner) or owner
    if whose is None:
        raise click.UsageError(say("say whose token it is: --for PERSON, or act as them with --as"))
    made = tokens.create(
        viewer,
        now=call.now(),
        today=call.today(),
        name=name,
        owner=whose,
        scopes=[Scope(one) for one in scopes],
        expires_on=expires,
    )
    if call.json:
        print_json({**_shape(made.token), "token": made.text})
        return
    last = made.token.expires_on
    click.echo(say("{id} of {person}, until {day}", id=made.token.id, person=whose, day=last))
    click.echo(say("Its text, shown this once; whoever holds it reads what {person} may:", person=whose))
    click.echo(made.text)


@command.command("list", epilog="Example: dualtrack token list --as-of 2027-06-14")
@common
@reading
@pass_call
def listing(call: Call) -> None:
    """List tokens and whether they work: everybody's for who manages people, else one's own."""
    call.open()
    from dualtrack.app.accounts.token_queries import tokens  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.token_words import STATES  # noqa: PLC0415 - needs Django

    found = tokens(call.viewer(), call.when().as_of, call.until())
    if call.json:
        print_json({"tokens": [{**_shape(one.token), "state": _state(one)} for one in found]})
        return
    rows = [
        (one.token.id, one.token.owner, one.token.name, one.token.expires_on, say(STATES[_state(one)]))
        for one in found
    ]
    if rows:
        table(("id", "owner", "name", "last day", "state"), rows)
    else:
        by = call.by()
        click.echo(say("no token was ever made") if by is None else say("no token was made by {day}", day=by))


@command.command("revoke", epilog="Example: dualtrack token revoke tok_0123456789abcdefghjk")
@click.argument("token", metavar="ID")
@common
@pass_call
def revoke(call: Call, token: str) -> None:
    """End the token ID: from the next request on it opens nothing."""
    call.open()
    from dualtrack.app.accounts import tokens  # noqa: PLC0415 - needs Django

    ended = tokens.revoke(call.viewer(), now=call.now(), today=call.today(), token=token)
    if call.json:
        print_json(_shape(ended))
    else:
        click.echo(say("{id}: revoked on {day}", id=ended.id, day=ended.revoked_on))


def _state(one: "Listed") -> str:
    return "works" if one.ending is None else one.ending.value


def _shape(token: "Token") -> dict[str, Any]:
    """A token without anything that opens a door."""
    return {
        "id": token.id,
        "name": token.name,
        "owner": token.owner,
        "scopes": [scope.value for scope in token.scopes],
        "made_on": token.made_on.isoformat(),
        "expires_on": token.expires_on.isoformat(),
        "revoked_on": token.revoked_on and token.revoked_on.isoformat(),
        "revoked_by": token.revoked_by,
    }
