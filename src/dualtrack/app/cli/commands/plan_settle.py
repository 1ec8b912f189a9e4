"""`dualtrack plan settle`: where people work, how many they are, and the days between the stages."""

import click

from dualtrack.app.cli.call import Call, common, pass_call
from dualtrack.app.cli.output import print_json
from dualtrack.app.cli.words import say


@click.command(
    "settle", epilog="Example: dualtrack plan settle --country DE --gap 42 --people engineer=4 --hours 12"
)
@click.option("--country", help="Whose public holidays count: an ISO 3166 code.")
@click.option("--part", help="A part of it, such as a state.")
@click.option("--gap", type=int, help="Calendar days between Stage 1 and Stage 2; else the profile's.")
@click.option("--people", multiple=True, metavar="ROLE=N", help="How many of a role there are.")
@click.option("--hours", type=int, help="Hours a week of one person; else a figure of ours.")
@click.option(
    "--clear",
    multiple=True,
    type=click.Choice(("country", "part", "gap", "people", "hours")),
    help="What is settled no longer; a country goes with its part, people go for every role.",
)
@common
@pass_call
def settle(
    call: Call,
    country: str | None,
    part: str | None,
    gap: int | None,
    people: tuple[str, ...],
    hours: int | None,
    clear: tuple[str, ...],
) -> None:
    """Say where people work, how many they are, and the days between the stages.

    What is not said stays as it was settled, each role by itself; --clear takes it back.
    """
    counts = dict(_count(one) for one in people)
    call.open()
    from dualtrack.app.programme import plan_changes  # noqa: PLC0415 - needs Django

    held = plan_changes.settle(
        call.viewer(),
        now=call.now(),
        country=country,
        subdivision=part,
        stage_gap_days=gap,
        people=counts,
        hours_a_week=hours,
        clear=clear,
    )
    found = {one.role: one.count for one in held.people}
    document = {
        "country": held.country,
        "part": held.subdivision,
        "gap": held.stage_gap_days,
        "people": found,
        "hours_a_week": held.hours_a_week,
    }
    text = say(
        "settled: country {country}, part {part}, gap {gap}, people {people}, hours {hours}",
        country=held.country or "-",
        part=held.subdivision or "-",
        gap="-" if held.stage_gap_days is None else held.stage_gap_days,
        people=" ".join(f"{role}={count}" for role, count in found.items()) or "-",
        hours=held.hours_a_week or "-",
    )
    if call.json:
        print_json(document)
    else:
        click.echo(text)


def _count(text: str) -> tuple[str, int]:
    role, _, number = text.partition("=")
    if not role or not number.removeprefix("-").isdigit():
        raise click.BadParameter(
            say("{text}: expected ROLE=N, such as engineer=4", text=text), param_hint="--people"
        )
    return role, int(number)
