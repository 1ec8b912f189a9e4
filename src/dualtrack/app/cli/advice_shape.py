"""What `advise` answers, in the contract's keys and as sentences."""

from typing import TYPE_CHECKING, Any

import click

from dualtrack.app.cli.words import say
from dualtrack.domain.programme.advice.advise import Advice
from dualtrack.domain.programme.advice.given import digest_of
from dualtrack.domain.programme.advice.statement import Because, Statement, Topic
from dualtrack.domain.programme.advice.topics import TOPICS
from dualtrack.domain.programme.advice.words import reason_said, said
from dualtrack.domain.programme.cost.range import Range

if TYPE_CHECKING:
    from dualtrack.app.programme.advising import Given


def advice_json(advice: Advice, *, demands_from: str, given: "Given | None" = None) -> dict[str, Any]:
    """The whole answer; every sentence with its reasons."""
    totals = advice.price.totals
    return {
        "as_of": advice.as_of.isoformat(),
        "recommendation": advice.recommendation,
        "reports": list(advice.reports),
        "iso42001": advice.iso42001,
        "scenario": advice.scenario.value,
        "first": advice.first.value if advice.first else None,
        "profile": advice.profile.value if advice.profile else None,
        "months": list(advice.months) if advice.months else None,
        "period_months": advice.period_months,
        "categories": [one.value for one in advice.categories],
        "cost": {
            "currency": advice.currency,
            "first_year": advice.profile is not None,
            "together": range_json(totals.combined),
            "apart": range_json(totals.separate),
            "ratio": None if totals.ratio is None else float(totals.ratio),
            "ratio_standing": totals.standing.value,
            "carry_over": float(totals.carry_over),
            "by_tag": {tag.value: range_json(amount) for tag, amount in totals.by_tag.items()},
        },
        "type_1": _type_1(advice),
        "demands_from": demands_from,
        "demands": list(advice.demands),
        "statements": [statement_json(one) for one in advice.statements if one.topic is not Topic.DECIDE],
        "decide_now": [statement_json(one) for one in advice.about(Topic.DECIDE)],
        "digest": digest_of(advice),
        "recorded": None if given is None else given_json(given),
    }


def range_json(amount: Range) -> dict[str, int]:
    """Three amounts in whole units."""
    whole = amount.whole()
    return {"low": int(whole.low), "likely": int(whole.likely), "high": int(whole.high)}


def statement_json(one: Statement) -> dict[str, Any]:
    """A sentence: code, parameters, text, and its reasons."""
    return {
        "topic": one.topic.value,
        "code": one.code,
        "text": said(one, say),
        "parameters": dict(one.params),
        "because": [_because(reason) for reason in one.because],
    }


def _because(reason: Because) -> dict[str, Any]:
    return {"code": reason.code, "text": reason_said(reason, say), "parameters": dict(reason.params)}


def _type_1(advice: Advice) -> dict[str, Any] | None:
    one = advice.price.type_1
    if one is None:
        return None
    return {
        "month": one.month,
        "day": one.day.isoformat(),
        "price": range_json(one.price),
        "accepted": one.accepted.value,
    }


def given_json(given: "Given") -> dict[str, Any]:
    """The advice on record last, and whether it still stands."""
    held = given.advice
    return {
        "id": held.id,
        "given_on": held.given_on.isoformat(),
        "given_by": held.given_by,
        "recommendation": held.recommendation,
        "first": held.first or None,
        "profile": held.profile or None,
        "digest": held.digest,
        "stale": given.stale,
        "changes": [
            {
                "demand": one.demand,
                "kind": one.kind.value,
                "fields": [{"field": f, "was": was, "is": now} for f, was, now in one.fields],
            }
            for one in given.changes
        ],
    }


def print_advice(advice: Advice, given: "Given | None") -> None:
    """The answer as sentences, topic by topic, each with its reasons below it."""
    for topic in Topic:
        held = advice.about(topic)
        if not held:
            continue
        click.echo(say(TOPICS[topic]))
        for one in held:
            click.echo(f"  {said(one, say)}")
            reasons = "; ".join(reason_said(reason, say) for reason in one.because)
            click.echo(f"    {say('because: {reasons}', reasons=reasons)}")
    if given is not None and given.stale:
        changed = ", ".join(one.demand for one in given.changes)
        click.echo(
            say(
                "The advice on record of {day} is stale: demands changed since ({changed}).",
                day=given.advice.given_on,
                changed=changed,
            )
        )
