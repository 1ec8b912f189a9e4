"""`dualtrack hold`: legal holds, under which nothing is erased; lifting one is for the page."""

from datetime import date

import click

from dualtrack.app.cli.call import DAY, Call, common, pass_call, reading
from dualtrack.app.cli.erasure_shape import hold_json
from dualtrack.app.cli.output import print_json, table
from dualtrack.app.cli.words import say

_SET = "Example: dualtrack hold set --control AC-02 --reason 'claim of a customer, case 12/2027'"


@click.group("hold")
def command() -> None:
    """Legal holds: what nobody may erase while they stand."""


@command.command("set", epilog=_SET)
@click.option("--everything", is_flag=True, help="Hold everything.")
@click.option("--object", "named", metavar="KIND/ID", help="Hold one object, such as evidence/ev_4k0c.")
@click.option("--control", metavar="ID", help="Hold all about one control.")
@click.option("--from", "first", type=DAY, help="Hold all that speaks about days from this one")
@click.option("--to", "last", type=DAY, help="to this one.")
@click.option("--reason", required=True, help="Why; name nobody, it stays in the ledger.")
@common
@pass_call
def set_(
    call: Call,
    everything: bool,
    named: str | None,
    control: str | None,
    first: date | None,
    last: date | None,
    reason: str,
) -> None:
    """Set a hold on everything, an object, a control or some days."""
    call.open()
    from dualtrack.app.programme.erasing import holds  # noqa: PLC0415 - needs Django
    from dualtrack.domain.ledger.hold import Covers  # noqa: PLC0415 - beside the above

    given = {
        Covers.EVERYTHING: everything,
        Covers.OBJECT: named,
        Covers.CONTROL: control,
        Covers.PERIOD: first or last,
    }
    chosen = [covers for covers, said in given.items() if said]
    if len(chosen) != 1:
        raise click.UsageError(
            say("say what it covers: --everything, --object, --control, or --from and --to")
        )
    hold = holds.set_hold(
        call.viewer(),
        now=call.now(),
        today=call.today(),
        covers=chosen[0],
        reason=reason,
        subject=named or control or "",
        first=first,
        last=last,
    )
    if call.json:
        print_json(hold_json(hold))
    else:
        click.echo(say("{id}: nothing under it is erased until it is lifted", id=hold.id))


@command.command("lift", epilog="Example: dualtrack hold lift hld_4k0c")
@click.argument("hold", metavar="ID")
@common
@pass_call
def lift(call: Call, hold: str) -> None:
    """Say where hold ID is lifted: on the page, by a person who signed in, never from here."""
    call.on_the_page("erasures.read", "hold_is_lifted_by_a_person", hold)


@command.command("list", epilog="Example: dualtrack hold list --as-of 2027-06-14")
@common
@reading
@pass_call
def listing(call: Call) -> None:
    """Print every hold, those that stand first."""
    call.open()
    from dualtrack.app.programme.erasing import queries  # noqa: PLC0415 - needs Django

    found = queries.holds(call.viewer(), call.until())
    if call.json:
        print_json({"holds": [hold_json(hold) for hold in found]})
        return
    rows = [
        (
            hold.id,
            hold.covers.value,
            hold.subject or (f"{hold.first}..{hold.last}" if hold.first else "-"),
            str(hold.set_on),
            say("stands") if hold.stands else say("lifted on {day}", day=hold.lifted_on),
            hold.reason,
        )
        for hold in found
    ]
    if rows:
        table(("id", "covers", "what", "set on", "state", "why"), rows)
    else:
        by = call.by()
        click.echo(say("no hold was ever set") if by is None else say("no hold was set by {day}", day=by))
