"""What choosing the SOC 2 categories brings, as scripts and people read it."""

from collections.abc import Iterable
from typing import Any

import click

from dualtrack.app.cli.output import note
from dualtrack.app.cli.words import say
from dualtrack.app.programme.category_choice import Choice
from dualtrack.domain.frameworks.catalogue import Requirement

_MOST = 20  # criteria and controls that a person is shown


def choice_json(one: Choice) -> dict[str, Any]:
    """The answer of `programme categories`."""
    return {
        "since": one.since.isoformat(),
        "before": ["security", *one.before],
        "categories": ["security", *one.after],
        "asked": [r.id for r in one.asked],
        "left": [r.id for r in one.left],
        "unserved": list(one.unserved),
        "starters": [{"id": c.id, "title": c.title} for c in one.starters],
        "tasks": [t.id for t in one.tasks],
        "tasks_left": [t.id for t in one.tasks_left],
        "currency": one.currency,
        "cost": None if one.cost is None else str(one.cost),
    }


def print_choice(one: Choice, *, dry_run: bool) -> None:
    """The same as text, with what to do next."""
    names = ", ".join(("security", *one.after)).replace("_", " ")
    click.echo(
        say("SOC 2 would examine {names} from {day} on", names=names, day=one.since)
        if dry_run
        else say("SOC 2 examines {names} from {day} on", names=names, day=one.since)
    )
    _line(say("criteria that come in"), _ids(one.asked))
    _line(say("criteria that are examined no more"), _ids(one.left))
    _line(say("of those that come in, served by nobody"), [r.partition(":")[2] for r in one.unserved])
    _line(say("starter controls for what nobody serves"), [c.id for c in one.starters])
    _line(say("tasks that the plan holds more"), [t.id for t in one.tasks])
    _line(say("tasks that the plan holds no more"), [t.id for t in one.tasks_left])
    if one.cost is not None:
        said = say("estimated cost, more than before: {currency} {amount}")
        click.echo(said.format(currency=one.currency, amount=f"{one.cost:,.0f}"))
    if one.starters:
        note(say("Next: dualtrack programme fill soc2 --dry-run, or controls of your own"))


def _line(title: str, ids: Iterable[str]) -> None:
    held = list(ids)
    rest = f", ... (+{len(held) - _MOST})" if len(held) > _MOST else ""
    click.echo(f"{title}: {len(held)}" + (f"  {', '.join(held[:_MOST])}{rest}" if held else ""))


def _ids(asked: Iterable[Requirement]) -> list[str]:
    return [one.local_id for one in asked]
