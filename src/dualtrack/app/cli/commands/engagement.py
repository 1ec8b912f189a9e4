"""`dualtrack engagement`: the audits that were commissioned, which one comes next, open and close one."""

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from dualtrack.app.cli.call import DAY, Call, common, pass_call, reading
from dualtrack.app.cli.failure import FailedError, Failure
from dualtrack.app.cli.output import note, print_json, table
from dualtrack.app.cli.words import say

if TYPE_CHECKING:
    from dualtrack.domain.audits.cycle import NextAudit
    from dualtrack.domain.audits.engagement import Engagement

_KINDS = (
    "soc2-type2",
    *(f"iso27001-{audit}" for audit in ("stage1", "stage2", "surveillance", "recertification")),
)
_OPEN = "Example: dualtrack engagement open iso27001-surveillance --from 2027-03-01 --to 2028-02-28"


@click.group("engagement", epilog=_OPEN)
def command() -> None:
    """Audits: what was commissioned, what a certificate asks for next, open one, close one."""


@command.command("list", epilog="Example: dualtrack engagement list --json")
@common
@reading
@pass_call
def listing(call: Call) -> None:
    """List every audit with its period, and the one that is due next on the certificate."""
    call.open()
    from dualtrack.app.audits.queries import engagements  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.engaging import due_next  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.queries import past  # noqa: PLC0415 - needs Django

    viewer, when = call.viewer(), call.when()
    due = due_next(viewer, when)
    held = engagements(viewer, past(when))
    if call.json:
        told = None if due is None else _due(due, when.as_of)
        print_json({"as_of": str(when.as_of), "engagements": [_one(e) for e in held], "next": told})
        return
    columns = ("engagement", "opened", "closed", "firm", "title")
    table(columns, ((e.id, e.opened_on, e.closed_on or "-", e.firm or "-", e.title) for e in held))
    if due is not None:
        _say_due(due, when.as_of)


def _say_due(due: "NextAudit", today: date) -> None:
    told = {"kind": due.kind.value, "day": due.due_by, "clause": due.clause}
    if due.late(today):
        click.echo(say("overdue: {kind} was due by {day} ({clause}); ask the certification body", **told))
    else:
        click.echo(say("next: {kind} by {day} ({clause})", **told))


def _due(due: "NextAudit", today: date) -> dict[str, Any]:
    told = {"kind": due.kind.value, "due_by": str(due.due_by), "clause": due.clause}
    return told | {"late": due.late(today)}


def _one(held: "Engagement") -> dict[str, Any]:
    return {
        "id": held.id,
        "kind": held.kind.value,
        "title": held.title,
        "firm": held.firm,
        "period": held.period,
        "opened_on": str(held.opened_on),
        "closed_on": held.closed_on and str(held.closed_on),
    }


@command.command("open", epilog=_OPEN)
@click.argument("kind", type=click.Choice(_KINDS))
@click.option("--from", "first", type=DAY, required=True, help="First day that it looks at.")
@click.option("--to", "last", type=DAY, required=True, help="Last day that it looks at.")
@click.option("--firm", default="", help="The CPA firm, or the certification body.")
@click.option("--opened", type=DAY, help="The day on which it was commissioned; else today.")
@common
@pass_call
def opening(call: Call, kind: str, first: date, last: date, firm: str, opened: date | None) -> None:
    """Open an audit of KIND over the days from one to another."""
    call.open()
    from dualtrack.app.programme.engagement_words import opening_text  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.engaging import OpeningRefusedError, open_audit  # noqa: PLC0415 - beside it
    from dualtrack.domain.audits.engagement import EngagementKind  # noqa: PLC0415 - beside it
    from dualtrack.domain.audits.opening import Asked  # noqa: PLC0415 - beside it

    today = call.today()
    asked = Asked(kind=EngagementKind(kind), start=first, end=last, opened_on=opened or today)
    try:
        made = open_audit(call.viewer(), now=call.now(), today=today, asked=asked, firm=firm)
    except OpeningRefusedError as error:
        for fault in error.faults[1:]:
            note(f"{fault.field}: {opening_text(fault)}")
        wrong = error.faults[0]
        failure = Failure(code=wrong.code.value, message=opening_text(wrong), record=kind, field=wrong.field)
        raise FailedError(failure) from error
    noted = [(fault, opening_text(fault)) for fault in made.noted]
    if call.json:
        told = [{"code": fault.code.value, "field": fault.field, "text": text} for fault, text in noted]
        span = {"id": made.period.id, "start": str(made.period.start), "end": str(made.period.end)}
        print_json({"engagement": _one(made.engagement), "period": span, "noted": told})
        return
    for _fault, text in noted:
        note(text)
    click.echo(
        say(
            "{id}: {title}, {start} to {end}",
            id=made.engagement.id,
            title=made.engagement.title,
            start=made.period.start,
            end=made.period.end,
        )
    )


@command.command("close", epilog="Example: dualtrack engagement close iso27001-stage2-1")
@click.argument("engagement", metavar="ID")
@common
@pass_call
def close(call: Call, engagement: str) -> None:
    """Close an audit today: its report or certificate is there, or it does not take place."""
    call.open()
    from dualtrack.app.programme.engaging import close_audit  # noqa: PLC0415 - needs Django

    closed = close_audit(call.viewer(), now=call.now(), today=call.today(), engagement=engagement)
    if call.json:
        print_json({"engagement": _one(closed)})
    else:
        click.echo(say("{id}: closed on {day}", id=closed.id, day=closed.closed_on))
