"""`dualtrack patterns`: the four failure patterns of combined programmes, and answers to false alarms."""

from datetime import date
from typing import TYPE_CHECKING

import click

from dualtrack.app.cli.call import DAY, Call, common, pass_call, reading
from dualtrack.app.cli.output import print_json, table
from dualtrack.app.cli.words import say

if TYPE_CHECKING:
    from dualtrack.app.programme.watching import Watching

_ANSWER = (
    "Example: dualtrack patterns answer scope_drift_unapproved --as mara --until 2027-11-30"
    " --reason 'A copy for a test; it is gone on Friday'"
)


@click.group("patterns", invoke_without_command=True, epilog="Example: dualtrack patterns --as-of 2027-10-19")
@common
@reading
@pass_call
@click.pass_context
def command(ctx: click.Context, call: Call) -> None:
    """Look for the four failure patterns: what, since when, at what cost, what to do."""
    if ctx.invoked_subcommand is not None:
        return
    call.open()
    from dualtrack.app.cli.pattern_shape import patterns_json  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.watching import watching  # noqa: PLC0415 - needs Django

    held = watching(call.viewer(), call.when())
    if call.json:
        print_json(patterns_json(held))
    else:
        _print(held)


@command.command("answer", epilog=_ANSWER)
@click.argument("finding", metavar="ID")
@click.option("--reason", required=True, help="Why it is a false alarm.")
@click.option("--until", type=DAY, required=True, help="Last day of the answer, at most 90 days from today.")
@common
@pass_call
def answer(call: Call, finding: str, reason: str, until: date) -> None:
    """Answer the finding ID as a false alarm, as a lead or manager; it is back when the facts change."""
    call.open()
    from dualtrack.app.cli.pattern_shape import answer_json  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme import answering  # noqa: PLC0415 - needs Django

    given = answering.answer(
        call.viewer(), now=call.now(), today=call.today(), finding=finding, reason=reason, until=until
    )
    if call.json:
        print_json(answer_json(given))
    else:
        click.echo(say("{id}: answered until {until}", id=given.finding, until=given.until))


def _print(held: "Watching") -> None:
    """A line a pattern, then each finding with its cost, what to do and what was answered."""
    from dualtrack.app.programme import pattern_words as words  # noqa: PLC0415 - needs Django
    from dualtrack.domain.programme.patterns.finding import Pattern  # noqa: PLC0415 - beside the above

    table(
        (say("pattern"), say("state"), say("findings")),
        (
            (
                words.title_text(p),
                words.STATES[held.state(p)],
                ", ".join(o.finding.id for o in held.of(p)) or "-",
            )
            for p in Pattern
        ),
    )
    for one in held.found:
        found = one.finding
        click.echo()
        click.echo(f"{found.id}: {words.found_text(found)}")
        click.echo(
            say(
                "  since {since} ({days} days), {severity}; owner: {owner}",
                since=found.since,
                days=found.days_open(held.when.as_of),
                severity=words.SEVERITIES[found.severity],
                owner=found.owner or "-",
            )
        )
        for hit in found.hits:
            audit, text = words.AUDITS[hit.audit], words.CONSEQUENCES[hit.consequence]
            cost = say("person-days: about {n}", n=words.days_text(hit.person_days))
            click.echo(f"  {audit}: {text}; {cost}")
        click.echo(f"  {words.to_do_text(found.code)}")
        told = words.answer_text(one)
        if told:
            click.echo(f"  {told}")
    said = say("{n} findings, {open} open; person-days are ours", n=len(held.found), open=len(held.open))
    click.echo(said, err=True)
