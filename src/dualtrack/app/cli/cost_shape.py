"""What `cost` answers: every line with its source, together against apart, forecast against actual."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from dualtrack.app.cli.advice_shape import range_json
from dualtrack.app.cli.output import table
from dualtrack.app.cli.words import say
from dualtrack.app.programme.auditor_words import step_text as day_step
from dualtrack.app.programme.cost_words import MARKS, STANDINGS, TAGS, how_text, line_text
from dualtrack.domain.programme.advice.terms import amount

if TYPE_CHECKING:
    from dualtrack.app.programme.costing.queries import Costing
    from dualtrack.domain.programme.cost.audit_days import AuditDays, Profile
    from dualtrack.domain.programme.cost.facts import CostQuote
    from dualtrack.domain.programme.cost.forecast import Forecast


def cost_json(held: "Costing") -> dict[str, Any]:
    """The costs of a day."""
    totals = held.totals
    return {
        "as_of": held.as_of.isoformat(),
        "currency": held.basis.currency,
        **basis_json(held),
        "lines": [line_json(one, held.basis.currency) for one in held.rows],
        "by_tag": {tag.value: range_json(found) for tag, found in totals.by_tag.items()},
        "together": range_json(totals.combined),
        "apart": range_json(totals.separate),
        "total": range_json(totals.total),
        "expected": int(totals.expected),
        "p10": int(totals.p10),
        "p90": int(totals.p90),
        "ratio": None if totals.ratio is None else float(totals.ratio),
        "ratio_standing": totals.standing.value,
        "spent": number(held.spent),
        "outlook": number(held.outlook),
        "spent_off_lines": [
            {"line": one.line, "amount": number(one.amount), "spent_on": one.spent_on.isoformat()}
            for one in held.off_lines
        ],
    }


def basis_json(held: "Costing") -> dict[str, Any]:
    """What the costs rest on, and the days that the table of the certification body comes to with it."""
    return {
        "basis": {
            "persons": held.basis.persons,
            "sites": held.basis.sites,
            "countries": held.basis.countries,
            "per_dollar": str(held.basis.per_dollar),
            "carry_over": float(held.basis.carry_over),
            "assumed": held.assumed,
            "from": held.source.value,
            "reason": held.basis.reason or None,
            "profile": _profile(held.basis.profile),
            "budget": None if held.basis.budget is None else number(held.basis.budget),
        },
        "audit_days": _days(held.days),
    }


def _profile(profile: "Profile") -> dict[str, Any]:
    """What the audit days hang on beside the persons, each change with its reason."""
    return {
        "business": profile.business.value,
        "technology": profile.technology.value,
        "adjustment": profile.adjustment,
        "why_complexity": profile.why_complexity or None,
        "alike": list(profile.alike),
        "why_alike": profile.why_alike or None,
        "integration": profile.integration,
        "why_integration": profile.why_integration or None,
        "site_persons": list(profile.sites),
    }


def _days(days: "AuditDays") -> dict[str, Any]:
    return {
        "persons": days.persons,
        "counted": days.counted,
        "steps": [{"code": s.code.value, "text": day_step(s), "params": s.told} for s in days.steps],
        "initial": float(days.initial),
        "stage_1": float(days.stage1),
        "stage_2": float(days.stage2),
        "surveillance": float(days.surveillance),
        "recertification": float(days.recertification),
        "fewest": float(days.fewest),
        "table": float(days.table),
        "source": days.source.value,
    }


def _quote(quote: "CostQuote", currency: str) -> dict[str, Any]:
    comes_to = quote.comes_to(currency)
    return {
        "id": quote.id,
        "firm": quote.firm,
        "amount": number(quote.amount),
        "currency": quote.currency,
        "rate": None if quote.rate is None else f"{quote.rate:f}",
        "comes_to": None if comes_to is None else number(comes_to),
        "accepted": quote.accepted,
        "valid_until": quote.valid_until and quote.valid_until.isoformat(),
    }


def line_json(one: "Forecast", currency: str) -> dict[str, Any]:
    """One line with its quotes and what was spent on it."""
    line = one.line
    return {
        "id": line.id,
        "title": line_text(line),
        "tag": line.tag.value,
        "kind": line.kind.value,
        "amount": range_json(line.amount),
        "counted": not line.optional,
        "mark": line.mark.value,
        "source": line.source,
        "how": how_text(line),
        "role": line.role or None,
        "hours": None if line.hours is None else range_json(line.hours),
        "estimated": None if one.estimated is None else range_json(one.estimated),
        "quotes": [_quote(quote, currency) for quote in one.quotes],
        "spent": number(one.spent),
        "final": one.final,
        "outlook": number(one.outlook),
    }


def number(value: Decimal) -> int | float:
    """An amount as JSON has it: whole where it is."""
    return int(value) if value == value.to_integral_value() else float(value)


def print_cost(held: "Costing") -> None:
    """The lines by tag, the sums, and the check against the article."""
    currency, totals = held.basis.currency, held.totals
    table(
        (say("line"), say("tag"), say("low"), say("likely"), say("high"), say("spent"), say("figure is")),
        [
            (
                line_text(one.line) + (say(" (an option, not counted)") if one.line.optional else ""),
                one.line.tag.value,
                *(
                    amount(str(a))
                    for a in (one.line.amount.low, one.line.amount.likely, one.line.amount.high)
                ),
                amount(str(one.spent)),
                say(MARKS[one.line.mark.value]),
            )
            for one in held.rows
        ],
    )
    for step in held.days.steps:
        click.echo(say("audit days: {step}", step=day_step(step)))
    for tag, found in totals.by_tag.items():
        click.echo(f"{say(TAGS[tag.value])}: {amount(str(found.likely))} {currency}")
    if totals.ratio is not None:
        click.echo(
            say(
                "together {together} {currency}, apart {apart} {currency}: {percent} %, {standing}",
                together=amount(str(totals.combined.likely)),
                apart=amount(str(totals.separate.whole().likely)),
                currency=currency,
                percent=f"{totals.ratio * 100:.0f}",
                standing=say(STANDINGS[totals.standing.value]),
            )
        )
    click.echo(
        say(
            "likeliest {likely} {currency}, expected {expected} (four in five from {p10} to {p90});"
            " spent {spent}, outlook {outlook}",
            likely=amount(str(totals.total.likely)),
            expected=amount(f"{totals.expected:.0f}"),
            p10=amount(f"{totals.p10:.0f}"),
            p90=amount(f"{totals.p90:.0f}"),
            spent=amount(str(held.spent)),
            outlook=amount(str(held.outlook)),
            currency=currency,
        )
    )
    if held.assumed:
        click.echo(
            say(
                "{persons} persons are assumed; state how many there are: dualtrack cost basis --persons N"
                " --reason WHY",
                persons=held.basis.persons,
            )
        )
