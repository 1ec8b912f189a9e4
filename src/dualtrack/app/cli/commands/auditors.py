"""`dualtrack auditors`: the candidates for both engagements side by side, the decision, the booking."""

from datetime import date
from typing import TYPE_CHECKING

import click

from dualtrack.app.cli.call import DAY, Call, common, pass_call, reading
from dualtrack.app.cli.output import note, print_json, table
from dualtrack.app.cli.words import say

if TYPE_CHECKING:
    from dualtrack.app.programme.auditing import Auditors

FRAMEWORK = click.Choice(("soc2", "iso27001"))


@click.group("auditors", invoke_without_command=True, epilog="Example: dualtrack auditors --json")
@common
@reading
@click.pass_context
def command(ctx: click.Context) -> None:
    """The CPA firm and the certification body: candidates, what stands against each, decision, booking."""
    if ctx.invoked_subcommand is None:
        _show(ctx.ensure_object(Call))


def _show(call: Call) -> None:
    call.open()
    from dualtrack.app.cli.auditor_shape import auditors_json  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.auditing import auditors  # noqa: PLC0415 - needs Django

    when = call.when()
    held = auditors(call.viewer(), when)
    if call.json:
        print_json(auditors_json(held, when.known_at))
    else:
        _print(held)


@command.command("decide", epilog="Example: dualtrack auditors decide soc2 firm-1 --reason '…' --as mara")
@click.argument("framework", type=FRAMEWORK)
@click.argument("firm", metavar="FIRM")
@click.option("--quote", default="", metavar="ID", help="The quote that is accepted.")
@click.option("--reason", required=True, help="Why this firm and none of the others.")
@common
@pass_call
def decide(call: Call, framework: str, firm: str, quote: str, reason: str) -> None:
    """Choose a firm of the register for one engagement; a lead or manager does so by name."""
    call.open()
    from dualtrack.app.cli.auditor_shape import decision_json  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme import auditing  # noqa: PLC0415 - needs Django

    value = auditing.decide(
        call.viewer(),
        now=call.now(),
        today=call.today(),
        framework=framework,
        firm=firm,
        quote=quote,
        reason=reason,
    )
    if call.json:
        print_json(decision_json(value))
    else:
        note(say("{framework}: {firm} is chosen", framework=framework, firm=value.firm))


@command.command(
    "book", epilog="Example: dualtrack auditors book soc2 firm-1 2028-01-10 2028-01-28 --confirmation EL-7"
)
@click.argument("framework", type=FRAMEWORK)
@click.argument("firm", metavar="FIRM")
@click.argument("starts_on", type=DAY, metavar="FIRST")
@click.argument("ends_on", type=DAY, metavar="LAST")
@click.option("--confirmation", required=True, help="Number or day of what both sides signed.")
@common
@pass_call
def book(call: Call, framework: str, firm: str, starts_on: date, ends_on: date, confirmation: str) -> None:
    """Record the days that the chosen firm has confirmed for one engagement."""
    call.open()
    from dualtrack.app.cli.auditor_shape import booking_json  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme import auditing  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.finding_words import finding_text  # noqa: PLC0415 - needs Django

    value = auditing.book(
        call.viewer(),
        now=call.now(),
        today=call.today(),
        framework=framework,
        firm=firm,
        starts_on=starts_on,
        ends_on=ends_on,
        confirmation=confirmation,
    )
    noted = [(one.code.value, finding_text(one, {})) for one in auditing.noted(framework, call.today())]
    if call.json:
        print_json(booking_json(value) | {"noted": [{"code": code, "text": text} for code, text in noted]})
    else:
        days = {"first": value.starts_on, "last": value.ends_on}
        note(say("{framework}: {firm} is booked, {first} to {last}", framework=framework, firm=firm, **days))
        for _code, text in noted:
            note(text)


def _print(held: "Auditors") -> None:
    from dualtrack.app.programme.finding_words import finding_text  # noqa: PLC0415 - needs Django

    for one in held.comparisons:
        chosen, booking = held.chosen.get(one.framework), held.booked.get(one.framework)
        name = say("nobody chosen") if chosen is None else held.named(chosen.firm)
        days = say("not booked") if booking is None else f"{booking.starts_on} - {booking.ends_on}"
        click.echo(f"{one.framework}: {name}, {days}")
        rows = []
        for c in one.candidates:
            fee = "-" if c.quote is None or c.quote.fee is None else f"{c.quote.fee:f} {c.quote.currency}"
            offered = "-" if c.quote is None or c.quote.days is None else f"{c.quote.days:f}"
            state = say("can be chosen") if c.eligible else say("disqualified")
            rows.append((c.firm.id, state, fee, offered, c.table_days or "-", c.firm.name))
        table(("firm", "state", "fee", "days", "table", "name"), rows)
        for c in one.candidates:
            for found in (*c.disqualifying, *c.questions):
                click.echo(f"  {finding_text(found, {})}", err=True)
    for found in held.findings:
        click.echo(finding_text(found, {}), err=True)
