"""`dualtrack plan level`: who is asked for too much, and the moves of tasks that spare most of it."""

from typing import Any

import click

from dualtrack.app.cli.call import Call, common, pass_call, reading
from dualtrack.app.cli.output import note, print_json, table
from dualtrack.app.cli.words import say


@click.command("level", epilog="Example: dualtrack plan level --apply --as alice")
@click.option("--ends-may-move", is_flag=True, help="Let the three finish dates move too, at a price.")
@click.option(
    "--price",
    type=int,
    metavar="HOURS",
    help="Missing hours that a week's delay has to spare; else 40, ours.",
)
@click.option("--apply", "carry_out", is_flag=True, help="Record the moves.")
@click.option("--seen", metavar="HASH", help="With --apply: only if the plan is still the one that was read.")
@click.option("--reason", default="", help="With --apply: why; else what each move relieves.")
@common
@reading
@pass_call
def level(call: Call, /, carry_out: bool, **options: Any) -> None:
    """Find the moves, by whole weeks, after which fewest hours are missing."""
    _check(call, carry_out, options)
    call.open()
    from dualtrack.app.cli import level_shape  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme import plan_levelling  # noqa: PLC0415 - beside the above
    from dualtrack.app.programme.planning import planned  # noqa: PLC0415 - beside the above
    from dualtrack.domain.programme.plan.levelling import PRICE_HOURS  # noqa: PLC0415 - beside the above

    price = PRICE_HOURS if options["price"] is None else options["price"]
    how = {"ends_may_move": options["ends_may_move"], "price_hours": price}
    if carry_out:
        written = {"seen": options["seen"], "reason": options["reason"]}
        found = plan_levelling.apply(call.viewer(), now=call.now(), today=call.today(), **written, **how)
    else:
        held = planned(call.viewer(), call.when())
        found = plan_levelling.solved(plan_levelling.question(held, **how))
    document = level_shape.whole(found, applied=carry_out)
    if call.json:
        print_json(document)
    else:
        _show(document)


def _check(call: Call, carry_out: bool, options: dict[str, Any]) -> None:
    """Options that would say nothing by themselves."""
    if options["price"] is not None and not options["ends_may_move"]:
        raise click.UsageError(say("--price is of --ends-may-move"))
    if not carry_out and (options["seen"] or options["reason"]):
        raise click.UsageError(say("--seen and --reason are of --apply"))
    if carry_out and (call.as_of or call.known_at):
        raise click.UsageError(say("--apply is of today: give neither --as-of nor --known-at"))


def _show(document: dict[str, Any]) -> None:
    for one in document["conflicts"]:
        note(one["text"])
    rows = (
        (m["from"], m["to"], m["weeks"], f"{m['task']}  {m['title']}: {m['text']}") for m in document["moves"]
    )
    if document["moves"]:
        table(("from", "to", "weeks", "task"), rows)
    for one in document["capacities"]:
        note(one["text"])
    note(document["text"])
    if document["applied"]:
        note(say("recorded as moves of the plan"))
