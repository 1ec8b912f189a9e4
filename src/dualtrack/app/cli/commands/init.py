"""`dualtrack init`: a new home with a programme of one profile."""

from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

import click

from dualtrack.app.cli.call import DAY, Call, common, pass_call
from dualtrack.app.cli.output import note, print_json
from dualtrack.app.cli.words import say
from dualtrack.domain.frameworks.catalogue import Category
from dualtrack.domain.programme.organisation import Profile, Sequencing

if TYPE_CHECKING:
    from dualtrack.app.programme.services import LateBeginning

_EXAMPLE = "Example: dualtrack init Acme --profile first-combined --start 2027-01-04 --timezone Europe/Berlin"


def _zone(ctx: click.Context, param: click.Parameter, value: str) -> str:
    del ctx, param
    if value not in available_timezones():
        raise click.BadParameter(
            say("{value} is not a time zone; expected such as Europe/Berlin or UTC", value=repr(value))
        )
    return ZoneInfo(value).key


def _categories(ctx: click.Context, param: click.Parameter, value: str) -> tuple[str, ...]:
    del ctx, param
    chosen = tuple(dict.fromkeys(part.strip() for part in value.split(",") if part.strip()))
    known = [c.value for c in Category]
    for name in chosen:
        if name not in known:
            raise click.BadParameter(
                say(
                    "{name} is not a category; expected of: {listed}",
                    name=repr(name),
                    listed=", ".join(known),
                )
            )
    return chosen


def _next(running: str | None) -> None:
    """What to do next; `running` is what runs already, and is adopted."""
    if running is not None:
        note(say("Next: dualtrack adopt template {kind} --out last-audit.toml", kind=running))
    note(say("Next: dualtrack up, then open the set-up link that it prints."))


def _warnings(late: "LateBeginning | None", start: date, today: date) -> list[dict[str, str]]:
    """What follows from a start in the past, as a code and in words, with what to do instead."""
    if late is None:
        return []
    days = {"start": start, "first": late.period.start, "last": late.period.end, "today": today}
    if not late.ended:
        text = say(
            "The programme began on {start}, and its observation period on {first}, before anything was"
            " recorded: say of each control since when it operates; one that began later is an exception of"
            " the period. Or make another home that begins on {today} or later.",
            **days,
        )
        return [{"code": "period_has_begun", "text": text}]
    text = say(
        "A programme that began on {start} had its observation period from {first} to {last}: it ended before"
        " anything was recorded, and does not count. Make another home that begins on {today} or later; or,"
        " where SOC 2 or an ISMS runs already, adopt it: dualtrack adopt template {kind} --out"
        " last-audit.toml.",
        kind=late.adopts or "soc2",
        **days,
    )
    return [{"code": "period_has_ended", "text": text}]


@click.command("init", epilog=_EXAMPLE)
@click.argument("name")
@click.option("--profile", type=click.Choice([p.value for p in Profile]), required=True)
@click.option("--start", type=DAY, required=True, help="First day of the programme.")
@click.option("--timezone", default="UTC", callback=_zone, help="Zone in which its days are counted.")
@click.option(
    "--sequencing", type=click.Choice([s.value for s in Sequencing]), default=Sequencing.ISO_FIRST.value
)
@click.option(
    "--categories", default="security", callback=_categories, help="SOC 2 categories, separated by commas."
)
@click.option("--period-months", type=click.IntRange(3, 12), default=6, help="Length of the SOC 2 period.")
@click.option(
    "--starters",
    type=click.Choice(("library", "none")),
    help="Starter controls; else none for add-iso27001 and add-soc2, whose list is adopted.",
)
@click.option("--with", "layered", type=click.Choice(["iso42001"]), help="A framework layered on top.")
@common
@pass_call
def command(
    call: Call,
    name: str,
    profile: str,
    start: date,
    timezone: str,
    sequencing: str,
    categories: tuple[str, ...],
    period_months: int,
    starters: str | None,
    layered: str | None,
) -> None:
    """Make a home for NAME and begin its programme.

    It holds the starter controls, one observation period and one engagement for each framework. Who runs one
    of the two already begins with add-iso27001 or add-soc2, and adopts the rest: dualtrack adopt template.
    """
    if not name.strip():
        raise click.BadParameter(say("the organisation needs a name"), param_hint="NAME")
    if layered is not None:
        raise click.BadParameter(
            say(
                "a programme cannot run iso42001 yet; leave --with out, and see what it reuses and adds with:"
                " dualtrack programme add iso42001 --dry-run"
            ),
            param_hint="--with",
        )
    call.setup()
    from dualtrack.app.ledger import clock, lifecycle  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme import services  # noqa: PLC0415 - needs Django

    what = services.Beginning(
        name=name.strip(),
        profile=Profile(profile),
        start=start,
        timezone=timezone,
        sequencing=Sequencing(sequencing),
        categories=categories,
        period_months=period_months,
        starters=None if starters is None else starters == "library",
    )
    here = lifecycle.build(call.home_path(), now=clock.wall())
    organisation = services.begin(actor=call.actor(), now=call.now(), what=what)
    warnings = _warnings(services.late_beginning(what, call.today()), start, call.today())
    if call.json:
        made = {"home": str(here.path), "organisation": organisation.name, "profile": profile}
        print_json(made | {"warnings": warnings})
    else:
        click.echo(
            say(
                "{path}: a programme for {name} begins on {start} ({profile}).",
                path=here.path,
                name=organisation.name,
                start=start,
                profile=profile,
            )
        )
        for one in warnings:
            note(one["text"])
        _next(services.RUNNING.get(what.profile))
