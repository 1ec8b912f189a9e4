"""What `programme add iso42001 --dry-run` answers: what is reused, what is new, what it adds."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click
from django.utils.translation import gettext as _

from dualtrack.app.cli.advice_shape import range_json
from dualtrack.app.cli.cost_shape import line_json
from dualtrack.app.cli.level_shape import conflict
from dualtrack.app.cli.output import note, table
from dualtrack.app.cli.plan_shape import joined, task
from dualtrack.app.cli.words import say
from dualtrack.app.programme.catalogue import framework_name
from dualtrack.app.programme.cost_words import line_text
from dualtrack.app.programme.join_words import end_lines
from dualtrack.app.programme.layer_words import (
    HOURS_NOTE,
    HOWS,
    audit_line,
    counted_text,
    crowding_text,
    notes_of,
    papers_text,
    plan_lines,
)
from dualtrack.app.programme.plan_words import ROLES
from dualtrack.domain.frameworks.catalogue import Delta
from dualtrack.domain.programme.advice.terms import amount
from dualtrack.domain.programme.cost.range import Range
from dualtrack.domain.programme.layering import How, Layer, Layered, Via
from dualtrack.domain.programme.plan.shape import Spread

if TYPE_CHECKING:
    from dualtrack.app.programme.layering import OnTop


def layer_json(found: "OnTop") -> dict[str, Any]:
    """The whole answer."""
    held = found.layered
    return {
        "since": found.as_of.isoformat(),
        "dry_run": True,
        "framework": held.framework,
        "over": list(held.over),
        "asked": len(held.layers),
        "counts": _counts(held),
        "controls": list(held.controls),
        "parts": [
            {"group": p.group, "title": p.title, "kind": p.kind.value}
            | {how.value: p.count(how) for how in How}
            for p in held.parts
        ],
        "requirements": [_layer(one) for one in held.layers],
        "work": [_delta(delta) | {"requirements": list(ids)} for delta, ids in held.work],
        "plan": _plan(found),
        "cost": _cost(found),
        "notes": list(notes_of(found)),
    }


def _counts(held: Layered) -> dict[str, int]:
    return {how.value: held.count(how) for how in How}


def _layer(one: Layer) -> dict[str, Any]:
    return {
        "id": one.requirement.id,
        "title": one.requirement.title,
        "summary": one.requirement.summary,
        "how": one.how.value,
        "share": one.share.value,
        "controls": list(one.controls),
        "direct": list(one.direct),
        "by": [_via(via) for via in one.by],
        "owed": [_delta(delta) for delta in one.owed],
        "document": None if one.paper is None else one.paper.value,
    }


def _via(via: Via) -> dict[str, Any]:
    pair = via.pair
    return {
        "through": via.through,
        "relation": pair.relation.value,
        "strength": pair.strength,
        "covered": pair.source_covered.value,
        "owed": list(pair.source_delta),
        "controls": list(via.controls),
        "rationale": pair.rationale,
    }


def _delta(delta: Delta) -> dict[str, str]:
    return {"delta": delta.id, "title": delta.title, "work": delta.work}


def _plan(found: "OnTop") -> dict[str, Any]:
    adds = found.adds
    return {
        "tasks": [task(one) | {"hours": _spread(adds.hours[one.task.id])} for one in adds.tasks],
        "hours": _spread(adds.total),
        "audit_ends_on": None if adds.audited is None else adds.audited.isoformat(),
        "added": joined(adds.joined),
        "conflicts": [
            conflict(one.conflict, found.plan) | {"stood_before": one.stood} for one in adds.conflicts
        ],
    }


def _spread(hours: Spread) -> dict[str, int]:
    return {"low": hours.low, "likely": hours.likely, "high": hours.high}


def _cost(found: "OnTop") -> dict[str, Any] | None:
    """None for who may not see costs."""
    if found.cost is None:
        return None
    currency = found.cost.currency
    return {
        "currency": currency,
        "lines": [line_json(one, currency) for one in found.cost.rows],
        "total": range_json(found.cost.total),
    }


def print_layer(found: "OnTop") -> None:
    """The same for a person."""
    held = found.layered
    click.echo(counted_text(found, " + ".join(framework_name(key) for key in held.over)))
    click.echo(papers_text(held))
    click.echo()
    _print_parts(held)
    for how in How:
        ids = " ".join(one.requirement.local_id for one in held.of(how))
        click.echo(f"{_(HOWS[how.value])}: {ids or '-'}")
    click.echo()
    headings = (say("for so many"), say("to make"), say("work"))
    table(headings, [(len(ids), delta.title, delta.work) for delta, ids in held.work])
    for one in held.untouched:
        asks = one.requirement
        click.echo(
            say(
                "nothing of ours goes towards {requirement} {title}: {summary}",
                requirement=asks.local_id,
                title=asks.title,
                summary=asks.summary,
            )
        )
    click.echo()
    _print_plan(found)
    if found.cost is not None:
        click.echo()
        _print_cost(found)
    for text in notes_of(found):
        note(text)


def _print_parts(held: Layered) -> None:
    headings = (say("part"), *(_(HOWS[how.value]) for how in How), say("title"))
    rows: list[Sequence[object]] = [(p.group, *(p.count(how) for how in How), p.title) for p in held.parts]
    table(
        headings, [*rows, (say("all"), *_counts(held).values(), say("{n} requirements", n=len(held.layers)))]
    )


def _print_plan(found: "OnTop") -> None:
    adds = found.adds
    table(
        (say("begins"), say("last day"), say("hours"), say("who"), say("task")),
        [
            (one.start, one.last, adds.hours[one.task.id].likely, _(ROLES[one.task.role]), one.task.title)
            for one in adds.tasks
        ],
    )
    for text in (*plan_lines(found), *end_lines(adds.joined), audit_line(found)):
        click.echo(text)
    for one in adds.conflicts:
        click.echo(crowding_text(one, found))


def _print_cost(found: "OnTop") -> None:
    if found.cost is None:
        return
    headings = (say("low"), say("likely"), say("high"), say("in {currency}", currency=found.cost.currency))
    rows = [(*_amounts(one.line.amount), line_text(one.line)) for one in found.cost.rows]
    table(headings, [*rows, (*_amounts(found.cost.total), say("together"))])
    click.echo(_(HOURS_NOTE))


def _amounts(one: Range) -> tuple[str, str, str]:
    return amount(str(one.low)), amount(str(one.likely)), amount(str(one.high))
